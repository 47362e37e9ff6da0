import type { ApiProblem } from "../../api/problem.ts";
import { sentenceOf } from "../../components/ErrorNotice.tsx";
import { texts } from "../../texts/texts.ts";

/** Why somebody was not let in; whether the address is known at all is not told. */
export function sentenceOfSignIn(problem: ApiProblem): string {
  return problem.status >= 400 && problem.status < 500 && problem.status !== 429
    ? texts.value.signIn.wrong
    : sentenceOf(problem);
}

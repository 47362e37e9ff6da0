import type { ApiProblem } from "../api/problem.ts";
import { language, texts } from "../texts/texts.ts";
import type { Told } from "./reason-facts.ts";
import { tellReason, tellWord } from "./tell-reason.ts";

/** What a refusal means, in words of ours by its code; one that is not known here yet as the server says it, in English. */
export function tellProblem(problem: ApiProblem, zone: string): string {
  const t = texts.value.problems;
  if (problem.status === 0) return t.noAnswer;
  if (problem.status === 403) return t.forbidden;
  if (problem.status === 429) return t.tooMany;
  const { problems, refusals, syncs } = texts.value.reasons;
  // Behind a 502 stands HubSpot or Bolna: a limit of the day is HubSpot's there, and a rule's elsewhere.
  const known = (problem.status === 502 ? tellWord(syncs, problem.code, null) : null) ??
    tellWord(problems, problem.code, null) ?? tellWord(refusals, problem.code, null) ??
    tellReason(problem.code, null, toldIn(problem, zone)) ?? tellWord(syncs, problem.code, null);
  if (known !== null) return known;
  if (language.value === "en" && problem.error !== "") return problem.error;
  return problem.status >= 500 ? t.serverFailed : t.unknown;
}

/** What the judge said beside a refusal, if it was asked. */
function toldIn({ body }: ApiProblem, zone: string): Told {
  const decision: unknown = typeof body === "object" && body !== null ? Reflect.get(body, "decision") : null;
  const read = (name: string): unknown =>
    typeof decision === "object" && decision !== null ? Reflect.get(decision, name) : undefined;
  const [data, until] = [read("data"), read("until")];
  return {
    data: typeof data === "object" ? { ...data } : null,
    until: typeof until === "string" ? until : null,
    zone,
  };
}

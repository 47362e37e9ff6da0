import type { ApiProblem } from "../api/problem.ts";
import { organizationZone } from "../auth/organizations.ts";
import type { Told } from "../reasons/reason-facts.ts";
import { tellNamedField } from "../reasons/tell-field.ts";
import { tellReason, tellWord } from "../reasons/tell-reason.ts";
import { language, texts } from "../texts/texts.ts";
import { Button } from "./Button.tsx";
import { CopyButton } from "./CopyButton.tsx";
import { Icon } from "./Icon.tsx";

/** What a refusal means, in words of ours by its code; one that is not known here yet as the server says it, in English. */
export function sentenceOf(problem: ApiProblem): string {
  const t = texts.value.problems;
  if (problem.status === 0) return t.noAnswer;
  if (problem.status === 403) return t.forbidden;
  if (problem.status === 429) return t.tooMany;
  const { problems, refusals, syncs } = texts.value.reasons;
  // Behind a 502 stands HubSpot or Bolna: a limit of the day is HubSpot's there, and a rule's elsewhere.
  const known = (problem.status === 502 ? tellWord(syncs, problem.code, null) : null) ??
    tellWord(problems, problem.code, null) ?? tellWord(refusals, problem.code, null) ??
    tellReason(problem.code, null, toldIn(problem)) ?? tellWord(syncs, problem.code, null);
  if (known !== null) return known;
  if (language.value === "en" && problem.error !== "") return problem.error;
  return problem.status >= 500 ? t.serverFailed : t.unknown;
}

/** What the judge said beside a refusal, if it was asked. */
function toldIn({ body }: ApiProblem): Told {
  const decision: unknown = typeof body === "object" && body !== null ? Reflect.get(body, "decision") : null;
  const read = (name: string): unknown =>
    typeof decision === "object" && decision !== null ? Reflect.get(decision, name) : undefined;
  const [data, until] = [read("data"), read("until")];
  return {
    data: typeof data === "object" ? { ...data } : null,
    until: typeof until === "string" ? until : null,
    zone: organizationZone.value,
  };
}

/** A part of a screen that could not be read or done; the rest works on. */
export function ErrorNotice(
  { problem, onRetry }: { problem: ApiProblem; onRetry?: (() => void) | undefined },
) {
  const t = texts.value.common;
  return (
    <div role="alert" class="alert alert-error alert-soft items-start">
      <Icon name="alert" />
      <div class="min-w-0">
        <p>{sentenceOf(problem)}</p>
        {problem.fields.length > 0 && (
          <ul class="list-disc pl-5 text-sm">
            {problem.fields.map((one) => <li key={one.field}>{tellNamedField(one)}</li>)}
          </ul>
        )}
        {problem.requestId !== null && (
          <p class="mt-1 flex flex-wrap items-center gap-1 text-xs">
            <span>{t.requestId}</span>
            <code class="break-all">{problem.requestId}</code>
            <CopyButton text={problem.requestId} label={t.copyRequestId} />
          </p>
        )}
      </div>
      {onRetry && <Button small onClick={onRetry}>{t.tryAgain}</Button>}
    </div>
  );
}

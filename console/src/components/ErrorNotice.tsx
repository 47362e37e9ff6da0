import type { ApiProblem } from "../api/problem.ts";
import { texts } from "../texts/texts.ts";
import { Button } from "./Button.tsx";
import { CopyButton } from "./CopyButton.tsx";
import { Icon } from "./Icon.tsx";

/** What a refusal means, in words: the server's sentence, except where we know better what it is for the reader. */
export function sentenceOf(problem: ApiProblem): string {
  const t = texts.value.problems;
  if (problem.status === 0) return t.noAnswer;
  if (problem.status === 403) return t.forbidden;
  if (problem.status === 429) return t.tooMany;
  if (problem.status >= 500 && problem.error === "") return t.serverFailed;
  return problem.error === "" ? t.unknown : problem.error;
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
            {problem.fields.map(({ field, message }) => <li key={field}>{message}</li>)}
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

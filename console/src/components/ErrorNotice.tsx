import type { ApiProblem } from "../api/problem.ts";
import { organizationZone } from "../auth/organizations.ts";
import { tellNamedField } from "../reasons/tell-field.ts";
import { tellProblem } from "../reasons/tell-problem.ts";
import { texts } from "../texts/texts.ts";
import { Button } from "./Button.tsx";
import { CopyButton } from "./CopyButton.tsx";
import { Icon } from "./Icon.tsx";

export function sentenceOf(problem: ApiProblem): string {
  return tellProblem(problem, organizationZone.value);
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

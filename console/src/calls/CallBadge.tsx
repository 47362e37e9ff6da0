import { Badge } from "../components/Badge.tsx";
import { now } from "../lib/clock.ts";
import { texts } from "../texts/texts.ts";
import { type AttemptFacts, type CallFacts, icons, stateOfCall, toneOf } from "./state-of-call.ts";

/** How a call stands, and whether it needs a person. */
export function CallBadge({ call, attempt }: {
  call: CallFacts & { attention: boolean };
  attempt?: AttemptFacts | undefined;
}) {
  const state = stateOfCall(call, attempt, now.value);
  const t = texts.value.states;
  return (
    <span class="inline-flex flex-wrap items-center gap-1">
      <Badge tone={toneOf(state, call, now.value)} icon={icons[state]}>{t[state]}</Badge>
      {call.attention && <Badge tone="error" icon="alert">{t.attention}</Badge>}
    </span>
  );
}

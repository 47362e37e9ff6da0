import type { CallSchedule } from "../../api/types.ts";
import { CallBadge } from "../../calls/CallBadge.tsx";
import { type AttemptFacts, stateOfCall } from "../../calls/state-of-call.ts";
import { EmptyState } from "../../components/EmptyState.tsx";
import { Loaded } from "../../components/Loaded.tsx";
import { href } from "../../lib/router.ts";
import { pulse } from "../../live/live.ts";
import { sayTopic } from "../../calls/say-topic.ts";
import { texts } from "../../texts/texts.ts";
import { callsNow } from "./today-calls.ts";

/** The calls that go on. */
export function Now() {
  const t = texts.value.today;
  return (
    <Loaded of={callsNow.use("now")}>
      {({ calls, attempts }) =>
        calls.length === 0 ? <EmptyState>{t.nobody}</EmptyState> : (
          <>
            <ul class="flex flex-col gap-2">
              {calls.map((call) => (
                <li key={call.id} class="rounded-box border border-base-300 p-3">
                  <div class="flex flex-wrap items-center justify-between gap-2">
                    <a class="link-hover font-medium" href={href(["calls", call.id])}>{call.contact_name}</a>
                    <CallBadge call={call} attempt={attempts.get(call.id)} />
                  </div>
                  <p class="text-sm text-base-content/80">{sayTopic(call.call_topic)}</p>
                  <Progress call={call} attempt={attempts.get(call.id)} />
                </li>
              ))}
            </ul>
            {(pulse.value?.in_progress ?? 0) > calls.length && (
              <a class="link text-sm" href={href(["calls"], { status: "in_progress" })}>
                {t.more((pulse.value?.in_progress ?? 0) - calls.length)}
              </a>
            )}
          </>
        )}
    </Loaded>
  );
}

/** Booked, dialled, ringing, on the phone: how far it is, in words. */
function Progress({ call, attempt }: { call: CallSchedule; attempt: AttemptFacts | undefined }) {
  const t = texts.value;
  const state = stateOfCall(call, attempt, 0);
  const stages = ["dialling", "ringing", "onThePhone"] as const;
  const reached = state === "findingOut" ? -1 : stages.findIndex((stage) => stage === state);
  if (reached === -1) return null;
  return (
    <ol class="mt-2 flex gap-1" aria-label={t.today.howFar}>
      {stages.map((stage, index) => (
        <li
          key={stage}
          aria-current={index === reached ? "step" : undefined}
          class={`flex-1 border-t-4 pt-1 text-xs ${
            index <= reached ? "border-info" : "border-base-300 text-base-content/80"
          }`}
        >
          {t.states[stage]}
        </li>
      ))}
    </ol>
  );
}

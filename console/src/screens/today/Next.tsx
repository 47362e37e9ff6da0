import { may, organizationZone } from "../../auth/organizations.ts";
import { openBooking } from "../../booking/open-booking.ts";
import { reasonOf } from "../../calls/reason-of.ts";
import { stateOfCall } from "../../calls/state-of-call.ts";
import { Button } from "../../components/Button.tsx";
import { EmptyState } from "../../components/EmptyState.tsx";
import { Loaded } from "../../components/Loaded.tsx";
import { FromNow } from "../../components/Moment.tsx";
import { now } from "../../lib/clock.ts";
import { formatDay, formatTime } from "../../lib/format.ts";
import { href } from "../../lib/router.ts";
import { sayTopic } from "../../calls/say-topic.ts";
import { texts } from "../../texts/texts.ts";
import { callsNext } from "./today-calls.ts";

/** The calls that are still to come, soonest first. */
export function Next() {
  const t = texts.value;
  const zone = organizationZone.value;
  return (
    <Loaded of={callsNext.use("next")}>
      {(calls) =>
        calls.length === 0
          ? (
            <EmptyState action={may.book() && <Button onClick={openBooking}>{t.shell.book}</Button>}>
              {may.book() ? t.today.nothingToCome : t.today.nothingToComeForOthers}
            </EmptyState>
          )
          : (
            <>
              <ul class="flex flex-col divide-y divide-base-300 rounded-box border border-base-300">
                {calls.map((call) => {
                  const isToday = formatDay(call.due_at, zone) === formatDay(now.value, zone);
                  const state = stateOfCall(call, undefined, now.value);
                  const reason = reasonOf(call);
                  return (
                    <li key={call.id} class="flex gap-3 p-3">
                      <time class="w-16 shrink-0 tabular-nums" dateTime={call.due_at}>
                        {formatTime(call.due_at, zone)}
                        {!isToday && <span class="block text-xs">{formatDay(call.due_at, zone)}</span>}
                      </time>
                      <div class="min-w-0 flex-1">
                        <a class="link-hover font-medium" href={href(["calls", call.id])}>
                          {call.contact_name}
                        </a>{" "}
                        <span class="text-sm text-base-content/80">{sayTopic(call.call_topic)}</span>
                        <p class="text-sm text-base-content/80">
                          {state === "scheduled" ? <FromNow at={call.due_at} zone={zone} /> : t.states[state]}
                          {reason !== null && ` – ${reason}`}
                        </p>
                      </div>
                    </li>
                  );
                })}
              </ul>
              <a class="link text-sm" href={href(["calls"], { status: "scheduled", sort: "due_at" })}>
                {t.today.allToCome}
              </a>
            </>
          )}
    </Loaded>
  );
}

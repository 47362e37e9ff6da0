import { organizationZone } from "../../auth/organizations.ts";
import { Skeleton } from "../../components/Skeleton.tsx";
import { now } from "../../lib/clock.ts";
import { formatNumber, formatShare } from "../../lib/format.ts";
import { href } from "../../lib/router.ts";
import { toWallTime } from "../../lib/wall-time.ts";
import { pulse } from "../../live/live.ts";
import { texts } from "../../texts/texts.ts";

/** Four figures, each the way to the calls that it counts. */
export function Figures() {
  const t = texts.value.today;
  const told = pulse.value;
  if (told === undefined) {
    return (
      <Skeleton>
        <div class="grid grid-cols-2 gap-3 lg:grid-cols-4">
          {[1, 2, 3, 4].map((one) => <div key={one} class="skeleton h-24" />)}
        </div>
      </Skeleton>
    );
  }
  const { calls_today: today } = told;
  const day = toWallTime(now.value, organizationZone.value).day;
  const ended = today.completed + today.failed;
  return (
    <ul class="grid grid-cols-2 gap-3 lg:grid-cols-4">
      <Figure
        label={t.onThePhone}
        value={formatNumber(told.in_progress)}
        beside={t.ofLines(formatNumber(told.lines))}
        to={href(["calls"], { status: "in_progress" })}
      />
      <Figure
        label={t.toCome}
        value={formatNumber(today.scheduled)}
        beside={told.due > 0 ? t.ofThemDue(formatNumber(told.due)) : t.todayOnly}
        to={href(["calls"], { status: "scheduled", from: day, to: day, sort: "due_at" })}
      />
      <Figure
        label={t.reached}
        value={today.completion_rate === null ? "–" : formatShare(today.completion_rate)}
        beside={ended === 0 ? t.noneEnded : t.ofEnded(formatNumber(today.completed), formatNumber(ended))}
        to={href(["calls"], { status: "completed", from: day, to: day })}
      />
      <Figure
        label={t.needsPerson}
        value={formatNumber(told.attention)}
        beside={told.attention === 0 ? t.allWell : t.lookAtThem}
        isBad={told.attention > 0}
        to={href(["calls"], { attention: "true" })}
      />
    </ul>
  );
}

function Figure({ label, value, beside, to, isBad = false }: {
  label: string;
  value: string;
  beside: string;
  to: string;
  isBad?: boolean;
}) {
  return (
    <li>
      <a
        href={to}
        class={`flex h-full flex-col rounded-box border p-3 hover:bg-base-200 sm:p-4 ${
          isBad ? "border-error" : "border-base-300"
        }`}
      >
        <span class="text-sm text-base-content/80">{label}</span>
        <span class={`text-3xl font-semibold tabular-nums ${isBad ? "text-error" : ""}`}>{value}</span>
        <span class="text-sm text-base-content/80">{beside}</span>
      </a>
    </li>
  );
}

import type { CallingPolicy } from "../api/types.ts";
import { readWallTime } from "../lib/wall-time.ts";

const weekdays = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"] as const;

/**
 * Whether nothing of the organisation's leaves on that day of the called person's calendar: it is past, its week is closed then,
 * or a blackout covers it. What the law says of the day is the judge's, who is asked for the moment itself.
 */
export function isBlockedDay(
  day: string,
  { policy, zone, today }: {
    policy: Pick<CallingPolicy, "week" | "blackouts"> | undefined;
    zone: string;
    today: string;
  },
): boolean {
  if (day < today) return true;
  if (policy === undefined) return false;
  const weekday = weekdays[new Date(`${day}T12:00:00Z`).getUTCDay()];
  if (policy.week !== null && weekday !== undefined && policy.week[weekday].length === 0) return true;
  const [starts, ends] = [momentOf(day, "00:00", zone), momentOf(day, "23:59", zone)];
  return policy.blackouts.some(({ from, to }) => Date.parse(from) <= starts && Date.parse(to) >= ends);
}

function momentOf(day: string, time: string, zone: string): number {
  const moments = readWallTime({ day, time }, zone);
  if (moments === undefined) return Number.NaN;
  if (moments.kind === "one") return moments.at.getTime();
  return (moments.kind === "twice" ? moments.first : moments.before).getTime();
}

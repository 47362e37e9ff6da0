import type { ClaimRows } from "./claim-rows.ts";
import type { Tally } from "./tally.ts";
import type { VirtualTime } from "./virtual-time.ts";

interface LookWatchDeps {
  time: VirtualTime;
  tally: Tally;
  report: (rule: string, detail: string) => void;
}

/** What a silent HubSpot may cost a call: the waits double up to an hour, and a few workers may die in between. */
const looksAtOnce = 14;
const hourMs = 3_600_000;
const longestLookMs = 45_000;

/** Follows the last looks: that each runs out, and that a HubSpot which stays silent is asked less and less. */
export function createLookWatch({ time, tally, report }: LookWatchDeps) {
  const begun = new Map<string, number[]>();

  function judge(before: ClaimRows, after: ClaimRows): void {
    for (const look of after.looks) {
      const { schedule_id, expires_at, trigger } = look;
      const isOld = before.looks.some((one) =>
        one.schedule_id === schedule_id && one.expires_at.getTime() === expires_at.getTime()
      );
      if (isOld) continue;
      tally.add("looks");
      if (expires_at.getTime() > time.now() + longestLookMs) {
        report("a look runs out", `the one at ${schedule_id} runs until ${expires_at.toISOString()}`);
      }
      if (trigger === "sweep") count(schedule_id, after);
    }
  }

  function count(scheduleId: string, { schedules }: ClaimRows): void {
    const since = schedules.find(({ id }) => id === scheduleId)?.contact_unread_since?.getTime();
    const looks = [...begun.get(scheduleId) ?? [], time.now()].filter((at) => at >= (since ?? time.now()));
    begun.set(scheduleId, looks);
    const hours = (time.now() - (since ?? time.now())) / hourMs;
    if (looks.length > looksAtOnce + hours) {
      report("a silent HubSpot costs few looks", `${looks.length} in ${hours.toFixed(1)} h at ${scheduleId}`);
    }
  }

  return { judge };
}

import type { Pulse } from "../api/types.ts";

/** When the pulse is asked again, in milliseconds. `chance` is from 0 to 1. */
export function nextPollMs(
  { pulse, isToday, failures, chance, now }: {
    pulse: Pick<Pulse, "in_progress" | "next_due_at" | "paused_reason"> | undefined;
    /** The screen that people watch is shown. */
    isToday: boolean;
    /** Questions without an answer, one after the other. */
    failures: number;
    chance: number;
    now: number;
  },
): number {
  if (failures > 0) return Math.min(60_000, 1_000 * 2 ** failures) * (0.8 + 0.4 * chance);
  if (!isToday) return pulse !== undefined && pulse.in_progress > 0 ? 5_000 : 15_000;
  if (pulse === undefined) return 10_000;
  const isNear = pulse.next_due_at !== null && Date.parse(pulse.next_due_at) - now < 60_000;
  return pulse.in_progress > 0 || isNear && pulse.paused_reason === null ? 2_000 : 10_000;
}

import type { Pulse } from "./pulse.ts";

/** When the pulse is asked again, in milliseconds. `chance` is from 0 to 1. */
export function nextPollMs(
  { pulse, isToday, failures, chance }: {
    pulse: Pulse | undefined;
    /** The screen that people watch is shown. */
    isToday: boolean;
    /** Questions without an answer, one after the other. */
    failures: number;
    chance: number;
  },
): number {
  if (failures > 0) return Math.min(60_000, 1_000 * 2 ** failures) * (0.8 + 0.4 * chance);
  if (!isToday) return pulse !== undefined && pulse.inProgress > 0 ? 5_000 : 15_000;
  return pulse !== undefined && pulse.inProgress + pulse.due > 0 ? 2_000 : 10_000;
}

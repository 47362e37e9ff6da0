import type { Pulse } from "../api/types.ts";

/** Numbers of audit rows are handed out before their commit, and pages are woken once a second at most: one looks twice. */
export const secondLookMs = 2_000;
/** While the database says by itself that something has changed, questions are for what gets lost. */
export const wokenPollMs = 60_000;

/** When the pulse is asked again, in milliseconds. `chance` is from 0 to 1. */
export function nextPollMs(
  { pulse, isToday, isWoken, hasNews, failures, chance, now }: {
    pulse: Pick<Pulse, "in_progress" | "next_due_at" | "paused_reason"> | undefined;
    /** The screen that people watch is shown. */
    isToday: boolean;
    /** The page is told of changes just now. */
    isWoken: boolean;
    /** Something has just changed: what came with it was perhaps not told of. */
    hasNews: boolean;
    /** Questions without an answer, one after the other. */
    failures: number;
    chance: number;
    now: number;
  },
): number {
  if (failures > 0) return Math.min(60_000, 1_000 * 2 ** failures) * (0.8 + 0.4 * chance);
  if (isWoken) return hasNews ? secondLookMs : wokenPollMs;
  if (!isToday) return pulse !== undefined && pulse.in_progress > 0 ? 5_000 : 15_000;
  if (pulse === undefined) return 10_000;
  const isNear = pulse.next_due_at !== null && Date.parse(pulse.next_due_at) - now < 60_000;
  return pulse.in_progress > 0 || isNear && pulse.paused_reason === null ? 2_000 : 10_000;
}

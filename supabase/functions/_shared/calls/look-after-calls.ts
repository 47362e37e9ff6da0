import { describeError } from "../platform/log.ts";
import { followUpCalls, type FollowUpCounts } from "./follow-up-calls.ts";
import { readRecoveryWindows } from "./read-recovery-windows.ts";
import type { FollowUpDeps } from "./types.ts";

export type CareCounts = FollowUpCounts & { expired_leases: number; adopted: number };

interface CaretakerOptions {
  worker: string;
  isOver: () => boolean;
  /** Everything the sweep has done so far, for the heartbeat row. */
  readCounts: () => Record<string, number>;
}

/**
 * Looks after what is under way: turns dead workers' claims into unknown calls, follows the silent ones up, and writes the
 * heartbeat of a complete round.
 */
export function createCaretaker(deps: FollowUpDeps, { worker, isOver, readCounts }: CaretakerOptions) {
  const counts: CareCounts = { followed_up: 0, settled: 0, expired_leases: 0, adopted: 0 };
  let tickSeconds = 0;
  let running: Promise<void> | null = null;
  let startedAt = -Infinity;

  /** One round; resolves to the number of calls that ended. */
  async function lookAfterCalls(): Promise<number> {
    const ticket = await deps.calls.beginSweep(worker);
    counts.expired_leases += ticket.expired_leases;
    tickSeconds = ticket.interval_seconds ?? 0;
    const { followed_up, settled } = await followUpCalls(deps, isOver);
    counts.followed_up += followed_up;
    counts.settled += settled;
    counts.adopted += await readRecoveryWindows(deps, isOver);
    await deps.workers.finishRun(ticket.sweep_id, readCounts());
    return settled;
  }

  /** Begins a round beside the dialling, unless one is under way or began less than `everySeconds` ago. */
  function keepLooking(everySeconds: number): void {
    const now = deps.now().getTime();
    if (running !== null || now - startedAt < everySeconds * 1000) return;
    startedAt = now;
    running = lookAfterCalls()
      .then(() => {}, (error) => deps.log.error("follow_up_failed", describeError(error)))
      .finally(() => {
        running = null;
      });
  }

  return {
    counts,
    lookAfterCalls,
    keepLooking,
    isLooking: () => running !== null,
    finishLooking: () => running ?? Promise.resolve(),
    /** How often the database ticks, in seconds, as far as it has said. */
    readTickSeconds: () => tickSeconds,
  };
}

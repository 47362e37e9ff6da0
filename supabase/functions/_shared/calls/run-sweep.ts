import { createDialler, type DialCounts, type Dialler } from "./dial-due-calls.ts";
import type { Doorbell } from "../platform/doorbell.ts";
import { type CareCounts, createCaretaker } from "./look-after-calls.ts";
import { fillGlobalHashes } from "./fill-global-hashes.ts";
import { pause } from "../platform/pause.ts";
import { reportWrongKeys } from "../phone/phone-keys.ts";
import type { DispatchDeps } from "./types.ts";

export interface SweepDeps extends DispatchDeps {
  /** CALL_SCHEDULER_ENABLED as it is now. False: nothing is claimed; calls already placed are still looked after. */
  isSchedulerEnabled: () => boolean;
  /** Asks for another sweep in a fresh worker. Does not throw. */
  ringAgain: () => Promise<void>;
  /** How long one sweep takes on work, in seconds (50): what the shortest-lived hosted worker is sure to have. */
  budgetSeconds?: number;
  /**
   * How many calls one sweep takes (1000): at 0.35 ms of CPU each, well under the two seconds that a request has. A call whose
   * contact is looked up counts for several.
   */
  maxCalls?: number;
}

export type SweepCounts = DialCounts & CareCounts & { enabled: boolean };

/** One pass over what is due now, and over the live calls whose turn to be looked at has come. */
export async function runSweepOnce(deps: SweepDeps): Promise<SweepCounts> {
  const { dialler, caretaker, isOver, conclude } = beginPass(deps);
  try {
    await checkKeys(deps);
    await fillGlobalHashes(deps);
    do {
      await dialEverything(deps, dialler);
      await dialler.finishPlacing();
      // Every call that ended frees a line for one that waits.
    } while (await caretaker.lookAfterCalls() > 0 && !dialler.isExhausted() && !isOver());
  } finally {
    await dialler.finishPlacing();
  }
  if (dialler.isExhausted()) await deps.ringAgain();
  return conclude();
}

/**
 * A pass that stays on for the calls that fall due before the next tick, so that each leaves on its second. A ring at
 * `bell` is answered at once. Bounded by the budget: with more to do then, another sweep is rung for.
 */
export async function runLingeringSweep(deps: SweepDeps, bell: Doorbell): Promise<SweepCounts> {
  const { dialler, caretaker, isOver, conclude } = beginPass(deps, true);
  try {
    await checkKeys(deps);
    await fillGlobalHashes(deps);
    while (!isOver() && !dialler.isExhausted()) {
      bell.answer();
      // A claim of a dead worker must be found within 60 s, also by a sweep that stays on.
      caretaker.keepLooking(5);
      const claimed = await dialler.dialDueCalls();
      const ahead = Math.max(deps.settings.schedulerIntervalSeconds, caretaker.readTickSeconds()) +
        lateTickSeconds;
      const next = deps.isSchedulerEnabled() ? await deps.calls.nextCallDueAt(ahead) : null;
      if (next === null && dialler.countInFlight() === 0 && !caretaker.isLooking()) return conclude();
      await bell.wait(howLong(next, claimed, deps.now()));
    }
    // First, so that the ring is answered at once: one call that hangs, or a round that reads thousands of silent ones, held up all
    // dialling until it was over (7 to 12 s with 6 000 calls under way).
    bell.handOver();
    await deps.ringAgain();
  } finally {
    await Promise.all([dialler.finishPlacing(), caretaker.finishLooking()]);
  }
  return conclude();
}

/** A tick may come this much later than its interval says. */
const lateTickSeconds = 2;

/**
 * Until a claim that found all in other hands is made again, in milliseconds: such a one costs the database a fifth of what a
 * hundred calls cost it.
 */
const missedMs = 100;

/** Milliseconds until the next look. A second at most: a ring may be lost, and then this is how its call is found. */
function howLong(next: Date | null, claimed: number, now: Date): number {
  if (next === null) return 1000;
  const untilDue = next.getTime() - now.getTime();
  // Due, yet not to be had: another worker is at it, or the database's clock is a little behind ours.
  const shortest = claimed === 0 ? missedMs : 0;
  return Math.min(1000, Math.max(shortest, untilDue));
}

/** Until nothing is left; a queue that another worker has just locked is asked for again a moment later. */
async function dialEverything({ calls, isSchedulerEnabled }: SweepDeps, dialler: Dialler): Promise<void> {
  for (let misses = 0; misses < 3;) {
    const claimed = await dialler.dialDueCalls();
    if (!isSchedulerEnabled() || dialler.isExhausted() || await calls.nextCallDueAt(0) === null) return;
    misses = claimed > 0 ? 0 : misses + 1;
    if (claimed === 0) await pause(missedMs);
  }
}

/** Before anything is claimed, so that a wrong key costs no call a try: the database pauses those that need it. */
async function checkKeys({ cipher, log }: SweepDeps): Promise<void> {
  reportWrongKeys(log, await cipher.checkKeys());
}

/** `handsOver`: the round that is under way when no more is dialled ends with the batch that it has, and the next pass goes on with it. */
function beginPass(deps: SweepDeps, handsOver = false) {
  const { now, log, isSchedulerEnabled, budgetSeconds = 50, maxCalls = 1000 } = deps;
  const worker = `sweep-${crypto.randomUUID()}`;
  const startedAt = now().getTime();
  const isOver = () => now().getTime() - startedAt > budgetSeconds * 1000;
  const dialler = createDialler(deps, { worker, isSchedulerEnabled, maxCalls });
  const readCounts = () => ({ ...dialler.counts, ...caretaker.counts });
  const caretaker = createCaretaker(deps, {
    worker,
    isOver: () => isOver() || handsOver && dialler.isExhausted(),
    readCounts,
  });
  const conclude = (): SweepCounts => {
    log.info("sweep_finished", { worker, ...readCounts() });
    return { enabled: isSchedulerEnabled(), ...readCounts() };
  };
  return { dialler, caretaker, isOver, conclude };
}

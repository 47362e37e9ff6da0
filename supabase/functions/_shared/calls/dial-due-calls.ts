import { describeError } from "../platform/log.ts";
import { placeCall } from "./place-call.ts";
import type { DispatchDeps, TakenCall } from "./types.ts";

export interface DiallerOptions {
  worker: string;
  /** The kill switch, asked before every claim. */
  isSchedulerEnabled: () => boolean;
  /** No more calls than this in the life of the dialler; one whose contact is looked up counts as `lookUpEffort`. */
  maxCalls: number;
}

export interface DialCounts {
  /** Taken in hand: to dial, or to look up first. */
  claimed: number;
  placed: number;
  refused: number;
  unknown: number;
  not_sent: number;
  paused: number;
  /** Stopped by the last look, for good and for now; no attempt was made of them. */
  withdrawn: number;
  deferred: number;
}

interface Spent {
  effort: number;
  claimed: number;
}

/**
 * How many are claimed next: as there is room for, should they take what those before them took. Without that, 57 that were looked up
 * left room for 200 more of them: two seconds of CPU, all that a request has.
 */
export function howManyNext(maxCalls: number, { effort, claimed }: Spent): number {
  const each = claimed === 0 ? 1 : effort / claimed;
  return Math.min(batchSize, Math.ceil((maxCalls - effort) / each));
}

export type Dialler = ReturnType<typeof createDialler>;

/**
 * So many are claimed at once. What a claim costs by itself (the judge's word of each organisation, its lines counted) is shared by
 * them: a tenth less of the database's time a call than with a hundred. With one of a thousand the first would leave late.
 */
const batchSize = 200;
/** How many calls one that is looked up first counts for. It takes the CPU time of twenty (7.5 ms against 0.35), most of it waiting. */
const lookUpEffort = 14;

/**
 * Claims what is due and places it side by side. How many at a time is the database's to say, organisation by
 * organisation. A call that hangs never keeps the next claim waiting.
 */
export function createDialler(deps: DispatchDeps, { worker, isSchedulerEnabled, maxCalls }: DiallerOptions) {
  const counts: DialCounts = {
    claimed: 0,
    placed: 0,
    refused: 0,
    unknown: 0,
    not_sent: 0,
    paused: 0,
    withdrawn: 0,
    deferred: 0,
  };
  const inFlight = new Set<Promise<void>>();
  let effort = 0;

  /**
   * Takes what is due now; resolves when it is on its way, not when it has arrived. A claim that gave fewer than were asked for
   * was the last one: whether anything is left is cheaper to ask (`nextCallDueAt`) than to claim.
   */
  async function dialDueCalls(): Promise<number> {
    const before = counts.claimed;
    while (isSchedulerEnabled() && !isExhausted()) {
      const wanted = howManyNext(maxCalls, { effort, claimed: counts.claimed });
      const calls = await deps.calls.claimDueCalls(worker, wanted);
      counts.claimed += calls.length;
      for (const call of calls) {
        effort += call.looks_first ? lookUpEffort : 1;
        const placing = place(call).finally(() => inFlight.delete(placing));
        inFlight.add(placing);
      }
      if (calls.length < wanted) break;
    }
    return counts.claimed - before;
  }

  /** Never rejects: nobody listens while the call is under way. */
  async function place(call: TakenCall): Promise<void> {
    try {
      counts[(await placeCall(deps, call)).outcome] += 1;
    } catch (error) {
      deps.log.error("placing_failed", { schedule_id: call.schedule_id, ...describeError(error) });
    }
  }

  function isExhausted(): boolean {
    return effort >= maxCalls;
  }

  async function finishPlacing(): Promise<void> {
    while (inFlight.size > 0) await Promise.all(inFlight);
  }

  return { counts, dialDueCalls, isExhausted, finishPlacing, countInFlight: () => inFlight.size };
}

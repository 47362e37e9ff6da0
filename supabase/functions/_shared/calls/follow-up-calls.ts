import type { FollowUp } from "./call-store-schemas.ts";
import { describeError } from "../platform/log.ts";
import { followPlacedCall } from "./follow-placed-call.ts";
import { reconcileUnknownCalls } from "./reconcile-unknown-calls.ts";
import type { DispatchDeps } from "./types.ts";

export type FollowUpDeps = Pick<DispatchDeps, "settings" | "calls" | "bolna" | "log" | "now">;

export interface FollowUpCounts {
  followed_up: number;
  settled: number;
}

const batchSize = 20;

/**
 * Looks at every live call whose turn has come: a placed one is read, unknown ones are looked for in Bolna's list. The
 * database moves each one's next look on when it hands it out, so a failure here costs one turn and loses nothing.
 * `isOver` is asked between batches.
 */
export async function followUpCalls(deps: FollowUpDeps, isOver: () => boolean): Promise<FollowUpCounts> {
  const counts = { followed_up: 0, settled: 0 };
  while (!isOver()) {
    const batch = await deps.calls.claimFollowUps(batchSize);
    counts.followed_up += batch.length;
    counts.settled += await followBatch(deps, batch);
    if (batch.length < batchSize) break;
  }
  return counts;
}

/** How many of them were settled. */
async function followBatch(deps: FollowUpDeps, batch: FollowUp[]): Promise<number> {
  const placed = batch.flatMap((attempt) => {
    const { bolna_execution_id: executionId } = attempt;
    return executionId === null ? [] : [guard(deps, [attempt], followPlacedCall(deps, attempt, executionId))];
  });
  const unknown = batch.filter((attempt) => attempt.bolna_execution_id === null);
  const settled = await Promise.all([...placed, guard(deps, unknown, reconcileUnknownCalls(deps, unknown))]);
  return settled.reduce((sum, count) => sum + count, 0);
}

/** One call that cannot be looked after must not keep the others from it. */
async function guard({ log }: FollowUpDeps, attempts: FollowUp[], work: Promise<number>): Promise<number> {
  try {
    return await work;
  } catch (error) {
    log.error("follow_up_failed", {
      attempt_ids: attempts.map(({ attempt_id }) => attempt_id),
      ...describeError(error),
    });
    return 0;
  }
}

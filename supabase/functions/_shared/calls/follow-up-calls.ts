import type { FollowUp } from "./call-store-schemas.ts";
import { followPlacedCall } from "./follow-placed-call.ts";
import { guardFollowUp } from "./guard-follow-up.ts";
import { reconcileUnknownCalls } from "./reconcile-unknown-calls.ts";
import type { FollowUpDeps } from "./types.ts";

export interface FollowUpCounts {
  followed_up: number;
  settled: number;
}

const batchSize = 20;

/**
 * Looks at every live call whose turn has come: a placed one is read, unknown ones are looked for in Bolna's list. The
 * database moves each one's next look on when it hands it out, so a failure here costs one turn and loses nothing; whatever
 * fails every time, `begin_sweep` shows to a person at its deadline.
 * `isOver` is asked between batches: passes that are over soon each read one.
 */
export async function followUpCalls(deps: FollowUpDeps, isOver: () => boolean): Promise<FollowUpCounts> {
  const counts = { followed_up: 0, settled: 0 };
  let batch: FollowUp[];
  do {
    batch = await deps.calls.claimFollowUps(batchSize);
    counts.followed_up += batch.length;
    counts.settled += await followBatch(deps, batch);
  } while (batch.length === batchSize && !isOver());
  return counts;
}

/** How many of them were settled. */
async function followBatch(deps: FollowUpDeps, batch: FollowUp[]): Promise<number> {
  const placed = batch.flatMap((attempt) => {
    const { bolna_execution_id: executionId } = attempt;
    if (executionId === null) return [];
    return [guardFollowUp(deps, [attempt], () => followPlacedCall(deps, attempt, executionId))];
  });
  const unknown = batch.filter((attempt) => attempt.bolna_execution_id === null);
  const found = guardFollowUp(deps, unknown, () => reconcileUnknownCalls(deps, unknown));
  const settled = await Promise.all([...placed, found]);
  return settled.reduce((sum, count) => sum + count, 0);
}

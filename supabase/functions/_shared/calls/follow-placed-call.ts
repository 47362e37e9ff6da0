import type { FollowUp } from "./call-store-schemas.ts";
import { DatabaseError } from "../platform/database.ts";
import { describeError } from "../platform/log.ts";
import { decideFollowUp } from "./follow-up.ts";
import type { FollowUpDeps } from "./types.ts";
import { readExecution, settle } from "./settle-by-reading.ts";
import { stopCall } from "./stop-call.ts";
import { storeEvent } from "./store-event.ts";

/**
 * Reads a silent call and does what `decideFollowUp` says. Returns how many calls were settled: 0 or 1. A record that the
 * database refuses as an event is still judged: a note of it is not worth a call that never ends. Throws a `DatabaseError`
 * when the database fails.
 */
export async function followPlacedCall(
  deps: FollowUpDeps,
  attempt: FollowUp,
  executionId: string,
): Promise<number> {
  const attemptId = attempt.attempt_id;
  const reading = await readExecution(deps, executionId);
  if (reading.kind === "found") {
    await storeEvent(deps, executionId, reading.execution, "read").catch((error) => {
      if (!(error instanceof DatabaseError) || error.isOutage) throw error;
      deps.log.error("event_not_stored", { attempt_id: attemptId, ...describeError(error) });
    });
  }
  const live = {
    bolnaStatus: attempt.bolna_status,
    bolnaStatusAt: attempt.bolna_status_at,
    since: attempt.placed_at ?? attempt.claimed_at,
    queueDeadlineSeconds: attempt.queue_deadline_seconds,
  };
  const decision = decideFollowUp(live, reading, deps.now());
  switch (decision.step) {
    case "settle":
      return Number((await settle(deps, { attemptId, executionId, result: decision.result })).settled);
    case "stop":
      return Number((await stopCall(deps, { attemptId, executionId, isQueuedTooLong: true })).settled);
    case "flag":
      await deps.calls.flagAttention(attemptId, decision.code, decision.reason);
      return 0;
    case "wait":
      return 0;
  }
}

import type { RecordAnswer } from "./call-store-schemas.ts";
import { backoffSeconds } from "../platform/backoff.ts";
import type { DispatchOutcome } from "./dispatch-outcome.ts";
import { describeError } from "../platform/log.ts";
import { pause } from "../platform/pause.ts";
import type { ClaimedCall, DispatchDeps } from "./types.ts";

/**
 * Between five tries. A write that comes after the lease has ended is still taken: the attempt is `unknown` by then, and
 * this is knowledge.
 */
const pausesMs = [100, 300, 800, 2000];

/**
 * Writes down what came of the one request, and gives it as it stands then: `unknown` where it could not be written down,
 * or the database knows better. The functions behind it compare and set, so repeating them after a lost answer is safe;
 * giving up too early would turn a known outcome into an unknown one. Does not throw.
 */
export async function recordOutcome(
  deps: DispatchDeps,
  call: ClaimedCall,
  outcome: DispatchOutcome,
): Promise<DispatchOutcome> {
  const ids = { attempt_id: call.attempt_id, outcome: outcome.outcome };
  for (const [tries, wait] of [...pausesMs, null].entries()) {
    try {
      const answer = await record(deps, call, outcome, tries > 0);
      if (answer.recorded) return outcome;
      deps.log.warn("late_outcome_refused", { ...ids, attempt_state: answer.attempt_state });
      return contradicted;
    } catch (error) {
      if (wait !== null) {
        await pause(wait);
        continue;
      }
      deps.log.error("outcome_not_recorded", { ...ids, ...describeError(error) });
    }
  }
  return notRecorded;
}

const contradicted: DispatchOutcome = {
  outcome: "unknown",
  httpStatus: null,
  reasonCode: "bolna_answer_unreadable",
  reason: "Bolna's answer does not fit what is known of this call, so it may or may not have taken it.",
};

const notRecorded: DispatchOutcome = {
  outcome: "unknown",
  httpStatus: null,
  reasonCode: "worker_died",
  reason: "What came of the call could not be written down, so it will be looked for at Bolna.",
};

function record(
  { calls, random }: DispatchDeps,
  call: ClaimedCall,
  outcome: DispatchOutcome,
  isRepeated: boolean,
): Promise<RecordAnswer> {
  const attemptId = call.attempt_id;
  switch (outcome.outcome) {
    case "placed":
      return calls.recordCallPlaced({ ...outcome, attemptId, isRepeated });
    case "refused":
      return calls.recordCallRefused({ ...outcome, attemptId });
    case "paused":
      return calls.recordCallingPaused({ ...outcome, attemptId });
    case "unknown":
      return calls.recordCallUnknown({ ...outcome, attemptId });
    case "not_sent": {
      const retryAfterSeconds = backoffSeconds({
        attempt: call.attempt_number,
        retryAfterSeconds: outcome.retryAfterSeconds ?? 0,
        random: random(),
        maxSeconds: 600,
      });
      return calls.recordCallNotSent({ ...outcome, attemptId, retryAfterSeconds });
    }
  }
}

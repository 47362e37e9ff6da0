import { classifyPlaceAnswer, type DispatchOutcome } from "./dispatch-outcome.ts";
import { prepareCall } from "./prepare-call.ts";
import { recordOutcome } from "./record-outcome.ts";
import type { ClaimedCall, DispatchDeps, LookAnswer, NotPlaced, PlaceResult, TakenCall } from "./types.ts";

/**
 * Places one call that was taken: at most one request to Bolna, whatever happens, and then its outcome is written down.
 * `taken` is what a claim returned, and may be handed in once only. Where its contact is to be read first, it is claimed by
 * that, and may come to nothing. Does not throw: what cannot be written down stays `placing` in the database until its
 * lease ends, and is then looked for at Bolna.
 */
export async function placeCall(deps: DispatchDeps, taken: TakenCall): Promise<PlaceResult> {
  if (!taken.looks_first) return await placeClaimedCall(deps, taken);
  const look = await deps.lookUpContact(taken);
  if (look.outcome === "claimed") return await placeClaimedCall(deps, look.call);
  const result = explainLook(look);
  const { org_id, schedule_id } = taken;
  deps.log.info(`call_${result.outcome}`, { org_id, schedule_id, reason_code: result.reasonCode });
  return result;
}

async function placeClaimedCall(deps: DispatchDeps, call: ClaimedCall): Promise<PlaceResult> {
  const outcome = await recordOutcome(deps, call, await requestCall(deps, call));
  logOutcome(deps, call, outcome);
  const attemptId = call.attempt_id;
  if (outcome.outcome === "placed") return { outcome: "placed", attemptId, executionId: outcome.executionId };
  const { outcome: kind, reasonCode, reason } = outcome;
  return kind === "unknown"
    ? { outcome: kind, attemptId, reasonCode, reason }
    : { outcome: kind, reasonCode, reason };
}

async function requestCall(deps: DispatchDeps, call: ClaimedCall): Promise<DispatchOutcome> {
  const prepared = await prepareCall(deps, call);
  if (prepared.ready && deps.now() > call.dial_before) return stalled;
  return prepared.ready ? classifyPlaceAnswer(await deps.bolna.placeCall(prepared.body)) : prepared.outcome;
}

/** The claim may have been given up by now and its call be dialled by another worker. */
const stalled: DispatchOutcome = {
  outcome: "not_sent",
  httpStatus: null,
  reasonCode: "worker_stalled",
  reason: "The worker was held up for so long that the call was not sent any more. It will be tried again.",
  retryAfterSeconds: null,
};

function explainLook(look: Exclude<LookAnswer, { outcome: "claimed" }>): NotPlaced {
  if (look.outcome !== "lost") {
    const { outcome, reason_code: reasonCode, reason, decision } = look;
    return { outcome, reasonCode, reason, decision };
  }
  return {
    outcome: "deferred",
    reasonCode: "claim_lost",
    reason: "The call was taken out of this worker's hands before it was claimed.",
  };
}

function logOutcome({ log, now }: DispatchDeps, call: ClaimedCall, outcome: DispatchOutcome): void {
  const fields = {
    org_id: call.org_id,
    schedule_id: call.schedule_id,
    attempt_id: call.attempt_id,
    attempt_number: call.attempt_number,
    late_seconds: (now().getTime() - call.due_at.getTime()) / 1000,
  };
  if (outcome.outcome === "placed") {
    log.info("call_placed", { ...fields, execution_id: outcome.executionId });
  } else {
    log.warn(`call_${outcome.outcome}`, {
      ...fields,
      http_status: outcome.httpStatus,
      reason_code: outcome.reasonCode,
    });
  }
}

import { classifyPlaceAnswer, type DispatchOutcome } from "./dispatch-outcome.ts";
import { prepareCall } from "./prepare-call.ts";
import { recordOutcome } from "./record-outcome.ts";
import type { ClaimedCall, ContactVerdict, DispatchDeps, PlaceResult } from "./types.ts";
import type { Code } from "../platform/codes.ts";

/**
 * Places one claimed call: at most one request to Bolna, whatever happens, and then its outcome is written down.
 * `call` is what a claim returned, and may be handed in once only. Does not throw: what cannot be written down
 * stays `placing` in the database until its lease ends, and is then looked for at Bolna.
 */
export async function placeCall(deps: DispatchDeps, call: ClaimedCall): Promise<PlaceResult> {
  const look = call.checks_contact ? await deps.checkContact(call) : { verdict: "dial" as const, call };
  if (look.verdict !== "dial" && look.verdict !== "unread") return reportStopped(deps, call, look);
  const outcome = look.verdict === "dial" ? await requestCall(deps, look.call) : unread(look);
  await recordOutcome(deps, call, outcome);
  logOutcome(deps, call, outcome);
  if (outcome.outcome === "placed") return { outcome: "placed", executionId: outcome.executionId };
  const { outcome: kind, reasonCode, reason } = outcome;
  return { outcome: kind, reasonCode, reason };
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

function unread(
  { reason, retryAfterSeconds }: Extract<ContactVerdict, { verdict: "unread" }>,
): DispatchOutcome {
  return {
    outcome: "not_sent",
    httpStatus: null,
    reasonCode: "contact_unreadable",
    reason,
    retryAfterSeconds,
  };
}

/** A call that the last look stopped. The database has it already. */
function reportStopped(
  deps: DispatchDeps,
  call: ClaimedCall,
  look: Exclude<ContactVerdict, { verdict: "dial" | "unread" }>,
): PlaceResult {
  const { reasonCode, reason }: { reasonCode: Code<"reason_code">; reason: string } = look.verdict === "lost"
    ? {
      reasonCode: "claim_lost",
      reason: "The call was taken out of this worker's hands before it was sent.",
    }
    : look;
  const result = {
    outcome: look.verdict === "withdrawn" ? "withdrawn" as const : "not_sent" as const,
    reasonCode,
    reason,
  };
  logOutcome(deps, call, { ...result, httpStatus: null });
  return result;
}

type Logged =
  | Extract<DispatchOutcome, { outcome: "placed" }>
  | {
    outcome: Exclude<PlaceResult["outcome"], "placed">;
    httpStatus: number | null;
    reasonCode: Code<"reason_code">;
  };

function logOutcome({ log, now }: DispatchDeps, call: ClaimedCall, outcome: Logged): void {
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

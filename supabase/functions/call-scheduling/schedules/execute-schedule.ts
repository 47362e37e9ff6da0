import type { Context } from "hono";
import { placeCall } from "../../_shared/calls/place-call.ts";
import type { ClaimedCall, PlaceResult } from "../../_shared/calls/types.ts";
import { runInBackground } from "../../_shared/platform/background.ts";
import { ApiError, notFound } from "../../_shared/platform/errors.ts";
import type { AppDeps, AppEnv } from "../context.ts";
import { notScheduled } from "./change-schedule.ts";
import { forbidden } from "../organizations/check-right.ts";

type C = Context<AppEnv>;

/** 503 while CALL_SCHEDULER_ENABLED is false: nothing is dialled, by whatever way. */
export function requireScheduler({ isSchedulerEnabled }: AppDeps): void {
  if (isSchedulerEnabled()) return;
  throw new ApiError({
    status: 503,
    code: "scheduler_disabled",
    error: "Calling is switched off for this deployment (CALL_SCHEDULER_ENABLED=false).",
  });
}

/** Takes one call for dialling now, on behalf of the caller. Throws what stands in its way. */
export async function claimForExecution(c: C, deps: AppDeps, id: string): Promise<ClaimedCall> {
  const answer = await deps.dispatch.store.claimCallSchedule(
    id,
    c.get("userId"),
    `execute:${c.get("requestId")}`,
  );
  switch (answer.outcome) {
    case "claimed":
      return answer.call;
    case "not_found":
      throw notFound();
    case "forbidden":
      throw forbidden("This schedule is somebody else's. Its creator or an admin can execute it.");
    case "not_scheduled":
      throw notScheduled(answer.call_status);
    case "paused":
      throw callingPaused(answer.reason ?? undefined);
    case "no_free_line":
      throw new ApiError({
        status: 429,
        code: "no_free_line",
        error: "All of the organisation's lines are in use. Try again when a call has ended.",
        headers: { "retry-after": "30" },
      });
    default:
      throw new ApiError({ status: 409, code: answer.outcome, error: refusals[answer.outcome] });
  }
}

const refusals = {
  inactive: "The schedule is not active.",
  agent_inactive: "The schedule's agent is not active.",
  number_busy: "Another call to this number is under way.",
};

export function callingPaused(reason?: string): ApiError {
  return new ApiError({
    status: 503,
    code: "calling_paused",
    error: "Calling is paused for this organisation.",
    details: reason,
  });
}

/**
 * Places a claimed call; does not throw. It goes on even if the caller hangs up: what was asked of Bolna must be recorded.
 */
export function placeClaimedCall(c: C, { dispatch }: AppDeps, call: ClaimedCall): Promise<PlaceResult> {
  const log = c.get("log");
  const placing = placeCall({ ...dispatch, log }, call);
  runInBackground(placing, log);
  return placing;
}

/** Set up wrongly on our side: Bolna was not even asked. */
const ourOwnFaults = ["bolna_agent_unset", "phone_key_missing"];

/** What stopped it before Bolna was asked, though nothing is wrong with the request. */
const conflicts = ["number_busy", "claim_lost"];

/**
 * A call that was surely not made: 409 where its contact is not to be called or it is in another's hands, 502 for what
 * Bolna refused or HubSpot did not say, with the reason; 503 where we could not ask Bolna.
 */
export function explainNoCall(
  { outcome, reasonCode, reason }: Exclude<PlaceResult, { outcome: "placed" }>,
): ApiError {
  if (outcome === "paused" && ourOwnFaults.includes(reasonCode)) return callingPaused(reason);
  if (outcome === "withdrawn" || conflicts.includes(reasonCode)) {
    return new ApiError({ status: 409, code: reasonCode, error: reason });
  }
  if (reasonCode === "contact_unreadable") {
    return new ApiError({
      status: 502,
      code: reasonCode,
      error: "HubSpot could not say whether this contact may be called, so nothing was dialled.",
      details: reason,
    });
  }
  const code = reasonCode === "bolna_rate_limit" ? "bolna_busy" : reasonCode;
  return new ApiError({ status: 502, code, error: "Bolna did not take the call.", details: reason });
}

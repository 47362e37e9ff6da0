import type { NotPlaced } from "../../_shared/calls/types.ts";
import { ApiError } from "../../_shared/platform/errors.ts";

export function callingPaused(reason?: string): ApiError {
  return new ApiError({
    status: 503,
    code: "calling_paused",
    error: "Calling is paused for this organisation.",
    details: reason,
  });
}

/** Set up wrongly on our side: Bolna was not even asked. */
const ourOwnFaults = ["bolna_agent_unset", "phone_key_missing", "phone_key_wrong"];

/**
 * A call that was surely not made. Where the judge stopped it, for good or for now: 409, 503 while calling is paused, 429
 * where it only wants a free line or another day, 502 where HubSpot does not say whether it is wanted. Else 502 for what
 * Bolna refused, with the reason; 503 where we could not ask Bolna.
 */
export function explainNoCall({ outcome, reasonCode, reason, decision }: NotPlaced): ApiError {
  if (outcome === "withdrawn" || outcome === "deferred") return explainRefusal(reasonCode, reason, decision);
  if (outcome === "paused" && ourOwnFaults.includes(reasonCode)) return callingPaused(reason);
  const code = reasonCode === "bolna_rate_limit" ? "bolna_busy" : reasonCode;
  return new ApiError({ status: 502, code, error: "Bolna did not take the call.", details: reason });
}

function explainRefusal(
  code: NotPlaced["reasonCode"],
  reason: string,
  decision: NotPlaced["decision"],
): ApiError {
  switch (code) {
    case "all_calling_paused":
    case "organisation_paused":
    case "restored":
      return callingPaused(reason);
    case "no_free_line":
    case "dial_quota":
      return new ApiError({ status: 429, code, error: reason, headers: { "retry-after": "30" } });
    case "contact_unreadable":
      return new ApiError({
        status: 502,
        code,
        error: "HubSpot could not say whether this contact may be called, so nothing was dialled.",
        details: reason,
      });
    default:
      return new ApiError({ status: 409, code, error: reason, decision });
  }
}

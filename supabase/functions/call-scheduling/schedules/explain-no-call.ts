import type { PlaceResult } from "../../_shared/calls/types.ts";
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

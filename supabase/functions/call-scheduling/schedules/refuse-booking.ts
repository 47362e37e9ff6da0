import { ApiError } from "../../_shared/platform/errors.ts";
import type { Decision } from "../policy/decision-schema.ts";

/** 422: a call that could never leave is not booked. The code is the decision's. */
export function refuseBooking(decision: Decision): ApiError {
  const { code, sentence } = decision;
  return new ApiError({
    status: 422,
    code,
    error: "This call could never be made.",
    details: sentence,
    decision,
  });
}

import { ApiError } from "../../_shared/platform/errors.ts";
import type { CallSchedule } from "./schema.ts";

/** Nothing is overwritten that the caller has not seen: 412 where If-Match said what they saw, 409 where the body did. */
export function changedMeanwhile(status: 409 | 412, schedule: CallSchedule): ApiError {
  return new ApiError({
    status,
    code: "changed_meanwhile",
    error: "Somebody or something has changed this call since you read it. Nothing was written.",
    schedule,
  });
}

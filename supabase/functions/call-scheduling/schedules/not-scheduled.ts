import { ApiError } from "../../_shared/platform/errors.ts";
import type { CallSchedule } from "./schema.ts";

/** 409 for what only a waiting schedule allows; with the call as it stands, where the caller may see it. */
export function notScheduled(callStatus: string, schedule?: CallSchedule): ApiError {
  return new ApiError({
    status: 409,
    code: "not_scheduled",
    error: `The call is ${callStatus.replace("_", " ")}: only a scheduled call can be changed or executed.`,
    schedule,
  });
}

import { ApiError } from "../../_shared/platform/errors.ts";

/** 409 for what only a waiting schedule allows. */
export function notScheduled(callStatus: string): ApiError {
  return new ApiError({
    status: 409,
    code: "not_scheduled",
    error: `The call is ${callStatus.replace("_", " ")}: only a scheduled call can be changed or executed.`,
  });
}

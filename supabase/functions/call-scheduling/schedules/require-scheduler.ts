import { ApiError } from "../../_shared/platform/errors.ts";
import type { ServiceContext } from "../context.ts";

/** 503 while CALL_SCHEDULER_ENABLED is false: nothing is dialled, by whatever way. */
export function requireScheduler({ isSchedulerEnabled }: Pick<ServiceContext, "isSchedulerEnabled">): void {
  if (isSchedulerEnabled()) return;
  throw new ApiError({
    status: 503,
    code: "scheduler_disabled",
    error: "Calling is switched off for this deployment (CALL_SCHEDULER_ENABLED=false).",
  });
}

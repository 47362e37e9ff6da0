import { DatabaseError } from "../../_shared/platform/database.ts";
import { type ApiError, invalid } from "../../_shared/platform/errors.ts";
import { unknownAgent } from "../agents/check-agent.ts";
import { forbidden } from "../organizations/check-right.ts";

/** Between the checks and the write the caller's role was taken away. */
export function roleTakenAway(): ApiError {
  return forbidden("Your role in the organisation no longer allows this.");
}

/** What a refused write means to the caller: between the checks and the write the agent was removed. */
export function explainWriteError(error: unknown): unknown {
  return error instanceof DatabaseError && error.code === "23503" ? invalid([unknownAgent]) : error;
}

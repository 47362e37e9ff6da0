import { DatabaseError } from "../../_shared/platform/database.ts";
import { invalid } from "../../_shared/platform/errors.ts";
import { unknownAgent } from "../agents/check-agent.ts";
import { forbidden } from "../organizations/check-right.ts";

/**
 * What a refused write means to the caller: between the checks and the write the agent was removed, or the caller's role.
 */
export function explainWriteError(error: unknown): unknown {
  if (!(error instanceof DatabaseError)) return error;
  if (error.code === "23503") return invalid([unknownAgent]);
  if (error.code === "42501") return forbidden("Your role in the organisation no longer allows this.");
  return error;
}

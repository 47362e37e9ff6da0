import type { Context } from "hono";
import { type ApiError, notFound as notFoundError, toApiError } from "../errors.ts";
import { describeError, type Logger } from "../log.ts";

/** The answer of an error, in the one shape. */
function errorBody({ message, details, code, decision, schedule }: ApiError, requestId: string) {
  const why = { ...(decision && { decision }), ...(schedule && { schedule }) };
  return { success: false as const, error: message, details, code, ...why, request_id: requestId };
}

type AnyEnv = { Variables: { requestId: string; log: Logger } };

/** Hono's `onError`: answers in the contract's shape, and logs what the caller is not told. */
export function onError<Env extends AnyEnv>(error: unknown, c: Context<Env>): Response {
  const answer = toApiError(error);
  if (answer.status >= 500 && answer !== error) {
    c.get("log").error("request_failed", describeError(error));
  }
  return c.json(errorBody(answer, c.get("requestId")), answer.status, answer.headers);
}

/** Hono's `notFound`. */
export function onNotFound<Env extends AnyEnv>(c: Context<Env>): Response {
  return c.json(errorBody(notFoundError(), c.get("requestId")), 404);
}

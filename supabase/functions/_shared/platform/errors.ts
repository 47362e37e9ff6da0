import { DatabaseError } from "./database.ts";
import type { FieldProblem } from "./field-problem.ts";
import type { ProblemCode } from "./problem-codes.ts";
import { SettingsError } from "./settings.ts";

export type { FieldProblem } from "./field-problem.ts";

export type ErrorStatus = 400 | 401 | 403 | 404 | 405 | 409 | 412 | 413 | 415 | 422 | 429 | 500 | 502 | 503;

/** The smallest window in which a campaign fits; null: none within reach. */
export type SmallestWindow = { smallest: { starts_at: string; ends_at: string } | null };

type ApiErrorOptions = {
  status: ErrorStatus;
  /** For machines. */
  code: ProblemCode;
  /** A sentence for a person. */
  error: string;
  /** More about it; the sentence again when left out. */
  details?: string | FieldProblem[] | SmallestWindow;
  /** What the judge said of the call, where that stands in the way. */
  decision?: Record<string, unknown>;
  /** The call as it stands now, where it has changed meanwhile. */
  schedule?: Record<string, unknown>;
  headers?: Record<string, string>;
};

/** An answer other than success, in the one shape of CONTRACT §4. Throw it from any handler or middleware. */
export class ApiError extends Error {
  override readonly name = "ApiError";
  readonly status: ErrorStatus;
  readonly code: ProblemCode;
  readonly details: string | FieldProblem[] | SmallestWindow;
  readonly decision: Record<string, unknown> | undefined;
  readonly schedule: Record<string, unknown> | undefined;
  readonly headers: Record<string, string>;

  constructor({ status, code, error, details = error, decision, schedule, headers = {} }: ApiErrorOptions) {
    super(error);
    this.status = status;
    this.code = code;
    this.details = details;
    this.decision = decision;
    this.schedule = schedule;
    this.headers = headers;
  }
}

/** One body for "does not exist", "was deleted" and "is not yours": nobody can tell them apart. */
export function notFound(): ApiError {
  return new ApiError({
    status: 404,
    code: "not_found",
    error: "There is nothing here, or it is not yours to see.",
  });
}

/** 400: what was sent cannot be read as what the route takes. */
export function malformed(details: string | FieldProblem[]): ApiError {
  return new ApiError({ status: 400, code: "malformed", error: "The request is malformed.", details });
}

/** 429: asked too often; `seconds` until it makes sense to ask again. */
export function tooManyRequests(seconds: number): ApiError {
  return new ApiError({
    status: 429,
    code: "rate_limited",
    error: `Too many requests. Try again in ${seconds === 1 ? "a second" : `${seconds} seconds`}.`,
    headers: { "retry-after": String(seconds) },
  });
}

/** 422: understood, but it cannot be so. */
export function invalid(details: FieldProblem[], code: ProblemCode = "invalid"): ApiError {
  return new ApiError({
    status: 422,
    code,
    error: "The request was understood but is not valid.",
    details,
  });
}

/** What a thrown value means to the caller. An unknown one says nothing about itself: 500. */
export function toApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  if (error instanceof DatabaseError && error.isOutage) {
    return new ApiError({
      status: 503,
      code: "database_unavailable",
      error: "The database does not answer at the moment. Try again shortly.",
    });
  }
  if (error instanceof SettingsError) {
    return new ApiError({
      status: 503,
      code: "not_configured",
      error: "The service is not configured.",
      details: "Its operator finds the reason in the log, under the request_id.",
    });
  }
  return new ApiError({
    status: 500,
    code: "internal_error",
    error: "Something went wrong on our side. Try again, and tell us the request_id if it stays.",
  });
}

/** What is wrong with one field of a form. */
export interface FieldProblem {
  field: string;
  /** What is wrong, for our own words; null where the server says none. */
  code: string | null;
  message: string;
  /** The most or the least that it may be. */
  limit: number | null;
}

/** Every refusal and failure in one shape. `status` 0: no answer came. `error` is a sentence for a person. */
export class ApiProblem extends Error {
  override readonly name = "ApiProblem";
  constructor(
    readonly status: number,
    readonly code: string,
    readonly error: string,
    readonly fields: readonly FieldProblem[],
    /** What support needs; null where no answer came. */
    readonly requestId: string | null,
    /** The whole answer, for what only one route says. */
    readonly body: unknown,
  ) {
    super(error);
  }
}

/** A refused answer as the API and the Data API write it; `body` is parsed JSON, or anything else. */
export function readProblem(status: number, body: unknown, requestId: string | null): ApiProblem {
  const read = (name: string): unknown =>
    typeof body === "object" && body !== null ? Reflect.get(body, name) : undefined;
  const text = (...names: string[]): string | undefined => {
    for (const name of names) {
      const value = read(name);
      if (typeof value === "string" && value !== "") return value;
    }
  };
  return new ApiProblem(
    status,
    text("code", "error_code") ?? `http_${status}`,
    text("error", "message", "msg", "error_description") ?? "",
    readFields(read("details")),
    text("request_id") ?? requestId,
    body,
  );
}

function readFields(details: unknown): FieldProblem[] {
  if (!Array.isArray(details)) return [];
  return details.flatMap((detail: unknown) => {
    if (typeof detail !== "object" || detail === null) return [];
    const [field, message] = [Reflect.get(detail, "field"), Reflect.get(detail, "message")];
    if (typeof field !== "string" || typeof message !== "string") return [];
    const [code, limit] = [Reflect.get(detail, "code"), Reflect.get(detail, "limit")];
    return [{
      field,
      code: typeof code === "string" ? code : null,
      message,
      limit: typeof limit === "number" ? limit : null,
    }];
  });
}

/** No answer came: no network, a server that is down, or a policy that forbids the address. */
export function noAnswer(): ApiProblem {
  return new ApiProblem(0, "no_answer", "", [], null, null);
}

export function toProblem(error: unknown): ApiProblem {
  return error instanceof ApiProblem ? error : noAnswer();
}

export function isAborted(error: unknown): boolean {
  return error instanceof DOMException && error.name === "AbortError";
}

/** An answer that is no success; thrown so that checks can stand one after another. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly body: Record<string, unknown>,
    readonly headers: Record<string, string> = {},
  ) {
    super(`${status} ${JSON.stringify(body)}`);
  }

  toResponse(): Response {
    return Response.json(this.body, { status: this.status, headers: this.headers });
  }
}

/** Bolna's documented error body; 422 has the framework's shape instead. */
export function refusal(status: number, message: string, code = status): Refusal {
  return new Refusal(status, status === 422 ? { detail: message } : { error: code, message });
}

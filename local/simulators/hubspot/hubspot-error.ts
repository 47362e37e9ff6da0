/** HubSpot's error envelope; thrown by routes. */
export class HubspotError extends Error {
  constructor(
    readonly status: number,
    readonly category: string,
    message: string,
    readonly extra: Record<string, unknown> = {},
  ) {
    super(message);
  }

  toResponse(): Response {
    const { status, category, message, extra } = this;
    const body = { status: "error", message, correlationId: crypto.randomUUID(), category, ...extra };
    return Response.json(body, { status });
  }
}

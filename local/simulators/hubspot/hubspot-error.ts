/** HubSpot's error envelope; thrown by routes. */
export class HubspotError extends Error {
  constructor(
    readonly status: number,
    readonly category: string,
    message: string,
    /** Further members of the body. */
    readonly extra: Record<string, unknown> = {},
    readonly headers: Record<string, string> = {},
  ) {
    super(message);
  }

  toBody(): Record<string, unknown> {
    const { category, message, extra } = this;
    return { status: "error", message, correlationId: crypto.randomUUID(), category, ...extra };
  }

  toResponse(): Response {
    return Response.json(this.toBody(), { status: this.status, headers: this.headers });
  }
}

/** A 400 as HubSpot answers what it understood but does not take. */
export function invalid(message: string, errors: Record<string, unknown>[] = []): HubspotError {
  return new HubspotError(400, "VALIDATION_ERROR", message, errors.length > 0 ? { errors } : {});
}

export function notFound(id: string): HubspotError {
  return new HubspotError(404, "OBJECT_NOT_FOUND", "resource not found", { context: { id: [id] } });
}

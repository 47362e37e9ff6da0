import { Hono } from "hono";
import { type LoggedRequest, logRequest } from "../request-log.ts";
import { serveHttp } from "../serve-http.ts";
import { createContactRoutes } from "./contact-routes.ts";
import { type ContactInput, ContactStore } from "./contact-store.ts";
import { HubspotError } from "./hubspot-error.ts";

export interface HubspotSimulatorOptions {
  /** 0 (default) takes any free port. */
  port?: number;
  /** The only token accepted; default `pat-simulator`. */
  token?: string;
  contacts?: ContactInput[];
}

export interface HubspotSimulator extends AsyncDisposable {
  readonly url: string;
  readonly port: number;
  readonly token: string;
  /** Every request, in order of arrival. */
  readonly requests: readonly LoggedRequest[];
  /** Adds a contact, or replaces the one with its id (`archived: true` makes reads answer 404). */
  setContact(contact: ContactInput): void;
  /** Forgets requests and changes: as it was when started. */
  reset(): void;
  close(): Promise<void>;
}

/**
 * Starts a HubSpot portal on 127.0.0.1.
 *
 * @throws {Error} when the port is busy, {ZodError} when a contact is wrong.
 */
export async function startHubspotSimulator(
  options: HubspotSimulatorOptions = {},
): Promise<HubspotSimulator> {
  const { port = 0, token = "pat-simulator", contacts = [] } = options;
  const requests: LoggedRequest[] = [];
  let store = fill(contacts);

  const app = new Hono();
  app.use(async (c, next) => {
    if (c.req.header("authorization") !== `Bearer ${token}`) {
      throw new HubspotError(401, "INVALID_AUTHENTICATION", UNAUTHENTICATED);
    }
    await next();
    c.header("x-hubspot-ratelimit-max", "100");
    c.header("x-hubspot-ratelimit-remaining", "99");
    c.header("x-hubspot-ratelimit-interval-milliseconds", "10000");
  });
  const contactRoutes = createContactRoutes(() => store);
  for (const prefix of ["/crm/v3/objects", "/crm/objects/2026-03", "/crm/objects/2026-09"]) {
    app.route(prefix, contactRoutes);
  }
  app.notFound(() => new HubspotError(404, "OBJECT_NOT_FOUND", "resource not found").toResponse());
  app.onError((error) => {
    if (error instanceof HubspotError) return error.toResponse();
    throw error;
  });

  const server = await serveHttp(
    port,
    (request) => logRequest(requests, request, async (r) => await app.fetch(r)),
  );
  return {
    url: server.url,
    port: server.port,
    token,
    requests,
    setContact: (contact) => store.set(contact),
    reset: () => {
      store = fill(contacts);
      requests.length = 0;
    },
    close: server.close,
    [Symbol.asyncDispose]: server.close,
  };
}

const UNAUTHENTICATED =
  "Authentication credentials not found. This API supports OAuth 2.0 authentication and you " +
  "can find more details at https://developers.hubspot.com/docs/methods/auth/oauth-overview";

function fill(contacts: ContactInput[]): ContactStore {
  const store = new ContactStore();
  for (const contact of contacts) store.set(contact);
  return store;
}

import { Hono } from "hono";
import { type LoggedRequest, logRequest } from "../request-log.ts";
import { serveHttp } from "../serve-http.ts";
import { createApiRoutes } from "./api-routes.ts";
import { createControlRoutes } from "./control-routes.ts";
import { countRequests } from "./count-requests.ts";
import { HubspotError } from "./hubspot-error.ts";
import type { HubspotSimulator } from "./hubspot-simulator.ts";
import { createPortalControl } from "./portal-control.ts";
import { HubspotPortal, type PortalOptions } from "./portal.ts";

export type { HubspotSimulator } from "./hubspot-simulator.ts";

export interface HubspotSimulatorOptions extends PortalOptions {
  /** 0 (default) takes any free port. */
  port?: number;
}

/**
 * Starts a HubSpot on 127.0.0.1.
 *
 * @throws {Error} when the port is busy, {ZodError} when an option is wrong.
 *
 * @example
 * await using hubspot = await startHubspotSimulator({ contacts: [{ id: "101", properties: { phone: "+919876543210" } }] });
 * hubspot.setFaults([{ fault: "502-after-commit", on: "create-call", times: 1 }]);
 * hubspot.calls();
 */
export async function startHubspotSimulator(
  options: HubspotSimulatorOptions = {},
): Promise<HubspotSimulator> {
  const { port = 0, ...portalOptions } = options;
  const requests: LoggedRequest[] = [];
  let main = new HubspotPortal(portalOptions);
  let added: HubspotPortal[] = [];
  const app = new Hono();
  const server = await serveHttp(
    port,
    (request) => logRequest(requests, request, async (r) => await app.fetch(r)),
  );
  const simulator: HubspotSimulator = Object.assign(createPortalControl(() => main), {
    url: server.url,
    port: server.port,
    requests,
    requestCounts: () => countRequests(requests),
    addPortal: (more: PortalOptions & { token: string }) => {
      const portal = new HubspotPortal({
        ...more,
        portal: { id: main.id + added.length + 1, ...more.portal },
      });
      added.push(portal);
      return createPortalControl(() => portal);
    },
    reset: () => {
      main = new HubspotPortal(portalOptions);
      added = [];
      requests.length = 0;
    },
    close: server.close,
    [Symbol.asyncDispose]: server.close,
  });

  const controlOf = (id: number) => {
    if (id === main.id) return simulator;
    const portal = added.find((one) => one.id === id);
    return portal && createPortalControl(() => portal);
  };
  app.route("/__simulator", createControlRoutes(simulator, controlOf));
  // A token that nobody knows is the first account's to refuse.
  app.route("/", createApiRoutes((token) => added.find(({ keys }) => keys.knows(token)) ?? main));
  app.notFound(() => new HubspotError(404, "OBJECT_NOT_FOUND", "resource not found").toResponse());
  // A dropped connection is the server's to carry out.
  app.onError((error) => {
    throw error;
  });
  return simulator;
}

import { hex } from "@scure/base";
import type { ConnectionStore } from "./connection-store.ts";
import type { HubspotAccess } from "./connection-schemas.ts";
import { createHubspotClient, type HubspotClient, type HubspotSend } from "../hubspot/client.ts";
import { createFetchTransport, type HubspotAddress } from "../hubspot/fetch.ts";
import type { Settings } from "../platform/settings.ts";

export interface ConnectDeps {
  connections: Pick<ConnectionStore, "takeTurn" | "holdAccount">;
  settings: Pick<Settings, "hubspotApiUrl" | "hubspotApiKey">;
  /** Plain `fetch` when left out. */
  openTransport?: (address: HubspotAddress) => HubspotSend;
  /** By which its deadlines are kept; the machine's clock when left out. */
  now?: () => Date;
}

/** Milliseconds for each request, and for all tries of one question; how many these may be. */
export interface ConnectLimits {
  timeoutMs?: number;
  deadlineMs?: number;
  maxTries?: number;
}

/** The token that an organisation's requests go by: its own, or the environment's where that is its to use. */
function readToken(
  access: Pick<HubspotAccess, "token" | "uses_default_token">,
  { hubspotApiKey }: Pick<Settings, "hubspotApiKey">,
): string | undefined {
  return access.token ?? (access.uses_default_token ? hubspotApiKey : undefined);
}

/**
 * A client for an organisation's HubSpot, within the limits of its account, which are kept in Postgres and shared by all
 * workers and by organisations of one account. Null: there is no token.
 */
export async function connectHubspot(
  { connections, settings, openTransport = createFetchTransport, now }: ConnectDeps,
  access: HubspotAccess,
  limits: ConnectLimits = {},
): Promise<HubspotClient | null> {
  const token = readToken(access, settings);
  if (token === undefined) return null;
  const account = access.portal_id === null ? `key:${await sha256(token)}` : `portal:${access.portal_id}`;
  return createHubspotClient({
    send: openTransport({ apiUrl: settings.hubspotApiUrl, token }),
    takeTurn: (kind, maxWaitSeconds) => connections.takeTurn(account, kind, maxWaitSeconds),
    hold: async (kind, seconds) => {
      await connections.holdAccount(account, kind, seconds);
    },
    timeZone: access.portal_time_zone,
    ...(now === undefined ? {} : { now: () => now().getTime() }),
    ...limits,
  });
}

async function sha256(text: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return hex.encode(new Uint8Array(digest));
}

import { createConnectionStore } from "../../supabase/functions/_shared/contacts/connection-store.ts";
import { createServiceClient } from "../../supabase/functions/_shared/platform/database.ts";
import { createHubspotClient, type HubspotClient } from "../../supabase/functions/_shared/hubspot/client.ts";
import { judgeFailure } from "../../supabase/functions/_shared/contacts/judge-properties.ts";
import type { Settings } from "../../supabase/functions/_shared/platform/settings.ts";
import { connectHubspot } from "../../supabase/functions/_shared/contacts/connect-hubspot.ts";
import { examineConnection } from "../../supabase/functions/_shared/contacts/examine-connection.ts";
import { createSdkTransport } from "../../supabase/functions/sync/sdk-transport.ts";
import type { ConnectionHealth } from "./check-sync.ts";
import type { Finding } from "./finding.ts";

/**
 * Does each connected organisation's token read and write contacts, and has HubSpot the properties it names. All is asked
 * without side effects. HUBSPOT_API_KEY is checked by itself where no organisation goes by it.
 */
export async function checkHubspot(
  settings: Settings,
  connections: readonly ConnectionHealth[],
): Promise<Finding[]> {
  const findings: Finding[] = [];
  let isKeyInUse = false;
  // One after another: they may share an account and its limits.
  for (const connection of connections) {
    const { finding, usesDefaultToken } = await checkConnection(settings, connection);
    findings.push(finding);
    isKeyInUse ||= usesDefaultToken;
  }
  return isKeyInUse ? findings : [await checkKey(settings, connections.length), ...findings];
}

async function checkConnection(
  settings: Settings,
  { org_id, org_slug }: ConnectionHealth,
): Promise<{ finding: Finding; usesDefaultToken: boolean }> {
  const name = `hubspot ${org_slug}`;
  const store = createConnectionStore(createServiceClient(settings));
  const access = await store.readAccess(org_id);
  const usesDefaultToken = access?.uses_default_token ?? false;
  const wrong = (says: string, advice: string) => ({
    finding: { name, state: "wrong" as const, says, advice },
    usesDefaultToken,
  });
  const setToken = `set one: PUT /${org_slug}/integrations/hubspot {"token": …}`;
  if (access === null) return wrong("it is not connected any more", setToken);
  const client = await connectHubspot(
    { connections: store, settings, openTransport: createSdkTransport },
    access,
  );
  if (client === null) {
    return wrong("there is no token", usesDefaultToken ? "set HUBSPOT_API_KEY" : setToken);
  }
  const scopes = await checkScopes(client);
  if (scopes !== null) return wrong(scopes.says, scopes.advice);
  const examined = await examineConnection(client, access);
  const { state, detail } = examined.ok
    ? examined.value.state
    : judgeFailure(examined.failure) ?? { state: "unreachable", detail: examined.failure.reason };
  if (state !== "ok") return wrong(detail ?? state, "mend it in HubSpot, or name other properties");
  const says =
    `${settings.hubspotApiUrl}: contacts can be read and written, and every property that is needed is there`;
  return { finding: { name, state: "ok", says }, usesDefaultToken };
}

/** The environment's key by itself, within no budget: it is two requests. */
async function checkKey(
  { hubspotApiKey: token, hubspotApiUrl: apiUrl }: Settings,
  connected: number,
): Promise<Finding> {
  const name = "hubspot";
  if (token === undefined) {
    if (connected > 0) {
      return { name, state: "ok", says: "HUBSPOT_API_KEY is not set, and nobody goes by it" };
    }
    const says = "no organisation is connected: contacts are not read";
    return {
      name,
      state: "warning",
      says,
      advice: "PUT /<organisation>/integrations/hubspot, or set HUBSPOT_API_KEY",
    };
  }
  const client = createHubspotClient({
    send: createSdkTransport({ apiUrl, token }),
    takeTurn: () => Promise.resolve(0),
    hold: () => Promise.resolve(),
    timeZone: "UTC",
  });
  const scopes = await checkScopes(client);
  if (scopes !== null) return { name, state: "wrong", ...scopes };
  const says = `${apiUrl}: HUBSPOT_API_KEY reads and writes contacts, but no organisation goes by it`;
  return { name, state: "ok", says };
}

/** Null: the token may read and write contacts. */
async function checkScopes(client: HubspotClient): Promise<{ says: string; advice: string } | null> {
  for (const [scope, probe] of [["read", client.probeRead], ["write", client.probeWrite]] as const) {
    const answer = await probe();
    if (answer.ok) continue;
    const { kind, reason } = answer.failure;
    if (kind === "token_rejected") return { says: reason, advice: "set a token that is valid" };
    if (kind === "scope_missing") {
      return { says: reason, advice: `give the key the scope crm.objects.contacts.${scope}` };
    }
    return { says: reason, advice: "check HUBSPOT_API_URL and HubSpot's status page" };
  }
  return null;
}

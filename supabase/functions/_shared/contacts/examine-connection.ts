import type { HubspotAccess } from "./connection-schemas.ts";
import type { HubspotClient, HubspotResult } from "../hubspot/client.ts";
import { type ConnectionState, judgeProperties, listRoles, readPropertyType } from "./judge-properties.ts";

export interface Examination {
  state: ConnectionState;
  /** Left out where HubSpot does not tell the token. */
  portalId?: string;
  /** Name → type, of the properties that HubSpot has. */
  propertyTypes: Record<string, string>;
}

/**
 * Asks HubSpot whose account this is and how it defines the properties that the organisation has named: about ten cheap
 * requests. A failure is one that would meet every further request too.
 */
export async function examineConnection(
  client: HubspotClient,
  { properties, portal_id, write_back_enabled }: Pick<
    HubspotAccess,
    "properties" | "portal_id" | "write_back_enabled"
  >,
): Promise<HubspotResult<Examination>> {
  const account = portal_id === null ? await client.readAccount() : null;
  if (account?.ok === false && account.failure.kind === "token_rejected") return account;
  const types = new Map<string, string | null>();
  const roles = listRoles({ properties, write_back_enabled });
  for (const name of new Set(roles.map((role) => role.name))) {
    const definition = await client.readProperty("contacts", name);
    if (definition.ok) types.set(name, readPropertyType(definition.value));
    else if (definition.failure.kind === "not_found") types.set(name, null);
    // Definitions that the token may not see say nothing; contacts it may read all the same.
    else if (!["scope_missing", "refused"].includes(definition.failure.kind)) return definition;
  }
  if ([...types.values()].includes(null) && !await showsDefinitions(client)) {
    for (const [name, type] of types) if (type === null) types.delete(name);
  }
  // A key that may only read is good for reading: the calls alone do not come back to HubSpot.
  const mayWrite = write_back_enabled ? await client.probeWrite() : { ok: true as const };
  const known = [...types].flatMap(([name, type]) => (type === null ? [] : [[name, type] as const]));
  return {
    ok: true,
    value: {
      state: mayWrite.ok || mayWrite.failure.kind !== "scope_missing"
        ? judgeProperties(roles, types)
        : { state: "scope_missing", detail: mayWrite.failure.reason },
      ...(account?.ok ? { portalId: account.value.portalId } : {}),
      propertyTypes: Object.fromEntries(known),
    },
  };
}

/**
 * Does HubSpot show how its properties are defined: `hs_object_id` is one of every account. Where not even that is found, a
 * missing definition says nothing, and what is named is taken on trust.
 */
export async function showsDefinitions(client: Pick<HubspotClient, "readProperty">): Promise<boolean> {
  const always = await client.readProperty("contacts", "hs_object_id");
  return always.ok || always.failure.kind !== "not_found";
}

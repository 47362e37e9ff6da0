import type { Context } from "hono";
import { z } from "zod";
import { type Database, query } from "../../_shared/platform/database.ts";
import { optionalProperties } from "../../_shared/contacts/judge-properties.ts";
import { formatTimestamp } from "../../_shared/platform/timestamps.ts";
import { ApiError } from "../../_shared/platform/errors.ts";
import type { AppDeps, AppEnv } from "../context.ts";
import { contactSync, type Integration, integration } from "./schema.ts";

const time = z.string().transform(formatTimestamp);

const connectionRow = z.object({
  ...integration.omit({ connected: true, last_sync: true }).shape,
  state_at: time.nullable(),
  next_sync_at: time,
  synced_until: time.nullable(),
  removed_at: time.nullable(),
});

const syncRow = z.object({ ...contactSync.shape, started_at: time, finished_at: time.nullable() });

const columnsOf = (row: z.ZodObject) => Object.keys(row.shape).join(",");

/** As the table's columns begin. */
const unconnected = {
  token_set: false,
  uses_default_token: false,
  portal_id: null,
  checkup_property: "last_checkup_date",
  phone_property: "phone",
  mobile_property: optionalProperties.mobile.name,
  time_zone_property: optionalProperties.time_zone.name,
  language_property: optionalProperties.language.name,
  owner_property: optionalProperties.owner.name,
  do_not_call_property: optionalProperties.do_not_call.name,
  default_country: null,
  portal_time_zone: null,
  write_back_enabled: true,
  last_call_date_property: null,
  last_call_outcome_property: null,
  call_summary_property: null,
};

/**
 * The caller's connection to HubSpot and how its last reading went, for admins: nobody else sees the row. Not connected:
 * the settings that connecting would begin with.
 */
export async function readIntegration(c: Context<AppEnv>, deps: AppDeps): Promise<Integration> {
  const [db, orgId] = [c.get("db"), c.get("orgId")];
  const [row, last_sync] = await Promise.all([findConnection(db, orgId, deps), findLastSync(db, orgId)]);
  if (row && row.removed_at === null) {
    const { removed_at: _never, ...settings } = row;
    return { connected: true, ...settings, last_sync };
  }
  const { removed_at, ...settings } = { removed_at: null, ...unconnected, ...row };
  return {
    connected: false,
    ...settings,
    state: "not_connected",
    state_detail: null,
    state_at: removed_at,
    next_sync_at: null,
    synced_until: null,
    last_sync,
  };
}

async function findConnection(db: Database, orgId: string, deps: AppDeps) {
  const find = () =>
    query(
      "hubspot_connections.find",
      z.array(connectionRow),
      db.from("hubspot_connections").select(columnsOf(connectionRow)).eq("org_id", orgId),
    );
  const [row] = await find();
  if (row) return row;
  return await adoptDefaultToken(deps) ? (await find())[0] : undefined;
}

async function findLastSync(db: Database, orgId: string) {
  const [row] = await query(
    "contact_syncs.last",
    z.array(syncRow),
    db.from("contact_syncs").select(columnsOf(syncRow)).eq("org_id", orgId)
      .order("id", { ascending: false }).limit(1),
  );
  return row ?? null;
}

/** Where the deployment has a token and a single organisation, they belong together. False: the deployment has none. */
export async function adoptDefaultToken(
  { settings, crm }: Pick<AppDeps, "settings" | "crm">,
): Promise<boolean> {
  if (settings.hubspotApiKey === undefined) return false;
  await crm.adoptDefaultToken();
  return true;
}

export function notConnected(): ApiError {
  return new ApiError({
    status: 409,
    code: "hubspot_not_connected",
    error: "The organisation is not connected to HubSpot. Connect it with PUT integrations/hubspot first.",
  });
}

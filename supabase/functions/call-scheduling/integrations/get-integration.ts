import * as z from "zod";
import { columnsOf, query } from "../../_shared/platform/database.ts";
import { optionalProperties } from "../../_shared/contacts/judge-properties.ts";
import { formatTimestamp } from "../../_shared/platform/timestamps.ts";
import type { ServiceContext } from "../context.ts";
import { adoptDefaultToken } from "./adopt-default-token.ts";
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
export async function getIntegration({ ctx }: { ctx: ServiceContext }): Promise<Integration> {
  const [row, last_sync] = await Promise.all([findConnection(ctx), findLastSync(ctx)]);
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

async function findConnection(ctx: ServiceContext) {
  const find = () =>
    query(
      "hubspot_connections.find",
      z.array(connectionRow),
      ctx.db.from("hubspot_connections").select(columnsOf("hubspot_connections", connectionRow)).eq(
        "org_id",
        ctx.orgId,
      ),
    );
  const [row] = await find();
  if (row) return row;
  return await adoptDefaultToken(ctx) ? (await find())[0] : undefined;
}

async function findLastSync({ db, orgId }: ServiceContext) {
  const [row] = await query(
    "contact_syncs.last",
    z.array(syncRow),
    db.from("contact_syncs").select(columnsOf("contact_syncs", syncRow)).eq("org_id", orgId)
      .order("id", { ascending: false }).limit(1),
  );
  return row ?? null;
}

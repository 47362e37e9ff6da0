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

const syncRow = z.object({
  ...contactSync.omit({ contacts_total: true, seconds_left: true }).shape,
  started_at: time,
  finished_at: time.nullable(),
});

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

async function findLastSync(ctx: ServiceContext) {
  const { db, orgId } = ctx;
  const [row] = await query(
    "contact_syncs.last",
    z.array(syncRow),
    db.from("contact_syncs").select(columnsOf("contact_syncs", syncRow)).eq("org_id", orgId)
      .order("id", { ascending: false }).limit(1),
  );
  if (row === undefined) return null;
  const contacts_total = row.state === "running" && row.kind === "full" ? await countBefore(ctx) : null;
  const seconds = (ctx.now().getTime() - Date.parse(row.started_at)) / 1000;
  return {
    ...row,
    contacts_total,
    seconds_left: estimateSeconds(row.contacts_read, contacts_total, seconds),
  };
}

/** How many contacts the last whole reading found. */
async function countBefore({ db, orgId }: ServiceContext): Promise<number | null> {
  const [row] = await query(
    "contact_syncs.last_whole",
    z.array(z.object({ contacts_read: z.int() })),
    db.from("contact_syncs").select("contacts_read").eq("org_id", orgId).eq("kind", "full")
      .eq("state", "completed").order("id", { ascending: false }).limit(1),
  );
  return row?.contacts_read ?? null;
}

/** By the pace so far; null where nobody knows how many there are, or there are more than the last time. */
function estimateSeconds(read: number, total: number | null, seconds: number): number | null {
  if (total === null || read === 0 || read > total) return null;
  return Math.max(0, Math.ceil(seconds * (total - read) / read));
}

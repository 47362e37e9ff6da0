import { organizations } from "./start-chaos-database.ts";
import type { World } from "./world.ts";

interface CopyRow {
  contact_id: string;
  do_not_call: boolean;
  last_checkup_date: string | null;
  removed: boolean;
}

/** After the peace the connection of each organisation is well, and its copy of the contacts says what HubSpot has. */
export async function checkContacts(world: World): Promise<void> {
  for (const [organization, { id: orgId }] of organizations.entries()) {
    const [connection] = await world.db.sql<{ state: string; state_detail: string | null }[]>`
      select state, state_detail from public.hubspot_connections where org_id = ${orgId} and removed_at is null`;
    if (connection === undefined) continue;
    if (connection.state !== "ok") {
      world.report("a mended connection is well", JSON.stringify(connection));
    }
    const rows = await world.db.sql<CopyRow[]>`
      select contact_id, do_not_call, last_checkup_date::text, removed_at is not null as removed
      from public.contacts where org_id = ${orgId}`;
    const copies = new Map(rows.map((row) => [row.contact_id, row]));
    for (const { id, properties, archived } of world.hubspot.account(organization).contacts()) {
      const copy = copies.get(id);
      const isSame = archived
        ? copy === undefined || copy.removed
        : copy?.removed === false && copy.do_not_call === (properties.do_not_call === "true") &&
          copy.last_checkup_date === (properties.last_checkup_date ?? null);
      if (isSame) continue;
      world.report(
        "the copy of the contacts is HubSpot's",
        `${id}: ${JSON.stringify({ copy, archived, properties })}`,
      );
    }
  }
}

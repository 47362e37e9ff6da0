import * as z from "zod";
import { columnsOf, query } from "../../_shared/platform/database.ts";
import { formatTimestamp } from "../../_shared/platform/timestamps.ts";
import { notFound } from "../../_shared/platform/errors.ts";
import type { ServiceContext } from "../context.ts";
import { outboxEntry } from "./schema.ts";

const time = z.string().transform(formatTimestamp);

/** A row of `crm_outbox` as admins may see it. */
export const entryRow = z.object({
  ...outboxEntry.shape,
  next_try_at: time,
  created_at: time,
  updated_at: time,
  sent_at: time.nullable(),
});

export type EntryRow = z.output<typeof entryRow>;

export const entryColumns = columnsOf("crm_outbox", entryRow);

/** The entry of that id in that organisation; for admins. Missing and another organisation's are the same 404. */
export async function findEntry(
  { db, orgId }: Pick<ServiceContext, "db" | "orgId">,
  id: string,
): Promise<EntryRow> {
  const [row] = await query(
    "crm_outbox.find",
    z.array(entryRow),
    db.from("crm_outbox").select(entryColumns).eq("org_id", orgId).eq("id", id),
  );
  if (!row) throw notFound();
  return row;
}

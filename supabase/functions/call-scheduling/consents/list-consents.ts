import * as z from "zod";
import { type Cursor, encodeCursor } from "../../_shared/platform/cursor.ts";
import { query } from "../../_shared/platform/database.ts";
import type { ServiceContext } from "../context.ts";
import { askContactId } from "../shared/ask-contact-id.ts";
import { readBehind, takePage } from "../shared/take-page.ts";
import { consentColumns, consentRow, presentConsents } from "./consent-rows.ts";
import type { Consent } from "./schema.ts";

export interface ConsentFilters {
  contact_id?: string;
  limit?: number;
  cursor?: Cursor;
}

/** One page of the consents, in the order in which they were recorded. */
export async function listConsents(
  { ctx, input: { contact_id, limit = 50, cursor } }: { ctx: ServiceContext; input: ConsentFilters },
): Promise<{ consents: Consent[]; next_cursor: string | null }> {
  const contactId = contact_id === undefined ? undefined : await askContactId(ctx, contact_id);
  const open = () => {
    const request = ctx.db.from("consents").select(consentColumns).eq("org_id", ctx.orgId);
    return contactId === undefined ? request : request.eq("contact_id", contactId);
  };
  const found = await readBehind(
    cursor,
    "added_at",
    open,
    (request) =>
      query("consents.list", z.array(consentRow), request.order("added_at").order("id").limit(limit + 1)),
  );
  const { rows, nextCursor } = takePage(found, limit, ({ added_at: at, id }) => encodeCursor({ at, id }));
  return { consents: await presentConsents(ctx, rows), next_cursor: nextCursor };
}

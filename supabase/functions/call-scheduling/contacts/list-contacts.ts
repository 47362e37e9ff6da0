import * as z from "zod";
import { createFunctionCaller } from "../../_shared/platform/function-caller.ts";
import type { ServiceContext } from "../context.ts";
import { askContactId } from "../shared/ask-contact-id.ts";
import { readSearch } from "../shared/read-search.ts";
import { takePage } from "../shared/take-page.ts";
import { contactRow } from "./contact-rows.ts";
import { presentContact } from "./present-contact.ts";
import type { Contact, contactProblem } from "./schema.ts";

export interface ContactFilters {
  contact_id?: string;
  do_not_call?: boolean;
  problem?: z.output<typeof contactProblem>;
  /** Whose last check-up was on this day or before. */
  checkup_until?: string;
  /** A part of a name, or a whole number. */
  q?: string;
  limit?: number;
  /** The contact that the page begins behind. */
  cursor?: string;
}

/** One page of the cached contacts in the order of their numbers in HubSpot. */
export async function listContacts(
  { ctx, input }: { ctx: ServiceContext; input: ContactFilters },
): Promise<{ contacts: Contact[]; next_cursor: string | null }> {
  const { contact_id, q, limit = 50, cursor, ...sent } = input;
  const found = await createFunctionCaller(ctx.db)(z.array(contactRow), "list_contacts", {
    p_org_id: ctx.orgId,
    p_filters: {
      ...Object.fromEntries(Object.entries(sent).filter(([, value]) => value !== undefined)),
      ...(contact_id !== undefined && { contact_id: await askContactId(ctx, contact_id) }),
      ...(q !== undefined && await readSearch(ctx, q)),
    },
    p_limit: limit + 1,
    // As text: the largest numbers are more than a number holds.
    ...(cursor !== undefined && { p_after: cursor }),
  });
  const { rows, nextCursor } = takePage(found, limit, (last) => last.contact_id);
  return {
    contacts: await Promise.all(rows.map((row) => presentContact(ctx, row))),
    next_cursor: nextCursor,
  };
}

import * as z from "zod";
import { query } from "../../_shared/platform/database.ts";
import { dateIn } from "../../_shared/platform/timestamps.ts";
import type { ServiceContext } from "../context.ts";
import { askContactId } from "../shared/ask-contact-id.ts";
import { takePage } from "../shared/take-page.ts";
import { contactColumns, contactRow } from "./contact-rows.ts";
import { presentContact } from "./present-contact.ts";
import type { Contact, contactProblem } from "./schema.ts";

type Problem = z.output<typeof contactProblem>;

export interface ContactFilters {
  contact_id?: string;
  do_not_call?: boolean;
  problem?: Problem;
  /** Whose last check-up was on this day or before. */
  checkup_until?: string;
  limit?: number;
  /** The contact that the page begins behind. */
  cursor?: string;
}

/** One page of the cached contacts in the order of their numbers in HubSpot. */
export async function listContacts(
  { ctx, input }: { ctx: ServiceContext; input: ContactFilters },
): Promise<{ contacts: Contact[]; next_cursor: string | null }> {
  const { contact_id, do_not_call, problem, checkup_until, limit = 50, cursor } = input;
  const today = dateIn(ctx.organization.time_zone, ctx.now());
  let request = ctx.db.from("contact_list").select(contactColumns).eq("org_id", ctx.orgId);
  if (contact_id !== undefined) request = request.eq("contact_id", await askContactId(ctx, contact_id));
  if (do_not_call !== undefined) request = request.eq("do_not_call", do_not_call);
  if (problem !== undefined) request = request.filter(...filterOf(problem, today));
  if (checkup_until !== undefined) request = request.lte("last_checkup_date", checkup_until);
  if (cursor !== undefined) request = request.gt("contact_number", cursor);
  const found = await query(
    "contact_list.list",
    z.array(contactRow),
    request.order("contact_number").limit(limit + 1),
  );
  const { rows, nextCursor } = takePage(found, limit, (last) => last.contact_id);
  return {
    contacts: await Promise.all(rows.map((row) => presentContact(ctx, row))),
    next_cursor: nextCursor,
  };
}

/** By the column that a problem comes from: the list of all problems would be made up for every contact there is. */
function filterOf(problem: Problem, today: string): [column: string, operator: string, value: string] {
  switch (problem) {
    case "broken":
      return ["problem", "not.is", "null"];
    case "do_not_call":
      return ["do_not_call", "is", "true"];
    case "phone_missing":
    case "phone_invalid":
    case "phone_special":
      return ["phone_problem", "eq", problem.slice("phone_".length)];
    case "checkup_missing":
    case "checkup_unreadable":
      return ["checkup_problem", "eq", problem.slice("checkup_".length)];
    case "checkup_in_future":
      return ["last_checkup_date", "gt", today];
    case "phone_shared":
      return ["problems", "cs", "{phone_shared}"];
  }
}

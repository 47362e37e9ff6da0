import { z } from "zod";
import { type Database, query } from "../../_shared/platform/database.ts";
import { formatTimestamp } from "../../_shared/platform/timestamps.ts";
import type { contactProblem } from "./schema.ts";
import { takePage } from "../shared/take-page.ts";

const time = z.string().transform(formatTimestamp);

const contactRow = z.object({
  contact_id: z.string(),
  contact_name: z.string(),
  phone_enc: z.string().nullable(),
  last_checkup_date: z.string().nullable(),
  time_zone: z.string().nullable(),
  language: z.string().nullable(),
  owner_id: z.string().nullable(),
  do_not_call: z.boolean(),
  problems: z.array(z.string()),
  problem: z.string().nullable(),
  properties: z.record(z.string(), z.unknown()),
  hubspot_modified_at: time.nullable(),
  updated_at: time,
});

export type ContactRow = z.output<typeof contactRow>;

const columns = Object.keys(contactRow.shape).join(",");

type Problem = z.output<typeof contactProblem>;

export type ContactFilters = {
  contact_id?: string;
  do_not_call?: boolean;
  problem?: Problem;
  limit: number;
  /** In the organisation's calendar. */
  today: string;
  /** The contact that the page begins behind. */
  after?: string;
};

/** One page of the cached contacts in the order of their numbers in HubSpot. */
export async function listContacts(
  db: Database,
  orgId: string,
  { contact_id, do_not_call, problem, limit, after, today }: ContactFilters,
): Promise<{ rows: ContactRow[]; nextCursor: string | null }> {
  let request = db.from("contact_list").select(columns).eq("org_id", orgId);
  if (contact_id !== undefined) request = request.eq("contact_id", contact_id);
  if (do_not_call !== undefined) request = request.eq("do_not_call", do_not_call);
  if (problem !== undefined) request = request.filter(...filterOf(problem, today));
  if (after !== undefined) request = request.gt("contact_number", after);
  const found = await query(
    "contact_list.list",
    z.array(contactRow),
    request.order("contact_number").limit(limit + 1),
  );
  return takePage(found, limit, (last) => last.contact_id);
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

import { z } from "zod";
import { type Database, query } from "../../_shared/platform/database.ts";
import { type Cursor, encodeCursor } from "../../_shared/platform/cursor.ts";
import { formatTimestamp } from "../../_shared/platform/timestamps.ts";
import { notFound } from "../../_shared/platform/errors.ts";
import { callRule } from "./schema.ts";
import { behind, takePage } from "../shared/take-page.ts";

const time = z.string().transform(formatTimestamp);

export const ruleRow = z.object({ ...callRule.shape, created_at: time, updated_at: time });
export type RuleRow = z.output<typeof ruleRow>;
export const ruleColumns = Object.keys(ruleRow.shape).join(",");

/** The rule of that id in that organisation. Missing and another organisation's are the same 404. */
export async function findRule(db: Database, orgId: string, id: string): Promise<RuleRow> {
  const [row] = await query(
    "call_schedule_rules.find",
    z.array(ruleRow),
    db.from("call_schedule_rules").select(ruleColumns).eq("org_id", orgId).eq("id", id),
  );
  if (!row) throw notFound();
  return row;
}

/** One page in the order of their making. */
export async function listRules(
  db: Database,
  orgId: string,
  { limit, cursor }: { limit: number; cursor?: Cursor },
): Promise<{ rows: RuleRow[]; nextCursor: string | null }> {
  let request = db.from("call_schedule_rules").select(ruleColumns).eq("org_id", orgId);
  if (cursor !== undefined) request = request.or(behind(cursor, "created_at"));
  const found = await query(
    "call_schedule_rules.list",
    z.array(ruleRow),
    request.order("created_at").order("id").limit(limit + 1),
  );
  return takePage(found, limit, ({ created_at: at, id }) => encodeCursor({ at, id }));
}

import * as z from "zod";
import { columnsOf, type Database, query } from "../../_shared/platform/database.ts";
import { formatTimestamp } from "../../_shared/platform/timestamps.ts";
import { notFound } from "../../_shared/platform/errors.ts";
import { callRule } from "./schema.ts";

const time = z.string().transform(formatTimestamp);

export const ruleRow = z.object({ ...callRule.shape, created_at: time, updated_at: time });
export type RuleRow = z.output<typeof ruleRow>;
export const ruleColumns = columnsOf("call_schedule_rules", ruleRow);

/** The rule of that id in that organisation. Missing and another organisation's are the same 404. */
export async function findRule(
  { db, orgId }: { db: Database; orgId: string },
  id: string,
): Promise<RuleRow> {
  const [row] = await query(
    "call_schedule_rules.find",
    z.array(ruleRow),
    db.from("call_schedule_rules").select(ruleColumns).eq("org_id", orgId).eq("id", id),
  );
  if (!row) throw notFound();
  return row;
}

import * as z from "zod";
import { type Cursor, encodeCursor } from "../../_shared/platform/cursor.ts";
import { query } from "../../_shared/platform/database.ts";
import type { ServiceContext } from "../context.ts";
import { behind, takePage } from "../shared/take-page.ts";
import { ruleColumns, type RuleRow, ruleRow } from "./rule-rows.ts";

/** One page in the order of their making. */
export async function listRules(
  { ctx, input: { limit = 50, cursor } }: { ctx: ServiceContext; input: { limit?: number; cursor?: Cursor } },
): Promise<{ rules: RuleRow[]; next_cursor: string | null }> {
  let request = ctx.db.from("call_schedule_rules").select(ruleColumns).eq("org_id", ctx.orgId);
  if (cursor !== undefined) request = request.gte("created_at", cursor.at).or(behind(cursor, "created_at"));
  const found = await query(
    "call_schedule_rules.list",
    z.array(ruleRow),
    request.order("created_at").order("id").limit(limit + 1),
  );
  const { rows, nextCursor } = takePage(found, limit, ({ created_at: at, id }) => encodeCursor({ at, id }));
  return { rules: rows, next_cursor: nextCursor };
}

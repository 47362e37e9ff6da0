import * as z from "zod";
import { type Cursor, encodeCursor } from "../../_shared/platform/cursor.ts";
import { query } from "../../_shared/platform/database.ts";
import type { ServiceContext } from "../context.ts";
import { readBehind, takePage } from "../shared/take-page.ts";
import { ruleColumns, type RuleRow, ruleRow } from "./rule-rows.ts";

/** One page in the order of their making. */
export async function listRules(
  { ctx, input: { limit = 50, cursor } }: { ctx: ServiceContext; input: { limit?: number; cursor?: Cursor } },
): Promise<{ rules: RuleRow[]; next_cursor: string | null }> {
  const open = () => ctx.db.from("call_schedule_rules").select(ruleColumns).eq("org_id", ctx.orgId);
  const found = await readBehind(
    cursor,
    "created_at",
    open,
    (request) =>
      query(
        "call_schedule_rules.list",
        z.array(ruleRow),
        request.order("created_at").order("id").limit(limit + 1),
      ),
  );
  const { rows, nextCursor } = takePage(found, limit, ({ created_at: at, id }) => encodeCursor({ at, id }));
  return { rules: rows, next_cursor: nextCursor };
}

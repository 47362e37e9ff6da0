import * as z from "zod";
import { type Cursor, encodeCursor } from "../../_shared/platform/cursor.ts";
import { query } from "../../_shared/platform/database.ts";
import type { Code } from "../../_shared/platform/codes.ts";
import type { ServiceContext } from "../context.ts";
import { readBehind, takePage } from "../shared/take-page.ts";
import type { Suppression } from "./schema.ts";
import { presentSuppression, suppressionColumns, suppressionRow } from "./suppression-rows.ts";

export interface SuppressionFilters {
  scope?: Code<"suppression_scope">;
  source?: Code<"suppression_source">;
  needs_review?: boolean;
  /** True: those that were lifted instead of those that hold. */
  removed?: boolean;
  limit?: number;
  cursor?: Cursor;
}

/** One page of the organisation's list, in the order in which the numbers came on it. */
export async function listSuppressions(
  { ctx, input }: { ctx: ServiceContext; input: SuppressionFilters },
): Promise<{ suppressions: Suppression[]; next_cursor: string | null }> {
  const { limit = 50, cursor, removed = false, ...filters } = input;
  const open = () => {
    let request = ctx.db.from("suppressions").select(suppressionColumns).eq("org_id", ctx.orgId);
    request = removed ? request.not("removed_at", "is", null) : request.is("removed_at", null);
    for (const [column, value] of Object.entries(filters)) {
      if (value !== undefined) request = request.eq(column, value);
    }
    return request;
  };
  const found = await readBehind(
    cursor,
    "added_at",
    open,
    (request) =>
      query(
        "suppressions.list",
        z.array(suppressionRow),
        request.order("added_at").order("id").limit(limit + 1),
      ),
  );
  const { rows, nextCursor } = takePage(found, limit, ({ added_at: at, id }) => encodeCursor({ at, id }));
  return { suppressions: rows.map(presentSuppression), next_cursor: nextCursor };
}

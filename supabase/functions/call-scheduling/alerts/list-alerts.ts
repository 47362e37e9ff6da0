import * as z from "zod";
import { type Cursor, encodeCursor } from "../../_shared/platform/cursor.ts";
import { columnsOf, query } from "../../_shared/platform/database.ts";
import { formatTimestamp } from "../../_shared/platform/timestamps.ts";
import type { ServiceContext } from "../context.ts";
import { takePage } from "../shared/take-page.ts";
import { type Alert, alert } from "./schema.ts";

const time = z.string().transform(formatTimestamp);
const alertRow = z.object({ ...alert.shape, raised_at: time, resolved_at: time.nullable() });
const alertColumns = columnsOf("alerts", alertRow);

/** One page of what the organisation was told of, newest first. */
export async function listAlerts(
  { ctx, input: { state, limit = 50, cursor } }: {
    ctx: ServiceContext;
    input: { state: "open" | "all"; limit?: number; cursor?: Cursor };
  },
): Promise<{ alerts: Alert[]; next_cursor: string | null }> {
  let request = ctx.db.from("alerts").select(alertColumns).eq("org_id", ctx.orgId).neq("state", "pending");
  if (state === "open") request = request.eq("state", "open");
  if (cursor !== undefined) {
    const { at, id: last } = cursor;
    request = request.lte("raised_at", at).or(`raised_at.lt.${at},and(raised_at.eq.${at},id.lt.${last})`);
  }
  const found = await query(
    "alerts.list",
    z.array(alertRow),
    request.order("raised_at", { ascending: false }).order("id", { ascending: false }).limit(limit + 1),
  );
  const { rows, nextCursor } = takePage(found, limit, ({ raised_at: at, id }) => encodeCursor({ at, id }));
  return { alerts: rows, next_cursor: nextCursor };
}

import * as z from "zod";
import { type Cursor, encodeCursor } from "../../_shared/platform/cursor.ts";
import { query } from "../../_shared/platform/database.ts";
import type { ServiceContext } from "../context.ts";
import { takePage } from "../shared/take-page.ts";
import type { WebhookDelivery } from "./schema.ts";
import { findWebhook } from "./find-webhook.ts";
import { deliveryColumns, deliveryRow } from "./webhook-rows.ts";

export interface DeliveryFilters {
  id: string;
  state?: WebhookDelivery["state"];
  limit?: number;
  cursor?: Cursor;
}

/** One page of what was told to an endpoint, or waits to be, newest first. */
export async function listDeliveries(
  { ctx, input: { id, state, limit = 50, cursor } }: { ctx: ServiceContext; input: DeliveryFilters },
): Promise<{ deliveries: WebhookDelivery[]; next_cursor: string | null }> {
  await findWebhook(ctx, id);
  let request = ctx.db.from("webhook_deliveries").select(deliveryColumns).eq("org_id", ctx.orgId).eq(
    "webhook_id",
    id,
  );
  if (state !== undefined) request = request.eq("state", state);
  if (cursor !== undefined) {
    const { at, id: last } = cursor;
    request = request.lte("created_at", at).or(`created_at.lt.${at},and(created_at.eq.${at},id.lt.${last})`);
  }
  const found = await query(
    "webhook_deliveries.list",
    z.array(deliveryRow),
    request.order("created_at", { ascending: false }).order("id", { ascending: false }).limit(limit + 1),
  );
  const { rows, nextCursor } = takePage(found, limit, ({ created_at: at, id }) => encodeCursor({ at, id }));
  return { deliveries: rows, next_cursor: nextCursor };
}

import * as z from "zod";
import { columnsOf } from "../../_shared/platform/database.ts";
import { formatTimestamp } from "../../_shared/platform/timestamps.ts";
import { delivery, webhook } from "./schema.ts";

const time = z.string().transform(formatTimestamp);

/** As the database gives them. */
export const webhookRow = z.object({
  ...webhook.shape,
  failing_since: time.nullable(),
  held_until: time,
  old_secret_until: time.nullable(),
  created_at: time,
  updated_at: time,
});
export const webhookColumns = columnsOf("webhooks", webhookRow);

export const deliveryRow = z.object({
  ...delivery.shape,
  occurred_at: time,
  next_try_at: time,
  delivered_at: time.nullable(),
  created_at: time,
});
export const deliveryColumns = columnsOf("webhook_deliveries", deliveryRow);

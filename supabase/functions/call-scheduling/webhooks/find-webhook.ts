import * as z from "zod";
import { query } from "../../_shared/platform/database.ts";
import { notFound } from "../../_shared/platform/errors.ts";
import type { ServiceContext } from "../context.ts";
import type { Webhook } from "./schema.ts";
import { webhookColumns, webhookRow } from "./webhook-rows.ts";

/** Throws 404 for one that is not the organisation's. */
export async function findWebhook({ db, orgId }: ServiceContext, id: string): Promise<Webhook> {
  const [found] = await query(
    "webhooks.find",
    z.array(webhookRow),
    db.from("webhooks").select(webhookColumns).eq("org_id", orgId).eq("id", id),
  );
  if (found === undefined) throw notFound();
  return found;
}

import { z } from "zod";
import { query } from "../../_shared/platform/database.ts";
import { notFound } from "../../_shared/platform/errors.ts";
import type { ServiceContext } from "../context.ts";

/** Deletes a rule; the calls that it has planned and that nobody was rung for are cancelled with it. */
export async function deleteRule(
  { ctx, input: { id } }: { ctx: ServiceContext; input: { id: string } },
): Promise<void> {
  const deleted = await query(
    "call_schedule_rules.delete",
    z.array(z.object({ id: z.guid() })),
    ctx.db.from("call_schedule_rules").delete().eq("org_id", ctx.orgId).eq("id", id).select("id"),
  );
  if (deleted.length === 0) throw notFound();
}

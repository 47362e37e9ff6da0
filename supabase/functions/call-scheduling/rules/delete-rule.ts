import { z } from "zod";
import { query } from "../../_shared/platform/database.ts";
import { notFound } from "../../_shared/platform/errors.ts";
import type { ServiceContext } from "../context.ts";
import { roleTakenAway } from "../shared/explain-write-error.ts";

/** Deletes a rule; the calls that it has planned and that nobody was rung for are cancelled with it. */
export async function deleteRule(
  { ctx, input: { id } }: { ctx: ServiceContext; input: { id: string } },
): Promise<void> {
  const deleted = await query(
    "delete_call_rule",
    z.enum(["deleted", "not_found", "forbidden"]),
    ctx.db.rpc("delete_call_rule", { p_org_id: ctx.orgId, p_rule_id: id }),
  );
  if (deleted === "forbidden") throw roleTakenAway();
  if (deleted === "not_found") throw notFound();
}

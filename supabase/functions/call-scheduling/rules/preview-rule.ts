import { createFunctionCaller } from "../../_shared/platform/function-caller.ts";
import type { ServiceContext } from "../context.ts";
import { findRule } from "./rule-rows.ts";
import { type RulePreview, rulePreview } from "./schema.ts";

/** Who would be called now and who not; each of the two lists is at most `limit` long. Nothing is planned. */
export async function previewRule(
  { ctx, input: { id, limit = 1000 } }: { ctx: ServiceContext; input: { id: string; limit?: number } },
): Promise<RulePreview> {
  // The SQL function knows the caller but not the organisation in the address.
  await findRule(ctx, id);
  const call = createFunctionCaller(ctx.db);
  return await call(rulePreview, "preview_call_rule", { p_rule_id: id, p_limit: limit });
}

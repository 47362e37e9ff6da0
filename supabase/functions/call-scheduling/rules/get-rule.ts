import type { ServiceContext } from "../context.ts";
import { findRule, type RuleRow } from "./rule-rows.ts";

/** One rule. */
export async function getRule(
  { ctx, input: { id } }: { ctx: ServiceContext; input: { id: string } },
): Promise<RuleRow> {
  return await findRule(ctx, id);
}

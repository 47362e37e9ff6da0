import { DatabaseError, query } from "../../_shared/platform/database.ts";
import { invalid } from "../../_shared/platform/errors.ts";
import { checkAgent } from "../agents/check-agent.ts";
import type { ServiceContext } from "../context.ts";
import { checkRuleParts, explainRuleError } from "./check-rule.ts";
import type { NewRule } from "./input-schema.ts";
import { findRule, ruleColumns, type RuleRow, ruleRow } from "./rule-rows.ts";

/** Makes a rule. When the first try of a repeated request died after writing, its row is found under the same id. */
export async function createRule(
  { ctx, input }: { ctx: ServiceContext; input: NewRule },
): Promise<RuleRow> {
  const { orgId, resourceId: id, db, settings } = ctx;
  const problems = [...checkRuleParts(input), ...await checkAgent(ctx, input.agent_id)];
  if (problems.length > 0) throw invalid(problems);
  const row = {
    ...input,
    id,
    org_id: orgId,
    checkup_threshold_days: input.checkup_threshold_days ?? settings.checkupThresholdDays,
  };
  try {
    return await query(
      "call_schedule_rules.create",
      ruleRow,
      db.from("call_schedule_rules").insert(row).select(ruleColumns).single(),
    );
  } catch (error) {
    if (error instanceof DatabaseError && error.code === "23505") return await findRule(ctx, id);
    throw explainRuleError(error);
  }
}

import { z } from "zod";
import { query } from "../../_shared/platform/database.ts";
import { invalid, notFound } from "../../_shared/platform/errors.ts";
import { checkAgent } from "../agents/check-agent.ts";
import type { ServiceContext } from "../context.ts";
import { checkRuleParts, explainRuleError } from "./check-rule.ts";
import type { RuleChanges } from "./input-schema.ts";
import { findRule, ruleColumns, type RuleRow, ruleRow } from "./rule-rows.ts";

/** Changes the fields that were sent; the rule as a whole must still say what its type needs. */
export async function changeRule(
  { ctx, input: { id, changes } }: { ctx: ServiceContext; input: { id: string; changes: RuleChanges } },
): Promise<RuleRow> {
  const before = await findRule(ctx, id);
  const whole = {
    rule_type: changes.rule_type ?? before.rule_type,
    periodic_days: changes.periodic_days === undefined ? before.periodic_days : changes.periodic_days,
    custom_conditions: changes.custom_conditions === undefined
      ? before.custom_conditions
      : changes.custom_conditions,
  };
  const problems = [...checkRuleParts(whole), ...await checkAgent(ctx, changes.agent_id)];
  if (problems.length > 0) throw invalid(problems);
  const [row] = await query(
    "call_schedule_rules.change",
    z.array(ruleRow),
    ctx.db.from("call_schedule_rules").update(changes).eq("org_id", ctx.orgId).eq("id", id)
      .select(ruleColumns),
  ).catch((error) => {
    throw explainRuleError(error);
  });
  if (!row) throw notFound();
  return row;
}

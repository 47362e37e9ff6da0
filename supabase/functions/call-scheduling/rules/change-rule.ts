import { invalid, notFound } from "../../_shared/platform/errors.ts";
import { checkAgent, unknownAgent } from "../agents/check-agent.ts";
import type { ServiceContext } from "../context.ts";
import { roleTakenAway } from "../shared/explain-write-error.ts";
import { checkRuleParts, explainRuleError } from "./check-rule.ts";
import type { RuleChanges } from "./input-schema.ts";
import { findRule, type RuleRow } from "./rule-rows.ts";

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
  const { orgId, userId: actorId } = ctx;
  const answer = await ctx.rules.change({ orgId, actorId, ruleId: before.id, fields: changes }).catch(
    (error) => {
      throw explainRuleError(error);
    },
  );
  switch (answer.outcome) {
    case "changed":
      return answer.rule;
    case "not_found":
      throw notFound();
    case "forbidden":
      throw roleTakenAway();
    case "invalid":
      throw invalid([unknownAgent]);
  }
}

import { invalid } from "../../_shared/platform/errors.ts";
import { checkAgent, unknownAgent } from "../agents/check-agent.ts";
import type { ServiceContext } from "../context.ts";
import { roleTakenAway } from "../shared/explain-write-error.ts";
import { checkRuleParts, explainRuleError } from "./check-rule.ts";
import type { NewRule } from "./input-schema.ts";
import type { RuleRow } from "./rule-rows.ts";

/** Makes a rule. When the first try of a repeated request died after writing, its row is found under the same id. */
export async function createRule(
  { ctx, input }: { ctx: ServiceContext; input: NewRule },
): Promise<RuleRow> {
  const { orgId, resourceId: ruleId, userId: actorId, settings } = ctx;
  const problems = [...checkRuleParts(input), ...await checkAgent(ctx, input.agent_id)];
  if (problems.length > 0) throw invalid(problems);
  const fields = {
    ...input,
    checkup_threshold_days: input.checkup_threshold_days ?? settings.checkupThresholdDays,
  };
  const answer = await ctx.rules.create({ orgId, actorId, ruleId, fields }).catch((error) => {
    throw explainRuleError(error);
  });
  switch (answer.outcome) {
    case "created":
      return answer.rule;
    case "forbidden":
      throw roleTakenAway();
    case "invalid":
      throw invalid([unknownAgent]);
  }
}

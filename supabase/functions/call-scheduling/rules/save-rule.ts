import type { Context } from "hono";
import { z } from "zod";
import { DatabaseError, query } from "../../_shared/platform/database.ts";
import { invalid, notFound } from "../../_shared/platform/errors.ts";
import type { AppDeps, AppEnv } from "../context.ts";
import type { NewRule, RuleChanges } from "./input-schema.ts";
import { checkRuleParts, explainRuleError } from "./check-rule.ts";
import { checkAgent } from "../schedules/check-schedule.ts";
import { findRule, ruleColumns, type RuleRow, ruleRow } from "./rule-rows.ts";

/** Makes a rule. When the first try of a repeated request died after writing, its row is found under the same id. */
export async function createRule(
  c: Context<AppEnv>,
  { settings }: Pick<AppDeps, "settings">,
  sent: NewRule,
): Promise<RuleRow> {
  const [orgId, id, db] = [c.get("orgId"), c.get("resourceId"), c.get("db")];
  const problems = [...checkRuleParts(sent), ...await checkAgent(db, orgId, sent.agent_id)];
  if (problems.length > 0) throw invalid(problems);
  const row = {
    ...sent,
    id,
    org_id: orgId,
    checkup_threshold_days: sent.checkup_threshold_days ?? settings.checkupThresholdDays,
  };
  try {
    return await query(
      "call_schedule_rules.create",
      ruleRow,
      db.from("call_schedule_rules").insert(row).select(ruleColumns).single(),
    );
  } catch (error) {
    if (error instanceof DatabaseError && error.code === "23505") return await findRule(db, orgId, id);
    throw explainRuleError(error);
  }
}

/** Changes the fields that were sent; the rule as a whole must still say what its type needs. */
export async function changeRule(c: Context<AppEnv>, id: string, sent: RuleChanges): Promise<RuleRow> {
  const [orgId, db] = [c.get("orgId"), c.get("db")];
  const before = await findRule(db, orgId, id);
  const whole = {
    rule_type: sent.rule_type ?? before.rule_type,
    periodic_days: sent.periodic_days === undefined ? before.periodic_days : sent.periodic_days,
    custom_conditions: sent.custom_conditions === undefined
      ? before.custom_conditions
      : sent.custom_conditions,
  };
  const problems = [...checkRuleParts(whole), ...await checkAgent(db, orgId, sent.agent_id)];
  if (problems.length > 0) throw invalid(problems);
  const [row] = await query(
    "call_schedule_rules.change",
    z.array(ruleRow),
    db.from("call_schedule_rules").update(sent).eq("org_id", orgId).eq("id", id).select(ruleColumns),
  ).catch((error) => {
    throw explainRuleError(error);
  });
  if (!row) throw notFound();
  return row;
}

/** Deletes a rule; the calls that it has planned and that nobody was rung for are cancelled with it. */
export async function deleteRule(c: Context<AppEnv>, id: string): Promise<void> {
  const deleted = await query(
    "call_schedule_rules.delete",
    z.array(z.object({ id: z.guid() })),
    c.get("db").from("call_schedule_rules").delete().eq("org_id", c.get("orgId")).eq("id", id).select("id"),
  );
  if (deleted.length === 0) throw notFound();
}

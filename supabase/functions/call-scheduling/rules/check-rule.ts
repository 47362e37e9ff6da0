import { DatabaseError } from "../../_shared/platform/database.ts";
import { type FieldProblem, invalid } from "../../_shared/platform/errors.ts";
import { explainWriteError } from "../shared/explain-write-error.ts";

/** What the rule as a whole lacks: a periodic one its days, a custom one its conditions. */
export function checkRuleParts(
  rule: { rule_type: string; periodic_days?: number | null; custom_conditions?: unknown },
): FieldProblem[] {
  if (rule.rule_type === "periodic" && (rule.periodic_days ?? null) === null) {
    return [{
      field: "periodic_days",
      code: "needed_here",
      message: "A periodic rule needs the number of days between calls.",
    }];
  }
  if (rule.rule_type === "custom" && (rule.custom_conditions ?? null) === null) {
    return [{
      field: "custom_conditions",
      code: "needed_here",
      message: "A custom rule needs at least one condition.",
    }];
  }
  return [];
}

/** What a refused write of a rule means: beside the agent and the role, another change at the same time. */
export function explainRuleError(error: unknown): unknown {
  if (error instanceof DatabaseError && error.code === "23514") {
    return invalid([{
      field: "rule_type",
      code: "changed_meanwhile",
      message:
        "The rule was changed at the same time, and the two changes do not fit together. Read it again.",
    }]);
  }
  return explainWriteError(error);
}

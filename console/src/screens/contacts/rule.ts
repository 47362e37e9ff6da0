import type { components } from "../../api/types.ts";
import { contactTexts } from "../../texts/contacts.ts";

export type Rule = components["schemas"]["CallRule"];

/** Whom a rule calls, in words. */
export function sayKind(rule: Rule): string {
  const says = contactTexts.value.kindSays;
  switch (rule.rule_type) {
    case "checkup_threshold":
      return says.checkup_threshold(rule.checkup_threshold_days);
    case "periodic":
      return says.periodic(rule.periodic_days ?? 0);
    case "custom":
      return says.custom(conditionsOf(rule).length);
  }
}

/** The API says of them no more than that they are an object. */
export function conditionsOf({ custom_conditions }: Pick<Rule, "custom_conditions">): unknown[] {
  const all: unknown = custom_conditions?.all;
  return Array.isArray(all) ? all : [];
}

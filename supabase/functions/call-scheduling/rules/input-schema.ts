import * as z from "../shared/zod.ts";
import { customConditions } from "./custom-conditions.ts";
import { fault } from "../shared/fault.ts";
import { hubspotProperty, id, language, oneOf, text, wholeNumber } from "../shared/fields.ts";
import { retryPolicy } from "./retry-policy.ts";
import { codes } from "../../_shared/platform/codes.ts";

export const ruleType = oneOf(codes.rule_type);

const fields = {
  rule_name: text(200).openapi({ example: "Check-up reminder" }),
  rule_type: ruleType.openapi({
    description:
      "checkup_threshold: whose last check-up is long ago. periodic: every periodic_days. custom: whoever fits custom_conditions.",
  }),
  agent_id: id().openapi({ description: "The organisation's agent that speaks." }),
};

const optionalFields = {
  checkup_property: hubspotProperty().nullable().optional().openapi({
    description: "The HubSpot property with the check-up date; null: the connection's.",
  }),
  checkup_threshold_days: wholeNumber(0, 3650).optional().openapi({
    description: "Calendar days of the organisation. Left out: CHECKUP_THRESHOLD_DAYS of the deployment.",
    example: 5,
  }),
  periodic_days: wholeNumber(1, 3650).nullable().optional().openapi({
    description: "Needed by a periodic rule: days between calls.",
  }),
  custom_conditions: customConditions.nullable().optional().openapi({
    description: "Needed by a custom rule.",
  }),
  call_topic: text(200).optional().openapi({
    description: "What the agent calls about.",
    default: "follow_up",
  }),
  call_language: language().optional().openapi({ default: "en-IN" }),
  purpose: oneOf(codes.call_purpose).optional().openapi({
    description: "What the rule's calls are for: hours, caps and consent hang on it.",
    default: "health_reminder",
  }),
  max_calls_per_day: wholeNumber(1, 100_000).optional().openapi({
    description: "Calls that the rule may plan in one day of the organisation.",
    default: 100,
  }),
  retry_policy: retryPolicy.optional(),
  is_active: z.boolean().optional().openapi({
    description: "An inactive rule plans no calls.",
    default: true,
  }),
  best_time: z.boolean().optional().openapi({
    description: "Call at the hours at which people were found to answer, and try again so.",
    default: false,
  }),
};

export const newRule = z.strictObject({ ...fields, ...optionalFields }).openapi("NewCallRule", {
  example: {
    rule_name: "Check-up reminder",
    rule_type: "checkup_threshold",
    agent_id: "0b000000-0000-4000-8000-000000000001",
    checkup_threshold_days: 5,
    max_calls_per_day: 50,
    call_topic: "checkup_reminder",
  },
});

export const ruleChanges = z.strictObject(fields).partial().extend(optionalFields).strict()
  .refine((sent) => Object.keys(sent).length > 0, fault("nothing_sent", "at least one field must be sent"))
  .openapi("CallRuleChanges", { example: { is_active: false } });

export type NewRule = z.output<typeof newRule>;
export type RuleChanges = z.output<typeof ruleChanges>;

import * as z from "../shared/zod.ts";
import { ruleType } from "./input-schema.ts";
import { codes } from "../../_shared/platform/codes.ts";

const time = z.string().openapi({ format: "date-time", example: "2026-12-01T04:30:00Z" });
const uuid = z.string().openapi({ format: "uuid" });

export const callRule = z.object({
  id: uuid,
  org_id: uuid,
  rule_name: z.string(),
  rule_type: ruleType,
  agent_id: uuid,
  checkup_property: z.string().nullable(),
  checkup_threshold_days: z.int(),
  periodic_days: z.int().nullable(),
  custom_conditions: z.looseObject({}).nullable().openapi({ description: "As CustomConditions." }),
  call_topic: z.string(),
  call_language: z.string(),
  purpose: z.enum(codes.call_purpose),
  max_calls_per_day: z.int(),
  retry_policy: z.looseObject({}).openapi({ description: "As RetryPolicy." }),
  is_active: z.boolean(),
  best_time: z.boolean(),
  created_at: time,
  updated_at: time,
}).openapi("CallRule");

export type CallRule = z.output<typeof callRule>;

const verdict = z.object({
  contact_id: z.string(),
  contact_name: z.string(),
  reason: z.string().openapi({ description: "A sentence for a person." }),
  reason_code: z.enum(codes.reason_code).openapi({ example: "not_due" }),
  last_checkup_date: z.string().nullable().openapi({ format: "date" }),
}).openapi("RuleVerdict");

const count = z.int().min(0);

export const rulePreview = z.object({
  would_call: z.array(verdict),
  would_not_call: z.array(verdict),
  would_call_count: count.openapi({ description: "Of all contacts, also those beyond limit." }),
  would_not_call_count: count,
  reason_counts: z.record(z.string(), count).openapi({
    description: "Contacts that would not be called, by reason_code.",
  }),
});

export type RulePreview = z.output<typeof rulePreview>;

import * as z from "../shared/zod.ts";
import { codes } from "../../_shared/platform/codes.ts";
import { retryPolicy } from "../rules/retry-policy.ts";
import { fault } from "../shared/fault.ts";
import { id, language, oneOf, text, timestampOrNull, wholeNumber } from "../shared/fields.ts";

const fields = {
  name: text(200).openapi({ example: "Check-ups of the spring" }),
  agent_id: id().openapi({ description: "The organisation's agent that speaks." }),
};

const optionalFields = {
  purpose: oneOf(codes.call_purpose).optional().openapi({
    description: "What its calls are for. Left out: the organisation's default_purpose.",
  }),
  call_topic: text(200).optional().openapi({ default: "follow_up" }),
  call_language: language().optional().openapi({ default: "en-IN" }),
  starts_at: timestampOrNull().optional().openapi({ description: "Null: when it is started." }),
  ends_at: timestampOrNull().optional().openapi({
    description: "The deadline of its calls. Null: it ends when everybody was called.",
  }),
  calls_per_minute: wholeNumber(1, 6000).nullable().optional().openapi({
    description:
      "First calls a minute. Null: evenly spread until ends_at, and without that as fast as its lines allow.",
  }),
  max_concurrent_calls: wholeNumber(1, 1000).nullable().optional().openapi({
    description: "Its calls under way at once. Null: as many as the organisation's lines leave to campaigns.",
  }),
  priority: wholeNumber(1, 9).optional().openapi({
    description: "Among the organisation's campaigns: 9 gets the most lines, 1 the fewest.",
    default: 5,
  }),
  retry_policy: retryPolicy.optional(),
  best_time: z.boolean().optional().openapi({
    description: "Call each contact at the open hours at which people were found to answer.",
    default: false,
  }),
};

export const newCampaign = z.strictObject({ ...fields, ...optionalFields }).openapi("NewCampaign", {
  example: {
    name: "Check-ups of the spring",
    agent_id: "0b000000-0000-4000-8000-000000000001",
    purpose: "health_reminder",
    calls_per_minute: 10,
  },
});

export const campaignChanges = z.strictObject(fields).partial().extend(optionalFields).strict()
  .refine((sent) => Object.keys(sent).length > 0, fault("nothing_sent", "at least one field must be sent"))
  .openapi("CampaignChanges", { example: { calls_per_minute: 20 } });

export type NewCampaign = z.output<typeof newCampaign>;
export type CampaignChanges = z.output<typeof campaignChanges>;

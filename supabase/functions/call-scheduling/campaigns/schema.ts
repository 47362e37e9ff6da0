import * as z from "../shared/zod.ts";
import { codes } from "../../_shared/platform/codes.ts";

const time = z.string().openapi({ format: "date-time", example: "2026-12-01T04:30:00Z" });
const uuid = z.string().openapi({ format: "uuid" });
const count = z.int().min(0);

export const campaignState = z.enum(codes.campaign_state);

/** Each contact is in exactly one of them: they add up to `total` at every moment. */
export const campaignCounts = z.object({
  total: count,
  waiting: count.openapi({ description: "Their turn has not come: they have no call yet." }),
  scheduled: count,
  in_progress: count,
  completed: count,
  failed: count,
  cancelled: count,
  excluded: count.openapi({ description: "They are not called, each with its code." }),
}).openapi("CampaignCounts");

export const campaign = z.object({
  id: uuid,
  org_id: uuid,
  name: z.string(),
  state: campaignState,
  agent_id: uuid,
  purpose: z.enum(codes.call_purpose),
  call_topic: z.string(),
  call_language: z.string(),
  starts_at: time.nullable().openapi({ description: "Null: when it is started." }),
  ends_at: time.nullable().openapi({ description: "What was not dialled by then is missed." }),
  calls_per_minute: z.int().nullable().openapi({
    description:
      "First calls a minute. Null: evenly spread until ends_at, and without that as fast as its lines allow.",
  }),
  max_concurrent_calls: z.int().nullable().openapi({
    description: "Null: as many as the organisation's lines leave to campaigns.",
  }),
  priority: z.int().openapi({
    description: "Among the organisation's campaigns: 9 gets the most lines, 1 the fewest.",
  }),
  retry_policy: z.looseObject({}).openapi({ description: "As RetryPolicy." }),
  best_time: z.boolean().openapi({
    description: "Call each contact at the open hours at which people were found to answer.",
  }),
  started_at: time.nullable(),
  ended_at: time.nullable(),
  paused_at: time.nullable(),
  paused_code: z.enum(codes.campaign_pause_code).nullable().openapi({ description: "Why, for machines." }),
  paused_reason: z.string().nullable().openapi({ description: "Why, for a person." }),
  cancelled_reason: z.string().nullable(),
  counts: campaignCounts,
  created_by: uuid.nullable(),
  created_at: time,
  updated_at: time,
}).openapi("Campaign");

export type Campaign = z.output<typeof campaign>;

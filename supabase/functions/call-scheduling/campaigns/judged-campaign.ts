import * as z from "zod";
import { callOutcomes } from "../../_shared/campaigns/forecast/outcomes.ts";
import { codes } from "../../_shared/platform/codes.ts";

const count = z.int().min(0);
const pairs = z.array(z.tuple([z.number(), z.number()]));
const rule = z.object({ max_retries: z.number(), minutes: z.array(z.number()) });

/** What `judge_campaign` says: moments in seconds since 1970, but for `at` and `ends_at`. */
export const judgedCampaign = z.object({
  at: z.string().transform(toSeconds),
  ends_at: z.string().transform(toSeconds).nullable(),
  fingerprint: z.string(),
  will_call: count,
  will_not_call: count,
  deferred_past_end: count,
  by_code: z.array(z.object({ code: z.enum(codes.reason_code), sentence: z.string(), count })),
  groups: z.array(z.object({
    spans: pairs.nullable(),
    arrivals: pairs,
    late: pairs,
    zone_offset: z.int().nullable(),
  })),
  rates: z.array(z.number()).length(84).nullable(),
  terms: z.object({
    attempts_seen: count,
    cost_cents_per_minute: z.number(),
    outcomes: z.record(z.enum(callOutcomes), z.object({ share: z.number(), hold_seconds: z.number() })),
  }),
  retry_policy: z.object({
    max_attempts: z.number(),
    voicemail: rule,
    no_answer: rule,
    busy: rule,
    failed: rule,
  }),
  lines: z.int().min(1),
  calls_per_minute: z.int().nullable(),
  hour_begins_at: z.int(),
  predicted_holidays: z.array(z.object({ day: z.string(), name: z.string(), jurisdiction: z.string() })),
});
export type JudgedCampaign = z.output<typeof judgedCampaign>;

function toSeconds(text: string): number {
  return Date.parse(text) / 1000;
}

import * as z from "../shared/zod.ts";
import { codes } from "../../_shared/platform/codes.ts";

const time = z.string().openapi({ format: "date-time", example: "2026-12-01T04:30:00.000Z" });
const count = z.int().min(0);
const cents = z.int().min(0);

export const forecast = z.object({
  p50_end: time.nullable().openapi({
    description:
      "By when all calls, also those that are tried again, are over in one case of two. Null: nobody is called.",
  }),
  p90_end: time.nullable().openapi({ description: "The same in nine cases of ten." }),
  most_done_at: time.nullable().openapi({ description: "By when nine contacts of ten are over with." }),
  calls: count.openapi({ description: "Attempts, with those that are tried again." }),
  line_hours: z.number().min(0).openapi({ description: "For how long lines are in use, added up." }),
  cost_cents_low: cents.openapi({ description: "From here to cost_cents_high in nine cases of ten." }),
  cost_cents_high: cents,
}).openapi("Forecast", {
  description: "What is to be expected, from the organisation's calls of the last ninety days.",
});

export const dryRunWarnings = ["deferred_by_caps", "predicted_holiday", "zone_unknown"] as const;

export const dryRun = z.object({
  id: z.string().openapi({ format: "uuid", description: "What the start of the campaign names." }),
  will_call: count.openapi({ description: "Who may be called before its end, as things stand." }),
  will_not_call: count,
  by_code: z.array(z.object({
    code: z.enum(codes.reason_code).openapi({
      description: "What stands in the way when it starts; allowed: nothing.",
    }),
    sentence: z.string(),
    count,
  })).openapi({ description: "All contacts, by what is said of them." }),
  first_at: time.nullable().openapi({ description: "When the first call begins." }),
  last_at: time.nullable().openapi({ description: "When the last one begins, most likely." }),
  forecast,
  by_hour: z.array(z.object({ hour: time, calls: count })).openapi({
    description:
      "Calls by the hour of the organisation's clock in which they begin; hours without any are left out.",
  }),
  warnings: z.array(z.object({ code: z.enum(dryRunWarnings), sentence: z.string(), count })),
  needs_confirmation: z.boolean().openapi({
    description: "Whoever starts it sends `confirm`: the number will_call. True above 200.",
  }),
}).openapi("DryRun", {
  description:
    "Whom a campaign would call, when, and whom not; nobody was called. It holds until campaign, policy or settings change.",
});

export type DryRun = z.output<typeof dryRun>;

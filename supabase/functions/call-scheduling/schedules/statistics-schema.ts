import * as z from "../shared/zod.ts";

const count = z.int().min(0);
const rate = z.number().min(0).max(1).nullable();

const compliance = z.object({
  within: count.openapi({ description: "Their last check-up is younger than the threshold." }),
  overdue: count,
  unknown: count.openapi({ description: "Without a check-up date that can be used." }),
  rate: rate.openapi({ description: "within ÷ (within + overdue); null when there are none." }),
  threshold_days: count.optional().openapi({
    description: "The smallest threshold of the active check-up rules, else CHECKUP_THRESHOLD_DAYS.",
  }),
  within_with_phone: count.optional(),
  within_without_phone: count.optional(),
  overdue_with_phone: count.optional(),
  overdue_without_phone: count.optional(),
  called: count.optional().openapi({ description: "Contacts called since their last check-up." }),
  reached: count.optional().openapi({ description: "Of those, the ones of whom a person answered." }),
}).openapi("CheckupCompliance", {
  description:
    "Of the contacts cached from HubSpot, today in the organisation's calendar. While none is cached, of the " +
    "contacts of the schedules, and then only the first four are there.",
});

/** The organisation's calls, counted. */
export const statistics = z.object({
  total_scheduled: count,
  total_completed: count,
  total_failed: count,
  total_cancelled: count,
  overdue_schedules: count.openapi({ description: "Due already and still scheduled." }),
  upcoming_schedules: count,
  in_progress: count,
  completion_rate: rate.openapi({
    description: "completed ÷ (completed + failed); null when there were none.",
  }),
  average_response_seconds: z.number().nullable().openapi({
    description: "Mean of (accepted by Bolna − time due) over placed calls.",
  }),
  failure_reasons: z.array(z.object({ reason: z.string(), code: z.string().nullable(), count })),
  checkup_compliance: compliance,
  needs_attention: count.openapi({ description: "Calls whose fate a person has to find out." }),
  scheduler: z.object({ stalled: z.boolean() }).openapi({
    description:
      "Stalled: a call of yours could be dialled, and no sweep has finished for over a minute beyond the tick.",
  }),
}).openapi("Statistics");

export type Statistics = z.output<typeof statistics>;

import * as z from "zod";
import { codes } from "../platform/codes.ts";
import { formatTimestamp } from "../platform/timestamps.ts";

const count = z.int();
const amount = z.number();

/** What `private.count_report` adds up for one row. */
export const counts = z.object({
  calls_scheduled: count,
  calls_in_progress: count,
  calls_completed: count,
  calls_failed: count,
  calls_cancelled: count,
  answered: count,
  voicemail: count,
  no_answer: count,
  busy: count,
  failed: count,
  cancelled: count,
  opt_outs: count,
  deferrals: count,
  talk_seconds: amount,
  cost_cents: amount,
  response_seconds: amount,
  /** By the spans of the report, and one more for what is later than all. */
  late: z.array(count),
});
export type Counts = z.output<typeof counts>;

const time = z.string().transform(formatTimestamp);

/** What the SQL functions `call_report` and `operators_call_report` give. */
export const countedReport = z.object({
  organization: z.string(),
  zone: z.string(),
  from: time,
  to: time,
  spans: z.array(amount),
  totals: counts,
  rows: z.array(z.object({
    day: z.string().nullable(),
    weekday: z.int().nullable(),
    hour: z.int().nullable(),
    id: z.string().nullable(),
    topic: z.string().nullable(),
    name: z.string().nullable(),
    counts,
  })),
  codes: z.array(z.object({
    subject: z.enum(codes.tally_subject),
    outcome: z.enum(codes.report_outcome).nullable(),
    code: z.enum(codes.reason_code).nullable(),
    quantity: count,
    talk_seconds: amount,
    cost_cents: amount,
  })),
  compliance: z.array(z.object({ day: z.string(), within: count, overdue: count, unknown: count })),
});
export type CountedReport = z.output<typeof countedReport>;

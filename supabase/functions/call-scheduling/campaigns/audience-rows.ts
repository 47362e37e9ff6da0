import * as z from "zod";
import { codes } from "../../_shared/platform/codes.ts";
import { formatTimestamp } from "../../_shared/platform/timestamps.ts";
import { audienceRejection } from "./audience-schema.ts";

const time = z.string().transform(formatTimestamp);
const count = z.int().nullable();

/** A loading as the database gives it (private.present_audience). */
export const audienceRow = z.object({
  source: z.enum(codes.audience_source),
  state: z.enum(codes.audience_upload_state),
  rows_total: z.int(),
  accepted: count,
  already_there: count,
  duplicates: count,
  rejected_count: count,
  rejected: z.array(audienceRejection),
  started_at: time,
  finished_at: time.nullable(),
  problem: z.object({
    code: z.enum(codes.audience_problem),
    reason: z.string(),
    next_try_at: time.nullable(),
  }).nullable(),
});

/** The same while it may be running (audience_progress). */
export const audienceProgressRow = audienceRow.extend({
  rows_read: z.int(),
  is_stopped: z.boolean(),
  seconds_left: z.number().nullable(),
});
export type AudienceProgressRow = z.output<typeof audienceProgressRow>;

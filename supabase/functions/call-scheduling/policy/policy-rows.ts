import * as z from "zod";
import { columnsOf } from "../../_shared/platform/database.ts";
import { formatTimestamp } from "../../_shared/platform/timestamps.ts";
import { policy } from "./schema.ts";
import { type CallingPolicy } from "./schema.ts";
import { fromMinuteRanges } from "./week.ts";

/** A row of `calling_policies`; its week as Postgres writes it. */
export const policyRow = z.object({
  ...policy.shape,
  week: z.string().nullable(),
  updated_at: z.string().transform(formatTimestamp),
});
export type PolicyRow = z.output<typeof policyRow>;
export const policyColumns = columnsOf("calling_policies", policyRow);

/** What holds where an organisation has said nothing. */
export const unsetPolicy: CallingPolicy = {
  default_purpose: "marketing",
  week: null,
  countries: null,
  blackouts: [],
  caps: [],
  min_gap_minutes: 0,
  loosened: [],
  updated_at: null,
};

export function presentPolicy({ week, ...row }: PolicyRow): CallingPolicy {
  return { ...row, week: week === null ? null : fromMinuteRanges(week) };
}

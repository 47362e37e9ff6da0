import * as z from "../shared/zod.ts";
import { callReport } from "../../_shared/reports/call-report.ts";
import { codes } from "../../_shared/platform/codes.ts";
import { isDate, parseTimestamp } from "../../_shared/platform/timestamps.ts";
import { fault } from "../shared/fault.ts";
import { id, oneOf, text } from "../shared/fields.ts";

/** A day of the organisation's calendar, or a time. */
function dayOrTime() {
  return z.string().refine(
    (value) => isDate(value) || parseTimestamp(value) !== undefined,
    fault("not_a_day", "must be a day, such as 2026-11-01, or an RFC 3339 time with an offset"),
  ).openapi({ example: "2026-11-01" });
}

export const by = oneOf(codes.report_group).optional().openapi({
  description: "What the rows are.",
  default: "day",
});

export const reportQuery = z.strictObject({
  from: dayOrTime().optional().openapi({
    description: "A day of the organisation's calendar, or a time. Left out: 29 days before `to`.",
  }),
  to: dayOrTime().optional().openapi({
    description:
      "A day, which is included, or a time, which is not. Left out: today. A time is widened to its quarter of an hour.",
  }),
  by,
  agent_id: id().optional().openapi({ description: "Only of this agent." }),
  topic: text(200).optional().openapi({ description: "Only on this topic." }),
  campaign_id: id().optional().openapi({ description: "Only of this campaign." }),
  rule_id: id().optional().openapi({ description: "Only of this rule." }),
});
export type ReportQuery = z.output<typeof reportQuery>;

export const report = callReport.openapi("CallReport");

const file = z.string();

/** A report as JSON, CSV or one printable HTML file, as `Accept` asks. */
export function reportAnswer<Shape extends z.ZodRawShape>(shape: Shape) {
  return {
    description:
      "The report: as JSON; as text/csv, whose cells no spreadsheet executes; or as text/html, one printable file.",
    content: {
      "application/json": { schema: z.object({ success: z.literal(true), ...shape, ...callReport.shape }) },
      "text/csv": { schema: file },
      "text/html": { schema: file },
    },
  };
}

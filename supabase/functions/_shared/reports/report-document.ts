import * as z from "zod";
import { type CallReport, callReport, presentReport, type ReportGroup } from "./call-report.ts";
import type { CountedReport } from "./counted-report.ts";

/** What a printable report is made of. Nobody is named in it but agents, topics, campaigns and rules. */
export const reportDocument = z.object({
  title: z.string().max(300),
  organization: z.string().max(300),
  /** RFC 3339. */
  printed_at: z.string(),
  /** One for each way of looking at the same calls. */
  reports: z.array(callReport).min(1).max(8),
  campaign: z.object({
    name: z.string(),
    state: z.string(),
    counts: z.record(z.string(), z.int()),
  }).optional(),
});
export type ReportDocument = z.output<typeof reportDocument>;

export const organizationGroups: readonly ReportGroup[] = [
  "day",
  "hour",
  "weekday_hour",
  "agent",
  "topic",
  "campaign",
  "rule",
];
export const campaignGroups: readonly ReportGroup[] = ["day", "hour", "weekday_hour"];

/** Asks for the same calls in each of these ways. null: there is nothing to ask about. */
export async function gatherReports(
  groups: readonly ReportGroup[],
  ask: (by: ReportGroup) => Promise<CountedReport | null>,
): Promise<{ organization: string; reports: CallReport[] } | null> {
  const counted = await Promise.all(groups.map(async (by) => ({ by, counted: await ask(by) })));
  const reports: CallReport[] = [];
  let organization: string | undefined;
  for (const { by, counted: one } of counted) {
    if (one === null) return null;
    organization ??= one.organization;
    reports.push(presentReport(one, by));
  }
  return organization === undefined ? null : { organization, reports };
}

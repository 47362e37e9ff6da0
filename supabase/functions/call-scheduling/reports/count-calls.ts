import { countedReport } from "../../_shared/reports/counted-report.ts";
import type { CountedReport } from "../../_shared/reports/counted-report.ts";
import type { ReportGroup } from "../../_shared/reports/call-report.ts";
import { createFunctionCaller } from "../../_shared/platform/function-caller.ts";
import { notFound } from "../../_shared/platform/errors.ts";
import type { ServiceContext } from "../context.ts";
import type { ReportQuery } from "./schema.ts";

/** What of the organisation's calls is counted, and between which days or times. */
export type Counted = Omit<ReportQuery, "by" | "from" | "to"> & { from: string; to: string };

/** Counts the organisation's calls as the caller may see them. Throws 404 for whoever left it meanwhile. */
export async function countCalls(
  ctx: ServiceContext,
  { from, to, agent_id, topic, campaign_id, rule_id }: Counted,
  by: ReportGroup,
): Promise<CountedReport> {
  const call = createFunctionCaller(ctx.db);
  const counted = await call(countedReport.nullable(), "call_report", {
    p_org_id: ctx.orgId,
    p_from: from,
    p_to: to,
    p_by: by,
    ...(agent_id !== undefined && { p_agent_id: agent_id }),
    ...(topic !== undefined && { p_topic: topic }),
    ...(campaign_id !== undefined && { p_campaign_id: campaign_id }),
    ...(rule_id !== undefined && { p_rule_id: rule_id }),
  });
  if (counted === null) throw notFound();
  return counted;
}

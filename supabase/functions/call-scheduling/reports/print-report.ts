import { gatherReports, type ReportDocument } from "../../_shared/reports/report-document.ts";
import { createReportRenderer } from "../../_shared/reports/ask-renderer.ts";
import type { ReportGroup } from "../../_shared/reports/call-report.ts";
import { notFound } from "../../_shared/platform/errors.ts";
import type { ServiceContext } from "../context.ts";
import { countCalls, type Counted } from "./count-calls.ts";

/** One printable HTML file of the organisation's calls, looked at in each of these ways. */
export async function printReport(
  ctx: ServiceContext,
  counted: Counted,
  groups: readonly ReportGroup[],
  { title, campaign }: Pick<ReportDocument, "title" | "campaign">,
): Promise<string> {
  const gathered = await gatherReports(groups, (by) => countCalls(ctx, counted, by));
  if (gathered === null) throw notFound();
  const render = ctx.renderReport ?? createReportRenderer(ctx.settings);
  return await render({
    ...gathered,
    title,
    printed_at: ctx.now().toISOString(),
    ...(campaign && { campaign }),
  });
}

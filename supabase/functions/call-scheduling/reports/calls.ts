import { createRoute } from "../shared/api-app.ts";
import { presentReport } from "../../_shared/reports/call-report.ts";
import { organizationGroups } from "../../_shared/reports/report-document.ts";
import type { App } from "../context.ts";
import { errors } from "../shared/errors.ts";
import { inOrganization, security } from "../shared/routes.ts";
import { tags } from "../shared/tags.ts";
import { answerFile, readFormat } from "./answer-report.ts";
import { checkRange } from "./check-range.ts";
import { countCalls } from "./count-calls.ts";
import { printReport } from "./print-report.ts";
import { reportAnswer, reportQuery } from "./schema.ts";
import { toCsv } from "./to-csv.ts";

const route = createRoute({
  method: "get",
  path: "/{org_slug}/reports/calls",
  operationId: "reportCalls",
  tags: [tags.reports],
  summary: "What the calls of a time came to",
  description:
    "For everyone in the organisation. Calls are counted at the time they were due, attempts when they were dialled. " +
    "Nobody is named but agents, topics, campaigns and rules. At most 400 days, and 1000 rows: the most dialled.",
  security,
  request: { params: inOrganization, query: reportQuery },
  responses: {
    200: reportAnswer({}),
    ...errors(400, 422),
  },
});

export function registerReportCalls(app: App) {
  app.openapi(route, async (c) => {
    const { ctx } = c.var;
    const { by = "day", from: _from, to: _to, ...filters } = c.req.valid("query");
    const range = checkRange(c.req.valid("query"), ctx.organization.time_zone, ctx.now());
    const counted = { ...filters, ...range };
    const format = readFormat(c);
    const name = `${ctx.organization.slug}-calls-${range.from.slice(0, 10)}-${range.to.slice(0, 10)}`;
    if (format === "text/html") {
      const title = "Calls";
      return answerFile(c, format, name, await printReport(ctx, counted, organizationGroups, { title }));
    }
    const report = presentReport(await countCalls(ctx, counted, by), by);
    if (format === "text/csv") return answerFile(c, format, `${name}-by-${by}`, toCsv(report));
    return c.json({ success: true as const, ...report }, 200);
  });
}

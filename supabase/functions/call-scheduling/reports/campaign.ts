import { createRoute } from "../shared/api-app.ts";
import * as z from "../shared/zod.ts";
import { presentReport } from "../../_shared/reports/call-report.ts";
import { campaignGroups } from "../../_shared/reports/report-document.ts";
import { findCampaign } from "../campaigns/campaign-rows.ts";
import { campaign } from "../campaigns/schema.ts";
import type { App } from "../context.ts";
import { errors } from "../shared/errors.ts";
import { security, withId } from "../shared/routes.ts";
import { tags } from "../shared/tags.ts";
import { burnDown, readBurnDown } from "./burn-down.ts";
import { answerFile, readFormat } from "./answer-report.ts";
import { countCalls } from "./count-calls.ts";
import { lifeOf } from "./life-of-campaign.ts";
import { printReport } from "./print-report.ts";
import { by as group, reportAnswer } from "./schema.ts";
import { toCsv } from "./to-csv.ts";

const route = createRoute({
  method: "get",
  path: "/{org_slug}/campaigns/{id}/report",
  operationId: "reportCampaign",
  tags: [tags.campaigns],
  summary: "What the calls of a campaign came to",
  description:
    "For everyone in the organisation: of its whole life, as far as 400 days; as JSON also how many contacts are left, hour by hour.",
  security,
  request: { params: withId, query: z.strictObject({ by: group }) },
  responses: {
    200: reportAnswer({ campaign, burn_down: burnDown }),
    ...errors(400),
  },
});

export function registerReportCampaign(app: App) {
  app.openapi(route, async (c) => {
    const { ctx } = c.var;
    const found = await findCampaign(ctx, c.req.valid("param").id);
    const { by = "day" } = c.req.valid("query");
    const counted = { ...lifeOf(found, ctx.now()), campaign_id: found.id };
    const format = readFormat(c);
    const name = `${ctx.organization.slug}-campaign-${found.id}`;
    if (format === "text/html") {
      const told = {
        title: `Campaign: ${found.name}`,
        campaign: { name: found.name, state: found.state, counts: found.counts },
      };
      return answerFile(c, format, name, await printReport(ctx, counted, campaignGroups, told));
    }
    const report = presentReport(await countCalls(ctx, counted, by), by);
    if (format === "text/csv") return answerFile(c, format, `${name}-by-${by}`, toCsv(report));
    const burn_down = await readBurnDown(ctx, found.id);
    return c.json({ success: true as const, campaign: found, burn_down, ...report }, 200);
  });
}

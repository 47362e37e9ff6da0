import { answer, api, inOrganization } from "../../api/client.ts";
import { noAnswer } from "../../api/problem.ts";
import type { operations } from "../../api/types.ts";
import { resource } from "../../lib/resource.ts";

export type Report = operations["reportCalls"]["responses"][200]["content"]["application/json"];
export type Row = Report["rows"][number];

export interface ReportQuery {
  from: string;
  to: string;
  agent_id?: string;
  campaign_id?: string;
}

/** The routes also answer files: those are texts, and not asked for here. */
function figures<T extends object>(told: T | string): T {
  if (typeof told === "string") throw noAnswer();
  return told;
}

async function ask(
  query: ReportQuery,
  by: "hour" | "weekday_hour" | "day",
  signal: AbortSignal,
): Promise<Report> {
  const params = { path: inOrganization(), query: { ...query, by } };
  return figures(await answer(api.GET("/call-scheduling/{org_slug}/reports/calls", { params, signal })));
}

/** The same calls by hour, by weekday and hour, and by day. The key is a ReportQuery as JSON. */
export const reports = resource(async (key, signal) => {
  const query: ReportQuery = JSON.parse(key);
  const [hours, weekdays, days] = await Promise.all([
    ask(query, "hour", signal),
    ask(query, "weekday_hour", signal),
    ask(query, "day", signal),
  ]);
  return { hours, weekdays, days };
});

/** The file that a spreadsheet opens, as the API writes it. */
export function readCsv(query: ReportQuery): Promise<string> {
  return answer(
    api.GET("/call-scheduling/{org_slug}/reports/calls", {
      params: { path: inOrganization(), query: { ...query, by: "day" } },
      headers: { accept: "text/csv" },
      parseAs: "text",
    }),
  );
}

/** For the filter; the key says nothing. */
export const campaigns = resource(async (_key, signal) => {
  const path = inOrganization();
  const { campaigns: found } = await answer(
    api.GET("/call-scheduling/{org_slug}/campaigns", { params: { path, query: { limit: 200 } }, signal }),
  );
  return found.filter(({ state }) => state !== "draft");
});

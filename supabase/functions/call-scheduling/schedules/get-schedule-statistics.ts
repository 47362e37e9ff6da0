import { query } from "../../_shared/platform/database.ts";
import type { ServiceContext } from "../context.ts";
import { type Statistics, statistics } from "./statistics-schema.ts";

/** Counts the organisation's calls, as they are now. */
export async function getScheduleStatistics({ ctx }: { ctx: ServiceContext }): Promise<Statistics> {
  const request = ctx.db.rpc("call_statistics", {
    p_org_id: ctx.orgId,
    p_threshold_days: ctx.settings.checkupThresholdDays,
  });
  return await query("call_statistics", statistics, request);
}

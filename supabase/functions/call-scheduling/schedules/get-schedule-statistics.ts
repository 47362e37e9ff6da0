import { createFunctionCaller } from "../../_shared/platform/function-caller.ts";
import type { ServiceContext } from "../context.ts";
import { type Statistics, statistics } from "./statistics-schema.ts";

/** Counts the organisation's calls, as they are now. */
export async function getScheduleStatistics({ ctx }: { ctx: ServiceContext }): Promise<Statistics> {
  const call = createFunctionCaller(ctx.db);
  const terms = { p_org_id: ctx.orgId, p_threshold_days: ctx.settings.checkupThresholdDays };
  return await call(statistics, "call_statistics", terms);
}

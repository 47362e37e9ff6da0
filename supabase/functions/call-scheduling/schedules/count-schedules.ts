import { createFunctionCaller } from "../../_shared/platform/function-caller.ts";
import type { ServiceContext } from "../context.ts";
import { type CallCounts, callCounts } from "./counts-schema.ts";
import { type CallFilters, readFilters } from "./read-filters.ts";

/** How many calls of each status the list with these filters has. */
export async function countSchedules(
  { ctx, input }: { ctx: ServiceContext; input: CallFilters },
): Promise<CallCounts> {
  const terms = { p_org_id: ctx.orgId, p_filters: await readFilters(ctx, input) };
  return await createFunctionCaller(ctx.db)(callCounts, "count_call_schedules", terms);
}

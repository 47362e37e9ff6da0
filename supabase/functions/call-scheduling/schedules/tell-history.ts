import * as z from "zod";
import { notFound } from "../../_shared/platform/errors.ts";
import { createFunctionCaller } from "../../_shared/platform/function-caller.ts";
import { formatTimestamp } from "../../_shared/platform/timestamps.ts";
import type { ServiceContext } from "../context.ts";
import { type HistoryEntry, historyEntry } from "./history-schema.ts";

const entries = z.array(historyEntry.extend({ at: z.string().transform(formatTimestamp) })).nullable();

/** What was done to a call and by whom, oldest first. */
export async function tellHistory(
  { ctx, input: { id } }: { ctx: ServiceContext; input: { id: string } },
): Promise<HistoryEntry[]> {
  const found = await createFunctionCaller(ctx.db)(entries, "call_history", {
    p_org_id: ctx.orgId,
    p_schedule_id: id,
  });
  if (found === null) throw notFound();
  return found;
}

import * as z from "zod";
import type { Code } from "../../_shared/platform/codes.ts";
import { type Cursor, encodeCursor } from "../../_shared/platform/cursor.ts";
import { createFunctionCaller } from "../../_shared/platform/function-caller.ts";
import type { ServiceContext } from "../context.ts";
import { takePage } from "../shared/take-page.ts";
import { presentSchedule } from "./present-schedule.ts";
import { type CallFilters, readFilters } from "./read-filters.ts";
import { scheduleRow } from "./schedule-rows.ts";
import type { CallSchedule } from "./schema.ts";

export interface ListTerms extends CallFilters {
  sort?: Code<"call_sort">;
  limit?: number;
  cursor?: Cursor;
}

const sortedBy = {
  scheduled_at: "scheduled_at",
  due_at: "due_at",
  "-due_at": "due_at",
  "-updated_at": "updated_at",
} as const;

/** One page in the order of `sort`, then of `id`, and the cursor of the next one: null at the end. */
export async function listSchedules(
  { ctx, input }: { ctx: ServiceContext; input: ListTerms },
): Promise<{ schedules: CallSchedule[]; next_cursor: string | null }> {
  const { sort = "scheduled_at", limit = 50, cursor, ...filters } = input;
  const call = createFunctionCaller(ctx.db);
  const found = await call(z.array(scheduleRow), "list_call_schedules", {
    p_org_id: ctx.orgId,
    p_filters: await readFilters(ctx, filters),
    p_sort: sort,
    p_limit: limit + 1,
    ...(cursor && { p_after_at: cursor.at, p_after_id: cursor.id }),
  });
  const column = sortedBy[sort];
  const { rows, nextCursor } = takePage(
    found,
    limit,
    (last) => encodeCursor({ at: last[column], id: last.id }),
  );
  const schedules = await Promise.all(rows.map((row) => presentSchedule(ctx, row)));
  return { schedules, next_cursor: nextCursor };
}

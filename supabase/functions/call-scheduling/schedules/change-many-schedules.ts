import * as z from "zod";
import { answerOutcome } from "../../_shared/platform/answer-outcome.ts";
import { ApiError } from "../../_shared/platform/errors.ts";
import { createFunctionCaller } from "../../_shared/platform/function-caller.ts";
import type { ServiceContext } from "../context.ts";
import { roleTakenAway } from "../shared/explain-write-error.ts";
import { type BulkAnswer, bulkAnswer, type BulkChange } from "./bulk-schema.ts";
import { readFilters } from "./read-filters.ts";

const counted = bulkAnswer.omit({ dry_run: true }).shape;

const answer = z.discriminatedUnion("outcome", [
  z.object({ outcome: answerOutcome("checked", "changed", "unconfirmed"), ...counted }),
  z.object({ outcome: answerOutcome("too_many"), most: z.int() }),
  z.object({ outcome: answerOutcome("forbidden") }),
  z.object({ outcome: answerOutcome("invalid") }),
]);

/** Moves or cancels many calls at once, or says what that would do. Throws 409 where the number confirmed is not the number there is. */
export async function changeManySchedules(
  { ctx, input }: { ctx: ServiceContext; input: BulkChange },
): Promise<BulkAnswer> {
  const { action, ids, filter, move, dry_run = false, confirm } = input;
  const { outcome, ...told } = await createFunctionCaller(ctx.db)(answer, "change_many_calls", {
    p_org_id: ctx.orgId,
    p_action: action,
    p_dry_run: dry_run,
    ...(ids && { p_ids: ids }),
    ...(filter && { p_filters: await readFilters(ctx, filter) }),
    ...(move?.scheduled_at && { p_at: move.scheduled_at.text }),
    ...(move?.by_minutes !== undefined && { p_minutes: move.by_minutes }),
    ...(confirm !== undefined && { p_confirm: confirm }),
  });
  if (outcome === "forbidden") throw roleTakenAway();
  if ("most" in told) {
    throw new ApiError({
      status: 422,
      code: "too_many",
      error: `More than ${told.most} calls fit. Narrow the filter, and do the rest after.`,
    });
  }
  if (!("changed" in told)) throw new Error("What the schema lets through is a change that can be made.");
  if (outcome === "unconfirmed") {
    throw new ApiError({
      status: 409,
      code: "confirmation_required",
      error: `${told.changed} calls would be changed. Send that number as confirm, if that is what you want.`,
    });
  }
  return { dry_run: outcome === "checked", ...told };
}

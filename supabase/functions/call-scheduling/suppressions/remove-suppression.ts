import * as z from "zod";
import { createFunctionCaller } from "../../_shared/platform/function-caller.ts";
import { notFound } from "../../_shared/platform/errors.ts";
import type { ServiceContext } from "../context.ts";
import { roleTakenAway } from "../shared/explain-write-error.ts";
import type { Suppression } from "./schema.ts";
import { presentSuppression, suppressionRow } from "./suppression-rows.ts";
import { answerOutcome } from "../../_shared/platform/answer-outcome.ts";

const removed = z.discriminatedUnion("outcome", [
  z.object({ outcome: answerOutcome("removed"), suppression: suppressionRow }),
  z.object({ outcome: answerOutcome("not_found") }),
  z.object({ outcome: answerOutcome("forbidden") }),
]);

/** Lifts an entry that was made in error. It stays, with who lifted it and why; calls that it cancelled do not come back. */
export async function removeSuppression(
  { ctx, input: { id, reason } }: { ctx: ServiceContext; input: { id: string; reason: string } },
): Promise<Suppression> {
  const call = createFunctionCaller(ctx.db);
  const answer = await call(removed, "remove_suppression", {
    p_org_id: ctx.orgId,
    p_suppression_id: id,
    p_reason: reason,
  });
  if (answer.outcome === "forbidden") throw roleTakenAway();
  if (answer.outcome === "not_found") throw notFound();
  return presentSuppression(answer.suppression);
}

import * as z from "zod";
import { answerOutcome } from "../../_shared/platform/answer-outcome.ts";
import { ApiError } from "../../_shared/platform/errors.ts";
import { createFunctionCaller } from "../../_shared/platform/function-caller.ts";
import type { ServiceContext } from "../context.ts";
import type { Release } from "./schema.ts";

const answer = z.discriminatedUnion("outcome", [
  z.object({ outcome: answerOutcome("saved"), calls: z.int(), cancelled: z.int() }),
  z.object({ outcome: answerOutcome("pending", "empty") }),
]);

/** An admin's word on what waits since a restore. 409 while the operator has not let calling go on, and where nothing waits. */
export async function releaseRecovery(
  { ctx: { db, orgId }, input: { missed, rung } }: { ctx: ServiceContext; input: Release },
): Promise<{ calls: number; cancelled: number }> {
  const said = await createFunctionCaller(db)(answer, "release_recovery", {
    p_org_id: orgId,
    p_missed: missed,
    p_rung: rung,
  });
  if (said.outcome === "saved") return { calls: said.calls, cancelled: said.cancelled };
  throw new ApiError({
    status: 409,
    code: said.outcome === "pending" ? "recovery_open" : "nothing_waits",
    error: said.outcome === "pending"
      ? "What was called since the backup is still being found out; then the operator lets calling go on."
      : "No call waits since a restore.",
  });
}

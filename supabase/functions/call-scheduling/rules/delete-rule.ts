import { createFunctionCaller } from "../../_shared/platform/function-caller.ts";
import { notFound } from "../../_shared/platform/errors.ts";
import type { ServiceContext } from "../context.ts";
import { roleTakenAway } from "../shared/explain-write-error.ts";
import { answerOutcome } from "../../_shared/platform/answer-outcome.ts";

/** Deletes a rule; the calls that it has planned and that nobody was rung for are cancelled with it. */
export async function deleteRule(
  { ctx, input: { id } }: { ctx: ServiceContext; input: { id: string } },
): Promise<void> {
  const call = createFunctionCaller(ctx.db);
  const answer = answerOutcome("deleted", "not_found", "forbidden");
  const deleted = await call(answer, "delete_call_rule", { p_org_id: ctx.orgId, p_rule_id: id });
  if (deleted === "forbidden") throw roleTakenAway();
  if (deleted === "not_found") throw notFound();
}

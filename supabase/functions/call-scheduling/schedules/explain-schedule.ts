import { notFound } from "../../_shared/platform/errors.ts";
import type { ServiceContext } from "../context.ts";
import type { Decision } from "../policy/decision-schema.ts";

/** What was decided of a call, oldest first, and what the judge says of it at this moment. */
export async function explainSchedule(
  { ctx, input: { id } }: { ctx: ServiceContext; input: { id: string } },
): Promise<{ now: Decision; decisions: Decision[] }> {
  const answer = await ctx.policies.explain(ctx.orgId, ctx.userId, id);
  if (answer.outcome === "not_found") throw notFound();
  return { now: answer.fresh, decisions: answer.decisions };
}

import type { ServiceContext } from "../context.ts";
import type { CampaignRow } from "./campaign-rows.ts";
import { refuseStep } from "./refuse-step.ts";

/** Starts a draft, bound to the dry run that was seen. */
export async function startCampaign({ ctx, input: { id: campaignId, dry_run_id, confirm } }: {
  ctx: ServiceContext;
  input: { id: string; dry_run_id: string; confirm?: number | null };
}): Promise<CampaignRow> {
  const { orgId, userId: actorId } = ctx;
  const answer = await ctx.campaigns.start({ orgId, actorId, campaignId, dryRunId: dry_run_id, confirm });
  if (answer.outcome === "started") return answer.campaign;
  throw refuseStep(answer);
}

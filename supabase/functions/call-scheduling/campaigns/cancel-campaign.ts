import type { ServiceContext } from "../context.ts";
import type { CampaignRow } from "./campaign-rows.ts";
import { refuseStep } from "./refuse-step.ts";

/** Cancels a campaign: when this returns nobody of it waits or is scheduled. */
export async function cancelCampaign({ ctx, input: { id: campaignId, reason } }: {
  ctx: ServiceContext;
  input: { id: string; reason: string };
}): Promise<CampaignRow> {
  const { orgId, userId: actorId } = ctx;
  const answer = await ctx.campaigns.cancel({ orgId, actorId, campaignId, reason });
  if (answer.outcome === "cancelled") return answer.campaign;
  throw refuseStep(answer);
}

import type { ServiceContext } from "../context.ts";
import type { CampaignRow } from "./campaign-rows.ts";
import { refuseStep } from "./refuse-step.ts";

/** Pauses a campaign: no claim that begins after this takes a call of it. */
export async function pauseCampaign({ ctx, input: { id: campaignId, reason } }: {
  ctx: ServiceContext;
  input: { id: string; reason: string };
}): Promise<CampaignRow> {
  const { orgId, userId: actorId } = ctx;
  const answer = await ctx.campaigns.pause({ orgId, actorId, campaignId, reason });
  if (answer.outcome === "paused") return answer.campaign;
  throw refuseStep(answer);
}

import type { ServiceContext } from "../context.ts";
import type { CampaignRow } from "./campaign-rows.ts";
import { refuseStep } from "./refuse-step.ts";

/** Lets a paused campaign go on. */
export async function resumeCampaign({ ctx, input: { id: campaignId } }: {
  ctx: ServiceContext;
  input: { id: string };
}): Promise<CampaignRow> {
  const { orgId, userId: actorId } = ctx;
  const answer = await ctx.campaigns.resume({ orgId, actorId, campaignId });
  if (answer.outcome === "resumed") return answer.campaign;
  throw refuseStep(answer);
}

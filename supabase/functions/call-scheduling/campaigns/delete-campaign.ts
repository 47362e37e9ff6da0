import { ApiError, notFound } from "../../_shared/platform/errors.ts";
import type { ServiceContext } from "../context.ts";
import { roleTakenAway } from "../shared/explain-write-error.ts";

/** Deletes a draft, or takes a campaign that is over out of every list. */
export async function deleteCampaign(
  { ctx, input: { id: campaignId } }: { ctx: ServiceContext; input: { id: string } },
): Promise<void> {
  const { orgId, userId: actorId } = ctx;
  switch (await ctx.campaigns.delete({ orgId, actorId, campaignId })) {
    case "deleted":
      return;
    case "not_found":
      throw notFound();
    case "forbidden":
      throw roleTakenAway();
    case "live":
      throw new ApiError({
        status: 409,
        code: "campaign_live",
        error: "The campaign is not over: cancel it first, and wait for the calls under way.",
      });
  }
}

import { invalid } from "../../_shared/platform/errors.ts";
import type { ServiceContext } from "../context.ts";
import { explainWriteError, roleTakenAway } from "../shared/explain-write-error.ts";
import type { CampaignRow } from "./campaign-rows.ts";
import type { NewCampaign } from "./input-schema.ts";
import { explainCampaignField, toCampaignColumns } from "./refuse-campaign.ts";

/** Makes a draft. When the first try of a repeated request died after writing, its row is found under the same id. */
export async function createCampaign(
  { ctx, input }: { ctx: ServiceContext; input: NewCampaign },
): Promise<CampaignRow> {
  const { orgId, resourceId: campaignId, userId: actorId } = ctx;
  const write = { orgId, actorId, campaignId, fields: toCampaignColumns(input) };
  const answer = await ctx.campaigns.create(write).catch((error) => {
    throw explainWriteError(error);
  });
  switch (answer.outcome) {
    case "created":
      return answer.campaign;
    case "forbidden":
      throw roleTakenAway();
    case "invalid":
      throw invalid([explainCampaignField(answer.field)]);
  }
}

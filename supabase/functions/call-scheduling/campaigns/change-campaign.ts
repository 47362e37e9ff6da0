import { invalid, notFound } from "../../_shared/platform/errors.ts";
import type { ServiceContext } from "../context.ts";
import { explainWriteError, roleTakenAway } from "../shared/explain-write-error.ts";
import type { CampaignRow } from "./campaign-rows.ts";
import type { CampaignChanges } from "./input-schema.ts";
import { campaignOver, explainCampaignField, toCampaignColumns } from "./refuse-campaign.ts";

/** Changes the fields that were sent, also while it runs: what was dialled already stays as it was. */
export async function changeCampaign(
  { ctx, input: { id: campaignId, changes } }: {
    ctx: ServiceContext;
    input: { id: string; changes: CampaignChanges };
  },
): Promise<CampaignRow> {
  const { orgId, userId: actorId } = ctx;
  const write = { orgId, actorId, campaignId, fields: toCampaignColumns(changes) };
  const answer = await ctx.campaigns.change(write).catch((error) => {
    throw explainWriteError(error);
  });
  switch (answer.outcome) {
    case "changed":
      return answer.campaign;
    case "not_found":
      throw notFound();
    case "forbidden":
      throw roleTakenAway();
    case "over":
      throw campaignOver();
    case "invalid":
      throw invalid([explainCampaignField(answer.field)]);
  }
}

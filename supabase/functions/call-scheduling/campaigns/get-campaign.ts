import type { ServiceContext } from "../context.ts";
import { type CampaignRow, findCampaign } from "./campaign-rows.ts";

/** One campaign, with its counts as they are at this moment. */
export async function getCampaign(
  { ctx, input: { id } }: { ctx: ServiceContext; input: { id: string } },
): Promise<CampaignRow> {
  return await findCampaign(ctx, id);
}

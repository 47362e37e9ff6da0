import * as z from "zod";
import { columnsOf, type Database, query } from "../../_shared/platform/database.ts";
import { notFound } from "../../_shared/platform/errors.ts";
import { formatTimestamp } from "../../_shared/platform/timestamps.ts";
import { campaign } from "./schema.ts";

const time = z.string().transform(formatTimestamp);

export const campaignRow = z.object({
  ...campaign.shape,
  starts_at: time.nullable(),
  ends_at: time.nullable(),
  started_at: time.nullable(),
  ended_at: time.nullable(),
  paused_at: time.nullable(),
  created_at: time,
  updated_at: time,
});
export type CampaignRow = z.output<typeof campaignRow>;
export const campaignColumns = columnsOf("campaign_list", campaignRow);

/** The campaign of that id in that organisation. Missing, deleted and another organisation's are the same 404. */
export async function findCampaign(
  { db, orgId }: { db: Database; orgId: string },
  id: string,
): Promise<CampaignRow> {
  const [row] = await query(
    "campaigns.find",
    z.array(campaignRow),
    db.from("campaign_list").select(campaignColumns).eq("org_id", orgId).eq("id", id),
  );
  if (!row) throw notFound();
  return row;
}

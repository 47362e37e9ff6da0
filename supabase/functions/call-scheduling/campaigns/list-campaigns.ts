import * as z from "zod";
import { type Cursor, encodeCursor } from "../../_shared/platform/cursor.ts";
import { query } from "../../_shared/platform/database.ts";
import type { ServiceContext } from "../context.ts";
import { readBehind, takePage } from "../shared/take-page.ts";
import { campaignColumns, type CampaignRow, campaignRow } from "./campaign-rows.ts";

export interface CampaignFilters {
  state?: CampaignRow["state"];
  limit?: number;
  cursor?: Cursor;
}

/** One page in the order of their making. */
export async function listCampaigns(
  { ctx, input: { state, limit = 50, cursor } }: { ctx: ServiceContext; input: CampaignFilters },
): Promise<{ campaigns: CampaignRow[]; next_cursor: string | null }> {
  const open = () => {
    const request = ctx.db.from("campaign_list").select(campaignColumns).eq("org_id", ctx.orgId);
    return state === undefined ? request : request.eq("state", state);
  };
  const found = await readBehind(
    cursor,
    "created_at",
    open,
    (request) =>
      query("campaigns.list", z.array(campaignRow), request.order("created_at").order("id").limit(limit + 1)),
  );
  const { rows, nextCursor } = takePage(found, limit, ({ created_at: at, id }) => encodeCursor({ at, id }));
  return { campaigns: rows, next_cursor: nextCursor };
}

import { createFunctionCaller } from "../../_shared/platform/function-caller.ts";
import type { ServiceContext } from "../context.ts";
import { audienceProgressRow } from "./audience-rows.ts";
import type { AudienceProgress } from "./audience-schema.ts";
import { findCampaign } from "./campaign-rows.ts";

/** How far the loading of an audience is; null: none was begun, or it left nothing. */
export async function readAudienceProgress(
  { ctx, input: { id } }: { ctx: ServiceContext; input: { id: string } },
): Promise<AudienceProgress | null> {
  await findCampaign(ctx, id);
  const call = createFunctionCaller(ctx.db);
  const row = await call(audienceProgressRow.nullable(), "audience_progress", {
    p_org_id: ctx.orgId,
    p_campaign_id: id,
  });
  if (row === null) return null;
  const { is_stopped, state, ...progress } = row;
  return { ...progress, state: is_stopped ? "stopped" : state };
}

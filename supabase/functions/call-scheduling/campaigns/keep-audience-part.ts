import type { ServiceContext } from "../context.ts";
import type { AudiencePart } from "./audience-schema.ts";
import { findCampaign } from "./campaign-rows.ts";
import { closeAudiencePart } from "./close-audience-part.ts";
import { explainAudience } from "./refuse-audience.ts";

interface Kept {
  ctx: ServiceContext;
  input: { campaignId: string; uploadId: string; number: number; part: AudiencePart };
}

/** Reads and closes the numbers of a piece, and keeps it beside the others, out of sight. */
export async function keepAudiencePart({ ctx, input }: Kept): Promise<void> {
  const { campaignId, uploadId, number, part } = input;
  await findCampaign(ctx, campaignId);
  const closed = await closeAudiencePart(ctx, part);
  const upload = { orgId: ctx.orgId, campaignId, actorId: ctx.userId, uploadId };
  const kept = await ctx.audiences.keepPart(upload, { number, ...closed });
  if (kept !== "kept") throw explainAudience(kept);
}

import * as z from "zod";
import { answerOutcome } from "../../_shared/platform/answer-outcome.ts";
import type { ServiceDatabase } from "../../_shared/platform/database.ts";
import { createFunctionCaller } from "../../_shared/platform/function-caller.ts";
import { campaignRow } from "./campaign-rows.ts";

export type CampaignStore = ReturnType<typeof createCampaignStore>;

/** Whose campaign, and who asks. */
export interface CampaignRef {
  orgId: string;
  actorId: string;
  campaignId: string;
}

export interface CampaignWrite extends CampaignRef {
  /** By column. */
  fields: Record<string, unknown>;
}

const invalid = z.object({ outcome: answerOutcome("invalid"), field: z.string() });

const created = z.discriminatedUnion("outcome", [
  z.object({ outcome: answerOutcome("created"), campaign: campaignRow }),
  z.object({ outcome: answerOutcome("forbidden") }),
  invalid,
]);

const changed = z.discriminatedUnion("outcome", [
  z.object({ outcome: answerOutcome("changed"), campaign: campaignRow }),
  z.object({ outcome: answerOutcome("forbidden", "not_found", "over") }),
  invalid,
]);

/**
 * Writes campaigns on behalf of an admin: the SQL functions, their answers parsed. Each looks at the actor's right itself. `db` has
 * the secret key. Throws a `DatabaseError`.
 */
export function createCampaignStore(db: ServiceDatabase) {
  const call = createFunctionCaller(db);
  return {
    /** The same id again gives what was made under it the first time. */
    create: ({ orgId, actorId, campaignId, fields }: CampaignWrite) =>
      call(created, "create_campaign", {
        p_org_id: orgId,
        p_actor: actorId,
        p_id: campaignId,
        p_campaign: fields,
      }),
    /** What is left out of the fields stays. */
    change: ({ orgId, actorId, campaignId, fields }: CampaignWrite) =>
      call(changed, "change_campaign", {
        p_org_id: orgId,
        p_campaign_id: campaignId,
        p_actor: actorId,
        p_changes: fields,
      }),
    delete: ({ orgId, actorId, campaignId }: CampaignRef) =>
      call(answerOutcome("deleted", "live", "not_found", "forbidden"), "delete_campaign", {
        p_org_id: orgId,
        p_campaign_id: campaignId,
        p_actor: actorId,
      }),
  };
}

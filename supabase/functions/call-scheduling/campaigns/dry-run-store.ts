import * as z from "zod";
import { answerOutcome } from "../../_shared/platform/answer-outcome.ts";
import type { ServiceDatabase } from "../../_shared/platform/database.ts";
import { createFunctionCaller } from "../../_shared/platform/function-caller.ts";
import type { CampaignRef } from "./campaign-store.ts";
import type { DryRun } from "./dry-run-schema.ts";
import { judgedCampaign } from "./judged-campaign.ts";

export type DryRunStore = ReturnType<typeof createDryRunStore>;

const judged = z.discriminatedUnion("outcome", [
  judgedCampaign.extend({ outcome: answerOutcome("checked") }),
  z.object({ outcome: answerOutcome("forbidden", "not_found", "over") }),
]);

const kept = z.discriminatedUnion("outcome", [
  z.object({ outcome: answerOutcome("kept"), id: z.string() }),
  z.object({ outcome: answerOutcome("forbidden", "not_found") }),
]);

/** Judges campaigns on behalf of an admin, and keeps what was said. `db` has the secret key. Throws a `DatabaseError`. */
export function createDryRunStore(db: ServiceDatabase) {
  const call = createFunctionCaller(db);
  return {
    judge: ({ orgId, actorId, campaignId }: CampaignRef) =>
      call(judged, "judge_campaign", { p_org_id: orgId, p_actor: actorId, p_campaign_id: campaignId }),
    keep: ({ orgId, actorId, campaignId }: CampaignRef, fingerprint: string, said: Omit<DryRun, "id">) => {
      const { will_call, will_not_call, needs_confirmation, ...result } = said;
      return call(kept, "keep_dry_run", {
        p_org_id: orgId,
        p_actor: actorId,
        p_campaign_id: campaignId,
        p_fingerprint: fingerprint,
        p_will_call: will_call,
        p_will_not_call: will_not_call,
        p_needs_confirmation: needs_confirmation,
        p_result: result,
      });
    },
  };
}

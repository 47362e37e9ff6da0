import * as z from "zod";
import { answerOutcome } from "../../_shared/platform/answer-outcome.ts";
import type { ServiceDatabase } from "../../_shared/platform/database.ts";
import { createFunctionCaller } from "../../_shared/platform/function-caller.ts";
import { campaignRow } from "./campaign-rows.ts";
import { campaignState } from "./schema.ts";

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

/** What a step of a campaign's life says where it is not taken. */
const refused = [
  z.object({ outcome: answerOutcome("forbidden", "not_found", "over", "stale", "empty") }),
  z.object({ outcome: answerOutcome("not_draft"), state: campaignState }),
  z.object({ outcome: answerOutcome("unconfirmed"), will_call: z.int() }),
] as const;

/** What a step answers: the campaign as it is then, or why not. */
function stepTo<const Taken extends "started" | "paused" | "resumed" | "cancelled">(taken: Taken) {
  return z.discriminatedUnion("outcome", [
    z.object({ outcome: answerOutcome(taken), campaign: campaignRow }),
    ...refused,
  ]);
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
    /** `confirm`: the number that the dry run would call, where it asks for it. */
    start: (
      { orgId, actorId, campaignId, dryRunId, confirm }: CampaignRef & {
        dryRunId: string;
        confirm: number | null | undefined;
      },
    ) =>
      call(stepTo("started"), "start_campaign", {
        p_org_id: orgId,
        p_campaign_id: campaignId,
        p_actor: actorId,
        p_dry_run_id: dryRunId,
        p_confirm: confirm ?? null,
      }),
    pause: ({ orgId, actorId, campaignId, reason }: CampaignRef & { reason: string }) =>
      call(stepTo("paused"), "pause_campaign", {
        p_org_id: orgId,
        p_campaign_id: campaignId,
        p_actor: actorId,
        p_reason: reason,
      }),
    resume: ({ orgId, actorId, campaignId }: CampaignRef) =>
      call(stepTo("resumed"), "resume_campaign", {
        p_org_id: orgId,
        p_campaign_id: campaignId,
        p_actor: actorId,
      }),
    cancel: ({ orgId, actorId, campaignId, reason }: CampaignRef & { reason: string }) =>
      call(stepTo("cancelled"), "cancel_campaign", {
        p_org_id: orgId,
        p_campaign_id: campaignId,
        p_actor: actorId,
        p_reason: reason,
      }),
    delete: ({ orgId, actorId, campaignId }: CampaignRef) =>
      call(answerOutcome("deleted", "live", "not_found", "forbidden"), "delete_campaign", {
        p_org_id: orgId,
        p_campaign_id: campaignId,
        p_actor: actorId,
      }),
  };
}

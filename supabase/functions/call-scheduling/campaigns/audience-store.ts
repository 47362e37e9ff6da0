import * as z from "zod";
import {
  contactToClose,
  type Rejection,
  type StagedContact,
} from "../../_shared/campaigns/staged-contact.ts";
import { answerOutcome } from "../../_shared/platform/answer-outcome.ts";
import type { Code } from "../../_shared/platform/codes.ts";
import type { ServiceDatabase } from "../../_shared/platform/database.ts";
import { createFunctionCaller } from "../../_shared/platform/function-caller.ts";
import { audienceRow } from "./audience-rows.ts";

export type AudienceStore = ReturnType<typeof createAudienceStore>;

/** One loading: whose, into which campaign, and the id it goes by. */
export interface Upload {
  orgId: string;
  campaignId: string;
  actorId: string;
  uploadId: string;
}

const begun = answerOutcome("started", "live", "over", "not_found", "forbidden");
const kept = answerOutcome("kept", "lost", "forbidden");
const finished = z.discriminatedUnion("outcome", [
  z.object({ outcome: answerOutcome("saved", "invalid"), audience: audienceRow }),
  z.object({ outcome: answerOutcome("lost", "live", "over", "forbidden") }),
]);

/** Of the step that writes up to 50 000 contacts in one transaction; the database gives up as late. */
const finishMilliseconds = 65_000;

/**
 * Loads audiences on behalf of an admin: the SQL functions, their answers parsed. Each looks at the actor's right itself. `db` has the
 * secret key. Throws a `DatabaseError`.
 */
export function createAudienceStore(db: ServiceDatabase) {
  const call = createFunctionCaller(db);
  return {
    begin: (
      { orgId, campaignId, actorId, uploadId }: Upload,
      { source, rowsTotal }: { source: Code<"audience_source">; rowsTotal: number },
    ) =>
      call(begun, "begin_audience_upload", {
        p_org_id: orgId,
        p_campaign_id: campaignId,
        p_actor: actorId,
        p_id: uploadId,
        p_source: source,
        p_rows_total: rowsTotal,
      }),
    /** The same part again adds nothing. */
    keepPart: (
      { orgId, campaignId, actorId, uploadId }: Upload,
      { number, rowsRead, rows, rejected }: {
        number: number;
        rowsRead: number;
        rows: readonly StagedContact[];
        rejected: readonly Rejection[];
      },
    ) =>
      call(kept, "keep_audience_part", {
        p_org_id: orgId,
        p_campaign_id: campaignId,
        p_upload_id: uploadId,
        p_actor: actorId,
        p_part: number,
        p_rows_read: rowsRead,
        p_rows: rows,
        p_rejected: rejected,
      }),
    finish: ({ orgId, actorId, uploadId }: Upload) =>
      call(
        finished,
        "finish_audience_upload",
        { p_org_id: orgId, p_upload_id: uploadId, p_actor: actorId },
        AbortSignal.timeout(finishMilliseconds),
      ),
    drop: ({ orgId, actorId, uploadId }: Upload) =>
      call(z.unknown(), "drop_audience_upload", {
        p_org_id: orgId,
        p_upload_id: uploadId,
        p_actor: actorId,
      }),
    /** HubSpot ids of whom a rule names now; null: there is no such rule. */
    listContactsOfRule: (orgId: string, ruleId: string, limit: number) =>
      call(z.array(z.string()).nullable(), "contacts_of_rule", {
        p_org_id: orgId,
        p_rule_id: ruleId,
        p_limit: limit,
      }),
    readContacts: (orgId: string, contactIds: readonly string[]) =>
      call(z.array(contactToClose), "contacts_to_close", { p_org_id: orgId, p_contact_ids: [...contactIds] }),
  };
}

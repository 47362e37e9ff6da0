import * as z from "zod";
import { hubspotAccessSchema } from "../contacts/connection-schemas.ts";
import type { KeptContact } from "../contacts/kept-contact.ts";
import { answerOutcome } from "../platform/answer-outcome.ts";
import { type Code, codes } from "../platform/codes.ts";
import type { ServiceDatabase } from "../platform/database.ts";
import { createFunctionCaller } from "../platform/function-caller.ts";
import { contactToClose, type Rejection, type StagedContact } from "./staged-contact.ts";

export type ListStore = ReturnType<typeof createListStore>;

/** A list that this worker reads until its lease ends, a minute after its last page. */
export const listReadingSchema = z.object({
  upload_id: z.guid(),
  org_id: z.guid(),
  list_id: z.string(),
  /** HubSpot's mark of the next page; null: the first. */
  after: z.string().nullable(),
  members_read: z.int(),
  /** Every page is kept: what is left is to make them the audience. */
  is_read: z.boolean(),
  /** Null: the organisation is not connected any more. */
  access: hubspotAccessSchema.nullable(),
});
export type ListReading = z.output<typeof listReadingSchema>;

/** How a loading stands (private.present_audience), as far as whoever reads its list needs it. */
const loading = z.object({
  state: z.enum(codes.audience_upload_state),
  accepted: z.int().nullable(),
  already_there: z.int().nullable(),
  duplicates: z.int().nullable(),
  rejected_count: z.int().nullable(),
  rejected: z.array(z.object({ line: z.int(), field: z.string(), reason: z.string() })),
  problem: z.object({ code: z.enum(codes.audience_problem), reason: z.string() }).nullable(),
});
export type ListLoading = z.output<typeof loading>;

export interface ListTrouble {
  code: Code<"audience_problem">;
  /** A sentence for an administrator. */
  reason: string;
  /** Null: it is given up. */
  retrySeconds: number | null;
}

/** Of the step that writes up to 50 000 contacts in one transaction; the database gives up as late. */
const finishMilliseconds = 65_000;

/**
 * HubSpot lists on their way into campaigns: the SQL functions, their answers parsed. Throws a `DatabaseError`; code 55006:
 * another worker has the list by now, or it is over. `db` has the secret key.
 */
export function createListStore(db: ServiceDatabase) {
  const call = createFunctionCaller(db);

  return {
    begin: (
      { orgId, campaignId, actorId, uploadId, listId, size, worker }: {
        orgId: string;
        campaignId: string;
        actorId: string;
        uploadId: string;
        listId: string;
        size: number;
        worker: string;
      },
    ) =>
      call(answerOutcome("started", "live", "over", "not_found", "forbidden"), "begin_list_audience", {
        p_org_id: orgId,
        p_campaign_id: campaignId,
        p_actor: actorId,
        p_id: uploadId,
        p_list_id: listId,
        p_size: size,
        p_worker: worker,
      }),
    /** Null: there is none to read. */
    claim: (worker: string) => call(listReadingSchema.nullable(), "claim_list_reading", { p_worker: worker }),
    readContacts: (orgId: string, contactIds: readonly string[]) =>
      call(z.array(contactToClose), "contacts_to_close", { p_org_id: orgId, p_contact_ids: [...contactIds] }),
    keepContacts: (uploadId: string, worker: string, contacts: readonly KeptContact[]) =>
      call(z.unknown(), "keep_list_contacts", {
        p_upload_id: uploadId,
        p_worker: worker,
        p_contacts: contacts,
      }),
    keepPage: (
      uploadId: string,
      worker: string,
      { rowsRead, rows, rejected, after }: {
        rowsRead: number;
        rows: readonly StagedContact[];
        rejected: readonly Rejection[];
        after: string | null;
      },
    ) =>
      call(answerOutcome("kept", "lost", "forbidden"), "keep_list_page", {
        p_upload_id: uploadId,
        p_worker: worker,
        p_rows_read: rowsRead,
        p_rows: rows,
        p_rejected: rejected,
        p_after: after,
      }),
    finish: (uploadId: string, worker: string) =>
      call(
        loading,
        "finish_list_audience",
        { p_upload_id: uploadId, p_worker: worker },
        AbortSignal.timeout(finishMilliseconds),
      ),
    /** For another worker at once, or as the trouble says. */
    suspend: (uploadId: string, worker: string, trouble: ListTrouble | null) =>
      call(loading, "suspend_list_reading", {
        p_upload_id: uploadId,
        p_worker: worker,
        p_problem: trouble?.code ?? null,
        p_detail: trouble?.reason ?? null,
        p_retry_seconds: trouble === null ? 0 : trouble.retrySeconds,
      }),
  };
}

import * as z from "zod";
import type { Code } from "../platform/codes.ts";
import type { ServiceDatabase } from "../platform/database.ts";
import { createFunctionCaller } from "../platform/function-caller.ts";
import {
  claimedSyncSchema,
  lookTermsSchema,
  savedPageSchema,
  syncCountsSchema,
  syncProgressSchema,
} from "./contact-schemas.ts";
import type { KeptContact } from "./kept-contact.ts";
import { answerOutcome } from "../platform/answer-outcome.ts";

export type ContactStore = ReturnType<typeof createContactStore>;

export interface SyncClaim {
  worker: string;
  /** False: any connected organisation, due or not. */
  onlyDue: boolean;
  orgId?: string;
  /** Leaves out organisations of which a reading that began since then, by the database's clock, has ended. */
  notBefore?: Date;
}

export interface SyncPage {
  syncId: number;
  worker: string;
  contacts: readonly KeptContact[];
  /** Where the next page begins behind. */
  lastContactNumber: string;
  isLast: boolean;
}

export interface Suspension {
  syncId: number;
  worker: string;
  /** True: it goes on where it stopped; false: it is given up and a new one begins. Either after `retrySeconds`. */
  again: boolean;
  reasonCode: Code<"contact_sync_reason">;
  reason: string;
  retrySeconds: number;
}

const requestAnswer = z.discriminatedUnion("outcome", [
  z.object({ outcome: answerOutcome("requested"), requested_at: z.string() }),
  z.object({ outcome: answerOutcome("forbidden", "not_connected") }),
]);

/**
 * Readings of HubSpot's contacts and the last look at one of them: the SQL functions, their answers parsed. Each is one
 * transaction. Throws a `DatabaseError` when the database refuses or does not answer; code 55006: another worker has the
 * reading by now. `db` has the secret key.
 */
export function createContactStore(db: ServiceDatabase) {
  const call = createFunctionCaller(db);

  return {
    /** Asks for a reading of the contacts and rings for it. */
    requestSync: (orgId: string, actorId: string) =>
      call(requestAnswer, "request_contact_sync", { p_org_id: orgId, p_actor: actorId }),
    /** The database's clock, to the millisecond: what its times are compared with, whatever the worker's says. */
    readTime: async () => new Date(await call(z.string(), "database_time")),
    /** Null: there is nothing to read. */
    claimSync: ({ worker, onlyDue, orgId, notBefore }: SyncClaim) =>
      call(claimedSyncSchema, "claim_contact_sync", {
        p_worker: worker,
        p_only_due: onlyDue,
        p_org_id: orgId ?? null,
        p_not_before: notBefore?.toISOString() ?? null,
      }),
    savePage: ({ syncId, worker, contacts, lastContactNumber, isLast }: SyncPage) =>
      call(savedPageSchema, "save_contacts_page", {
        p_sync_id: syncId,
        p_worker: worker,
        p_contacts: contacts,
        p_last_contact_number: lastContactNumber,
        p_is_last: isLast,
      }),
    removeContacts: (syncId: number, worker: string, contactIds: readonly string[]) =>
      call(z.number(), "remove_contacts", {
        p_sync_id: syncId,
        p_worker: worker,
        p_contact_ids: contactIds,
      }),
    completeSync: (syncId: number, worker: string) =>
      call(syncCountsSchema, "complete_contact_sync", { p_sync_id: syncId, p_worker: worker }),
    suspendSync: ({ syncId, worker, again, reasonCode, reason, retrySeconds }: Suspension) =>
      call(z.unknown(), "suspend_contact_sync", {
        p_sync_id: syncId,
        p_worker: worker,
        p_again: again,
        p_reason_code: reasonCode,
        p_reason: reason,
        p_retry_seconds: Math.ceil(retrySeconds),
      }),
    readProgress: (orgId: string, since: Date) =>
      call(syncProgressSchema, "contact_sync_progress", { p_org_id: orgId, p_since: since.toISOString() }),

    /** Null: the call is in other hands by now. */
    readLookTerms: (scheduleId: string, worker: string) =>
      call(lookTermsSchema.nullable(), "call_look_terms", { p_schedule_id: scheduleId, p_worker: worker }),
  };
}

import { z } from "zod";
import type { KeptContact } from "./kept-contact.ts";
import {
  contactAnswerSchema,
  contactCheckTermsSchema,
  crmEntrySchema,
} from "../write-back/crm-outbox-schemas.ts";
import {
  claimedSyncSchema,
  hubspotAccessSchema,
  plannedCallSchema,
  ruleToEvaluateSchema,
  savedPageSchema,
  syncCountsSchema,
  syncProgressSchema,
  turnSchema,
} from "./crm-store-schemas.ts";
import { createServiceClient, query } from "../platform/database.ts";
import type { Code } from "../platform/codes.ts";

export type CrmStore = ReturnType<typeof createCrmStore>;

export interface SyncClaim {
  worker: string;
  /** False: any connected organisation, due or not. */
  onlyDue: boolean;
  orgId?: string;
  /** Leaves out organisations of which a reading that began since then has ended. */
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

export interface HubspotState {
  orgId: string;
  state: Code<"hubspot_state">;
  /** A sentence; null where all is well. */
  detail: string | null;
  /** Left out: what is known stays. */
  portalId?: string;
  propertyTypes?: Record<string, string>;
}

export interface ContactLook {
  attemptId: string;
  /** Null: HubSpot has it no more. */
  contact: KeptContact | null;
  /** Its number, closed for the call's schedule; null: it has none. */
  phoneEnc: string | null;
  phoneHash: string | null;
}

/**
 * The SQL functions around HubSpot, their answers parsed. Each is one transaction. Throws a `DatabaseError` when the
 * database refuses or does not answer; code 55006: another worker has the reading by now. `db` has the secret key.
 */
export function createCrmStore(db: ReturnType<typeof createServiceClient>) {
  const call = <Schema extends z.ZodType>(
    schema: Schema,
    name: string,
    parameters: Record<string, unknown> = {},
  ) => query(name, schema, db.rpc(name, parameters));

  return {
    /** Null: not connected. */
    readAccess: (orgId: string) =>
      call(hubspotAccessSchema.nullable(), "hubspot_access", { p_org_id: orgId }),
    noteState: ({ orgId, state, detail, portalId, propertyTypes }: HubspotState) =>
      call(z.unknown(), "note_hubspot_state", {
        p_org_id: orgId,
        p_state: state,
        p_detail: detail,
        p_portal_id: portalId ?? null,
        p_property_types: propertyTypes ?? null,
      }),
    listConnectedOrganizations: async () => {
      const request = db.from("hubspot_connections").select("org_id").is("removed_at", null).order("org_id");
      const rows = await query("list hubspot_connections", z.array(z.object({ org_id: z.guid() })), request);
      return rows.map(({ org_id }) => org_id);
    },
    /** The environment's token becomes the single organisation's, where there is a single one without a connection. */
    adoptDefaultToken: () => call(z.unknown(), "adopt_default_hubspot_token"),

    /** Seconds until a request may leave; no turn is reserved where that is longer than `maxWaitSeconds`. */
    takeTurn: (account: string, kind: Exclude<Code<"hubspot_limit">, "daily">, maxWaitSeconds: number) =>
      call(turnSchema, "take_hubspot_turn", {
        p_account: account,
        p_kind: kind,
        p_max_wait_seconds: maxWaitSeconds,
      }),
    holdAccount: (account: string, kind: Code<"hubspot_limit">, seconds: number) =>
      call(z.unknown(), "hold_hubspot_account", { p_account: account, p_kind: kind, p_seconds: seconds }),

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
    /** False: nothing is left to do, or it could not be rung. */
    ringSyncAgain: () => call(z.boolean(), "ring_sync_again"),

    /** The active rules that are to be evaluated now. */
    listRulesToEvaluate: (orgId?: string) =>
      call(z.array(ruleToEvaluateSchema), "rules_to_evaluate", { p_org_id: orgId ?? null }),
    planRuleCalls: (ruleId: string, limit: number) =>
      call(z.array(plannedCallSchema), "plan_rule_calls", { p_rule_id: ruleId, p_limit: limit }),
    /** How many were planned: everything is judged again. */
    bookRuleCalls: (
      ruleId: string,
      calls: readonly { schedule_id: string; contact_id: string; phone_enc: string; phone_hash: string }[],
    ) => call(z.number(), "book_rule_calls", { p_rule_id: ruleId, p_calls: calls }),
    noteRulesEvaluated: (orgId: string, since: Date) =>
      call(z.unknown(), "note_rules_evaluated", { p_org_id: orgId, p_since: since.toISOString() }),

    readContactCheckTerms: (attemptId: string) =>
      call(contactCheckTermsSchema, "contact_check_terms", { p_attempt_id: attemptId }),
    checkContactBeforeCall: ({ attemptId, contact, phoneEnc, phoneHash }: ContactLook) =>
      call(contactAnswerSchema, "check_contact_before_call", {
        p_attempt_id: attemptId,
        p_contact: contact,
        p_phone_enc: phoneEnc,
        p_phone_hash: phoneHash,
      }),

    claimOutbox: (worker: string, limit: number) =>
      call(z.array(crmEntrySchema), "claim_crm_outbox", { p_worker: worker, p_limit: limit }),
    /** False: another worker has the entry by now. */
    recordStep: (
      entryId: string,
      worker: string,
      step: Code<"outbox_step">,
      facts: Record<string, unknown> = {},
    ) =>
      call(z.boolean(), "record_crm_step", {
        p_id: entryId,
        p_worker: worker,
        p_step: step,
        p_facts: facts,
      }),
  };
}

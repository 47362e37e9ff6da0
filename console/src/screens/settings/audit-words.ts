import { contactTexts } from "../../texts/contacts.ts";
import { settingsTexts } from "../../texts/settings.ts";
import { texts } from "../../texts/texts.ts";
import { trailTexts } from "../../texts/trail.ts";
import type { AuditedTable, WordsOf } from "../../trail/audited.ts";
import { callWords } from "../../trail/call-words.ts";
import type { Word } from "../../trail/tell-change.ts";

/** The words of everything that is audited: a new one of the database does not compile until it has its text. */
export function auditWords(): { [Table in AuditedTable]: WordsOf<Table, Word> } {
  const { account: { roles }, consentKinds, openingMarks, purposes, reasons } = texts.value;
  const { doNotCall, hubspot, webhooks } = settingsTexts.value;
  const t = trailTexts.value;
  return {
    ...callWords(),
    agents: { opening: openingMarks },
    alert_thresholds: {},
    audience_uploads: { problem: t.audienceProblems, source: t.audienceSources, state: t.stands },
    call_schedule_rules: { purpose: purposes, rule_type: contactTexts.value.kinds },
    calling_policies: { default_purpose: purposes },
    campaigns: {
      paused_code: { ...reasons.pauses, by_user: t.byUser },
      purpose: purposes,
      state: t.stands,
    },
    consents: { kind: consentKinds, purposes },
    contact_syncs: { kind: t.syncKinds, reason_code: reasons.syncs, state: t.stands },
    crm_outbox: { reason_code: reasons.outbox, state: t.stands },
    hubspot_connections: { state: hubspot.states },
    invitations: { role: roles },
    memberships: { role: roles },
    organizations: { calling_paused_code: reasons.codes },
    people: {},
    recovery_organizations: { missed_choice: t.recoveryChoices, rung_choice: t.recoveryChoices },
    suppressions: { scope: doNotCall.scopes, source: doNotCall.sources },
    webhooks: { events: webhooks.names, off_code: webhooks.off },
  };
}

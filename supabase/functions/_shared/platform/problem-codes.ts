import { codes } from "./codes.ts";

/** What only functions refuse with; what SQL knows as well is added from its own lists. */
const ofFunctions = [
  "audience_empty",
  "audience_not_loaded",
  "audience_replaced",
  "auth_unavailable",
  "bolna_busy",
  "call_live",
  "call_over",
  "calling_paused",
  "campaign_live",
  "campaign_not_started",
  "campaign_over",
  "campaign_running",
  "campaign_started",
  "changed_meanwhile",
  "confirmation_required",
  "contact_do_not_call",
  "database_unavailable",
  "dry_run_stale",
  "forbidden",
  "hubspot_not_connected",
  "hubspot_slow",
  "idempotency_key_reused",
  "idempotency_key_running",
  "internal_error",
  "invalid",
  "malformed",
  "method_not_allowed",
  "no_such_column",
  "nobody_to_call",
  "not_configured",
  "not_csv",
  "not_csv_or_json",
  "not_dead",
  "not_flagged",
  "not_found",
  "not_json",
  "not_scheduled",
  "nothing_waits",
  "range_invalid",
  "rate_limited",
  "recovery_open",
  "report_unavailable",
  "scheduler_disabled",
  "still_waiting",
  "sync_failed",
  "token_needed",
  "too_large",
  "too_many",
  "too_many_contacts",
  "too_many_webhooks",
  "unauthorized",
  "unknown_list",
  "unknown_rule",
  "vault_missing",
  "webhook_off",
  "window_too_small",
] as const;

/**
 * What an answer other than success can have as its `code`: one closed list, by which programs and other languages go. The console has a
 * sentence for each (console/src/texts/reasons.en.ts), and does not compile while one is missing.
 */
export type ProblemCode =
  | (typeof ofFunctions)[number]
  | (typeof codes)["reason_code" | "audience_problem" | "contact_sync_reason"][number];

export const problemCodes: readonly ProblemCode[] = [
  ...new Set<ProblemCode>([
    ...ofFunctions,
    ...codes.reason_code,
    ...codes.audience_problem,
    ...codes.contact_sync_reason,
  ]),
];

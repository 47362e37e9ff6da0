-- Why a call or an attempt stands where it stands, why a contact is called or not, and what the judge says: one list, so that a
-- word means the same wherever it is met. The sentence beside a code is for people; programs go by the code alone.
create type public.reason_code as enum (
  -- The judge: it may go out.
  'allowed',
  -- The judge: not now, or not at all.
  'all_calling_paused', 'organisation_paused', 'inactive', 'agent_inactive', 'outside_window', 'number_busy',
  'no_free_line', 'dial_quota',
  -- The rule, and the contact as HubSpot has it.
  'due', 'not_due', 'rule_inactive', 'rule_deleted', 'hubspot_disconnected', 'contact_removed', 'contact_changed',
  'contact_unreadable', 'broken', 'do_not_call', 'phone_missing', 'phone_invalid', 'phone_special', 'checkup_missing', 'checkup_unreadable',
  'checkup_in_future', 'checkup_done', 'conditions_not_met', 'already_called', 'number_planned', 'number_shared',
  'daily_limit',
  -- Before the request to Bolna.
  'cancelled_by_user', 'bolna_agent_unset', 'phone_key_missing', 'phone_key_wrong', 'phone_record_invalid', 'claim_lost', 'worker_stalled',
  -- Bolna's answer to the request, or none.
  'bolna_unreachable', 'bolna_rate_limit', 'bolna_refused', 'number_not_verified', 'bolna_credentials', 'bolna_payment',
  'bolna_agent_unknown', 'bolna_from_number', 'bolna_timeout', 'bolna_connection_lost', 'bolna_answer_unreadable',
  'bolna_server_error', 'worker_died',
  -- What was found out about a request without an answer.
  'never_reached_bolna', 'placed_by_hand', 'not_placed_by_hand', 'late_execution',
  -- How a call at Bolna ended.
  'answered', 'completed_without_talk', 'voicemail', 'disconnected', 'no_answer', 'rejected', 'busy', 'number_invalid',
  'failed', 'error', 'canceled', 'stopped', 'queued_too_long', 'balance_low', 'lost',
  -- The judge, by the calling policy: whom, for what, and by whose leave (reference calling-rules 6).
  'number_special', 'country_not_enabled', 'opted_out', 'suppressed_org', 'suppressed_global', 'registry_listed',
  'registry_check_stale', 'consent_missing', 'consent_expired', 'consent_revoked', 'consent_scope', 'refusal_period',
  'purpose_missing', 'agent_opening_missing',
  -- When: the hours where the phone rings, the days, and how often.
  'outside_intersection', 'zone_unknown', 'zone_too_wide', 'closing_soon', 'weekday_closed', 'holiday',
  'holiday_data_missing', 'blackout', 'cap_number', 'cap_subject', 'min_gap', 'talk_quiet_period', 'retry_wait',
  'attempts_exhausted', 'missed', 'outcome_unknown',
  -- Campaigns.
  'campaign_cancelled', 'campaign_paused', 'pace',
  -- The database was brought back to a backup, and what was called since is being found out, or an admin's word is awaited.
  'restored'
);

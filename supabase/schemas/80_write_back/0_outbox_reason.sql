-- Why a call is not written back yet, or never.
create type public.outbox_reason as enum (
  'hubspot_unreachable', 'hubspot_unclear', 'hubspot_slow_down', 'hubspot_daily_limit', 'hubspot_token_rejected',
  'hubspot_scope_missing', 'hubspot_moved', 'hubspot_locked', 'engagement_unclear', 'write_back_off', 'token_missing',
  -- It ends here, until a person has it sent again.
  'hubspot_refused', 'contact_missing', 'property_missing', 'given_up'
);

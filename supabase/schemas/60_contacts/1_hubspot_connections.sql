-- Each organisation's own way into HubSpot: token, portal, which properties mean what.
create table public.hubspot_connections (
  org_id uuid primary key references public.organizations (id) on delete cascade,
  -- The token lies in Vault. No user reads it, nor this reference to it.
  token_secret_id uuid,
  token_set boolean not null generated always as (token_secret_id is not null) stored,
  -- Goes by HUBSPOT_API_KEY of the environment while it has no token of its own. The operator's to say: that portal's
  -- contacts are not every organisation's to read.
  uses_default_token boolean not null default false,
  portal_id text check (char_length(portal_id) between 1 and 50),
  -- null: the organisation's own.
  portal_time_zone text check (private.is_time_zone(portal_time_zone)),
  checkup_property text not null default 'last_checkup_date' check (checkup_property ~ '^[a-z][a-z0-9_]{0,99}$'),
  phone_property text not null default 'phone' check (phone_property ~ '^[a-z][a-z0-9_]{0,99}$'),
  mobile_property text default 'mobilephone' check (mobile_property ~ '^[a-z][a-z0-9_]{0,99}$'),
  time_zone_property text default 'hs_timezone' check (time_zone_property ~ '^[a-z][a-z0-9_]{0,99}$'),
  language_property text default 'hs_language' check (language_property ~ '^[a-z][a-z0-9_]{0,99}$'),
  owner_property text default 'hubspot_owner_id' check (owner_property ~ '^[a-z][a-z0-9_]{0,99}$'),
  do_not_call_property text default 'do_not_call' check (do_not_call_property ~ '^[a-z][a-z0-9_]{0,99}$'),
  -- ISO 3166: how a number without a country code is read; null: by the contact's country, else it is no number.
  default_country text check (default_country ~ '^[A-Z]{2}$'),
  write_back_enabled boolean not null default true,
  -- Written after a call where they are set.
  last_call_date_property text check (last_call_date_property ~ '^[a-z][a-z0-9_]{0,99}$'),
  last_call_outcome_property text check (last_call_outcome_property ~ '^[a-z][a-z0-9_]{0,99}$'),
  call_summary_property text check (call_summary_property ~ '^[a-z][a-z0-9_]{0,99}$'),
  -- name -> type, as HubSpot defines the properties above; known after a test or a sync.
  property_types jsonb not null default '{}'
    check (jsonb_typeof(property_types) = 'object' and octet_length(property_types::text) <= 65536),
  -- Grows with each token and setting: what was found out with an older one is not what holds now (public.note_hubspot_state).
  revision integer not null default 1,
  state public.hubspot_state not null default 'untested',
  state_detail text check (char_length(state_detail) between 1 and 1000),
  state_at timestamptz,
  sync_requested_at timestamptz,
  next_sync_at timestamptz not null default private.current_time(),
  -- Everything is read anew: on the first sync, after a change of what is read, and once a day to find what was deleted.
  full_sync_after timestamptz not null default private.current_time(),
  -- The end of the last complete read: the next one begins here.
  synced_until timestamptz,
  -- Rules are evaluated after each sync, and on each new day of the organisation.
  rules_pending boolean not null default false,
  rules_evaluated_on date,
  created_at timestamptz not null default private.current_time(),
  updated_at timestamptz not null default private.current_time(),
  -- A removed connection keeps its row, so that the environment's token does not bring it back by itself.
  removed_at timestamptz,
  check (not (token_secret_id is not null and uses_default_token))
);

create trigger hubspot_connections_touch before update on public.hubspot_connections
  for each row execute function private.touch_updated_at();
create trigger hubspot_connections_revise
  before update of token_secret_id, uses_default_token, portal_time_zone, checkup_property, phone_property, mobile_property,
    time_zone_property, language_property, owner_property, do_not_call_property, default_country, write_back_enabled,
    last_call_date_property, last_call_outcome_property, call_summary_property, removed_at
  on public.hubspot_connections for each row execute function private.revise_hubspot_connection();
create trigger hubspot_connections_audit
  after insert or delete or update of token_secret_id, uses_default_token, portal_id, portal_time_zone, checkup_property,
    phone_property, mobile_property, time_zone_property, language_property, owner_property, do_not_call_property,
    default_country, write_back_enabled, last_call_date_property, last_call_outcome_property, call_summary_property,
    state, state_detail, sync_requested_at, removed_at
  on public.hubspot_connections for each row execute function private.write_audit_row('org_id', 'org_id', 'token_secret_id');
create trigger hubspot_connections_forget_token after delete on public.hubspot_connections
  for each row execute function private.forget_token();

alter table public.hubspot_connections enable row level security;
grant select (org_id, token_set, uses_default_token, portal_id, portal_time_zone, checkup_property, phone_property,
    mobile_property, time_zone_property, language_property, owner_property, do_not_call_property, default_country,
    write_back_enabled, last_call_date_property, last_call_outcome_property, call_summary_property, state, state_detail,
    state_at, next_sync_at, synced_until, rules_evaluated_on, created_at, updated_at, removed_at)
  on public.hubspot_connections to authenticated;
-- For operators: whose the environment's token is.
grant select, insert (org_id, uses_default_token), update (uses_default_token) on public.hubspot_connections to service_role;

create policy hubspot_connections_read on public.hubspot_connections for select to authenticated
  using (org_id in (select private.my_org_ids_as('admin')));

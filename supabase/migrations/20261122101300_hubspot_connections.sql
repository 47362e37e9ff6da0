-- Each organisation's own way into HubSpot: token, portal, which properties mean what; and the portal's limits, shared by
-- all workers.

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
  property_types jsonb not null default '{}' check (jsonb_typeof(property_types) = 'object'),
  state text not null default 'untested' check (state in ('untested', 'ok', 'token_missing', 'token_rejected',
    'scope_missing', 'property_missing', 'property_type_wrong', 'daily_limit', 'unreachable')),
  state_detail text check (char_length(state_detail) between 1 and 1000),
  state_at timestamptz,
  sync_requested_at timestamptz,
  next_sync_at timestamptz not null default now(),
  -- Everything is read anew: on the first sync, after a change of what is read, and once a day to find what was deleted.
  full_sync_after timestamptz not null default now(),
  -- The end of the last complete read: the next one begins here.
  synced_until timestamptz,
  -- Rules are evaluated after each sync, and on each new day of the organisation.
  rules_pending boolean not null default false,
  rules_evaluated_on date,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  -- A removed connection keeps its row, so that the environment's token does not bring it back by itself.
  removed_at timestamptz,
  check (not (token_secret_id is not null and uses_default_token))
);

-- The HubSpot property with the check-up date that a rule goes by; null: the connection's.
alter table public.call_schedule_rules
  add column checkup_property text check (checkup_property ~ '^[a-z][a-z0-9_]{0,99}$');
grant insert (checkup_property), update (checkup_property) on public.call_schedule_rules to authenticated;

create trigger hubspot_connections_touch before update on public.hubspot_connections
  for each row execute function private.touch_updated_at();
create trigger hubspot_connections_audit
  after insert or delete or update of token_secret_id, uses_default_token, portal_id, portal_time_zone, checkup_property,
    phone_property, mobile_property, time_zone_property, language_property, owner_property, do_not_call_property,
    default_country, write_back_enabled, last_call_date_property, last_call_outcome_property, call_summary_property,
    state, state_detail, sync_requested_at, removed_at
  on public.hubspot_connections for each row execute function private.write_audit_row('org_id', 'org_id', 'token_secret_id');

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

-- Tokens in Vault. Dynamic, because the extension may be absent; error 55000 then. A new token is a new secret, so that the
-- audit trail tells of its change.
create function private.keep_token(p_org_id uuid, p_secret_id uuid, p_token text) returns uuid
language plpgsql security definer set search_path = '' as $$
declare
  create_secret constant text := 'select vault.create_secret($1, $2, ''HubSpot token'')';
  secret_id uuid;
begin
  if to_regprocedure('vault.create_secret(text, text, text, uuid)') is null
    and to_regprocedure('vault.create_secret(text, text, text)') is null then
    raise exception 'Vault is not installed in this database: a HubSpot token cannot be kept' using errcode = '55000';
  end if;
  perform private.drop_token(p_secret_id);
  execute create_secret into secret_id using p_token, 'hubspot_token_' || p_org_id;
  return secret_id;
end $$;

create function private.drop_token(p_secret_id uuid) returns void
language plpgsql security definer set search_path = '' as $$
declare
  drop_secret constant text := 'delete from vault.secrets s where s.id = $1';
begin
  if p_secret_id is not null and to_regclass('vault.secrets') is not null then
    execute drop_secret using p_secret_id;
  end if;
end $$;

create function private.read_token(p_secret_id uuid) returns text
language plpgsql stable security definer set search_path = '' as $$
declare
  find_secret constant text := 'select s.decrypted_secret from vault.decrypted_secrets s where s.id = $1';
  token text;
begin
  if p_secret_id is not null and to_regclass('vault.decrypted_secrets') is not null then
    execute find_secret into token using p_secret_id;
  end if;
  return token;
end $$;

-- An organisation that goes takes its token with it.
create function private.forget_token() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  perform private.drop_token(old.token_secret_id);
  return null;
end $$;
create trigger hubspot_connections_forget_token after delete on public.hubspot_connections
  for each row execute function private.forget_token();

-- What a worker needs to talk to the organisation's HubSpot; null when it is not connected. token is null where the
-- environment's applies (uses_default_token).
create function public.hubspot_access(p_org_id uuid) returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object(
    'org_id', c.org_id, 'token', private.read_token(c.token_secret_id), 'uses_default_token', c.uses_default_token,
    'portal_id', c.portal_id, 'portal_time_zone', coalesce(c.portal_time_zone, o.time_zone),
    'time_zone', o.time_zone,
    'properties', jsonb_build_object('checkup', c.checkup_property, 'phone', c.phone_property,
      'mobile', c.mobile_property, 'time_zone', c.time_zone_property, 'language', c.language_property,
      'owner', c.owner_property, 'do_not_call', c.do_not_call_property,
      'last_call_date', c.last_call_date_property, 'last_call_outcome', c.last_call_outcome_property,
      'call_summary', c.call_summary_property,
      'more_checkups', (
        select coalesce(jsonb_agg(distinct r.checkup_property), '[]') from public.call_schedule_rules r
        where r.org_id = c.org_id and r.checkup_property is not null)),
    'property_types', c.property_types, 'default_country', c.default_country,
    'write_back_enabled', c.write_back_enabled, 'state', c.state)
  from public.hubspot_connections c
  join public.organizations o on o.id = c.org_id
  where c.org_id = p_org_id and c.removed_at is null
$$;

-- Connects an organisation to HubSpot, or changes how, on behalf of p_actor. p_token: null keeps the one that is set.
-- p_settings: of the columns a user may set, those that are to change; null clears one. What is read from HubSpot is read
-- anew after a change. Outcomes: saved, forbidden, token_needed (there is none, and the environment's is not this
-- organisation's to use). A single organisation may use the environment's token by itself (p_has_default_token).
-- Errors: 23514 for a value out of bounds, 55000 without Vault.
create function public.put_hubspot_connection(
  p_org_id uuid, p_actor uuid, p_token text, p_settings jsonb, p_has_default_token boolean
) returns text
language plpgsql security definer set search_path = '' as $$
declare
  known public.hubspot_connections;
  wanted public.hubspot_connections;
begin
  if private.role_of(p_org_id, p_actor) is distinct from 'admin' then
    return 'forbidden';
  end if;
  perform set_config('app.actor_id', p_actor::text, true);
  perform from public.organizations o where o.id = p_org_id for no key update;
  if p_token is null and not (p_has_default_token and (select count(*) from public.organizations) = 1) and not exists (
    select from public.hubspot_connections c
    where c.org_id = p_org_id and (c.token_secret_id is not null or c.uses_default_token)
  ) then
    return 'token_needed';
  end if;
  insert into public.hubspot_connections (org_id) values (p_org_id) on conflict (org_id) do nothing;
  select c.* into known from public.hubspot_connections c where c.org_id = p_org_id for update;
  if p_token is not null then
    known.token_secret_id := private.keep_token(p_org_id, known.token_secret_id, p_token);
    known.uses_default_token := false;
  elsif known.token_secret_id is null then
    known.uses_default_token := true;
  end if;
  wanted := jsonb_populate_record(known, p_settings - array['org_id', 'token_secret_id', 'token_set',
    'uses_default_token', 'portal_id', 'state', 'state_detail', 'removed_at']);
  update public.hubspot_connections c
  set token_secret_id = known.token_secret_id, uses_default_token = known.uses_default_token,
    -- Whose portal it is, the worker finds out: limits are shared by portal.
    portal_id = case when p_token is null then known.portal_id end, portal_time_zone = wanted.portal_time_zone,
    checkup_property = wanted.checkup_property, phone_property = wanted.phone_property,
    mobile_property = wanted.mobile_property, time_zone_property = wanted.time_zone_property,
    language_property = wanted.language_property, owner_property = wanted.owner_property,
    do_not_call_property = wanted.do_not_call_property, default_country = wanted.default_country,
    write_back_enabled = wanted.write_back_enabled, last_call_date_property = wanted.last_call_date_property,
    last_call_outcome_property = wanted.last_call_outcome_property,
    call_summary_property = wanted.call_summary_property, property_types = '{}',
    state = 'untested', state_detail = null, state_at = null, removed_at = null,
    next_sync_at = private.current_time(), full_sync_after = private.current_time()
  where c.org_id = p_org_id;
  if p_token is not null then
    -- It may be another account's, where the same ids are other people: whatever is read next counts as newer.
    delete from public.contacts c where c.org_id = p_org_id and c.removed_at is not null;
    update public.contacts c set hubspot_modified_at = null where c.org_id = p_org_id and c.hubspot_modified_at is not null;
  end if;
  return 'saved';
end $$;

-- What a worker found out about a connection: its state with a sentence, and what HubSpot said of portal and properties
-- (null leaves what is known).
create function public.note_hubspot_state(
  p_org_id uuid, p_state text, p_detail text, p_portal_id text default null, p_property_types jsonb default null
) returns void
language sql security definer set search_path = '' as $$
  update public.hubspot_connections c
  set state = p_state, state_detail = left(nullif(p_detail, ''), 1000), state_at = private.current_time(),
    portal_id = coalesce(p_portal_id, c.portal_id), property_types = coalesce(p_property_types, c.property_types)
  where c.org_id = p_org_id and c.removed_at is null
$$;

-- Where the installation has a single organisation and the environment a token, that token is this organisation's.
create function public.adopt_default_hubspot_token() returns void
language sql security definer set search_path = '' as $$
  insert into public.hubspot_connections (org_id, uses_default_token)
  select o.id, true from public.organizations o
  where (select count(*) from public.organizations) = 1
  on conflict (org_id) do nothing
$$;

-- The limits of one HubSpot account, which all workers share: 'search' 3 a second (HubSpot allows 5 to everything that is
-- connected to the account), 'request' 9 a second (100 in ten seconds to each key).
create table private.hubspot_limits (
  account text not null check (char_length(account) between 1 and 200),
  kind text not null check (kind in ('search', 'request')),
  -- When the next request may leave.
  next_at timestamptz not null,
  -- HubSpot said no until then.
  blocked_until timestamptz not null default '-infinity',
  primary key (account, kind)
);
alter table private.hubspot_limits enable row level security;

-- Reserves the moment of one request, and says how many seconds from now it is. When that is longer than
-- p_max_wait_seconds nothing is reserved. However many workers ask, moments are a third of a second (search) or a ninth
-- (request) apart.
create function public.take_hubspot_turn(p_account text, p_kind text, p_max_wait_seconds numeric) returns numeric
language plpgsql security definer set search_path = '' as $$
declare
  now_is constant timestamptz := clock_timestamp();
  apart constant interval := case p_kind when 'search' then interval '1 second' / 3 else interval '1 second' / 9 end;
  turn timestamptz;
begin
  insert into private.hubspot_limits (account, kind, next_at) values (p_account, p_kind, now_is)
  on conflict do nothing;
  update private.hubspot_limits l
  set next_at = greatest(l.next_at, l.blocked_until, now_is) + apart
  where l.account = p_account and l.kind = p_kind
    and greatest(l.next_at, l.blocked_until) <= now_is + make_interval(secs => p_max_wait_seconds::double precision)
  returning l.next_at - apart into turn;
  if turn is null then
    select greatest(l.next_at, l.blocked_until) into turn
    from private.hubspot_limits l where l.account = p_account and l.kind = p_kind;
  end if;
  return greatest(extract(epoch from turn - now_is), 0);
end $$;

-- HubSpot refused for going too fast: nobody asks it again before so many seconds have passed (1 to 86400).
create function public.hold_hubspot_account(p_account text, p_kind text, p_seconds numeric) returns void
language sql security definer set search_path = '' as $$
  insert into private.hubspot_limits as l (account, kind, next_at, blocked_until)
  select p_account, k.kind, clock_timestamp(),
    clock_timestamp() + make_interval(secs => least(greatest(p_seconds, 1), 86400)::double precision)
  from unnest(case when p_kind = 'daily' then array['search', 'request'] else array[p_kind] end) as k (kind)
  on conflict (account, kind) do update set blocked_until = greatest(l.blocked_until, excluded.blocked_until)
$$;

revoke all on function private.keep_token(uuid, uuid, text), private.drop_token(uuid), private.read_token(uuid),
  private.forget_token() from public;
revoke all on function public.hubspot_access(uuid), public.put_hubspot_connection(uuid, uuid, text, jsonb, boolean),
  public.note_hubspot_state(uuid, text, text, text, jsonb), public.adopt_default_hubspot_token(),
  public.take_hubspot_turn(text, text, numeric), public.hold_hubspot_account(text, text, numeric)
  from public, anon, authenticated, service_role;
grant execute on function public.hubspot_access(uuid), public.put_hubspot_connection(uuid, uuid, text, jsonb, boolean),
  public.note_hubspot_state(uuid, text, text, text, jsonb), public.adopt_default_hubspot_token(),
  public.take_hubspot_turn(text, text, numeric), public.hold_hubspot_account(text, text, numeric) to service_role;

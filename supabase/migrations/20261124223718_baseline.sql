-- Where every database begins: what a Supabase project has already, then everything that supabase/schemas described on the
-- day this was made, then the rows that the system itself needs.

set check_function_bodies = off;

-- On Supabase all of these exist and nothing happens here. On a plain PostgreSQL (CI, `supabase db push` to an empty
-- database) the smallest form of them is made, so that the same migrations apply everywhere.
do $$
begin
  if not exists (select from pg_roles where rolname = 'anon') then
    create role anon nologin noinherit;
  end if;
  if not exists (select from pg_roles where rolname = 'authenticated') then
    create role authenticated nologin noinherit;
  end if;
  if not exists (select from pg_roles where rolname = 'service_role') then
    create role service_role nologin noinherit bypassrls;
  end if;
  if to_regnamespace('auth') is null then
    create schema auth;
    grant usage on schema auth to anon, authenticated, service_role;
  end if;
  if to_regclass('auth.users') is null then
    create table auth.users (
      id uuid primary key default gen_random_uuid(), email text unique, email_confirmed_at timestamptz
    );
  end if;
  if to_regprocedure('auth.uid()') is null then
    create function auth.uid() returns uuid language sql stable set search_path = '' as $fn$
      select coalesce(
        nullif(current_setting('request.jwt.claim.sub', true), ''),
        nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'sub'
      )::uuid
    $fn$;
    grant execute on function auth.uid() to anon, authenticated, service_role;
  end if;
end $$;

-- pg_cron ticks, pg_net rings the sweep function, Vault keeps the key it rings with. A database that carries none of
-- them still takes the migrations; then nothing ticks, and `deno task doctor` says so.
do $$
declare
  needed record;
begin
  create schema if not exists extensions;
  for needed in
    select * from (values
      ('pg_cron', 'pg_catalog', 'cron'),
      ('pg_net', 'extensions', 'net'),
      ('supabase_vault', 'vault', 'vault')
    ) as wanted (extension_name, install_schema, object_schema)
  loop
    if exists (select from pg_extension where extname = needed.extension_name) then
      continue;
    elsif exists (select from pg_available_extensions where name = needed.extension_name)
      -- A server has one pg_cron, and it lives in one database.
      and (needed.extension_name <> 'pg_cron'
        or coalesce(current_setting('cron.database_name', true), current_database()) = current_database()) then
      if needed.extension_name = 'supabase_vault' then
        create schema if not exists vault;
      end if;
      execute format('create extension %I with schema %I', needed.extension_name, needed.install_schema);
    elsif to_regnamespace(needed.object_schema) is null then
      raise warning '% is not available on this server: the scheduler will not tick by itself', needed.extension_name;
    end if;
  end loop;
end $$;

-- supabase/schemas, in the order of names.

-- 00_platform/0_schemas.sql

-- Helpers that see across rows live here. The Data API does not expose this schema.
create schema private;
revoke all on schema private from public;
grant usage on schema private to authenticated, service_role;

-- Nothing is granted by default; each file writes out what it gives, to service_role too.
alter default privileges in schema public revoke all on tables from public, anon, authenticated, service_role;
alter default privileges in schema public revoke all on sequences from public, anon, authenticated, service_role;
alter default privileges in schema public revoke all on functions from public, anon, authenticated, service_role;
-- Without a schema on purpose: the form with one leaves EXECUTE with PUBLIC.
alter default privileges revoke execute on functions from public;

grant usage on schema public to anon, authenticated, service_role;

-- 00_platform/current_time.sql

-- The one clock of this database, for functions, views, policies and defaults alike: the time at which the statement arrived.
-- Two clocks would disagree about what came first, and tests could turn only one of them. Stable, so that an index serves
-- `dial_after <= private.current_time()`; clock_timestamp() is volatile and would read the whole index.
create function private.current_time() returns timestamptz
language sql stable set search_path = '' as $$
  select statement_timestamp()
$$;
revoke all on function private.current_time() from public;
grant execute on function private.current_time() to authenticated, service_role;

-- 00_platform/database_time.sql

-- The clock of this database for workers, whose own may be a minute off: what they compare with times that were written here.
create function public.database_time() returns timestamptz
language sql stable set search_path = '' as $$
  select private.current_time()
$$;
revoke all on function public.database_time() from public, anon, authenticated, service_role;
grant execute on function public.database_time() to service_role;

-- 00_platform/is_text.sql

-- What a person may write into a text: 1 to p_most characters, something to see among them, no control character, which
-- breaks logs and screens, and none that turns the writing around it, so that a name shows what it is. The same as `text` of
-- the functions' fields.ts, which trims first.
create function private.is_text(p_text text, p_most integer) returns boolean
language sql immutable set search_path = '' as $$
  select char_length(p_text) between 1 and p_most
    and p_text !~ '[\u0001-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]'
    -- Blanks and what Unicode has nobody see, by code and not by class: to Postgres that depends on the database's locale.
    and p_text ~ ('[^\u0020\u00a0\u00ad\u034f\u061c\u115f\u1160\u1680\u17b4\u17b5\u180b-\u180f\u2000-\u200f\u2028-\u202f'
      '\u205f-\u206f\u2800\u3000\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8'
      '\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]')
$$;
revoke all on function private.is_text(text, integer) from public;
grant execute on function private.is_text(text, integer) to service_role;

-- 00_platform/refuse_unknown_fields.sql

-- Raises 22023 unless p_sent is a JSON object of at least one field and of no others than the known ones.
create function private.refuse_unknown_fields(p_sent jsonb, p_known text[]) returns void
language plpgsql immutable set search_path = '' as $$
begin
  if jsonb_typeof(p_sent) is distinct from 'object' or p_sent = '{}' or p_sent - p_known <> '{}' then
    raise exception 'what is sent must be an object of some of these fields: %', array_to_string(p_known, ', ')
      using errcode = '22023';
  end if;
end $$;
revoke all on function private.refuse_unknown_fields(jsonb, text[]) from public;

-- 00_platform/touch_updated_at.sql

-- Keeps updated_at true, whoever writes.
create function private.touch_updated_at() returns trigger
language plpgsql set search_path = '' as $$
begin
  new.updated_at := private.current_time();
  return new;
end $$;
revoke all on function private.touch_updated_at() from public;

-- 10_organizations/0_are_number_kinds.sql

-- Allowances such as GB:PREMIUM_RATE: a country of ISO 3166, or 001 for what belongs to none, and a kind of its numbers.
create function private.are_number_kinds(p_allowances text[]) returns boolean
language sql immutable set search_path = '' as $$
  select cardinality(p_allowances) <= 500 and not exists (
    select from unnest(p_allowances) as a (allowance)
    where a.allowance is null or a.allowance !~ '^([A-Z]{2}|001):[A-Z_]+$'
      or split_part(a.allowance, ':', 2) <> all (enum_range(null::public.number_kind)::text[])
  )
$$;
revoke all on function private.are_number_kinds(text[]) from public;
grant execute on function private.are_number_kinds(text[]) to service_role;

-- 10_organizations/0_is_retry_policy.sql

-- How often and how soon a call is tried again, by what came of it. Each of no_answer, busy, failed, voicemail, absent
-- (proven never to have reached Bolna) and undialled (Bolna kept it queued too long): max_retries 0 to 10, and at most 10
-- times the minutes to wait before each (the last one repeats), 1 to 10080. max_attempts caps all attempts of one call, 1 to 20.
create function private.is_retry_policy(p_policy jsonb) returns boolean
language sql immutable set search_path = '' as $$
  select jsonb_typeof(p_policy) = 'object'
    and not exists (
      select from jsonb_each(p_policy) e
      where case
        when e.key = 'max_attempts' then
          jsonb_typeof(e.value) <> 'number' or (e.value #>> '{}')::numeric not in (select generate_series(1, 20))
        when e.key <> all (enum_range(null::public.retry_category)::text[])
          or jsonb_typeof(e.value) <> 'object' or jsonb_typeof(e.value -> 'max_retries') is distinct from 'number'
          or jsonb_typeof(e.value -> 'minutes') is distinct from 'array' then true
        when e.value - array['max_retries', 'minutes'] <> '{}' or jsonb_array_length(e.value -> 'minutes') > 10 then true
        else (e.value ->> 'max_retries')::numeric not in (select generate_series(0, 10))
          or ((e.value ->> 'max_retries')::numeric > 0 and jsonb_array_length(e.value -> 'minutes') = 0)
          or exists (
            select from jsonb_array_elements(e.value -> 'minutes') m
            where jsonb_typeof(m.value) <> 'number' or (m.value #>> '{}')::numeric not between 1 and 10080
          )
      end
    )
$$;
revoke all on function private.is_retry_policy(jsonb) from public;
grant execute on function private.is_retry_policy(jsonb) to authenticated, service_role;

-- 10_organizations/0_is_time_zone.sql

-- May an organisation's calendar go by it: a name of the zone database, of an area and a place, that the functions know too.
-- Postgres also reads POSIX rules, such as Foo/5 or Asia/Kolkata5, which nothing else does: each holds a number, and of the
-- zone database's own names with a slash only Etc/GMT+5 and its like do. Not by pg_timezone_names, which reads 600 files
-- (measured 40 ms), and a check constraint is asked at each update of the row.
create function private.is_time_zone(p_name text) returns boolean
language plpgsql stable set search_path = '' as $$
begin
  -- An area and a place: abbreviations mean different zones to different people (to Postgres, IST is Israel).
  if p_name !~ '^(UTC|[A-Za-z]+(/[A-Za-z_-]+){1,2}|Etc/GMT([+-]?0|[+-][1-9]|[+-]1[0-2]|-1[34]))$' or p_name ~* '^(posix|right)/' then
    return false;
  end if;
  perform timestamptz 'epoch' at time zone p_name;
  return true;
exception when invalid_parameter_value then
  return false;
end $$;
revoke all on function private.is_time_zone(text) from public;
grant execute on function private.is_time_zone(text) to authenticated, service_role;

-- 10_organizations/0_keep_an_admin.sql

-- An organisation cannot lock itself out: its last admin neither leaves nor steps down. An operator may do anything.
create function private.keep_an_admin() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if current_setting('role', true) = 'authenticated' and old.role = 'admin'
    and (tg_op = 'DELETE' or new.role <> 'admin') then
    -- Under the organisation's lock, so that the last two cannot leave at once.
    perform from public.organizations o where o.id = old.org_id for no key update;
    if not exists (
      select from public.memberships m
      where m.org_id = old.org_id and m.role = 'admin' and m.user_id <> old.user_id
    ) then
      raise exception 'an organisation keeps at least one admin' using errcode = '23514';
    end if;
  end if;
  return case when tg_op = 'DELETE' then old else new end;
end $$;
revoke all on function private.keep_an_admin() from public;

-- 10_organizations/0_member_role.sql

-- What a member of an organisation may do.
create type public.member_role as enum ('admin', 'member', 'viewer');

-- 10_organizations/0_my_org_ids.sql

-- The caller's organisations. Security definer: membership decides who may read membership. It tells a caller about nobody
-- but the caller.
create function private.my_org_ids() returns setof uuid
language sql stable security definer set search_path = '' as $$
  select m.org_id from public.memberships m where m.user_id = (select auth.uid())
$$;
revoke all on function private.my_org_ids() from public;
grant execute on function private.my_org_ids() to authenticated, service_role;

-- 10_organizations/0_my_org_ids_as.sql

-- The caller's organisations where the caller has one of the roles. Security definer: membership decides who may read
-- membership. It tells a caller about nobody but the caller.
create function private.my_org_ids_as(variadic p_roles public.member_role[]) returns setof uuid
language sql stable security definer set search_path = '' as $$
  select m.org_id from public.memberships m where m.user_id = (select auth.uid()) and m.role = any (p_roles)
$$;
revoke all on function private.my_org_ids_as(public.member_role[]) from public;
grant execute on function private.my_org_ids_as(public.member_role[]) to authenticated, service_role;

-- 10_organizations/0_number_kind.sql

-- Kinds of phone numbers that are not called unless the operator allows them: dear for whoever calls, or no person's.
create type public.number_kind as enum (
  'PREMIUM_RATE', 'SHARED_COST', 'TOLL_FREE', 'UAN', 'VOICEMAIL', 'PAGER', 'PERSONAL_NUMBER', 'SATELLITE');

-- 10_organizations/0_request_kind.sql

-- What is counted on its own: any request of a user, those of them that dial, bookings of an organisation, and the keys that a
-- user has answers kept for.
create type public.request_kind as enum ('any', 'dial', 'booking', 'idempotency_key');

-- 10_organizations/0_retry_category.sql

-- What a retry policy counts an attempt as. absent: proven never to have reached Bolna. undialled: Bolna kept it queued too
-- long.
create type public.retry_category as enum ('no_answer', 'busy', 'failed', 'voicemail', 'absent', 'undialled');

-- 10_organizations/0_stamp_calling_pause.sql

-- Keeps calling_paused_at true to calling_paused_reason, whoever writes it.
create function private.stamp_calling_pause() returns trigger
language plpgsql set search_path = '' as $$
begin
  if new.calling_paused_reason is null then
    new.calling_paused_at := null;
  elsif tg_op = 'INSERT' or old.calling_paused_reason is null then
    new.calling_paused_at := private.current_time();
  end if;
  return new;
end $$;
revoke all on function private.stamp_calling_pause() from public;

-- 10_organizations/1_organizations.sql

-- Each is a world of its own: nothing that hangs on one is seen from another.
create table public.organizations (
  id uuid primary key default gen_random_uuid(),
  slug text not null unique check (slug ~ '^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$'),
  name text not null check (private.is_text(name, 200)),
  time_zone text not null default 'UTC' check (private.is_time_zone(time_zone)),
  -- Stay below Bolna's own cap: over it Bolna queues a call, and it may ring hours late (reference/bolna 1.5).
  max_concurrent_calls integer not null default 10 check (max_concurrent_calls between 1 and 1000),
  -- The operator's, like the lines: how many calls a day of its calendar may be dialled; null: as many as it wants.
  max_dials_per_day integer check (max_dials_per_day between 0 and 1000000),
  calling_paused_reason text check (char_length(calling_paused_reason) between 1 and 1000),
  calling_paused_at timestamptz,
  -- Merged over the default, outcome by outcome.
  retry_policy jsonb not null default '{}' check (private.is_retry_policy(retry_policy)),
  -- Special numbers that may be called all the same, such as GB:PREMIUM_RATE. The operator's to set: whoever has the Bolna account
  -- pays for the calls.
  allowed_number_kinds text[] not null default '{}' check (private.are_number_kinds(allowed_number_kinds)),
  -- A call that Bolna has kept queued for longer is taken back, so that it does not ring hours late.
  queue_deadline_seconds integer not null default 300 check (queue_deadline_seconds between 30 and 86400),
  -- Calls that rules plan are spread over these hours of the organisation's day, and outside them none leaves by itself.
  calling_hours_from time not null default '09:00',
  calling_hours_to time not null default '18:00',
  created_at timestamptz not null default private.current_time(),
  updated_at timestamptz not null default private.current_time(),
  constraint organizations_calling_hours check (calling_hours_from < calling_hours_to)
);
comment on column public.organizations.calling_paused_reason is
  'Why nothing is dialled for this organisation; null while calling is on. Checked inside the claim.';

create trigger organizations_touch before update on public.organizations
  for each row execute function private.touch_updated_at();
create trigger organizations_stamp_pause before insert or update of calling_paused_reason on public.organizations
  for each row execute function private.stamp_calling_pause();

alter table public.organizations enable row level security;
grant select on public.organizations to authenticated;
grant select, insert, update, delete on public.organizations to service_role;

create policy organizations_read on public.organizations for select to authenticated
  using (id in (select private.my_org_ids()));

-- 10_organizations/1_request_buckets.sql

-- The buckets of users and organisations. A bucket is one moment, that at which it is full again: the tokens that it lacks now
-- are what flows in until then. Unlogged: a turn waits for no disk, and after a crash all are full.
create unlogged table private.request_buckets (
  owner uuid not null,
  kind public.request_kind not null,
  full_at timestamptz not null,
  primary key (owner, kind)
);
create index request_buckets_full_at_idx on private.request_buckets (full_at);
alter table private.request_buckets enable row level security;

-- 10_organizations/1_request_limits.sql

-- How much may be asked for: a bucket of `burst` tokens, filled by `per_second` tokens a second. The operator changes these rows in
-- SQL, and they count from the next request on; a kind whose row is deleted has no limit.
create table private.request_limits (
  kind public.request_kind primary key,
  per_second numeric not null check (per_second between 0.001 and 100000),
  burst integer not null check (burst between 1 and 10000000)
);
alter table private.request_limits enable row level security;

-- 10_organizations/2_agents.sql

-- The agents that speak for an organisation.
create table public.agents (
  id uuid primary key default gen_random_uuid(),
  org_id uuid not null references public.organizations (id) on delete cascade,
  name text not null check (private.is_text(name, 200)),
  -- null falls back to BOLNA_AGENT_ID and BOLNA_FROM_NUMBER of the environment.
  bolna_agent_id uuid,
  from_number text check (from_number ~ '^\+[1-9][0-9]{6,14}$'),
  is_active boolean not null default true,
  created_at timestamptz not null default private.current_time(),
  updated_at timestamptz not null default private.current_time(),
  unique (org_id, id)
);

create trigger agents_touch before update on public.agents
  for each row execute function private.touch_updated_at();

alter table public.agents enable row level security;
grant select on public.agents to authenticated;
grant select, insert, update, delete on public.agents to service_role;

create policy agents_read on public.agents for select to authenticated
  using (org_id in (select private.my_org_ids()));

-- 10_organizations/2_idempotency_keys.sql

-- Idempotency-Key: the first answer to a key is kept (encrypted: it holds a phone number) and given again.
create table public.idempotency_keys (
  org_id uuid not null references public.organizations (id) on delete cascade,
  user_id uuid not null references auth.users (id) on delete cascade,
  idempotency_key text not null check (idempotency_key ~ '^[\x20-\x7e]{1,255}$'),
  -- Keyed hash of method, path and body.
  fingerprint text not null check (char_length(fingerprint) between 16 and 128),
  -- The id a created resource gets, so that a repeat after a crash creates the same one.
  resource_id uuid not null,
  started_at timestamptz not null default private.current_time(),
  status_code integer check (status_code between 200 and 499),
  response_enc text check (response_enc ~ '^v1\.' and char_length(response_enc) <= 262144),
  created_at timestamptz not null default private.current_time(),
  primary key (org_id, user_id, idempotency_key),
  check ((status_code is null) = (response_enc is null))
);
create index idempotency_keys_user_idx on public.idempotency_keys (user_id);
create index idempotency_keys_created_at_idx on public.idempotency_keys (created_at);

alter table public.idempotency_keys enable row level security;
grant select on public.idempotency_keys to authenticated;
grant select on public.idempotency_keys to service_role;

create policy idempotency_keys_read on public.idempotency_keys for select to authenticated
  using (user_id = (select auth.uid()) and org_id in (select private.my_org_ids()));

-- 10_organizations/2_invitations.sql

-- Who was asked to join an organisation, by e-mail address: nobody is put into one unasked, and whether an address has an account
-- is told to nobody. No e-mail is sent from here: the admin tells the person, who signs in (or up) with that address and accepts.
create table public.invitations (
  id uuid primary key default gen_random_uuid(),
  org_id uuid not null references public.organizations (id) on delete cascade,
  email text not null constraint invitations_email
    check (email = lower(email) and char_length(email) between 3 and 254 and email ~ '^[^@[:space:][:cntrl:]]+@[^@[:space:][:cntrl:]]+$'),
  role public.member_role not null,
  invited_by uuid references auth.users (id) on delete set null,
  created_at timestamptz not null default private.current_time(),
  expires_at timestamptz not null default private.current_time() + interval '14 days',
  accepted_at timestamptz,
  unique (org_id, email)
);
create index invitations_email_idx on public.invitations (email);
create index invitations_invited_by_idx on public.invitations (invited_by);

alter table public.invitations enable row level security;
grant select on public.invitations to authenticated, service_role;

create policy invitations_read on public.invitations for select to authenticated
  using (org_id in (select private.my_org_ids_as('admin')));

-- 10_organizations/2_memberships.sql

-- Who belongs to an organisation, and in which role.
create table public.memberships (
  org_id uuid not null references public.organizations (id) on delete cascade,
  user_id uuid not null references auth.users (id) on delete cascade,
  role public.member_role not null,
  created_at timestamptz not null default private.current_time(),
  primary key (org_id, user_id)
);
create index memberships_user_id_idx on public.memberships (user_id);

create trigger memberships_keep_an_admin before update of role or delete on public.memberships
  for each row execute function private.keep_an_admin();

alter table public.memberships enable row level security;
grant select on public.memberships to authenticated;
grant select, insert, update, delete on public.memberships to service_role;

create policy memberships_read on public.memberships for select to authenticated
  using (org_id in (select private.my_org_ids()));

-- 10_organizations/abandon_idempotent_request.sql

-- Frees p_actor's key whose answer says nothing about the request, so that trying again can succeed. A kept answer stays.
create function public.abandon_idempotent_request(p_org_id uuid, p_actor uuid, p_key text) returns void
language sql security definer set search_path = '' as $$
  delete from public.idempotency_keys k
  where k.org_id = p_org_id and k.user_id = p_actor and k.idempotency_key = p_key and k.status_code is null
$$;
revoke all on function public.abandon_idempotent_request(uuid, uuid, text) from public, anon, authenticated, service_role;
grant execute on function public.abandon_idempotent_request(uuid, uuid, text) to service_role;

-- 10_organizations/accept_invitation.sql

-- Lets the caller in, in the role that they were asked for. Who belongs to the organisation already keeps their role: an invitation
-- neither raises nor lowers anybody. Error: PT404 for all that is not an open invitation to the caller's own confirmed address.
create function private.accept_invitation(p_invitation_id uuid) returns void
language plpgsql security definer set search_path = '' as $$
declare
  i public.invitations;
begin
  select c.* into i from public.invitations c
  where c.id = p_invitation_id and exists (select from private.my_invitations() m where m.id = c.id)
  for update;
  -- Looked at again under the lock: two clicks at once, or one beside a revocation.
  if i.id is null or i.accepted_at is not null then
    raise exception 'there is no such open invitation to your address' using errcode = 'PT404';
  end if;
  insert into public.memberships (org_id, user_id, role) values (i.org_id, auth.uid(), i.role)
  on conflict (org_id, user_id) do nothing;
  update public.invitations c set accepted_at = private.current_time() where c.id = i.id;
end $$;
revoke all on function private.accept_invitation(uuid) from public;
grant execute on function private.accept_invitation(uuid) to authenticated;

create function public.accept_invitation(p_invitation_id uuid) returns void
language sql set search_path = '' as $$
  select private.accept_invitation(p_invitation_id)
$$;
revoke all on function public.accept_invitation(uuid) from public, anon, authenticated, service_role;
grant execute on function public.accept_invitation(uuid) to authenticated;

-- 10_organizations/begin_idempotent_request.sql

-- Of any number of requests with one key at once exactly one is told 'started'. A first try that died (no answer kept
-- within 60 s) is started again with its own resource_id, so that what it may have made is found and not made twice. The key is
-- p_actor's, who is asked for here: outcome forbidden for who does not belong to the organisation. Outcome `wait`: the user has used
-- so many new keys that no more answers are kept for a while; a key that is kept already costs nothing.
create function public.begin_idempotent_request(
  p_org_id uuid, p_actor uuid, p_key text, p_fingerprint text, p_resource_id uuid
) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  kept public.idempotency_keys;
  seconds integer;
begin
  if private.role_of(p_org_id, p_actor) is null then
    return jsonb_build_object('outcome', 'forbidden');
  end if;
  delete from public.idempotency_keys k
  where k.org_id = p_org_id and k.user_id = p_actor and k.idempotency_key = p_key
    and k.created_at < private.current_time() - interval '24 hours';

  insert into public.idempotency_keys (org_id, user_id, idempotency_key, fingerprint, resource_id)
  values (p_org_id, p_actor, p_key, p_fingerprint, p_resource_id)
  on conflict do nothing;
  if found then
    seconds := private.take_token(p_actor, 'idempotency_key');
    if seconds > 0 then
      perform public.abandon_idempotent_request(p_org_id, p_actor, p_key);
      return jsonb_build_object('outcome', 'wait', 'seconds', seconds);
    end if;
    return jsonb_build_object('outcome', 'started', 'resource_id', p_resource_id);
  end if;

  select k.* into kept from public.idempotency_keys k
  where k.org_id = p_org_id and k.user_id = p_actor and k.idempotency_key = p_key
  for update;
  if not found then
    return jsonb_build_object('outcome', 'running');
  elsif kept.fingerprint <> p_fingerprint then
    return jsonb_build_object('outcome', 'mismatch');
  elsif kept.status_code is not null then
    return jsonb_build_object('outcome', 'replay', 'status_code', kept.status_code, 'response_enc', kept.response_enc);
  elsif kept.started_at > private.current_time() - interval '60 seconds' then
    return jsonb_build_object('outcome', 'running');
  end if;

  update public.idempotency_keys k set started_at = private.current_time()
  where k.org_id = p_org_id and k.user_id = p_actor and k.idempotency_key = p_key;
  return jsonb_build_object('outcome', 'started', 'resource_id', kept.resource_id);
end $$;
revoke all on function public.begin_idempotent_request(uuid, uuid, text, text, uuid)
  from public, anon, authenticated, service_role;
grant execute on function public.begin_idempotent_request(uuid, uuid, text, text, uuid) to service_role;

-- 10_organizations/calling_hours_begin_at.sql

-- When the organisation's calling hours begin again after the given moment; null while they last.
create function private.calling_hours_begin_at(p_org_id uuid, p_at timestamptz) returns timestamptz
language sql stable security definer set search_path = '' as $$
  select case
    when here::time < o.calling_hours_from then (here::date + o.calling_hours_from) at time zone o.time_zone
    when here::time >= o.calling_hours_to then (here::date + 1 + o.calling_hours_from) at time zone o.time_zone
  end
  from public.organizations o
  cross join lateral (select p_at at time zone o.time_zone as here) clock
  where o.id = p_org_id
$$;
revoke all on function private.calling_hours_begin_at(uuid, timestamptz) from public;

-- 10_organizations/change_member_role.sql

-- Gives a member another role. Errors: 42501 for anybody but an admin, PT404 when there is no such member, 23514 for the last
-- admin.
create function private.change_member_role(p_org_id uuid, p_user_id uuid, p_role public.member_role) returns void
language plpgsql security definer set search_path = '' as $$
begin
  perform private.require_admin(p_org_id);
  update public.memberships m set role = p_role where m.org_id = p_org_id and m.user_id = p_user_id;
  if not found then
    raise exception 'the organisation has no such member' using errcode = 'PT404';
  end if;
end $$;
revoke all on function private.change_member_role(uuid, uuid, public.member_role) from public;
grant execute on function private.change_member_role(uuid, uuid, public.member_role) to authenticated;

create function public.change_member_role(p_org_id uuid, p_user_id uuid, p_role public.member_role) returns void
language sql set search_path = '' as $$
  select private.change_member_role(p_org_id, p_user_id, p_role)
$$;
revoke all on function public.change_member_role(uuid, uuid, public.member_role) from public, anon, authenticated, service_role;
grant execute on function public.change_member_role(uuid, uuid, public.member_role) to authenticated;

-- 10_organizations/change_organization.sql

-- What an admin sets about their organisation, of the fields below; those that are not sent stay. Not max_concurrent_calls:
-- organisations may share one Bolna account, and whoever takes more lines has others' calls queued and rung late. The operator
-- divides them. Errors: 42501 for anybody else, 22023 for another field, 23514 for a value out of bounds.
create function private.change_organization(p_org_id uuid, p_changes jsonb) returns void
language plpgsql security definer set search_path = '' as $$
declare
  o public.organizations;
begin
  perform private.require_admin(p_org_id);
  perform private.refuse_unknown_fields(p_changes, array['name', 'time_zone', 'calling_paused_reason', 'retry_policy',
    'queue_deadline_seconds', 'calling_hours_from', 'calling_hours_to']);
  select c.* into o from public.organizations c where c.id = p_org_id for no key update;
  o := jsonb_populate_record(o, p_changes);
  -- A check of the table would stand in the way of a pause for what Bolna has said.
  if p_changes ->> 'calling_paused_reason' is not null and not private.is_text(o.calling_paused_reason, 1000) then
    raise exception 'calling_paused_reason must be 1 to 1000 characters without control characters' using errcode = '23514';
  end if;
  update public.organizations c
  set name = o.name, time_zone = o.time_zone, calling_paused_reason = o.calling_paused_reason,
    retry_policy = o.retry_policy, queue_deadline_seconds = o.queue_deadline_seconds,
    calling_hours_from = o.calling_hours_from, calling_hours_to = o.calling_hours_to
  where c.id = p_org_id;
end $$;
revoke all on function private.change_organization(uuid, jsonb) from public;
grant execute on function private.change_organization(uuid, jsonb) to authenticated;

create function public.change_organization(p_org_id uuid, p_changes jsonb) returns void
language sql set search_path = '' as $$
  select private.change_organization(p_org_id, p_changes)
$$;
revoke all on function public.change_organization(uuid, jsonb) from public, anon, authenticated, service_role;
grant execute on function public.change_organization(uuid, jsonb) to authenticated;

-- 10_organizations/default_retry_policy.sql

-- Bolna's own advice: no-answer and busy are worth trying again, failed once, a voicemail or an empty wallet never. What
-- rang nobody (absent, undialled) is tried again soon.
create function private.default_retry_policy() returns jsonb
language sql immutable set search_path = '' as $$
  select '{"no_answer": {"max_retries": 3, "minutes": [30, 60, 120]}, "busy": {"max_retries": 3, "minutes": [30, 60, 120]},
    "failed": {"max_retries": 1, "minutes": [60]}, "voicemail": {"max_retries": 0, "minutes": []},
    "absent": {"max_retries": 1, "minutes": [1]}, "undialled": {"max_retries": 3, "minutes": [10]},
    "max_attempts": 6}'::jsonb
$$;
revoke all on function private.default_retry_policy() from public;

-- 10_organizations/enter_organization.sql

-- The first question of every request, and the only one before its own work: may this user ask now, and what are they here.
-- Answers outcome `wait` with the seconds until it makes sense to ask again, `unknown` for a stranger and for a missing slug alike, or
-- `entered` with the organisation as my_organization tells it. Guessing slugs costs tokens too; an organisation's bookings are
-- counted only for who may book there.
create function private.take_request_tokens(p_slug text, p_kind public.request_kind) returns integer
language plpgsql security definer set search_path = '' as $$
declare
  actor constant uuid := auth.uid();
  booked_in uuid;
  seconds integer := private.take_token(actor, 'any');
begin
  if seconds = 0 and p_kind = 'dial' then
    seconds := private.take_token(actor, 'dial');
  elsif seconds = 0 and p_kind = 'booking' then
    select o.id into booked_in
    from public.organizations o
    join public.memberships m on m.org_id = o.id and m.user_id = actor and m.role in ('admin', 'member')
    where o.slug = p_slug;
    if found then
      seconds := private.take_token(booked_in, 'booking');
    end if;
  end if;
  return seconds;
end $$;
revoke all on function private.take_request_tokens(text, public.request_kind) from public;
grant execute on function private.take_request_tokens(text, public.request_kind) to authenticated;

create function public.enter_organization(p_slug text, p_kind public.request_kind default 'any') returns jsonb
language plpgsql set search_path = '' as $$
declare
  seconds constant integer := private.take_request_tokens(p_slug, p_kind);
begin
  if seconds > 0 then
    return jsonb_build_object('outcome', 'wait', 'seconds', seconds);
  end if;
  return coalesce(
    (select jsonb_build_object('outcome', 'entered', 'organization', to_jsonb(o)) from public.my_organization(p_slug) o),
    jsonb_build_object('outcome', 'unknown'));
end $$;
revoke all on function public.enter_organization(text, public.request_kind) from public, anon, authenticated, service_role;
grant execute on function public.enter_organization(text, public.request_kind) to authenticated;

-- 10_organizations/finish_idempotent_request.sql

-- Keeps the first answer to p_actor's key. An answer that is kept already stays.
create function public.finish_idempotent_request(
  p_org_id uuid, p_actor uuid, p_key text, p_status_code integer, p_response_enc text
) returns void
language sql security definer set search_path = '' as $$
  update public.idempotency_keys k set status_code = p_status_code, response_enc = p_response_enc
  where k.org_id = p_org_id and k.user_id = p_actor and k.idempotency_key = p_key and k.status_code is null
$$;
revoke all on function public.finish_idempotent_request(uuid, uuid, text, integer, text)
  from public, anon, authenticated, service_role;
grant execute on function public.finish_idempotent_request(uuid, uuid, text, integer, text) to service_role;

-- 10_organizations/invite_member.sql

-- Asks somebody to join, for 14 days; asking again begins anew, with the role of the last time. The answer is the same whether the
-- address has an account or not. Gives the invitation's id. Errors: 42501 for anybody but an admin, 23514 for what is no address,
-- and beyond 100 invitations, open or just accepted.
create function private.invite_member(p_org_id uuid, p_email text, p_role public.member_role) returns uuid
language plpgsql security definer set search_path = '' as $$
declare
  address constant text := lower(btrim(p_email));
  invitation_id uuid;
begin
  perform private.require_admin(p_org_id);
  perform from public.organizations o where o.id = p_org_id for no key update;
  delete from public.invitations i
  where i.org_id = p_org_id and (i.expires_at <= private.current_time() or i.email = address);
  if (select count(*) from public.invitations i where i.org_id = p_org_id) >= 100 then
    raise exception 'the organisation has 100 invitations: revoke some, or wait until they expire' using errcode = '23514';
  end if;
  insert into public.invitations (org_id, email, role, invited_by)
  values (p_org_id, address, p_role, auth.uid()) returning id into invitation_id;
  return invitation_id;
end $$;
revoke all on function private.invite_member(uuid, text, public.member_role) from public;
grant execute on function private.invite_member(uuid, text, public.member_role) to authenticated;

create function public.invite_member(p_org_id uuid, p_email text, p_role public.member_role) returns uuid
language sql set search_path = '' as $$
  select private.invite_member(p_org_id, p_email, p_role)
$$;
revoke all on function public.invite_member(uuid, text, public.member_role) from public, anon, authenticated, service_role;
grant execute on function public.invite_member(uuid, text, public.member_role) to authenticated;

-- 10_organizations/my_invitations.sql

-- The open invitations to the caller's own address, once they have shown that it is theirs. The address is that of their row in
-- auth.users: a token may still carry one that they have given up.
create function private.my_invitations()
returns table (id uuid, slug text, name text, role public.member_role, expires_at timestamptz)
language sql stable security definer set search_path = '' as $$
  select i.id, o.slug, o.name, i.role, i.expires_at
  from auth.users u
  join public.invitations i on i.email = lower(u.email)
  join public.organizations o on o.id = i.org_id
  where u.id = (select auth.uid()) and u.email_confirmed_at is not null
    and i.accepted_at is null and i.expires_at > private.current_time()
  order by i.created_at, i.id
$$;
revoke all on function private.my_invitations() from public;
grant execute on function private.my_invitations() to authenticated;

create function public.my_invitations()
returns table (id uuid, slug text, name text, role public.member_role, expires_at timestamptz)
language sql stable set search_path = '' as $$
  select i.id, i.slug, i.name, i.role, i.expires_at from private.my_invitations() i
$$;
revoke all on function public.my_invitations() from public, anon, authenticated, service_role;
grant execute on function public.my_invitations() to authenticated;

-- 10_organizations/my_organization.sql

-- The organisation behind a slug together with the caller's role in it: no row for a stranger and for a missing slug.
-- calling_paused_reason: of all calling, or of the organisation's.
create function public.my_organization(p_slug text)
returns table (id uuid, slug text, name text, time_zone text, max_concurrent_calls integer,
  calling_paused_reason text, allowed_number_kinds text[], role public.member_role)
language sql stable set search_path = '' as $$
  select o.id, o.slug, o.name, o.time_zone, o.max_concurrent_calls, coalesce(private.all_calling_paused(), o.calling_paused_reason),
    o.allowed_number_kinds, m.role
  from public.organizations o
  join public.memberships m on m.org_id = o.id and m.user_id = (select auth.uid())
  where o.slug = p_slug
$$;
revoke all on function public.my_organization(text) from public, anon, authenticated, service_role;
grant execute on function public.my_organization(text) to authenticated;

-- 10_organizations/remove_agent.sql

-- Removes an agent that has no calls and no rules. Errors: 42501 for anybody but an admin, PT404 when the organisation has no
-- such agent, 23503 when something goes by it: make it inactive instead.
create function private.remove_agent(p_org_id uuid, p_agent_id uuid) returns void
language plpgsql security definer set search_path = '' as $$
begin
  perform private.require_admin(p_org_id);
  delete from public.agents a where a.id = p_agent_id and a.org_id = p_org_id;
  if not found then
    raise exception 'the organisation has no such agent' using errcode = 'PT404';
  end if;
end $$;
revoke all on function private.remove_agent(uuid, uuid) from public;
grant execute on function private.remove_agent(uuid, uuid) to authenticated;

create function public.remove_agent(p_org_id uuid, p_agent_id uuid) returns void
language sql set search_path = '' as $$
  select private.remove_agent(p_org_id, p_agent_id)
$$;
revoke all on function public.remove_agent(uuid, uuid) from public, anon, authenticated, service_role;
grant execute on function public.remove_agent(uuid, uuid) to authenticated;

-- 10_organizations/remove_member.sql

-- Takes a member out of the organisation; what they have booked stays. Errors: 42501 for anybody but an admin, PT404 when there
-- is no such member, 23514 for the last admin.
create function private.remove_member(p_org_id uuid, p_user_id uuid) returns void
language plpgsql security definer set search_path = '' as $$
begin
  perform private.require_admin(p_org_id);
  delete from public.memberships m where m.org_id = p_org_id and m.user_id = p_user_id;
  if not found then
    raise exception 'the organisation has no such member' using errcode = 'PT404';
  end if;
end $$;
revoke all on function private.remove_member(uuid, uuid) from public;
grant execute on function private.remove_member(uuid, uuid) to authenticated;

create function public.remove_member(p_org_id uuid, p_user_id uuid) returns void
language sql set search_path = '' as $$
  select private.remove_member(p_org_id, p_user_id)
$$;
revoke all on function public.remove_member(uuid, uuid) from public, anon, authenticated, service_role;
grant execute on function public.remove_member(uuid, uuid) to authenticated;

-- 10_organizations/require_admin.sql

-- Raises 42501 unless the caller is an admin of the organisation: to a stranger the same as to its other members, so that nobody
-- learns which organisations there are.
create function private.require_admin(p_org_id uuid) returns void
language plpgsql stable security definer set search_path = '' as $$
begin
  if private.role_of(p_org_id, auth.uid()) is distinct from 'admin' then
    raise exception 'this needs an admin of the organisation' using errcode = '42501';
  end if;
end $$;
revoke all on function private.require_admin(uuid) from public;

-- 10_organizations/revoke_invitation.sql

-- Takes an invitation back. Errors: 42501 for anybody but an admin, PT404 when the organisation has no such invitation.
create function private.revoke_invitation(p_org_id uuid, p_invitation_id uuid) returns void
language plpgsql security definer set search_path = '' as $$
begin
  perform private.require_admin(p_org_id);
  delete from public.invitations i where i.id = p_invitation_id and i.org_id = p_org_id;
  if not found then
    raise exception 'the organisation has no such invitation' using errcode = 'PT404';
  end if;
end $$;
revoke all on function private.revoke_invitation(uuid, uuid) from public;
grant execute on function private.revoke_invitation(uuid, uuid) to authenticated;

create function public.revoke_invitation(p_org_id uuid, p_invitation_id uuid) returns void
language sql set search_path = '' as $$
  select private.revoke_invitation(p_org_id, p_invitation_id)
$$;
revoke all on function public.revoke_invitation(uuid, uuid) from public, anon, authenticated, service_role;
grant execute on function public.revoke_invitation(uuid, uuid) to authenticated;

-- 10_organizations/role_of.sql

-- Anybody's role, for the functions that check a caller or an actor. Granted to nobody.
create function private.role_of(p_org_id uuid, p_user_id uuid) returns public.member_role
language sql stable security definer set search_path = '' as $$
  select m.role from public.memberships m where m.org_id = p_org_id and m.user_id = p_user_id
$$;
revoke all on function private.role_of(uuid, uuid) from public;

-- 10_organizations/save_agent.sql

-- Makes an agent of the organisation (p_agent_id null), or changes of one the fields that are sent: name, bolna_agent_id,
-- from_number, is_active. Gives its id. Errors: 42501 for anybody but an admin, PT404 when the organisation has no such agent,
-- 22023 for another field, 23502 and 23514 for a value out of bounds.
create function private.save_agent(p_org_id uuid, p_agent_id uuid, p_agent jsonb) returns uuid
language plpgsql security definer set search_path = '' as $$
declare
  a public.agents;
begin
  perform private.require_admin(p_org_id);
  perform private.refuse_unknown_fields(p_agent, array['name', 'bolna_agent_id', 'from_number', 'is_active']);
  if p_agent_id is null then
    a.is_active := true;
    a := jsonb_populate_record(a, p_agent);
    insert into public.agents (org_id, name, bolna_agent_id, from_number, is_active)
    values (p_org_id, a.name, a.bolna_agent_id, a.from_number, a.is_active) returning id into p_agent_id;
    return p_agent_id;
  end if;
  select c.* into a from public.agents c where c.id = p_agent_id and c.org_id = p_org_id for no key update;
  if not found then
    raise exception 'the organisation has no such agent' using errcode = 'PT404';
  end if;
  a := jsonb_populate_record(a, p_agent);
  update public.agents c
  set name = a.name, bolna_agent_id = a.bolna_agent_id, from_number = a.from_number, is_active = a.is_active
  where c.id = p_agent_id;
  return p_agent_id;
end $$;
revoke all on function private.save_agent(uuid, uuid, jsonb) from public;
grant execute on function private.save_agent(uuid, uuid, jsonb) to authenticated;

create function public.save_agent(p_org_id uuid, p_agent jsonb, p_agent_id uuid default null) returns uuid
language sql set search_path = '' as $$
  select private.save_agent(p_org_id, p_agent_id, p_agent)
$$;
revoke all on function public.save_agent(uuid, jsonb, uuid) from public, anon, authenticated, service_role;
grant execute on function public.save_agent(uuid, jsonb, uuid) to authenticated;

-- 10_organizations/take_token.sql

-- Takes one token from the owner's bucket of this kind. Answers 0, or how many seconds until there is one: then nothing was
-- taken, so that who asks again and again does not wait longer for it. Users have rows of their own and wait for nobody; an
-- organisation's row is held for the moment of one statement.
create function private.take_token(p_owner uuid, p_kind public.request_kind) returns integer
language plpgsql security definer set search_path = '' as $$
declare
  moment constant timestamptz := private.current_time();
  one_token interval;
  all_tokens interval;
begin
  select make_interval(secs => (1 / l.per_second)::float8), make_interval(secs => (l.burst / l.per_second)::float8)
  into one_token, all_tokens
  from private.request_limits l where l.kind = p_kind;
  if not found then
    return 0;
  end if;

  insert into private.request_buckets as b (owner, kind, full_at) values (p_owner, p_kind, moment + one_token)
  on conflict (owner, kind) do update set full_at = greatest(b.full_at, moment) + one_token
  where greatest(b.full_at, moment) + one_token <= moment + all_tokens;
  if found then
    return 0;
  end if;
  return (
    select greatest(1, ceil(extract(epoch from b.full_at + one_token - all_tokens - moment)))
    from private.request_buckets b where b.owner = p_owner and b.kind = p_kind
  );
end $$;
revoke all on function private.take_token(uuid, public.request_kind) from public;

-- 20_audit/0_actor_kind.sql

-- Who made a change: a signed-in user, the service role, or somebody with the database's own password.
create type public.actor_kind as enum ('user', 'service', 'operator');

-- 20_audit/0_audit_action.sql

create type public.audit_action as enum ('insert', 'update', 'delete');

-- 20_audit/0_refuse_audit_change.sql

-- Append-only for everybody, the service role and the owner too. What is older than the trail is kept may be deleted, and
-- nothing else: the guard looks at the row, not at who asks.
create function private.refuse_audit_change() returns trigger
language plpgsql set search_path = '' as $$
begin
  if tg_op = 'DELETE' and old.occurred_at < private.kept_since('audit_log') then
    return old;
  end if;
  raise exception 'audit_log is append-only: % is refused', lower(tg_op) using errcode = '42501';
end $$;
revoke all on function private.refuse_audit_change() from public;

-- 20_audit/0_retained.sql

-- What grows, and is kept for as long as private.retention says. calls: those booked by hand that are over.
create type public.retained as enum (
  'audit_log', 'call_events', 'unknown_events', 'crm_outbox', 'calls', 'removed_contacts', 'contact_syncs',
  'idempotency_keys', 'invitations', 'request_buckets', 'call_looks', 'sweep_runs', 'cron_runs');

-- 20_audit/0_retention.sql

-- How long what grows is kept: the one list, and the operator's settings. keep null: for ever. Rows are deleted by cron, at
-- most `batch` at a time. It stands before the audit trail, whose guard asks it.
create table private.retention (
  name public.retained primary key,
  keep interval check (keep >= interval '1 hour'),
  batch integer not null default 1000 check (batch between 1 and 10000),
  -- The audit trail is kept longest, and never less than a quarter of a year.
  check (name <> 'audit_log' or keep is null or keep >= interval '90 days')
);
alter table private.retention enable row level security;

-- Whatever is older than this of that name may go; null: nothing may.
create function private.kept_since(p_name public.retained) returns timestamptz
language sql stable security definer set search_path = '' as $$
  select private.current_time() - r.keep from private.retention r where r.name = p_name
$$;
revoke all on function private.kept_since(public.retained) from public, anon, authenticated, service_role;

-- 20_audit/1_audit_log.sql

-- Every change leaves a row here, in the same transaction, and no row ever changes again.
create table public.audit_log (
  id bigint generated always as identity primary key,
  -- No foreign key: the trail outlives what it tells of.
  org_id uuid,
  occurred_at timestamptz not null default private.current_time(),
  actor_id uuid,
  actor_kind public.actor_kind not null,
  action public.audit_action not null,
  table_name text not null check (char_length(table_name) <= 100),
  row_id text not null check (char_length(row_id) <= 200),
  -- insert and delete: column -> value; update: column -> [old, new]. Private columns say only that they were there.
  changes jsonb not null
);
create index audit_log_org_id_idx on public.audit_log (org_id, id desc);
create index audit_log_occurred_at_idx on public.audit_log (occurred_at);
create index audit_log_row_id_idx on public.audit_log (row_id);

create trigger audit_log_append_only before update or delete on public.audit_log
  for each row execute function private.refuse_audit_change();
create trigger audit_log_no_truncate before truncate on public.audit_log
  for each statement execute function private.refuse_audit_change();

alter table public.audit_log enable row level security;
grant select on public.audit_log to authenticated, service_role;

create policy audit_log_read on public.audit_log for select to authenticated
  using (org_id in (select private.my_org_ids_as('admin')));

-- 20_audit/write_audit_row.sql

-- Arguments: the column that names the organisation, the column that names the row, then columns whose values are
-- private (phones, names). Guarantee: an audited table cannot change without its audit row, since both are one
-- transaction; and no private value is written.
create function private.write_audit_row() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  old_row jsonb := case when tg_op <> 'INSERT' then to_jsonb(old) else '{}' end;
  new_row jsonb := case when tg_op <> 'DELETE' then to_jsonb(new) else '{}' end;
  some_row jsonb := case when tg_op = 'DELETE' then old_row else new_row end;
  private_columns text[] := tg_argv[2:];
  actor uuid := coalesce(nullif(current_setting('app.actor_id', true), '')::uuid, auth.uid());
  changed jsonb;
begin
  select coalesce(jsonb_object_agg(c.key, case
      when c.key = any (private_columns) then '"private"'::jsonb
      when tg_op = 'UPDATE' then jsonb_build_array(old_row -> c.key, new_row -> c.key)
      else c.value
    end), '{}')
  into changed
  from jsonb_each(some_row) c
  where c.key not in ('created_at', 'updated_at', 'dial_after')
    and case when tg_op = 'UPDATE' then old_row -> c.key is distinct from c.value else c.value <> 'null' end;

  if tg_op = 'UPDATE' and changed = '{}' then
    return null;
  end if;

  insert into public.audit_log (org_id, actor_id, actor_kind, action, table_name, row_id, changes)
  values (
    (some_row ->> tg_argv[0])::uuid,
    actor,
    case
      when actor is not null then 'user'::public.actor_kind
      when current_setting('role', true) = 'service_role' then 'service'
      else 'operator'
    end,
    lower(tg_op)::public.audit_action, tg_table_name, some_row ->> tg_argv[1], changed
  );
  return null;
end $$;
revoke all on function private.write_audit_row() from public;

create trigger organizations_audit after insert or update or delete on public.organizations
  for each row execute function private.write_audit_row('id', 'id');
create trigger memberships_audit after insert or update or delete on public.memberships
  for each row execute function private.write_audit_row('org_id', 'user_id');
create trigger agents_audit after insert or update or delete on public.agents
  for each row execute function private.write_audit_row('org_id', 'id', 'from_number');
create trigger invitations_audit after insert or update or delete on public.invitations
  for each row execute function private.write_audit_row('org_id', 'id', 'email');

-- 30_workers/1_scheduler.sql

-- The doorbell: pg_cron ticks, and only when there is work does pg_net ring the sweep function. The ring carries no data;
-- losing or repeating it is harmless.
create table private.scheduler (
  only_row boolean primary key default true check (only_row),
  enabled boolean not null default false,
  interval_seconds integer not null default 10 check (interval_seconds between 1 and 3600),
  -- The kill switch over all organisations; null while calling is on. Checked inside the claim.
  calling_paused_reason text check (char_length(calling_paused_reason) between 1 and 1000),
  updated_at timestamptz not null default private.current_time()
);

create trigger scheduler_touch before update on private.scheduler
  for each row execute function private.touch_updated_at();
create trigger scheduler_audit after update on private.scheduler
  for each row execute function private.write_audit_row('org_id', 'only_row');

alter table private.scheduler enable row level security;

-- 30_workers/1_sweep_runs.sql

-- Heartbeat: one row per pass of a sweep.
create table private.sweep_runs (
  id bigint generated always as identity primary key,
  worker text not null check (char_length(worker) between 1 and 200),
  started_at timestamptz not null default private.current_time(),
  finished_at timestamptz,
  counts jsonb check (pg_column_size(counts) <= 4096)
);
create index sweep_runs_started_at_idx on private.sweep_runs (started_at);

alter table private.sweep_runs enable row level security;

-- 30_workers/1_sync_schedule.sql

-- When the sync function is rung, by pg_cron and pg_net as the sweep is.
create table private.sync_schedule (
  only_row boolean primary key default true check (only_row),
  enabled boolean not null default false,
  interval_minutes integer not null default 60 check (interval_minutes between 1 and 1440),
  updated_at timestamptz not null default private.current_time()
);

create trigger sync_schedule_touch before update on private.sync_schedule
  for each row execute function private.touch_updated_at();
create trigger sync_schedule_audit after update on private.sync_schedule
  for each row execute function private.write_audit_row('org_id', 'only_row');

alter table private.sync_schedule enable row level security;

-- 30_workers/all_calling_paused.sql

-- Why nothing is dialled for anybody; null while calling is on.
create function private.all_calling_paused() returns text
language sql stable security definer set search_path = '' as $$
  select c.calling_paused_reason from private.scheduler c
$$;
revoke all on function private.all_calling_paused() from public;
-- The API says why nothing is dialled.
grant execute on function private.all_calling_paused() to authenticated;

-- 30_workers/begin_sweep.sql

-- Begins a pass: writes the heartbeat, turns leases that ran out into unknown, and flags what is past its deadline. A dead
-- worker may have reached Bolna, so its claims are never simply due again. interval_seconds is how often the tick comes.
-- Guarantee: once a pass has begun, no attempt is live and unflagged after its deadline (attempt_deadline), whatever its
-- following does; and one attempt that cannot be written keeps no other from it.
create function public.begin_sweep(p_worker text) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  sweep_id bigint;
  dead record;
  late record;
  t public.call_attempts;
  expired integer := 0;
begin
  insert into private.sweep_runs (worker) values (p_worker) returning id into sweep_id;
  for dead in
    select a.id from public.call_attempts a
    where a.state = 'placing' and a.lease_expires_at <= private.current_time()
    order by a.lease_expires_at, a.id
  loop
    begin
      -- A pass beside this one, or the worker itself, may have been faster.
      t := private.lock_attempt(dead.id);
      if t.state = 'placing' and (public.record_call_unknown(dead.id, null, 'worker_died',
        'The worker that placed this call stopped before it could write down Bolna''s answer.') ->> 'recorded')::boolean
      then
        expired := expired + 1;
      end if;
    exception when others then
      raise log 'call scheduler: the expired lease of attempt % could not be ended (%)', dead.id, sqlstate;
    end;
  end loop;
  for late in
    select a.id, a.state from public.call_attempts a
    join public.call_schedules s on s.id = a.schedule_id and not s.attention
    where a.state <> 'ended' and a.claimed_at <= private.current_time() - interval '12 minutes'
      and private.attempt_deadline(a) <= private.current_time()
    order by a.claimed_at, a.id
  loop
    begin
      if late.state = 'placed' then
        perform public.flag_attention(late.id, 'end_unreadable',
          'This call must be over by now, and how it ended could not be read or written down. Find out, then settle it by hand.');
      else
        perform public.flag_attention(late.id, 'outcome_unknown',
          'Nobody knows yet whether this call was made: Bolna gave no clear answer and could not be asked. Find out, then settle it by hand.');
      end if;
    exception when others then
      raise log 'call scheduler: attempt % is past its deadline and could not be flagged (%)', late.id, sqlstate;
    end;
  end loop;
  return jsonb_build_object('sweep_id', sweep_id, 'expired_leases', expired,
    'interval_seconds', (select c.interval_seconds from private.scheduler c));
end $$;
revoke all on function public.begin_sweep(text) from public, anon, authenticated, service_role;
grant execute on function public.begin_sweep(text) to service_role;

-- 30_workers/configure_call_scheduler.sql

-- Sets the schedule of the scheduler. Can be run again at any time; the last call wins.
--   interval_seconds: 1..59, or a whole number of minutes up to 3600. pg_cron older than 1.5 knows minutes only: there a
--   shorter interval becomes one minute, said by a warning, and the sweep stays on to place calls on time.
--   enabled => false stops the ticking; what is already placed is still followed by its webhooks, but nobody looks for a
--   webhook that is lost. To stop dialling alone: pause_all_calling.
create function public.configure_call_scheduler(enabled boolean default true, interval_seconds integer default 10)
returns text
language plpgsql security definer set search_path = '' as $$
declare
  every text;
begin
  if enabled is null then
    raise exception 'enabled must be true or false' using errcode = '22023';
  elsif interval_seconds is null or interval_seconds not between 1 and 3600
    or (interval_seconds >= 60 and interval_seconds % 60 <> 0) then
    raise exception 'interval_seconds must be 1 to 59, or 60, 120, … 3600; got %', interval_seconds
      using errcode = '22023';
  end if;

  if to_regnamespace('cron') is null then
    raise exception 'pg_cron is not installed in this database: enable it, then run this again' using errcode = '55000';
  end if;

  update private.scheduler s
  set enabled = configure_call_scheduler.enabled, interval_seconds = configure_call_scheduler.interval_seconds
  where s.only_row;

  if not enabled then
    perform cron.unschedule(j.jobid) from cron.job j
    where j.jobname in ('call-scheduler-tick', 'call-scheduler-prune');
    return 'off';
  end if;

  every := case
    when interval_seconds = 3600 then '0 * * * *'
    when interval_seconds = 60 then '* * * * *'
    when interval_seconds > 60 then format('*/%s * * * *', interval_seconds / 60)
    else format('%s seconds', interval_seconds)
  end;
  begin
    perform cron.schedule('call-scheduler-tick', every, 'select private.ring_sweep_if_needed()');
  exception when others then
    if interval_seconds >= 60 then
      raise;
    end if;
    raise warning 'this pg_cron knows minutes only: the scheduler ticks once a minute';
    every := '* * * * *';
    update private.scheduler s set interval_seconds = 60 where s.only_row;
    perform cron.schedule('call-scheduler-tick', every, 'select private.ring_sweep_if_needed()');
  end;
  perform cron.schedule('call-scheduler-prune', '*/10 * * * *', 'select private.prune_history()');
  return every;
end $$;
revoke all on function public.configure_call_scheduler(boolean, integer) from public, anon, authenticated, service_role;
grant execute on function public.configure_call_scheduler(boolean, integer) to service_role;

-- 30_workers/configure_hubspot_sync.sql

-- Sets how often contacts are read from HubSpot. Can be run again at any time; the last call wins. interval_minutes: 1 to
-- 1440. pg_cron looks for work once a minute: what is asked for by hand, unfinished or to be written back does not wait for
-- the interval. enabled => false stops the looking; what is asked for by hand is still done.
create function public.configure_hubspot_sync(enabled boolean default true, interval_minutes integer default 60)
returns text
language plpgsql security definer set search_path = '' as $$
begin
  if enabled is null then
    raise exception 'enabled must be true or false' using errcode = '22023';
  elsif interval_minutes is null or interval_minutes not between 1 and 1440 then
    raise exception 'interval_minutes must be 1 to 1440; got %', interval_minutes using errcode = '22023';
  elsif to_regnamespace('cron') is null then
    raise exception 'pg_cron is not installed in this database: enable it, then run this again' using errcode = '55000';
  end if;
  update private.sync_schedule s
  set enabled = configure_hubspot_sync.enabled, interval_minutes = configure_hubspot_sync.interval_minutes
  where s.only_row;
  update public.hubspot_connections c
  set next_sync_at = least(c.next_sync_at, c.synced_until + make_interval(mins => configure_hubspot_sync.interval_minutes))
  where c.synced_until is not null;
  if not enabled then
    perform cron.unschedule(j.jobid) from cron.job j where j.jobname = 'hubspot-sync-tick';
    return 'off';
  end if;
  perform cron.schedule('hubspot-sync-tick', '* * * * *', 'select private.ring_sync_if_needed()');
  return format('every %s minutes', interval_minutes);
end $$;
revoke all on function public.configure_hubspot_sync(boolean, integer) from public, anon, authenticated, service_role;
grant execute on function public.configure_hubspot_sync(boolean, integer) to service_role;

-- 30_workers/finish_sweep.sql

-- Ends a pass. Only a pass that got this far counts as a sign of life.
create function public.finish_sweep(p_sweep_id bigint, p_counts jsonb) returns void
language sql security definer set search_path = '' as $$
  update private.sweep_runs r set finished_at = private.current_time(), counts = p_counts where r.id = p_sweep_id
$$;
revoke all on function public.finish_sweep(bigint, jsonb) from public, anon, authenticated, service_role;
grant execute on function public.finish_sweep(bigint, jsonb) to service_role;

-- 30_workers/has_work.sql

-- Is there anything a sweep could do within the given seconds: a call due that a claim could take (not one that waits for
-- a free line or for its number), a call to follow up, a lease run out, a
-- pause that waits for a key.
-- min() rather than exists(): the kept plan does not know how few rows `<= horizon` leaves, and then reads the table.
create function private.has_work(p_within_seconds numeric) returns boolean
language plpgsql stable security definer set search_path = '' as $$
declare
  now_is constant timestamptz := private.current_time();
begin
  if (select min(t.next_check_at) from public.call_attempts t where t.state in ('placed', 'unknown')) <= now_is
    or (select min(t.lease_expires_at) from public.call_attempts t where t.state = 'placing') <= now_is then
    return true;
  end if;
  -- The sweep lifts such a pause when the key is right again.
  if exists (
    select from public.organizations o where o.calling_paused_code in ('phone_key_wrong', 'phone_key_missing')
  ) then
    return true;
  end if;
  -- Most ticks end here, at one look into call_schedules_tick_idx.
  return coalesce((
    select min(s.dial_after) from public.call_schedules s
    where s.dial_after is not null and s.attempt_count >= 0
  ) <= now_is + make_interval(secs => p_within_seconds), false)
    and public.next_call_due_at(p_within_seconds) is not null;
end $$;
revoke all on function private.has_work(numeric) from public;

-- 30_workers/hubspot_health.sql

-- What an operator asks of HubSpot: does it tick, is each organisation's connection well, does what is to be written arrive.
-- Read by `deno task doctor` and by monitoring.
--   enabled, interval_minutes: as set by configure_hubspot_sync.
--   cron_job: its schedule and the last run of the tick with status, message and age; null without pg_cron or job.
--   can_ring: Vault holds what the tick rings with.
--   connections: of each connected organisation its slug, state and state_detail as the last reading or test left them,
--     last_read_seconds_ago (since the latest complete reading began; null: there was none), and of its entries to be
--     written back how many are waiting, how old the oldest of those is, and how many are dead.
create function public.hubspot_health() returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  -- Dynamic, because the extensions may be absent.
  find_secrets constant text := $vault$
    select bool_or(s.name = 'call_scheduler_secret_key') and bool_or(s.name <> 'call_scheduler_secret_key')
    from vault.decrypted_secrets s
    where s.name in ('call_scheduler_sync_url', 'call_scheduler_sweep_url', 'call_scheduler_secret_key')
      and s.decrypted_secret <> ''
  $vault$;
  cron_job jsonb;
  can_ring boolean := false;
begin
  if to_regclass('cron.job') is not null then
    execute $cron$
      select jsonb_build_object('schedule', j.schedule, 'active', j.active, 'last_status', d.status,
        'last_message', d.return_message,
        'last_run_seconds_ago', round(extract(epoch from private.current_time() - d.start_time), 1))
      from cron.job j
      left join lateral (
        select r.status, r.return_message, r.start_time from cron.job_run_details r
        where r.jobid = j.jobid and r.start_time is not null order by r.runid desc limit 1
      ) d on true
      where j.jobname = 'hubspot-sync-tick'
    $cron$ into cron_job;
  end if;
  if to_regclass('vault.decrypted_secrets') is not null then
    execute find_secrets into can_ring;
  end if;
  return (
    select jsonb_build_object('enabled', s.enabled, 'interval_minutes', s.interval_minutes, 'cron_job', cron_job,
      'can_ring', coalesce(can_ring, false),
      'connections', (
        select coalesce(jsonb_agg(jsonb_build_object('org_id', c.org_id, 'org_slug', o.slug, 'state', c.state,
          'state_detail', c.state_detail,
          'last_read_seconds_ago', round(extract(epoch from private.current_time() - c.synced_until)),
          'waiting', outbox.waiting, 'oldest_waiting_seconds', outbox.oldest_seconds, 'dead', outbox.dead)
          order by o.slug), '[]')
        from public.hubspot_connections c
        join public.organizations o on o.id = c.org_id
        cross join lateral (
          select count(*) filter (where e.state <> 'dead') as waiting, count(*) filter (where e.state = 'dead') as dead,
            round(extract(epoch from private.current_time() - min(e.created_at) filter (where e.state <> 'dead')))
              as oldest_seconds
          from public.crm_outbox e
          where e.org_id = c.org_id and e.state <> 'sent'
        ) outbox
        where c.removed_at is null))
    from private.sync_schedule s
  );
end $$;
revoke all on function public.hubspot_health() from public, anon, authenticated, service_role;
grant execute on function public.hubspot_health() to service_role;

-- 30_workers/is_stalled.sql

-- The heartbeat, as an organisation sees it.

-- Has dialling stalled for this organisation: one of its calls that a claim could take (a line and its number are free) has
-- waited for over a minute beyond the tick, and no pass was completed in that time. Tells nothing but that, and only to
-- its members: when passes are made depends on other organisations' calls too.
create function private.is_stalled(p_org_id uuid) returns boolean
language sql stable security definer set search_path = '' as $$
  select exists (
    select from private.scheduler c
    cross join lateral (
      select private.current_time() - c.interval_seconds * interval '1 second' - interval '60 seconds' as longest
    ) patience
    where p_org_id in (select private.my_org_ids())
      and coalesce((select r.finished_at from private.sweep_runs r where r.finished_at is not null order by r.id desc limit 1),
        '-infinity') < patience.longest
      and exists (select from private.claimable_organizations o where o.id = p_org_id)
      and exists (
        select from private.claimable_calls k
        -- A call booked or let go just now has not waited, whatever its time.
        where k.org_id = p_org_id and greatest(k.dial_after, k.updated_at) <= patience.longest
      )
  )
$$;
revoke all on function private.is_stalled(uuid) from public;
grant execute on function private.is_stalled(uuid) to authenticated;

-- 30_workers/pause_all_calling.sql

-- Stops all dialling of all organisations at once, for the reason given; null lets it go on. Calls that Bolna already
-- has are followed to their end. For an operator: `select public.pause_all_calling('Bolna outage')`.
create function public.pause_all_calling(p_reason text) returns void
language sql security definer set search_path = '' as $$
  update private.scheduler c set calling_paused_reason = p_reason where c.only_row
$$;
revoke all on function public.pause_all_calling(text) from public, anon, authenticated, service_role;
grant execute on function public.pause_all_calling(text) to service_role;

-- 30_workers/prune_history.sql

-- Deletes one batch of what is kept no longer (private.retention), and says how many rows went. Oldest first; nothing of a
-- call that is not over.
create function private.prune_batch(p_name public.retained) returns integer
language plpgsql security definer set search_path = '' as $$
declare
  old_until constant timestamptz := private.kept_since(p_name);
  batch constant integer := (select r.batch from private.retention r where r.name = p_name);
  pruned integer := 0;
begin
  if old_until is null then
    return 0;
  end if;
  case p_name
    when 'audit_log' then
      delete from public.audit_log a where a.id in (
        select o.id from public.audit_log o where o.occurred_at < old_until order by o.occurred_at limit batch);
    when 'call_events' then
      delete from public.call_events e where e.id in (
        select o.id from public.call_events o
        where o.received_at < old_until and o.attempt_id is not null and exists (
          select from public.call_attempts t where t.id = o.attempt_id and t.state = 'ended' and t.ended_at < old_until)
        order by o.received_at limit batch);
    when 'unknown_events' then
      delete from public.call_events e where e.id in (
        select o.id from public.call_events o where o.received_at < old_until and o.attempt_id is null
        order by o.received_at limit batch);
    when 'crm_outbox' then
      delete from public.crm_outbox e where e.id in (
        select o.id from public.crm_outbox o where o.state = 'sent' and o.sent_at < old_until order by o.sent_at limit batch);
    when 'calls' then
      delete from public.call_schedules s where s.id in (
        select o.id from public.call_schedules o
        where o.call_status in ('completed', 'failed', 'cancelled') and o.updated_at < old_until and not o.attention
          -- A rule's call is what keeps the rule from calling for the same check-up again: it stays.
          and o.occasion is null
          and not exists (select from public.call_attempts t where t.schedule_id = o.id and t.state <> 'ended')
          and not exists (select from public.crm_outbox e where e.schedule_id = o.id and e.state <> 'sent')
        limit batch);
    when 'removed_contacts' then
      delete from public.contacts c where c.id in (
        select o.id from public.contacts o where o.removed_at < old_until limit batch);
    when 'contact_syncs' then
      delete from public.contact_syncs r where r.id in (
        select o.id from public.contact_syncs o where o.finished_at < old_until order by o.finished_at limit batch);
    when 'idempotency_keys' then
      delete from public.idempotency_keys k where (k.org_id, k.user_id, k.idempotency_key) in (
        select o.org_id, o.user_id, o.idempotency_key from public.idempotency_keys o
        where o.created_at < old_until order by o.created_at limit batch);
    when 'invitations' then
      delete from public.invitations i where i.id in (
        select o.id from public.invitations o where o.expires_at < old_until limit batch);
    when 'request_buckets' then
      delete from private.request_buckets b where (b.owner, b.kind) in (
        select o.owner, o.kind from private.request_buckets o where o.full_at < old_until order by o.full_at limit batch);
    when 'call_looks' then
      delete from private.call_looks l where l.schedule_id in (
        select o.schedule_id from private.call_looks o where o.expires_at < old_until limit batch);
    when 'sweep_runs' then
      delete from private.sweep_runs r where r.id in (
        select o.id from private.sweep_runs o where o.started_at < old_until order by o.started_at limit batch);
    when 'cron_runs' then
      delete from cron.job_run_details d where d.runid in (
        select o.runid from cron.job_run_details o where o.end_time < old_until limit batch);
  end case;
  get diagnostics pruned = row_count;
  return pruned;
end $$;
revoke all on function private.prune_batch(public.retained) from public, anon, authenticated, service_role;

-- What cron runs: up to ten batches of each kind, so that a backlog goes in small steps and no run is long.
create function private.prune_history() returns void
language plpgsql security definer set search_path = '' as $$
declare
  kind record;
begin
  for kind in select r.name, r.batch from private.retention r where r.keep is not null order by r.name loop
    for step in 1..10 loop
      exit when private.prune_batch(kind.name) < kind.batch;
    end loop;
  end loop;
end $$;
revoke all on function private.prune_history() from public;

-- 30_workers/ring_for_near_calls.sql

-- A call that falls due before the next tick rings at once, so that it leaves on time. One ring per statement. A ring
-- that cannot be made never refuses the booking: the next tick finds the call.
create function private.ring_for_near_calls() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if exists (
    select from new_rows s join private.scheduler c on c.enabled
    where s.dial_after <= private.current_time() + make_interval(secs => c.interval_seconds)
  ) then
    perform private.ring_sweep();
  end if;
  return null;
exception when others then
  raise log 'call scheduler: the sweep was not rung for a call due soon (%)', sqlstate;
  return null;
end $$;
revoke all on function private.ring_for_near_calls() from public;

-- 30_workers/ring_for_waiting_calls.sql

-- A line came free: calls of the organisation that waited for it, or need it before the next tick, need not wait for that.
create function private.ring_for_waiting_calls(p_org_id uuid) returns void
language plpgsql security definer set search_path = '' as $$
begin
  if exists (
    select from public.call_schedules s
    join private.scheduler c on c.enabled
    where s.org_id = p_org_id and s.dial_after <= private.current_time() + make_interval(secs => c.interval_seconds)
  ) then
    perform private.ring_sweep();
  end if;
exception when others then
  raise log 'call scheduler: the sweep was not rung for waiting calls (%)', sqlstate;
end $$;
revoke all on function private.ring_for_waiting_calls(uuid) from public;

-- 30_workers/ring_sweep.sql

-- Rings the sweep function through pg_net. The URL and the key come from Vault (call_scheduler_sweep_url,
-- call_scheduler_secret_key), so that neither cron.job nor a log holds them. Error: 55000 when they are not set.
create function private.ring_sweep() returns void
language plpgsql security definer set search_path = '' as $$
declare
  -- Dynamic, because the extensions may be absent where the migrations are only checked.
  find_secret constant text := 'select s.decrypted_secret from vault.decrypted_secrets s where s.name = $1';
  -- The sweep answers at once; one slow answer would hold up pg_net's whole batch, hence the short timeout.
  ring constant text := 'select net.http_post(url := $1, body := $2, headers := $3, timeout_milliseconds := 5000)';
  sweep_url text;
  secret_key text;
begin
  execute find_secret into sweep_url using 'call_scheduler_sweep_url';
  execute find_secret into secret_key using 'call_scheduler_secret_key';
  if sweep_url is null or secret_key is null then
    raise exception 'the sweep cannot be rung: set the Vault secrets call_scheduler_sweep_url and call_scheduler_secret_key'
      using errcode = '55000';
  end if;
  execute ring
    using sweep_url, '{}'::jsonb, jsonb_build_object('Content-Type', 'application/json', 'apikey', secret_key);
end $$;
revoke all on function private.ring_sweep() from public;

-- 30_workers/ring_sweep_if_needed.sql

-- The tick: what pg_cron runs. Looks ahead by one interval, since the sweep stays on for what falls due before the next.
create function private.ring_sweep_if_needed() returns boolean
language plpgsql security definer set search_path = '' as $$
begin
  if not private.has_work((select s.interval_seconds from private.scheduler s)) then
    return false;
  end if;
  perform private.ring_sweep();
  return true;
end $$;
revoke all on function private.ring_sweep_if_needed() from public;

-- 30_workers/ring_sync.sql

-- Rings the sync function through pg_net, for what is due. Its address is that of the sweep with another last part, unless
-- the Vault secret call_scheduler_sync_url says otherwise; the key is the sweep's. Error 55000 when they are not set.
create function private.ring_sync() returns void
language plpgsql security definer set search_path = '' as $$
declare
  find_secret constant text := 'select s.decrypted_secret from vault.decrypted_secrets s where s.name = $1';
  ring constant text := 'select net.http_post(url := $1, body := $2, headers := $3, timeout_milliseconds := 5000)';
  sync_url text;
  sweep_url text;
  secret_key text;
begin
  execute find_secret into sync_url using 'call_scheduler_sync_url';
  execute find_secret into sweep_url using 'call_scheduler_sweep_url';
  execute find_secret into secret_key using 'call_scheduler_secret_key';
  sync_url := coalesce(sync_url, regexp_replace(sweep_url, '/sweep/?$', '/sync'));
  if sync_url is null or secret_key is null then
    raise exception 'the sync cannot be rung: set the Vault secrets call_scheduler_sweep_url and call_scheduler_secret_key'
      using errcode = '55000';
  end if;
  execute ring using sync_url || '?only=due', '{}'::jsonb,
    jsonb_build_object('Content-Type', 'application/json', 'apikey', secret_key);
end $$;
revoke all on function private.ring_sync() from public;

-- 30_workers/ring_sync_again.sql

-- Asks for another round of the sync function, for a worker whose time is over. False when it could not be rung: the next
-- tick finds the same work.
create function public.ring_sync_again() returns boolean
language plpgsql security definer set search_path = '' as $$
begin
  return private.ring_sync_if_needed();
exception when others then
  raise log 'call scheduler: the sync was not rung (%)', sqlstate;
  return false;
end $$;
revoke all on function public.ring_sync_again() from public, anon, authenticated, service_role;
grant execute on function public.ring_sync_again() to service_role;

-- 30_workers/ring_sync_if_needed.sql

-- The tick: what pg_cron runs.
create function private.ring_sync_if_needed() returns boolean
language plpgsql security definer set search_path = '' as $$
begin
  if not private.sync_has_work() then
    return false;
  end if;
  perform private.ring_sync();
  return true;
end $$;
revoke all on function private.ring_sync_if_needed() from public;

-- 30_workers/scheduler_health.sql

-- What an operator asks first: does it tick, does it ring, does it keep up. Read by `deno task doctor` and by monitoring.
--   enabled, interval_seconds: as set by configure_call_scheduler.
--   calling_paused_reason: why all calling is stopped (pause_all_calling), or null.
--   cron_job: its schedule and the last run of the tick with status, message and age; null without pg_cron or job.
--   can_ring: both Vault secrets are there.
--   last_sweep_started_at, last_sweep_finished_at: of the latest pass, and of the latest that was completed; null when
--   there was none within seven days.
--   due_calls, oldest_due_seconds: calls that are due and that no switch holds back, and how long the first of them has
--   waited. Those that wait for a free line or for their number count too.
--   unknown_calls: calls whose fate nobody knows yet.
create function public.scheduler_health() returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  -- Dynamic, because the extensions may be absent.
  find_secrets constant text := $vault$
    select count(distinct s.name) = 2 from vault.decrypted_secrets s
    where s.name in ('call_scheduler_sweep_url', 'call_scheduler_secret_key') and s.decrypted_secret <> ''
  $vault$;
  cron_job jsonb;
  can_ring boolean := false;
begin
  if to_regclass('cron.job') is not null then
    execute $cron$
      select jsonb_build_object('schedule', j.schedule, 'active', j.active, 'last_status', d.status,
        'last_message', d.return_message,
        'last_run_seconds_ago', round(extract(epoch from private.current_time() - d.start_time), 1))
      from cron.job j
      left join lateral (
        select r.status, r.return_message, r.start_time from cron.job_run_details r
        where r.jobid = j.jobid and r.start_time is not null order by r.runid desc limit 1
      ) d on true
      where j.jobname = 'call-scheduler-tick'
    $cron$ into cron_job;
  end if;
  if to_regclass('vault.decrypted_secrets') is not null then
    execute find_secrets into can_ring;
  end if;
  return (
    select jsonb_build_object(
      'enabled', c.enabled, 'calling_paused_reason', c.calling_paused_reason, 'interval_seconds', c.interval_seconds, 'cron_job', cron_job, 'can_ring', can_ring,
      'last_sweep_started_at', last_pass.started_at, 'last_sweep_finished_at', finished.finished_at,
      'due_calls', due.calls, 'oldest_due_seconds', round(extract(epoch from private.current_time() - due.oldest), 1),
      'unknown_calls', (select count(*) from public.call_attempts t where t.state = 'unknown'))
    from private.scheduler c
    left join lateral (
      select r.started_at from private.sweep_runs r order by r.started_at desc limit 1
    ) last_pass on true
    left join lateral (
      select max(r.finished_at) as finished_at from private.sweep_runs r
      where r.started_at > private.current_time() - interval '7 days'
    ) finished on true
    cross join lateral (
      select count(*) as calls, min(s.dial_after) as oldest
      from public.call_schedules s
      join public.organizations o on o.id = s.org_id and o.calling_paused_reason is null
      join public.agents a on a.id = s.agent_id and a.is_active
      where c.calling_paused_reason is null and s.dial_after <= private.current_time()
    ) due
  );
end $$;
revoke all on function public.scheduler_health() from public, anon, authenticated, service_role;
grant execute on function public.scheduler_health() to service_role;

-- 30_workers/sync_has_work.sql

-- Is there anything for the sync function to do, and the tick that asks it.

-- A reading that is due, asked for or left unfinished; rules to evaluate; an entry to write back.
create function private.sync_has_work() returns boolean
language sql stable security definer set search_path = '' as $$
  select exists (
      select from public.hubspot_connections c
      left join public.contact_syncs r on r.org_id = c.org_id and r.state = 'running'
      where c.removed_at is null
        and (r.id is null or r.lease_expires_at is null or r.lease_expires_at <= private.current_time()
          or private.is_superseded(r))
        and (r.id is not null or c.sync_requested_at is not null or c.next_sync_at <= private.current_time()))
    or exists (select from private.organizations_to_evaluate())
    or exists (
      select from public.crm_outbox e
      join public.hubspot_connections c on c.org_id = e.org_id and c.removed_at is null
      where e.state in ('pending', 'sending', 'unknown') and e.next_try_at <= private.current_time()
        and not private.is_behind_another(e))
    -- The first organisation of an installation may have its token in the environment: the function finds out. On its first
    -- day, so that an installation without HubSpot is not asked for ever.
    or ((select count(*) from public.organizations) = 1 and not exists (select from public.hubspot_connections)
      and exists (select from public.organizations o where o.created_at > private.current_time() - interval '1 day'))
$$;
revoke all on function private.sync_has_work() from public;

-- 30_workers/sync_interval_minutes.sql

-- How often contacts are read from HubSpot.
create function private.sync_interval_minutes() returns integer
language sql stable security definer set search_path = '' as $$
  select s.interval_minutes from private.sync_schedule s
$$;
revoke all on function private.sync_interval_minutes() from public;

-- 40_calls/0_attempt_outcome.sql

-- What came of an attempt.
create type public.attempt_outcome as enum (
  'completed', 'no_answer', 'busy', 'failed', 'error', 'canceled', 'stopped', 'balance_low', 'refused', 'not_sent', 'paused',
  'lost', 'absent', 'undialled', 'settled_by_hand');

-- 40_calls/0_attempt_state.sql

-- placing: claimed, the request may be on its way. unknown: sent, no clear answer. placed: Bolna has it. ended: over.
create type public.attempt_state as enum ('placing', 'unknown', 'placed', 'ended');

-- 40_calls/0_attempt_trigger.sql

-- Who asked for an attempt: the sweep at its time, a user for this call (execute), an admin for all that is due (overdue).
create type public.attempt_trigger as enum ('sweep', 'execute', 'overdue');

-- 40_calls/0_attention_code.sql

-- Why a call is shown to a person.
create type public.attention_code as enum (
  -- Somebody was rung by a call that was held not to have been made. It stays until a person takes it off.
  'late_execution',
  -- Bolna's lists could be read, and do not yet prove that the call was not made.
  'absence_unproven',
  -- Bolna gave no clear answer and could not be asked in time.
  'outcome_unknown',
  -- Bolna has the call and does not say how it ended.
  'end_unreadable'
);

-- 40_calls/0_bolna_phase.sql

-- How far a call at Bolna is. pre_dial: nobody's phone rings yet, a stop prevents the call. soft_terminal: the line is down, the
-- record is not final. terminal: nothing follows.
create type public.bolna_phase as enum ('pre_dial', 'live', 'soft_terminal', 'terminal');

-- 40_calls/0_bolna_statuses.sql

-- The statuses of Bolna's executions that we know, and how far each has come: a lower rank never overwrites a higher one. Bolna's
-- own pages disagree about the list, and new ones appear, so columns keep any text: a status that is not here is a live call that
-- was just accepted.
create view private.bolna_statuses with (security_invoker = true) as
select s.status, s.rank, s.phase::public.bolna_phase as phase
from (values
  ('scheduled', 1, 'pre_dial'),
  ('prepared', 2, 'pre_dial'),
  ('rescheduled', 3, 'pre_dial'),
  ('queued', 4, 'pre_dial'),
  ('initiated', 5, 'live'),
  ('ringing', 6, 'live'),
  ('in-progress', 7, 'live'),
  ('call-disconnected', 8, 'soft_terminal'),
  ('completed', 9, 'terminal'),
  ('no-answer', 9, 'terminal'),
  ('busy', 9, 'terminal'),
  ('failed', 9, 'terminal'),
  ('canceled', 9, 'terminal'),
  ('stopped', 9, 'terminal'),
  ('error', 9, 'terminal'),
  ('balance-low', 9, 'terminal')
) as s (status, rank, phase);

-- 40_calls/0_call_status.sql

create type public.call_status as enum ('scheduled', 'in_progress', 'completed', 'failed', 'cancelled');

-- 40_calls/0_claimed_call.sql

-- A call as the claim hands it to a worker: all that dialling needs. looks_first: its contact must be read from HubSpot
-- before it can be claimed (claim_looked_call); there is no attempt yet, so attempt_id and attempt_number are null.
create type public.claimed_call as (
  attempt_id uuid,
  attempt_number integer,
  schedule_id uuid,
  org_id uuid,
  agent_id uuid,
  bolna_agent_id uuid,
  from_number text,
  contact_id text,
  contact_name text,
  contact_phone_enc text,
  contact_phone_hash text,
  call_topic text,
  call_language text,
  due_at timestamptz,
  time_zone text,
  looks_first boolean
);

-- 40_calls/0_decision_outcome.sql

-- What the judge says of a call at a moment: it goes out, it waits until a later one, or it is not made at all.
create type public.decision_outcome as enum ('call', 'defer', 'stop');

-- 40_calls/0_dials_left.sql

-- How many calls the organisation may still have dialled on this day of its calendar; null: it has no limit. What Bolna
-- never took is no dialled call; what may have been is one.
create function private.dials_left(p_org_id uuid, p_max_dials_per_day integer, p_time_zone text) returns integer
language sql stable security definer set search_path = '' as $$
  select case when p_max_dials_per_day is not null then greatest(p_max_dials_per_day - (
    select count(*)::integer from public.call_attempts t
    where t.org_id = p_org_id
      and t.claimed_at >= date_trunc('day', private.current_time(), p_time_zone)
      and (t.state <> 'ended' or t.outcome not in ('refused', 'not_sent', 'paused', 'balance_low', 'absent'))
  ), 0) end
$$;
revoke all on function private.dials_left(uuid, integer, text) from public, anon, authenticated, service_role;

-- 40_calls/0_event_source.sql

-- Where an event of Bolna's comes from: it told us, or we read its record.
create type public.event_source as enum ('webhook', 'read');

-- 40_calls/0_guard_attempt_state.sql

-- An attempt that is over never lives again, and one that Bolna has is never un-placed.
create function private.guard_attempt_state() returns trigger
language plpgsql set search_path = '' as $$
begin
  if (old.state, new.state) not in (
    ('placing', 'unknown'), ('placing', 'placed'), ('placing', 'ended'),
    ('unknown', 'placed'), ('unknown', 'ended'), ('placed', 'ended')
  ) then
    raise exception 'an attempt cannot go from % to %', old.state, new.state using errcode = '23514';
  end if;
  return new;
end $$;
revoke all on function private.guard_attempt_state() from public;

-- 40_calls/0_guard_call_status.sql

-- scheduled → in_progress → completed | failed | cancelled. Back to scheduled only from in_progress, when it is certain
-- that nothing was dialled. What is over stays over, whoever writes.
create function private.guard_call_status() returns trigger
language plpgsql set search_path = '' as $$
begin
  if (old.call_status, new.call_status) not in (
    ('scheduled', 'in_progress'), ('scheduled', 'cancelled'), ('scheduled', 'failed'),
    ('in_progress', 'completed'), ('in_progress', 'failed'), ('in_progress', 'cancelled'), ('in_progress', 'scheduled')
  ) then
    raise exception 'a call cannot go from % to %', old.call_status, new.call_status using errcode = '23514';
  end if;
  return new;
end $$;
revoke all on function private.guard_call_status() from public;

-- 40_calls/0_lines_in_use.sql

-- The organisation's lines in use. Every attempt holds one until it is over, an unknown one too: it may be ringing. So does
-- a call whose contact is being looked up, since it is dialled next.
create function private.lines_in_use(p_org_id uuid) returns integer
language sql stable security definer set search_path = '' as $$
  select (
    (select count(*) from public.call_attempts t where t.org_id = p_org_id and t.state <> 'ended')
    + (select count(*) from private.call_looks l where l.org_id = p_org_id and l.expires_at > private.current_time())
  )::integer
$$;
revoke all on function private.lines_in_use(uuid) from public, anon, authenticated, service_role;

-- 40_calls/0_phone_key_setting.sql

-- The settings that hold keys for phone numbers.
create type public.phone_key_setting as enum ('PHONE_ENCRYPTION_KEYS', 'PHONE_INDEX_KEY');

-- 40_calls/0_reason_code.sql

-- Why a call or an attempt stands where it stands, why a contact is called or not, and what the judge says: one list, so that a
-- word means the same wherever it is met. The sentence beside a code is for people; programs go by the code alone.
create type public.reason_code as enum (
  -- The judge: it may go out.
  'allowed',
  -- The judge: not now, or not at all.
  'all_calling_paused', 'organisation_paused', 'inactive', 'agent_inactive', 'outside_calling_hours', 'number_busy',
  'no_free_line', 'dial_quota',
  -- The rule, and the contact as HubSpot has it.
  'due', 'not_due', 'rule_inactive', 'rule_deleted', 'hubspot_disconnected', 'contact_deleted', 'contact_changed',
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
  'failed', 'error', 'canceled', 'stopped', 'queued_too_long', 'balance_low', 'lost'
);

-- 40_calls/0_resolution.sql

-- What a person found out about a call that nobody knew the fate of: it was made, or it was not.
create type public.resolution as enum ('placed', 'not_placed');

-- 40_calls/0_set_due_at.sql

-- Keeps due_at true: the earlier of scheduled_at and the start of the day on which the check-up is old enough. A call that
-- waits for a check-up and brings no date takes the one that HubSpot has. Another time is judged anew.
create function private.set_due_at() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if new.auto_trigger_enabled and new.last_checkup_date is null then
    new.last_checkup_date := (
      select c.last_checkup_date from public.contacts c
      where c.org_id = new.org_id and c.contact_id = new.contact_id and c.removed_at is null);
  end if;
  new.due_at := new.scheduled_at;
  if new.auto_trigger_enabled and new.last_checkup_date is not null then
    new.due_at := least(new.scheduled_at, (
      select (new.last_checkup_date + new.checkup_threshold_days)::timestamp at time zone o.time_zone
      from public.organizations o where o.id = new.org_id
    ));
  end if;
  if tg_op = 'UPDATE' and new.due_at <> old.due_at then
    new.not_before := null;
    new.contact_unread_since := null;
  end if;
  return new;
end $$;
revoke all on function private.set_due_at() from public;

-- 40_calls/1_call_schedules.sql

-- The intents to call.

create table public.call_schedules (
  id uuid primary key default gen_random_uuid(),
  org_id uuid not null references public.organizations (id) on delete cascade,
  agent_id uuid not null,
  -- The rule that made it; null for a call booked by hand.
  rule_id uuid,
  -- What a rule's call was planned for: the check-up date it follows ('none' without one), or for periodic rules the day of
  -- the call before it, or of the planning of one that was never made ('first').
  occasion text check (char_length(occasion) between 1 and 20),
  contact_id text not null check (private.is_text(contact_id, 128)),
  contact_name text not null check (private.is_text(contact_name, 200)),
  -- AES-256-GCM by the functions, bound to organisation and row: v1.<key id>.<iv>.<ciphertext>. Never a readable number.
  contact_phone_enc text not null
    check (contact_phone_enc ~ '^v1\.[A-Za-z0-9_-]{1,32}\.[A-Za-z0-9_=-]{16,}\.[A-Za-z0-9_=-]{22,}$'
      and char_length(contact_phone_enc) <= 300),
  -- HMAC-SHA-256 under a key the database does not have: equal numbers of one organisation are equal here.
  contact_phone_hash text not null check (contact_phone_hash ~ '^[0-9a-f]{64}$'),
  scheduled_at timestamptz not null check (scheduled_at between '2000-01-01Z' and '2100-01-01Z'),
  call_topic text not null default 'follow_up' check (private.is_text(call_topic, 200)),
  call_language text not null default 'en-IN'
    check (call_language ~ '^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$' and char_length(call_language) <= 35),
  is_active boolean not null default true,
  call_status public.call_status not null default 'scheduled',
  bolna_call_id text check (char_length(bolna_call_id) between 1 and 200),
  auto_trigger_enabled boolean not null default false,
  checkup_threshold_days integer not null default 5 check (checkup_threshold_days between 0 and 3650),
  last_checkup_date date check (last_checkup_date between '1900-01-01' and '2100-01-01'),
  status_reason_code public.reason_code,
  status_reason text check (char_length(status_reason) <= 1000),
  -- Why a person must look at this call, and the sentence that says so; null: nobody need.
  attention_code public.attention_code,
  attention_reason text check (char_length(attention_reason) <= 1000),
  attention boolean not null generated always as (attention_code is not null) stored,
  attempt_count integer not null default 0 check (attempt_count >= 0),
  -- Tries in a row that Bolna never took (429, no connection); a placed call sets it back to 0.
  deferral_count integer not null default 0 check (deferral_count >= 0),
  -- The moment this call became or becomes due: its time, or midnight of the check-up day in the organisation's calendar.
  due_at timestamptz not null,
  retry_at timestamptz,
  -- The judge refused it for now: it is not looked at again before (refuse_call).
  not_before timestamptz,
  -- Since when its contact could not be read from HubSpot, look after look.
  contact_unread_since timestamptz,
  -- When this call may leave, null unless it waits to: the one truth of what is waiting, which the tick, the claims, the
  -- due view and the statistics read.
  dial_after timestamptz generated always as (
    case when call_status = 'scheduled' and is_active and deleted_at is null then greatest(due_at, retry_at, not_before) end
  ) stored,
  created_by uuid references auth.users (id) on delete set null,
  created_at timestamptz not null default private.current_time(),
  updated_at timestamptz not null default private.current_time(),
  deleted_at timestamptz,
  unique (org_id, id),
  foreign key (org_id, agent_id) references public.agents (org_id, id),
  check (call_status not in ('completed', 'failed', 'cancelled') or status_reason is not null),
  check (deleted_at is null or call_status in ('completed', 'failed', 'cancelled')),
  check ((attention_code is null) = (attention_reason is null))
);
create index call_schedules_list_idx on public.call_schedules (org_id, scheduled_at, id) where deleted_at is null;
create index call_schedules_agent_idx on public.call_schedules (org_id, agent_id);
create index call_schedules_rule_idx on public.call_schedules (org_id, rule_id);
create index call_schedules_contact_idx on public.call_schedules (org_id, contact_id);
create index call_schedules_created_by_idx on public.call_schedules (created_by);
-- The tick asks "is anything due at all": led by the due time alone. Measured with 1.2 M rows on 2 cores: an empty tick
-- costs 0.066 ms this way and 11.6 ms with a priority in front. The last condition is always true, and only the tick
-- writes it: without it the planner took this index for the claim's question too and walked it once for each
-- organisation (4.6 s beside a queue of 100 000, 2.2 ms since).
create index call_schedules_tick_idx on public.call_schedules (dial_after)
  where dial_after is not null and attempt_count >= 0;
-- The claim walks organisation by organisation, so that one full queue never hides another's calls.
create index call_schedules_claim_idx on public.call_schedules (org_id, dial_after) where dial_after is not null;
-- The promise: one call per contact, rule and check-up date, ever. Deleted calls count: their rows stay.
create unique index call_schedules_one_per_occasion on public.call_schedules (rule_id, contact_id, occasion)
  where rule_id is not null and occasion is not null;
-- Is a call to this number planned or live.
create index call_schedules_number_idx on public.call_schedules (org_id, contact_phone_hash)
  where call_status in ('scheduled', 'in_progress') and deleted_at is null;

create trigger call_schedules_due
  before insert or update of contact_id, scheduled_at, auto_trigger_enabled, checkup_threshold_days, last_checkup_date
  on public.call_schedules for each row execute function private.set_due_at();
create trigger call_schedules_guard before update of call_status on public.call_schedules
  for each row when (old.call_status is distinct from new.call_status)
  execute function private.guard_call_status();
create trigger call_schedules_touch before update on public.call_schedules
  for each row execute function private.touch_updated_at();
create trigger call_schedules_audit after insert or update or delete on public.call_schedules
  for each row execute function private.write_audit_row(
    'org_id', 'id', 'contact_phone_enc', 'contact_phone_hash', 'contact_name');
create trigger call_schedules_ring_on_insert after insert on public.call_schedules
  referencing new table as new_rows for each statement execute function private.ring_for_near_calls();
create trigger call_schedules_ring_on_update after update on public.call_schedules
  referencing new table as new_rows for each statement execute function private.ring_for_near_calls();

alter table public.call_schedules enable row level security;
grant select (id, org_id, agent_id, rule_id, occasion, contact_id, contact_name, contact_phone_enc, scheduled_at,
    call_topic, call_language, is_active, call_status, bolna_call_id, auto_trigger_enabled, checkup_threshold_days,
    last_checkup_date, status_reason_code, status_reason, attention, attention_code, attention_reason, attempt_count, due_at,
    retry_at, not_before, dial_after, created_by, created_at, updated_at, deleted_at)
  on public.call_schedules to authenticated;
grant select on public.call_schedules to service_role;

create policy call_schedules_read on public.call_schedules for select to authenticated
  using (deleted_at is null and org_id in (select private.my_org_ids()));

-- 40_calls/1_calling_paused_code.sql

-- Why calling is paused, for programs: null for a pause of a person's, which the system never lifts.
alter table public.organizations add column calling_paused_code public.reason_code,
  add constraint organizations_paused_code check (calling_paused_code is null or calling_paused_reason is not null);
-- The tick asks at each turn.
create index organizations_paused_for_key_idx on public.organizations (id)
  where calling_paused_code in ('phone_key_wrong', 'phone_key_missing');

-- Who lifts a pause or writes another reason takes the code with it.
create function private.drop_paused_code() returns trigger
language plpgsql set search_path = '' as $$
begin
  new.calling_paused_code := null;
  return new;
end $$;
revoke all on function private.drop_paused_code() from public;
create trigger organizations_drop_paused_code before update on public.organizations for each row
  when (new.calling_paused_reason is distinct from old.calling_paused_reason
    and new.calling_paused_code is not distinct from old.calling_paused_code)
  execute function private.drop_paused_code();

-- 40_calls/1_decision.sql

-- What the judge says of a call at a moment (private.judge_call).
--   outcome: call (it may go out), defer (not now), stop (never).
--   code: why; 'allowed' for call. until: the moment from which a defer may change; null: nobody knows.
--   data: what the sentence is made of (private.say_decision), and for a rule's call what it is planned for.
create type private.decision as (
  outcome public.decision_outcome,
  code public.reason_code,
  until timestamptz,
  data jsonb
);

-- 40_calls/1_phone_keys.sql

-- The check value of every key that phone numbers were ever stored with: an HMAC of a constant under the key, which tells
-- nothing of it. The first to bring an id says what its key is; the same id with another check value is a wrong key. The one
-- index key has the id ''.
create table private.phone_keys (
  setting public.phone_key_setting not null,
  key_id text not null check (char_length(key_id) <= 32),
  check_value text not null check (check_value ~ '^[0-9a-f]{64}$'),
  first_seen_at timestamptz not null default private.current_time(),
  primary key (setting, key_id)
);
alter table private.phone_keys enable row level security;

-- 40_calls/2_call_attempts.sql

-- One row per request to Bolna. Written by the dispatch functions alone.
create table public.call_attempts (
  -- Sent to Bolna as user_data.call_ref, so that its records can be matched to ours.
  id uuid primary key default gen_random_uuid(),
  org_id uuid not null references public.organizations (id) on delete cascade,
  schedule_id uuid not null,
  agent_id uuid not null,
  attempt_number integer not null check (attempt_number >= 1),
  contact_phone_hash text not null check (contact_phone_hash ~ '^[0-9a-f]{64}$'),
  trigger public.attempt_trigger not null,
  state public.attempt_state not null default 'placing',
  -- Bolna's agent that was asked to call: where the call is looked for if the answer is lost, whatever is set by then.
  bolna_agent_id text check (char_length(bolna_agent_id) between 1 and 200),
  worker text not null check (char_length(worker) between 1 and 200),
  due_at timestamptz not null,
  claimed_at timestamptz not null default private.current_time(),
  lease_expires_at timestamptz not null,
  placed_at timestamptz,
  bolna_execution_id text unique check (char_length(bolna_execution_id) between 1 and 200),
  -- What Bolna says is cut to these lengths before it is written: never a reason to refuse a write.
  bolna_status text check (char_length(bolna_status) between 1 and 100),
  bolna_status_at timestamptz,
  http_status integer check (http_status between 100 and 999),
  outcome public.attempt_outcome,
  -- What the retry policy counted this attempt as; null when it was not a matter of retrying.
  retry_category public.retry_category,
  reason_code public.reason_code,
  reason text check (char_length(reason) <= 1000),
  answered boolean,
  voicemail boolean,
  conversation_seconds numeric check (conversation_seconds >= 0),
  duration_seconds numeric check (duration_seconds >= 0),
  cost_cents numeric,
  hangup_by text check (char_length(hangup_by) <= 300),
  hangup_reason text check (char_length(hangup_reason) <= 300),
  -- The provider's own.
  hangup_code text check (char_length(hangup_code) <= 300),
  termination_reason text check (char_length(termination_reason) <= 300),
  ended_at timestamptz,
  -- When a worker next reads this call from Bolna if nothing is heard; null once it is over.
  next_check_at timestamptz,
  check_count integer not null default 0 check (check_count >= 0),
  -- How many complete listings of Bolna's did not hold this call while it was unknown.
  absent_listings integer not null default 0 check (absent_listings >= 0),
  created_at timestamptz not null default private.current_time(),
  updated_at timestamptz not null default private.current_time(),
  foreign key (org_id, schedule_id) references public.call_schedules (org_id, id) on delete cascade,
  foreign key (org_id, agent_id) references public.agents (org_id, id),
  unique (schedule_id, attempt_number),
  check ((state = 'ended') = (outcome is not null)),
  check ((state = 'ended') = (ended_at is not null)),
  check (state <> 'placed' or (placed_at is not null and bolna_execution_id is not null)),
  check (state = 'ended' or next_check_at is not null or state = 'placing')
);
-- The promise "never two live attempts", held by the database: one per schedule, one per number of an organisation.
create unique index call_attempts_one_live_per_schedule on public.call_attempts (schedule_id) where state <> 'ended';
create unique index call_attempts_one_live_per_number on public.call_attempts (org_id, contact_phone_hash)
  where state <> 'ended';
create index call_attempts_schedule_idx on public.call_attempts (org_id, schedule_id);
-- How many of an organisation's calls were dialled today.
create index call_attempts_day_idx on public.call_attempts (org_id, claimed_at);
create index call_attempts_agent_idx on public.call_attempts (org_id, agent_id);
create index call_attempts_lease_idx on public.call_attempts (lease_expires_at) where state = 'placing';
create index call_attempts_next_check_idx on public.call_attempts (next_check_at) where state in ('placed', 'unknown');

create trigger call_attempts_guard before update of state on public.call_attempts
  for each row when (old.state is distinct from new.state) execute function private.guard_attempt_state();
create trigger call_attempts_touch before update on public.call_attempts
  for each row execute function private.touch_updated_at();
create trigger call_attempts_audit after insert or update or delete on public.call_attempts
  for each row execute function private.write_audit_row('org_id', 'id', 'contact_phone_hash');

alter table public.call_attempts enable row level security;
grant select (id, org_id, schedule_id, agent_id, attempt_number, trigger, state, due_at, claimed_at, placed_at,
    bolna_execution_id, bolna_status, bolna_status_at, http_status, outcome, reason_code, reason, answered, voicemail,
    conversation_seconds, duration_seconds, cost_cents, hangup_by, hangup_reason, hangup_code, termination_reason,
    ended_at, created_at, updated_at)
  on public.call_attempts to authenticated;
grant select on public.call_attempts to service_role;

create policy call_attempts_read on public.call_attempts for select to authenticated
  using (org_id in (select private.my_org_ids()));

-- 40_calls/3_call_events.sql

-- The inbox of what Bolna told us: its webhooks and our reads of its executions, stored before they are acted upon. The
-- snapshot is a white list made by the function: no number, no name, no transcript. Written by the dispatch functions alone.
create table public.call_events (
  id bigint generated always as identity primary key,
  org_id uuid references public.organizations (id) on delete cascade,
  attempt_id uuid references public.call_attempts (id) on delete cascade,
  execution_id text not null check (char_length(execution_id) between 1 and 200),
  call_ref uuid,
  status text not null check (char_length(status) between 1 and 100),
  retry_count integer not null default 0,
  source public.event_source not null,
  -- A white list of bounded texts is at most 10 KB; what is larger is reduced before it is written (receive_bolna_event).
  snapshot jsonb not null check (jsonb_typeof(snapshot) = 'object' and octet_length(snapshot::text) <= 16384),
  snapshot_hash text not null check (char_length(snapshot_hash) between 16 and 128),
  received_at timestamptz not null default private.current_time(),
  -- Redelivery is harmless: the same snapshot of the same execution is one row.
  unique (execution_id, snapshot_hash)
);
-- What is kept no longer.
create index call_events_received_at_idx on public.call_events (received_at);
create index call_events_org_idx on public.call_events (org_id);
create index call_events_attempt_idx on public.call_events (attempt_id);

alter table public.call_events enable row level security;
grant select on public.call_events to authenticated;
grant select on public.call_events to service_role;

create policy call_events_read on public.call_events for select to authenticated
  using (org_id in (select private.my_org_ids_as('admin')));

-- 40_calls/3_call_looks.sql

-- The last look: calls whose contact a worker is reading from HubSpot before it may claim them. No attempt exists yet, and
-- nothing was sent. Each holds one of its organisation's lines until it is over or runs out: a worker that dies leaves
-- nothing behind but that time.
create table private.call_looks (
  schedule_id uuid primary key references public.call_schedules (id) on delete cascade,
  org_id uuid not null references public.organizations (id) on delete cascade,
  worker text not null check (char_length(worker) between 1 and 200),
  -- How the claim was asked for, and by whom: the attempt that follows says so.
  trigger public.attempt_trigger not null,
  actor_id uuid,
  expires_at timestamptz not null
);
create index call_looks_org_idx on private.call_looks (org_id);
alter table private.call_looks enable row level security;

-- 40_calls/4_claimable_calls.sql

-- Claimable, once: what a claim could take when its time has come. Read by the tick, the claims and the health of an
-- organisation, each with its own horizon. Two views, because organisations are walked one by one: a queue behind full
-- lines is then never read row by row (with 50 000 calls waiting 1.6 s as one ordered walk, 1 ms this way).
-- This one: the calls that wait (dial_after is null for any other), whose agent is on, whose number is in no live call, and
-- whose contact nobody is looking up at this moment.
create view private.claimable_calls with (security_invoker = true) as
select s.id, s.org_id, s.dial_after, s.updated_at
from public.call_schedules s
join public.agents a on a.id = s.agent_id and a.is_active
where s.dial_after is not null
  and not exists (
    select from public.call_attempts t
    where t.org_id = s.org_id and t.contact_phone_hash = s.contact_phone_hash and t.state <> 'ended'
  )
  and not exists (
    select from private.call_looks l where l.schedule_id = s.id and l.expires_at > private.current_time()
  );

-- 40_calls/4_claimable_organizations.sql

-- The other half of claimable: the organisations whose calling is on, with how many more calls each may have under way now
-- (free lines, or what is left of its day, whichever is less), where that is any.
create view private.claimable_organizations with (security_invoker = true) as
select o.id, room.free_lines
from public.organizations o
cross join lateral (
  select least(
    o.max_concurrent_calls - private.lines_in_use(o.id),
    private.dials_left(o.id, o.max_dials_per_day, o.time_zone)
  ) as free_lines
) room
where o.calling_paused_reason is null and (select private.all_calling_paused()) is null and room.free_lines > 0;

-- 40_calls/attempt_deadline.sql

-- The moment from which a live attempt is a matter for a person; null once it is over. Asked by begin_sweep, which flags it
-- then, and by resolve_call_schedule, which lets a person end it. It goes by the attempt's own times alone, so that it holds
-- whatever reading or storing Bolna's record throws.
-- placed: no conversation lasts four hours; a quarter of an hour more, in which the follow-up, at most ten minutes apart, ends
-- by its own rule what it can. Bolna may keep it queued for longer where the organisation allows that. placing or unknown:
-- twelve minutes, by which four complete lists of Bolna's have proven what they can.
create function private.attempt_deadline(p_attempt public.call_attempts) returns timestamptz
language sql stable set search_path = '' as $$
  select case p_attempt.state
    when 'ended' then null
    when 'placed' then p_attempt.placed_at + interval '15 minutes'
      + greatest(interval '4 hours', make_interval(secs => o.queue_deadline_seconds))
    else p_attempt.claimed_at + interval '12 minutes' end
  from public.organizations o where o.id = p_attempt.org_id
$$;
revoke all on function private.attempt_deadline(public.call_attempts) from public;

-- 40_calls/begin_attempts.sql

-- Inserts the attempts and sets the schedules in_progress. The caller holds the organisation's and the schedules' row
-- locks and has asked the judge. A schedule or number that already has a live attempt is left alone by the unique indexes.
-- p_default_bolna_agent_id is BOLNA_AGENT_ID, for agents that name none.
create function private.begin_attempts(
  p_schedule_ids uuid[], p_trigger public.attempt_trigger, p_worker text, p_lease_seconds integer,
  p_default_bolna_agent_id text
) returns setof public.claimed_call
language sql security definer set search_path = '' as $$
  with begun as (
    insert into public.call_attempts
      (org_id, schedule_id, agent_id, bolna_agent_id, attempt_number, contact_phone_hash, trigger, worker, due_at,
       lease_expires_at)
    select s.org_id, s.id, s.agent_id, coalesce(a.bolna_agent_id::text, p_default_bolna_agent_id), s.attempt_count + 1,
      s.contact_phone_hash, p_trigger, p_worker,
      least(s.dial_after, private.current_time()), private.current_time() + make_interval(secs => p_lease_seconds)
    from public.call_schedules s
    join public.agents a on a.id = s.agent_id
    where s.id = any (p_schedule_ids) and s.dial_after is not null
    order by s.dial_after, s.id
    on conflict do nothing
    returning id, schedule_id, attempt_number, due_at
  ), taken as (
    update public.call_schedules s
    set call_status = 'in_progress', attempt_count = b.attempt_number, bolna_call_id = null,
      status_reason_code = null, status_reason = null, attention_code = null, attention_reason = null, retry_at = null,
      not_before = null, contact_unread_since = null
    from begun b
    where s.id = b.schedule_id
    returning b.id as attempt_id, b.attempt_number, b.due_at as attempt_due_at, s.*
  )
  select t.attempt_id, t.attempt_number, t.id, t.org_id, t.agent_id, a.bolna_agent_id, a.from_number, t.contact_id,
    t.contact_name, t.contact_phone_enc, t.contact_phone_hash, t.call_topic, t.call_language, t.attempt_due_at, o.time_zone,
    false
  from taken t
  join public.agents a on a.id = t.agent_id
  join public.organizations o on o.id = t.org_id
$$;
revoke all on function private.begin_attempts(uuid[], public.attempt_trigger, text, integer, text)
  from public, anon, authenticated, service_role;

-- 40_calls/begin_looks.sql

-- Hands out calls whose contacts are to be read from HubSpot before they can be claimed. The caller holds the
-- organisation's and the schedules' row locks and has asked the judge. A call that a person asks for is taken out of the
-- hands of the worker that looks at it.
create function private.begin_looks(
  p_schedule_ids uuid[], p_trigger public.attempt_trigger, p_worker text, p_actor uuid, p_lease_seconds integer
) returns setof public.claimed_call
language sql security definer set search_path = '' as $$
  with begun as (
    insert into private.call_looks as l (schedule_id, org_id, worker, trigger, actor_id, expires_at)
    select s.id, s.org_id, p_worker, p_trigger, p_actor, private.current_time() + make_interval(secs => p_lease_seconds)
    from public.call_schedules s
    where s.id = any (p_schedule_ids)
    on conflict (schedule_id) do update
    set worker = excluded.worker, trigger = excluded.trigger, actor_id = excluded.actor_id, expires_at = excluded.expires_at
    returning l.schedule_id
  )
  select null::uuid, null::integer, s.id, s.org_id, s.agent_id, a.bolna_agent_id, a.from_number, s.contact_id,
    s.contact_name, s.contact_phone_enc, s.contact_phone_hash, s.call_topic, s.call_language,
    least(s.dial_after, private.current_time()), o.time_zone, true
  from begun b
  join public.call_schedules s on s.id = b.schedule_id
  join public.agents a on a.id = s.agent_id
  join public.organizations o on o.id = s.org_id
$$;
revoke all on function private.begin_looks(uuid[], public.attempt_trigger, text, uuid, integer)
  from public, anon, authenticated, service_role;

-- 40_calls/book_call_schedule.sql

-- Books a call on behalf of p_actor, whose right is checked here: an admin or a member of the organisation. For the functions alone:
-- the number comes as ciphertext and hash, which only they can make. p_id again gives what was booked under it the first time.
-- Outcomes: booked {schedule}, forbidden, invalid {field}, not_found (deleted since). Errors: 22023 for another field, 23502 and 23514 for a value out of
-- bounds.
create function public.book_call_schedule(p_org_id uuid, p_actor uuid, p_id uuid, p_call jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  s public.call_schedules;
  refused text;
begin
  if (private.role_of(p_org_id, p_actor) in ('admin', 'member')) is not true then
    return jsonb_build_object('outcome', 'forbidden');
  end if;
  perform set_config('app.actor_id', p_actor::text, true);
  perform private.refuse_unknown_fields(p_call, array['agent_id', 'contact_id', 'contact_name', 'contact_phone_enc',
    'contact_phone_hash', 'scheduled_at', 'call_topic', 'call_language', 'is_active', 'auto_trigger_enabled',
    'checkup_threshold_days', 'last_checkup_date']);
  s.org_id := p_org_id;
  s.call_topic := 'follow_up';
  s.call_language := 'en-IN';
  s.is_active := true;
  s.auto_trigger_enabled := false;
  s.checkup_threshold_days := 5;
  s := jsonb_populate_record(s, p_call);
  s.contact_id := private.plain_contact_id(s.contact_id);
  refused := private.refused_field(s, p_call);
  if refused is not null then
    return jsonb_build_object('outcome', 'invalid', 'field', refused);
  end if;
  insert into public.call_schedules (id, org_id, agent_id, contact_id, contact_name, contact_phone_enc, contact_phone_hash,
    scheduled_at, call_topic, call_language, is_active, auto_trigger_enabled, checkup_threshold_days, last_checkup_date,
    created_by)
  values (p_id, p_org_id, s.agent_id, s.contact_id, s.contact_name, s.contact_phone_enc, s.contact_phone_hash,
    s.scheduled_at, s.call_topic, s.call_language, s.is_active, s.auto_trigger_enabled, s.checkup_threshold_days,
    s.last_checkup_date, p_actor)
  on conflict (id) do nothing;
  select c.* into s from public.call_schedules c where c.id = p_id and c.org_id = p_org_id and c.created_by = p_actor;
  if s.id is null then
    raise exception 'p_id is another call''s' using errcode = '23505';
  end if;
  if s.deleted_at is not null then
    return jsonb_build_object('outcome', 'not_found');
  end if;
  return jsonb_build_object('outcome', 'booked', 'schedule', to_jsonb(s) - 'contact_phone_hash');
end $$;
revoke all on function public.book_call_schedule(uuid, uuid, uuid, jsonb) from public, anon, authenticated, service_role;
grant execute on function public.book_call_schedule(uuid, uuid, uuid, jsonb) to service_role;

-- 40_calls/cancel_call_schedule.sql

-- Cancelling and deleting. A user calls the public function with their own token; the private one sees across rows and
-- checks the caller itself.

-- Outcomes: cancelled, deleted (it was over, p_delete only), over {call_status}, stop_needed {attempt_id, execution_id}
-- (Bolna has it but nobody is being rung: stop it there first), live (being placed, unknown, ringing or talking),
-- not_found, forbidden. Guarantee: a call that was cancelled here was not and will not be handed to Bolna.
create function private.cancel_call_schedule(p_schedule_id uuid, p_delete boolean) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  caller uuid := auth.uid();
  caller_role public.member_role;
  s public.call_schedules;
  t public.call_attempts;
begin
  select c.* into s from public.call_schedules c where c.id = p_schedule_id and c.deleted_at is null for no key update;
  caller_role := private.role_of(s.org_id, caller);
  if s.id is null or caller_role is null then
    return jsonb_build_object('outcome', 'not_found');
  elsif (caller_role = 'admin' or (caller_role = 'member' and s.created_by = caller)) is not true then
    return jsonb_build_object('outcome', 'forbidden');
  end if;

  if s.call_status = 'in_progress' then
    select a.* into t from public.call_attempts a where a.schedule_id = s.id and a.state <> 'ended';
    if t.state = 'placed' and private.is_pre_dial(t.bolna_status) then
      return jsonb_build_object('outcome', 'stop_needed', 'attempt_id', t.id, 'execution_id', t.bolna_execution_id);
    end if;
    return jsonb_build_object('outcome', 'live');
  elsif s.call_status <> 'scheduled' and not p_delete then
    return jsonb_build_object('outcome', 'over', 'call_status', s.call_status);
  end if;

  update public.call_schedules c
  set call_status = case when c.call_status = 'scheduled' then 'cancelled' else c.call_status end,
    status_reason_code = case when c.call_status = 'scheduled' then 'cancelled_by_user' else c.status_reason_code end,
    status_reason = case when c.call_status = 'scheduled' then 'Cancelled before it was dialled.' else c.status_reason end,
    retry_at = null,
    deleted_at = case when p_delete then private.current_time() end
  where c.id = s.id;
  return jsonb_build_object('outcome', case when s.call_status = 'scheduled' then 'cancelled' else 'deleted' end);
end $$;
revoke all on function private.cancel_call_schedule(uuid, boolean) from public;
grant execute on function private.cancel_call_schedule(uuid, boolean) to authenticated;

create function public.cancel_call_schedule(p_schedule_id uuid, p_delete boolean default false) returns jsonb
language sql set search_path = '' as $$
  select private.cancel_call_schedule(p_schedule_id, coalesce(p_delete, false))
$$;
revoke all on function public.cancel_call_schedule(uuid, boolean) from public, anon, authenticated, service_role;
grant execute on function public.cancel_call_schedule(uuid, boolean) to authenticated;

-- 40_calls/change_call_schedule.sql

-- Changes the fields that are sent of a call that still waits, on behalf of p_actor, whose right is checked here: an admin of the
-- organisation, or a member who booked it. For the functions alone: see book_call_schedule. Outcomes: changed {schedule},
-- not_found, forbidden, not_scheduled {call_status}, invalid {field}. Errors: 22023 for another field, 23502 and 23514 for a
-- value out of bounds.
create function public.change_call_schedule(p_org_id uuid, p_schedule_id uuid, p_actor uuid, p_changes jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  s public.call_schedules;
  actor_role public.member_role;
  refused text;
begin
  select c.* into s from public.call_schedules c
  where c.id = p_schedule_id and c.org_id = p_org_id and c.deleted_at is null for no key update;
  actor_role := private.role_of(p_org_id, p_actor);
  if s.id is null or actor_role is null then
    return jsonb_build_object('outcome', 'not_found');
  elsif (actor_role = 'admin' or (actor_role = 'member' and s.created_by = p_actor)) is not true then
    return jsonb_build_object('outcome', 'forbidden');
  elsif s.call_status <> 'scheduled' then
    return jsonb_build_object('outcome', 'not_scheduled', 'call_status', s.call_status);
  end if;
  perform set_config('app.actor_id', p_actor::text, true);
  perform private.refuse_unknown_fields(p_changes, array['agent_id', 'contact_id', 'contact_name', 'contact_phone_enc',
    'contact_phone_hash', 'scheduled_at', 'call_topic', 'call_language', 'is_active', 'auto_trigger_enabled',
    'checkup_threshold_days', 'last_checkup_date']);
  s := jsonb_populate_record(s, p_changes);
  s.contact_id := private.plain_contact_id(s.contact_id);
  refused := private.refused_field(s, p_changes);
  if refused is not null then
    return jsonb_build_object('outcome', 'invalid', 'field', refused);
  end if;
  update public.call_schedules c
  set agent_id = s.agent_id, contact_id = s.contact_id, contact_name = s.contact_name,
    contact_phone_enc = s.contact_phone_enc, contact_phone_hash = s.contact_phone_hash, scheduled_at = s.scheduled_at,
    call_topic = s.call_topic, call_language = s.call_language, is_active = s.is_active,
    auto_trigger_enabled = s.auto_trigger_enabled, checkup_threshold_days = s.checkup_threshold_days,
    last_checkup_date = s.last_checkup_date
  where c.id = p_schedule_id
  returning c.* into s;
  return jsonb_build_object('outcome', 'changed', 'schedule', to_jsonb(s) - 'contact_phone_hash');
end $$;
revoke all on function public.change_call_schedule(uuid, uuid, uuid, jsonb) from public, anon, authenticated, service_role;
grant execute on function public.change_call_schedule(uuid, uuid, uuid, jsonb) to service_role;

-- 40_calls/check_phone_keys.sql

-- What a function asks of its own keys, at its start and before it dials; answers as judge_phone_keys does. A key whose id is
-- new is remembered. While one is wrong, the organisations with calls that need it are paused, so that no call is spent on
-- it: a wrong index key concerns every call, since one number could then be in two live calls. What was paused for a key is
-- lifted here as soon as none of its calls waits for a key; what a person paused is left alone.
create function public.check_phone_keys(p_keys jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  verdict jsonb;
  index_is_wrong boolean;
  wrong_ids text[];
  unfit_ids text[];
begin
  insert into private.phone_keys (setting, key_id, check_value)
  select k.setting, k.key_id, k.check_value
  from jsonb_to_recordset(p_keys) as k (setting public.phone_key_setting, key_id text, check_value text)
  on conflict do nothing;

  verdict := public.judge_phone_keys(p_keys);
  select coalesce(bool_or(w.setting = 'PHONE_INDEX_KEY'), false),
    coalesce(array_agg(w.key_id) filter (where w.setting = 'PHONE_ENCRYPTION_KEYS'), '{}')
  into index_is_wrong, wrong_ids
  from jsonb_to_recordset(verdict -> 'wrong') as w (setting public.phone_key_setting, key_id text);
  if not index_is_wrong and wrong_ids = '{}' and (verdict ->> 'paused_organizations')::integer = 0 then
    return verdict;
  end if;

  update public.organizations o
  set calling_paused_code = 'phone_key_wrong',
    calling_paused_reason = 'A key in ' || case when index_is_wrong then 'PHONE_INDEX_KEY' else 'PHONE_ENCRYPTION_KEYS' end
      || ' is not the one that phone numbers were stored with. Calling goes on by itself when the operator has put it right.'
  where (index_is_wrong or wrong_ids <> '{}') and o.id in (
    select c.id from public.organizations c
    where c.calling_paused_reason is null and private.waits_for_key(c.id, case when index_is_wrong then null else wrong_ids end)
    order by c.id
    for no key update
  );

  select wrong_ids || array_agg(k.id) into unfit_ids
  from jsonb_array_elements_text(verdict -> 'known_ids') as k (id)
  where k.id not in (
    select g.key_id from jsonb_to_recordset(p_keys) as g (setting public.phone_key_setting, key_id text) where g.setting = 'PHONE_ENCRYPTION_KEYS'
  );
  update public.organizations o
  set calling_paused_reason = null
  where not index_is_wrong and o.id in (
    select c.id from public.organizations c
    where c.calling_paused_code in ('phone_key_wrong', 'phone_key_missing')
      and not private.waits_for_key(c.id, coalesce(unfit_ids, wrong_ids))
    order by c.id
    for no key update
  );
  return verdict;
end $$;
revoke all on function public.check_phone_keys(jsonb) from public, anon, authenticated, service_role;
grant execute on function public.check_phone_keys(jsonb) to service_role;

-- 40_calls/claim_call_schedule.sql

-- Takes one call now, whatever its time, on behalf of p_actor, whose right is checked here: an admin of the
-- organisation, or a member who created the schedule. Same guarantees as claim_due_calls. Outcomes: claimed {call} (its
-- looks_first says whether its contact is to be read first), withdrawn and deferred {reason_code, reason, until} by the
-- judge, not_scheduled {call_status}, not_found, forbidden.
create function public.claim_call_schedule(
  p_schedule_id uuid, p_actor uuid, p_worker text, p_lease_seconds integer default 45,
  p_default_bolna_agent_id text default null
) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  s public.call_schedules;
  actor_role public.member_role;
  looks_first boolean;
  decision private.decision;
  call public.claimed_call;
begin
  select c.* into s from public.call_schedules c where c.id = p_schedule_id and c.deleted_at is null;
  actor_role := private.role_of(s.org_id, p_actor);
  if s.id is null or actor_role is null then
    return jsonb_build_object('outcome', 'not_found');
  elsif (actor_role = 'admin' or (actor_role = 'member' and s.created_by = p_actor)) is not true then
    return jsonb_build_object('outcome', 'forbidden');
  end if;
  perform set_config('app.actor_id', p_actor::text, true);

  -- The order of locks is organisation, kill switch, schedule, attempt, everywhere.
  perform from public.organizations o where o.id = s.org_id for no key update;
  perform from private.scheduler c for share;
  select c.* into s from public.call_schedules c where c.id = p_schedule_id and c.deleted_at is null for no key update;
  if s.id is null then
    return jsonb_build_object('outcome', 'not_found');
  elsif s.call_status <> 'scheduled' then
    return jsonb_build_object('outcome', 'not_scheduled', 'call_status', s.call_status);
  end if;
  looks_first := private.looks_first(s);
  decision := private.judge_call(s, private.current_time(), true, looks_first);
  if decision.outcome = 'stop' then
    return private.refuse_call(s.id, decision);
  elsif decision.outcome = 'defer' then
    return private.tell_decision(decision);
  elsif looks_first then
    select * into call from private.begin_looks(array[s.id], 'execute', p_worker, p_actor, p_lease_seconds);
  else
    select * into call
    from private.begin_attempts(array[s.id], 'execute', p_worker, p_lease_seconds, p_default_bolna_agent_id);
  end if;
  return jsonb_build_object('outcome', 'claimed', 'call', to_jsonb(call));
end $$;
revoke all on function public.claim_call_schedule(uuid, uuid, text, integer, text)
  from public, anon, authenticated, service_role;
grant execute on function public.claim_call_schedule(uuid, uuid, text, integer, text) to service_role;

-- 40_calls/claim_due_calls.sql

-- Taking calls for dialling. Each function is one transaction: when it returns, the attempt is committed, and only then
-- may the one request go to Bolna.

-- Takes up to p_limit due calls of all organisations. Guarantees, any number of workers at once: a call is taken by one
-- of them; an organisation never has more live calls than max_concurrent_calls (its row is locked while its lines are
-- counted, and a worker that finds it locked passes on); only what the judge lets go is taken, and what it refuses has
-- moved; organisations take turns, so that one queue of 100 000 does not delay another's call. While all calling is paused
-- it takes nothing. Those with looks_first are no attempts yet: their contact is to be read first (claim_looked_call).
create function public.claim_due_calls(
  p_worker text, p_limit integer default 50, p_lease_seconds integer default 45, p_default_bolna_agent_id text default null
) returns setof public.claimed_call
language plpgsql security definer set search_path = '' as $$
declare
  org_ids uuid[];
  picked uuid[];
  wanted integer := p_limit;
  taken integer;
begin
  if p_limit is null or p_limit not between 1 and 1000 or p_lease_seconds not between 5 and 600 then
    raise exception 'p_limit must be 1 to 1000 and p_lease_seconds 5 to 600' using errcode = '22023';
  elsif private.all_calling_paused() is not null then
    return;
  end if;

  select array_agg(locked.id) into org_ids from (
    select o.id from public.organizations o
    where o.calling_paused_reason is null and exists (
      select from public.call_schedules s where s.org_id = o.id and s.dial_after <= private.current_time()
    )
    for no key update of o skip locked
  ) locked;
  if org_ids is null then
    return;
  end if;
  -- Under a lock that pause_all_calling waits for: once it has returned, no claim commits any more.
  perform from private.scheduler c where c.calling_paused_reason is null for share;
  if not found then
    return;
  end if;

  -- What is refused has moved and makes room for the next; three rounds, so that one claim is not spent on refusals.
  for round in 1..3 loop
    -- A statement of its own: its snapshot is taken after the locks, so that the count of live calls is exact.
    with due as materialized (
      select d.id, d.dial_after, row_number() over (partition by d.org_id order by d.dial_after, d.id) as turn
      from private.claimable_organizations o
      cross join lateral (
        select c.id, c.org_id, c.dial_after
        from private.claimable_calls c
        where c.org_id = o.id and c.dial_after <= private.current_time()
        order by c.dial_after
        limit least(o.free_lines, wanted)
      ) d
      where o.id = any (org_ids)
    )
    select array_agg(chosen.id) into picked from (
      select d.id from due d order by d.turn, d.dial_after limit wanted
    ) chosen;
    exit when picked is null;

    return query select * from private.take_calls(
      picked, 'sweep', p_worker, null, p_lease_seconds, p_default_bolna_agent_id);
    get diagnostics taken = row_count;
    wanted := wanted - taken;
    exit when wanted <= 0 or taken = cardinality(picked);
  end loop;
end $$;
revoke all on function public.claim_due_calls(text, integer, integer, text)
  from public, anon, authenticated, service_role;
grant execute on function public.claim_due_calls(text, integer, integer, text) to service_role;

-- 40_calls/claim_follow_ups.sql

-- Looking after what is silent: the pass of a sweep, live calls, dead workers, calls whose fate is unknown.

-- Live calls that nothing was heard of: their next look is moved on in the same transaction, so that workers side by
-- side do not read the same ones. Placed: 20 s after placing (60 s after each news of it), then 40 s, 80 s, … at most
-- 10 min apart. Unknown: 30 s, 2 min, 5 min, 10 min and 12 min after the claim, then every 5 min.
create function public.claim_follow_ups(p_limit integer default 20)
returns table (attempt_id uuid, schedule_id uuid, org_id uuid, state public.attempt_state, bolna_agent_id text, bolna_execution_id text,
  bolna_status text, bolna_status_at timestamptz, claimed_at timestamptz, placed_at timestamptz, check_count integer,
  queue_deadline_seconds integer)
language sql security definer set search_path = '' as $$
  with silent as materialized (
    select t.id from public.call_attempts t
    where t.state in ('placed', 'unknown') and t.next_check_at <= private.current_time()
    order by t.next_check_at
    limit p_limit
    for no key update skip locked
  )
  update public.call_attempts t
  set check_count = t.check_count + 1,
    next_check_at = case t.state
      when 'placed' then least(
        private.current_time() + make_interval(secs => least(40 * 2 ^ least(t.check_count, 10), 600)),
        -- What Bolna still keeps queued is looked at as soon as its deadline has passed.
        case when private.is_pre_dial(t.bolna_status)
          and t.placed_at + make_interval(secs => o.queue_deadline_seconds) > private.current_time()
          then t.placed_at + make_interval(secs => o.queue_deadline_seconds + 1) end)
      else greatest(
        t.claimed_at + (array[interval '2 minutes', '5 minutes', '10 minutes', '12 minutes'])[t.check_count + 1],
        private.current_time() + case when t.check_count < 4 then interval '30 seconds' else '5 minutes' end)
    end
  from silent, public.organizations o
  where t.id = silent.id and o.id = t.org_id
  returning t.id, t.schedule_id, t.org_id, t.state, t.bolna_agent_id, t.bolna_execution_id, t.bolna_status,
    t.bolna_status_at, t.claimed_at, t.placed_at, t.check_count, o.queue_deadline_seconds
$$;
revoke all on function public.claim_follow_ups(integer) from public, anon, authenticated, service_role;
grant execute on function public.claim_follow_ups(integer) to service_role;

-- 40_calls/claim_overdue_calls.sql

-- Takes up to p_limit due calls of one organisation on behalf of p_actor; none while calling is paused. Same guarantees as
-- claim_due_calls. Error 42501 when p_actor is no admin of it.
create function public.claim_overdue_calls(
  p_org_id uuid, p_actor uuid, p_worker text, p_limit integer default 25, p_lease_seconds integer default 45,
  p_default_bolna_agent_id text default null
) returns setof public.claimed_call
language plpgsql security definer set search_path = '' as $$
declare
  picked uuid[];
begin
  if private.role_of(p_org_id, p_actor) is distinct from 'admin' then
    raise exception 'only an admin of the organisation may trigger its overdue calls' using errcode = '42501';
  end if;
  perform set_config('app.actor_id', p_actor::text, true);
  perform from public.organizations o where o.id = p_org_id for no key update;
  perform from private.scheduler c for share;
  select array_agg(due.id) into picked
  from private.claimable_organizations o
  cross join lateral (
    select c.id from private.claimable_calls c
    where c.org_id = o.id and c.dial_after <= private.current_time()
    order by c.dial_after
    limit least(o.free_lines, p_limit)
  ) due
  where o.id = p_org_id;
  return query select * from private.take_calls(
    picked, 'overdue', p_worker, p_actor, p_lease_seconds, p_default_bolna_agent_id);
end $$;
revoke all on function public.claim_overdue_calls(uuid, uuid, text, integer, integer, text)
  from public, anon, authenticated, service_role;
grant execute on function public.claim_overdue_calls(uuid, uuid, text, integer, integer, text) to service_role;

-- 40_calls/conclude_schedule.sql

-- Ends the schedule of an attempt that is over, or has it tried again where the policy says so. Expects the locks.
--   p_category: what the retry policy counts the attempt as; null: it is no matter of retrying.
--   p_retry_at: when it is due again where p_call_status is scheduled.
-- Nothing is tried again of which somebody was rung who was held not to have been, until a person has seen that; nor a
-- rule's call that nobody plans any more (its rule was deleted, or HubSpot disconnected). Gives the status as it is then.
create function private.conclude_schedule(
  p_attempt public.call_attempts, p_category public.retry_category, p_call_status public.call_status,
  p_reason_code public.reason_code, p_reason text, p_retry_at timestamptz default null
) returns public.call_status
language plpgsql security definer set search_path = '' as $$
declare
  s public.call_schedules;
  is_noticed boolean;
  retry timestamptz;
  new_status public.call_status;
  orphan public.reason_code;
begin
  select c.* into s from public.call_schedules c where c.id = p_attempt.schedule_id;
  is_noticed := s.attention_code is not distinct from 'late_execution';
  retry := case when not is_noticed then private.next_retry_at(p_attempt, p_category) end;
  new_status := case
    when retry is not null then 'scheduled' when is_noticed and p_call_status = 'scheduled' then 'failed' else p_call_status
  end;
  orphan := case when new_status = 'scheduled' then private.orphan_code(s) end;
  if orphan is not null then
    new_status := 'cancelled';
  end if;

  update public.call_attempts a set retry_category = p_category where a.id = p_attempt.id and p_category is not null;
  update public.call_schedules c
  set call_status = new_status, status_reason_code = coalesce(orphan, p_reason_code),
    status_reason = case when orphan is not null then private.say_decision(private.stop(orphan)) else left(p_reason, 1000) end,
    retry_at = case when new_status = 'scheduled' then coalesce(retry, p_retry_at) end,
    attention_code = case when is_noticed then c.attention_code end,
    attention_reason = case when is_noticed then c.attention_reason end
  where c.id = s.id;
  return new_status;
end $$;
revoke all on function private.conclude_schedule(public.call_attempts, public.retry_category, public.call_status,
  public.reason_code, text, timestamptz) from public;

-- 40_calls/due_call_schedules.sql

-- Due: active, scheduled, and its time has come, or auto-trigger is on and the check-up is old enough in the
-- organisation's calendar; a call that is tried again is due at the time of its retry. Row-level security of the caller
-- applies.
create view public.due_call_schedules with (security_invoker = true) as
select s.id, s.org_id, s.agent_id, s.contact_id, s.contact_name, s.contact_phone_enc, s.scheduled_at, s.call_topic,
  s.call_language, s.is_active, s.call_status, s.bolna_call_id, s.auto_trigger_enabled, s.checkup_threshold_days,
  s.last_checkup_date, s.status_reason_code, s.status_reason, s.attention, s.attention_code, s.attention_reason, s.attempt_count,
  s.due_at, s.retry_at, s.created_by, s.created_at, s.updated_at, s.rule_id
from public.call_schedules s
where s.dial_after <= private.current_time();
grant select on public.due_call_schedules to authenticated, service_role;

-- 40_calls/end_undialled_attempt.sql

-- Ends an attempt that never became a call and gives its schedule the status and reason. Expects the locks.
create function private.end_undialled_attempt(
  p_attempt public.call_attempts, p_outcome public.attempt_outcome, p_http_status integer, p_reason_code public.reason_code,
  p_reason text, p_call_status public.call_status, p_retry_at timestamptz
) returns void
language plpgsql security definer set search_path = '' as $$
begin
  update public.call_attempts t
  set state = 'ended', outcome = p_outcome, http_status = p_http_status, reason_code = p_reason_code,
    reason = left(p_reason, 1000), ended_at = private.current_time(), next_check_at = null
  where t.id = p_attempt.id;
  perform private.conclude_schedule(p_attempt, null, p_call_status, p_reason_code, p_reason, p_retry_at);
  update public.call_schedules s set deferral_count = s.deferral_count + 1
  where s.id = p_attempt.schedule_id and p_outcome = 'not_sent';
end $$;
revoke all on function private.end_undialled_attempt(public.call_attempts, public.attempt_outcome, integer,
  public.reason_code, text, public.call_status, timestamptz)
  from public;

-- 40_calls/flag_attention.sql

-- Shows a live call to a person: nobody knows what became of it. p_reason says it in a sentence.
create function public.flag_attention(p_attempt_id uuid, p_code public.attention_code, p_reason text) returns boolean
language plpgsql security definer set search_path = '' as $$
declare
  t public.call_attempts := private.lock_attempt(p_attempt_id);
begin
  if t.state = 'ended' then
    return false;
  end if;
  update public.call_schedules s set attention_code = p_code, attention_reason = left(p_reason, 1000)
  where s.id = t.schedule_id and s.attention_code is distinct from p_code;
  return true;
end $$;
revoke all on function public.flag_attention(uuid, public.attention_code, text) from public, anon, authenticated, service_role;
grant execute on function public.flag_attention(uuid, public.attention_code, text) to service_role;

-- 40_calls/follow_calling_hours.sql

-- Another time zone moves midnight, and with it the due time of every check-up call that is not over (set_due_at does it).
-- Other hours, or the same in another zone, have what waits for them judged anew.
create function private.follow_calling_hours() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  update public.call_schedules s set not_before = null
  where s.org_id = new.id and s.dial_after is not null and s.status_reason_code = 'outside_calling_hours'
    and s.not_before is not null;
  if new.time_zone <> old.time_zone then
    update public.call_schedules s set scheduled_at = s.scheduled_at
    where s.org_id = new.id and s.call_status in ('scheduled', 'in_progress') and s.auto_trigger_enabled;
  end if;
  return null;
end $$;
revoke all on function private.follow_calling_hours() from public;

create trigger organizations_calling_hours
  after update of time_zone, calling_hours_from, calling_hours_to on public.organizations
  for each row when ((old.time_zone, old.calling_hours_from, old.calling_hours_to)
    is distinct from (new.time_zone, new.calling_hours_from, new.calling_hours_to))
  execute function private.follow_calling_hours();

-- 40_calls/is_pre_dial.sql

-- Bolna has not begun to dial, so that a stop can still prevent the call.
create function private.is_pre_dial(p_status text) returns boolean
language sql immutable set search_path = '' as $$
  select exists (select from private.bolna_statuses s where s.status = p_status and s.phase = 'pre_dial')
$$;
revoke all on function private.is_pre_dial(text) from public;

-- 40_calls/is_terminal.sql

-- Nothing follows it. The functions send one spelling (normaliseStatus); an unknown status is a live one.
create function private.is_terminal(p_status text) returns boolean
language sql immutable set search_path = '' as $$
  select exists (select from private.bolna_statuses s where s.status = p_status and s.phase = 'terminal')
$$;
revoke all on function private.is_terminal(text) from public;

-- 40_calls/judge_phone_keys.sql

-- Which of the keys [{setting, key_id, check_value}] are not those that the numbers were stored with. Writes nothing.
--   wrong: [{setting, key_id}]. known_ids: of every encryption key that numbers were ever stored with.
--   paused_organizations: how many wait for a key.
create function public.judge_phone_keys(p_keys jsonb) returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object(
    'wrong', (
      select coalesce(jsonb_agg(jsonb_build_object('setting', k.setting, 'key_id', k.key_id) order by k.setting, k.key_id), '[]')
      from jsonb_to_recordset(p_keys) as given (setting public.phone_key_setting, key_id text, check_value text)
      join private.phone_keys k on k.setting = given.setting and k.key_id = given.key_id
      where k.check_value <> given.check_value),
    'known_ids', (
      select coalesce(jsonb_agg(k.key_id order by k.key_id), '[]') from private.phone_keys k
      where k.setting = 'PHONE_ENCRYPTION_KEYS'),
    'paused_organizations', (
      select count(*) from public.organizations o
      where o.calling_paused_code in ('phone_key_wrong', 'phone_key_missing')))
$$;
revoke all on function public.judge_phone_keys(jsonb) from public, anon, authenticated, service_role;
grant execute on function public.judge_phone_keys(jsonb) to service_role;

-- 40_calls/live_rank.sql

-- How far a live status has come; a lower one never overwrites a higher one. Unknown statuses count as just accepted.
create function private.live_rank(p_status text) returns integer
language sql immutable set search_path = '' as $$
  select coalesce((select s.rank from private.bolna_statuses s where s.status = p_status), 1)
$$;
revoke all on function private.live_rank(text) from public;

-- 40_calls/lock_attempt.sql

-- Locks the schedule, then the attempt (the order everywhere), and gives the attempt back. Error P0002 when there is none.
create function private.lock_attempt(p_attempt_id uuid) returns public.call_attempts
language plpgsql security definer set search_path = '' as $$
declare
  t public.call_attempts;
begin
  perform from public.call_schedules s
  where s.id = (select a.schedule_id from public.call_attempts a where a.id = p_attempt_id)
  for no key update;
  select a.* into t from public.call_attempts a where a.id = p_attempt_id for no key update;
  if not found then
    raise exception 'no attempt has the id %', p_attempt_id using errcode = 'P0002';
  end if;
  return t;
end $$;
revoke all on function private.lock_attempt(uuid) from public;

-- 40_calls/next_call_due_at.sql

-- When the next call that a claim could take falls due, within the given seconds; null when none does.
create function public.next_call_due_at(p_within_seconds numeric) returns timestamptz
language sql stable security definer set search_path = '' as $$
  select min(next.dial_after)
  from private.claimable_organizations o
  cross join lateral (
    select c.dial_after
    from private.claimable_calls c
    where c.org_id = o.id and c.dial_after <= private.current_time() + make_interval(secs => p_within_seconds)
    order by c.dial_after
    limit 1
  ) next
$$;
revoke all on function public.next_call_due_at(numeric) from public, anon, authenticated, service_role;
grant execute on function public.next_call_due_at(numeric) to service_role;

-- 40_calls/next_retry_at.sql

-- When the call of this schedule is tried again after an attempt that ended in p_category, or null: never. The policy is
-- the rule's over the organisation's over the default. Up to a tenth of the wait is added by chance, so that calls that
-- failed together do not come back together; an unanswered call is not tried at the same hour of the organisation's day
-- as the last time.
create function private.next_retry_at(p_attempt public.call_attempts, p_category public.retry_category) returns timestamptz
language plpgsql volatile security definer set search_path = '' as $$
declare
  policy jsonb;
  zone text;
  rule jsonb;
  tried integer;
  counted integer;
  wait_minutes numeric;
  retry timestamptz;
begin
  select private.default_retry_policy() || o.retry_policy || coalesce(r.retry_policy, '{}'), o.time_zone
  into policy, zone
  from public.call_schedules s
  join public.organizations o on o.id = s.org_id
  left join public.call_schedule_rules r on r.id = s.rule_id
  where s.id = p_attempt.schedule_id;

  rule := policy -> p_category::text;
  -- What Bolna never took (429, no connection, a paused account) is no try of this call.
  select count(*) filter (where a.retry_category = p_category),
    count(*) filter (where a.outcome not in ('not_sent', 'paused', 'balance_low')) + 1
  into tried, counted
  from public.call_attempts a
  where a.schedule_id = p_attempt.schedule_id and a.id <> p_attempt.id;
  -- numeric: a policy may say 3.0.
  if rule is null or tried >= (rule ->> 'max_retries')::numeric or counted >= (policy ->> 'max_attempts')::numeric then
    return null;
  end if;

  wait_minutes := (rule -> 'minutes' ->> least(tried, jsonb_array_length(rule -> 'minutes') - 1))::numeric;
  retry := private.current_time() + make_interval(secs => (wait_minutes * 60 * (1 + random() * 0.1))::double precision);
  if p_category = 'no_answer'
    and date_part('hour', retry at time zone zone) = date_part('hour', p_attempt.claimed_at at time zone zone) then
    -- In their zone: where clocks are half an hour off, the hours of UTC begin in the middle of theirs.
    retry := date_trunc('hour', retry, zone) + interval '1 hour' + make_interval(secs => random() * 300);
  end if;
  return retry;
end $$;
revoke all on function private.next_retry_at(public.call_attempts, public.retry_category) from public;

-- 40_calls/note_late_execution.sql

-- An execution turned up for an attempt that was held not to have been made (absent, or settled by hand). The call rang:
-- a retry that still waits is called off, and a person is told.
create function private.note_late_execution(p_execution_id text, p_call_ref uuid, p_event_id bigint) returns void
language plpgsql security definer set search_path = '' as $$
declare
  t public.call_attempts;
  told constant text :=
    'Bolna made this call after all, though it was held not to have been made. It is not dialled again by itself.';
begin
  if not exists (
    select from public.call_attempts a
    where a.id = p_call_ref and a.bolna_execution_id is null
      and a.reason_code in ('never_reached_bolna', 'not_placed_by_hand')
  ) then
    return;
  end if;
  t := private.lock_attempt(p_call_ref);
  if t.bolna_execution_id is not null then
    return;
  end if;
  update public.call_attempts a set bolna_execution_id = p_execution_id where a.id = t.id;
  update public.call_events e set org_id = t.org_id, attempt_id = t.id where e.id = p_event_id;
  update public.call_schedules s
  set call_status = case when s.call_status = 'scheduled' then 'failed' else s.call_status end,
    status_reason_code = case when s.call_status = 'scheduled' then 'late_execution' else s.status_reason_code end,
    status_reason = case when s.call_status = 'scheduled' then told else s.status_reason end,
    retry_at = null, attention_code = 'late_execution', attention_reason = told
  where s.id = t.schedule_id;
end $$;
revoke all on function private.note_late_execution(text, uuid, bigint) from public;

-- 40_calls/plain_contact_id.sql

-- A contact's id as it is kept and compared: HubSpot's are decimal without leading zeros, so that 040000136 is 40000136, with or
-- without spaces around it. What is no such number, of another CRM, stays as it is. contactId() of the functions does the same.
create function private.plain_contact_id(p_id text) returns text
language sql immutable set search_path = '' as $$
  select case when btrim(p_id) ~ '^0*[1-9][0-9]{0,17}$' then ltrim(btrim(p_id), '0') else p_id end
$$;
revoke all on function private.plain_contact_id(text) from public, anon, authenticated, service_role;

-- 40_calls/receive_bolna_event.sql

-- Stores one event of Bolna first, then takes from it what is safe. Idempotent (a redelivery is the same row) and
-- order-proof (statuses only move forward; a terminal one is not applied here but asks for settle_call). An event that
-- carries the call_ref of an attempt without an execution adopts it, though our own write was never made. A snapshot that is
-- larger than is kept is reduced to a note of its size, never refused: what the event means for the call counts all the same.
create function public.receive_bolna_event(
  p_execution_id text, p_call_ref uuid, p_status text, p_retry_count integer, p_snapshot jsonb, p_snapshot_hash text,
  p_source public.event_source
) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  event_id bigint;
  attempt uuid;
  t public.call_attempts;
  snapshot_size constant integer := octet_length(p_snapshot::text);
begin
  insert into public.call_events (execution_id, call_ref, status, retry_count, source, snapshot, snapshot_hash)
  values (p_execution_id, p_call_ref, p_status, coalesce(p_retry_count, 0), p_source,
    case when snapshot_size <= 16384 then p_snapshot else jsonb_build_object('reduced_from_bytes', snapshot_size) end,
    p_snapshot_hash)
  on conflict (execution_id, snapshot_hash) do nothing
  returning id into event_id;

  select coalesce(
    (select a.id from public.call_attempts a where a.bolna_execution_id = p_execution_id),
    (select a.id from public.call_attempts a
     where a.id = p_call_ref and a.bolna_execution_id is null and a.state in ('placing', 'unknown'))
  ) into attempt;
  if attempt is null then
    perform private.note_late_execution(p_execution_id, p_call_ref, event_id);
    return jsonb_build_object('duplicate', event_id is null, 'known', false, 'attempt_id', null, 'org_id', null,
      'attempt_state', null, 'call_status', null, 'settle', false);
  end if;

  t := private.lock_attempt(attempt);
  if t.bolna_execution_id is null and t.state in ('placing', 'unknown') then
    perform public.record_call_placed(t.id, p_execution_id, p_status);
    t := private.lock_attempt(attempt);
  end if;
  update public.call_events e set org_id = t.org_id, attempt_id = t.id where e.id = event_id;

  if t.state = 'placed' and t.bolna_execution_id = p_execution_id
    and not private.is_terminal(p_status) and not private.is_terminal(coalesce(t.bolna_status, ''))
    and private.live_rank(p_status) > private.live_rank(coalesce(t.bolna_status, '')) then
    update public.call_attempts a
    set bolna_status = p_status, bolna_status_at = private.current_time(),
      next_check_at = private.current_time() + interval '60 seconds', check_count = 0
    where a.id = t.id;
  end if;
  return (
    select jsonb_build_object('duplicate', event_id is null, 'known', true, 'attempt_id', a.id, 'org_id', a.org_id,
      'attempt_state', a.state, 'call_status', s.call_status,
      'settle', private.is_terminal(p_status) and a.state = 'placed')
    from public.call_attempts a join public.call_schedules s on s.id = a.schedule_id
    where a.id = t.id
  );
end $$;
revoke all on function public.receive_bolna_event(text, uuid, text, integer, jsonb, text, public.event_source)
  from public, anon, authenticated, service_role;
grant execute on function public.receive_bolna_event(text, uuid, text, integer, jsonb, text, public.event_source) to service_role;

-- 40_calls/record_absence.sql

-- An unknown call was looked for in Bolna's list of its agent and not found. p_complete: every page was read. Four complete
-- listings without it, the last at least ten minutes after the claim, prove that it never reached Bolna: the attempt ends
-- as absent and the retry policy decides. Until then, or while listings fail, it stays unknown; from ten minutes on it is
-- shown to a person. Answer: absent, call_status.
create function public.record_absence(p_attempt_id uuid, p_complete boolean) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  t public.call_attempts := private.lock_attempt(p_attempt_id);
  is_old boolean;
  new_status public.call_status;
begin
  if t.state <> 'unknown' then
    return jsonb_build_object('absent', false,
      'call_status', (select s.call_status from public.call_schedules s where s.id = t.schedule_id));
  end if;
  update public.call_attempts a set absent_listings = a.absent_listings + case when p_complete then 1 else 0 end
  where a.id = t.id
  returning * into t;
  is_old := private.current_time() >= t.claimed_at + interval '10 minutes';

  if is_old and p_complete and t.absent_listings >= 4 then
    update public.call_attempts a
    set state = 'ended', outcome = 'absent', reason_code = 'never_reached_bolna',
      reason = 'Bolna gave no clear answer, and none of its complete lists holds the call: it was not made.',
      ended_at = private.current_time(), next_check_at = null
    where a.id = t.id;
    new_status := private.conclude_schedule(t, 'absent', 'failed', 'never_reached_bolna',
      'Bolna gave no clear answer, and none of its complete lists holds the call: it was not made.');
    perform private.ring_for_waiting_calls(t.org_id);
    return jsonb_build_object('absent', true, 'call_status', new_status);
  elsif is_old then
    perform public.flag_attention(t.id, 'absence_unproven',
      'Bolna never clearly answered for this call, and its lists have not yet proven that it was not made. Find out, then settle it by hand.');
  end if;
  return jsonb_build_object('absent', false, 'call_status', 'in_progress');
end $$;
revoke all on function public.record_absence(uuid, boolean) from public, anon, authenticated, service_role;
grant execute on function public.record_absence(uuid, boolean) to service_role;

-- 40_calls/record_call_not_sent.sql

-- Nothing reached Bolna, or it asked us to slow down: the call is due again after p_retry_after_seconds (0 to 3600).
-- Twelve in a row end it as failed, so that it is not lost silently.
create function public.record_call_not_sent(
  p_attempt_id uuid, p_http_status integer, p_reason_code public.reason_code, p_reason text, p_retry_after_seconds numeric
) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  t public.call_attempts := private.lock_attempt(p_attempt_id);
  deferrals integer;
begin
  if t.state not in ('placing', 'unknown') then
    return private.record_result(p_attempt_id, false);
  end if;
  select s.deferral_count into deferrals from public.call_schedules s where s.id = t.schedule_id;
  if deferrals + 1 >= 12 then
    perform private.end_undialled_attempt(t, 'not_sent', p_http_status, 'bolna_unreachable',
      format('Given up after %s tries that Bolna did not take. The last one: %s', deferrals + 1, p_reason), 'failed', null);
  else
    perform private.end_undialled_attempt(t, 'not_sent', p_http_status, p_reason_code, p_reason, 'scheduled',
      private.current_time() + make_interval(secs => least(greatest(p_retry_after_seconds, 0), 3600)));
  end if;
  return private.record_result(p_attempt_id, true);
end $$;
revoke all on function public.record_call_not_sent(uuid, integer, public.reason_code, text, numeric)
  from public, anon, authenticated, service_role;
grant execute on function public.record_call_not_sent(uuid, integer, public.reason_code, text, numeric) to service_role;

-- 40_calls/record_call_placed.sql

-- Writing down what came of the one request to Bolna. Each function compares and sets: a late or repeated write changes
-- nothing and answers recorded=false, unless it says what is already so.

-- Bolna accepted: the execution id is the join key from here on. Also taken from a late worker and for an attempt that
-- was given up as unknown, because it is knowledge and not a guess; never for one that ended or has another execution. An
-- execution that is another attempt's says nothing of this one: it becomes unknown, and recorded=false.
create function public.record_call_placed(p_attempt_id uuid, p_execution_id text, p_bolna_status text default 'queued')
returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  t public.call_attempts := private.lock_attempt(p_attempt_id);
begin
  if t.bolna_execution_id = p_execution_id then
    return private.record_result(p_attempt_id, true);
  elsif t.state not in ('placing', 'unknown') then
    return private.record_result(p_attempt_id, false);
  end if;
  if exists (select from public.call_attempts a where a.bolna_execution_id = p_execution_id) then
    perform public.record_call_unknown(p_attempt_id, 200, 'bolna_answer_unreadable',
      'Bolna accepted the request and named another call for it, so it may or may not have taken it.');
    return private.record_result(p_attempt_id, false);
  end if;
  update public.call_attempts a
  set state = 'placed', placed_at = private.current_time(), bolna_execution_id = p_execution_id,
    bolna_status = coalesce(a.bolna_status, left(nullif(p_bolna_status, ''), 100), 'queued'),
    bolna_status_at = coalesce(a.bolna_status_at, private.current_time()),
    http_status = 200, reason_code = null, reason = null,
    next_check_at = private.current_time() + interval '20 seconds', check_count = 0
  where a.id = p_attempt_id;
  update public.call_schedules s
  set bolna_call_id = p_execution_id, deferral_count = 0, status_reason_code = null, status_reason = null,
    -- What was flagged because nobody knew is known now; a late execution of an earlier attempt stays.
    attention_code = case when s.attention_code = 'late_execution' then s.attention_code end,
    attention_reason = case when s.attention_code = 'late_execution' then s.attention_reason end
  where s.id = t.schedule_id;
  -- Events that came before this was written down, and without our call_ref.
  update public.call_events e set org_id = t.org_id, attempt_id = t.id
  where e.execution_id = p_execution_id and e.attempt_id is null;
  return private.record_result(p_attempt_id, true);
end $$;
revoke all on function public.record_call_placed(uuid, text, text) from public, anon, authenticated, service_role;
grant execute on function public.record_call_placed(uuid, text, text) to service_role;

-- 40_calls/record_call_refused.sql

-- Bolna refused this call: nothing was dialled and trying again would not help.
create function public.record_call_refused(
  p_attempt_id uuid, p_http_status integer, p_reason_code public.reason_code, p_reason text
) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  t public.call_attempts := private.lock_attempt(p_attempt_id);
begin
  if t.state not in ('placing', 'unknown') then
    return private.record_result(p_attempt_id, false);
  end if;
  perform private.end_undialled_attempt(t, 'refused', p_http_status, p_reason_code, p_reason, 'failed', null);
  return private.record_result(p_attempt_id, true);
end $$;
revoke all on function public.record_call_refused(uuid, integer, public.reason_code, text)
  from public, anon, authenticated, service_role;
grant execute on function public.record_call_refused(uuid, integer, public.reason_code, text) to service_role;

-- 40_calls/record_call_unknown.sql

-- No clear answer: it may be ringing, and is never tried again blindly. A webhook, a read or a list with its call_ref adopts
-- it; only proven absence (record_absence) or an admin's word (resolve_call_schedule) ends it as not made.
create function public.record_call_unknown(
  p_attempt_id uuid, p_http_status integer, p_reason_code public.reason_code, p_reason text
) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  t public.call_attempts := private.lock_attempt(p_attempt_id);
begin
  if t.state <> 'placing' then
    return private.record_result(p_attempt_id, t.state = 'unknown');
  end if;
  update public.call_attempts a
  set state = 'unknown', http_status = p_http_status, reason_code = p_reason_code, reason = left(p_reason, 1000),
    next_check_at = greatest(a.claimed_at + interval '30 seconds', private.current_time()), check_count = 0
  where a.id = p_attempt_id;
  update public.call_schedules s
  set status_reason_code = p_reason_code, status_reason = left(p_reason, 1000)
  where s.id = t.schedule_id;
  return private.record_result(p_attempt_id, true);
end $$;
revoke all on function public.record_call_unknown(uuid, integer, public.reason_code, text)
  from public, anon, authenticated, service_role;
grant execute on function public.record_call_unknown(uuid, integer, public.reason_code, text) to service_role;

-- 40_calls/record_calling_paused.sql

-- The account refuses every call (key, number, agent): the organisation stops dialling with the reason, the call goes
-- back to scheduled, nothing is burnt.
create function public.record_calling_paused(
  p_attempt_id uuid, p_http_status integer, p_reason_code public.reason_code, p_reason text
) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  t public.call_attempts;
begin
  perform from public.organizations o
  where o.id = (select a.org_id from public.call_attempts a where a.id = p_attempt_id) for no key update;
  t := private.lock_attempt(p_attempt_id);
  if t.state not in ('placing', 'unknown') then
    return private.record_result(p_attempt_id, false);
  end if;
  update public.organizations o
  set calling_paused_reason = left(coalesce(nullif(p_reason, ''), 'Bolna refuses every call of this account.'), 1000),
    calling_paused_code = p_reason_code
  where o.id = t.org_id and o.calling_paused_reason is null;
  perform private.end_undialled_attempt(t, 'paused', p_http_status, p_reason_code, p_reason, 'scheduled', null);
  return private.record_result(p_attempt_id, true);
end $$;
revoke all on function public.record_calling_paused(uuid, integer, public.reason_code, text)
  from public, anon, authenticated, service_role;
grant execute on function public.record_calling_paused(uuid, integer, public.reason_code, text) to service_role;

-- 40_calls/record_result.sql

-- The answer of each function that writes down what came of a request: was it written, and what holds now.
create function private.record_result(p_attempt_id uuid, p_recorded boolean) returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object('recorded', p_recorded, 'call_status', s.call_status, 'attempt_state', t.state)
  from public.call_attempts t join public.call_schedules s on s.id = t.schedule_id
  where t.id = p_attempt_id
$$;
revoke all on function private.record_result(uuid, boolean) from public;

-- 40_calls/refuse_call.sql

-- Does with a call what the judge said of it, and tells it. One that is never to go out ends: cancelled, or failed where it
-- was wanted and could not be. One that may go out later moves to that moment; one that waits for nobody knows what stays
-- where it is: no claim meets it, since whatever it waits for makes it unclaimable. Each carries the code and its sentence.
-- Expects the schedule's lock.
create function private.refuse_call(p_schedule_id uuid, p_decision private.decision) returns jsonb
language plpgsql security definer set search_path = '' as $$
begin
  update public.call_schedules s
  set call_status = case
      when p_decision.outcome <> 'stop' then s.call_status
      when p_decision.code = 'contact_unreadable' then 'failed' else 'cancelled' end,
    retry_at = case when p_decision.outcome <> 'stop' then s.retry_at end,
    not_before = case when p_decision.outcome <> 'stop' then coalesce(p_decision.until, s.not_before) end,
    contact_unread_since = case when p_decision.outcome <> 'stop' then s.contact_unread_since end,
    status_reason_code = p_decision.code, status_reason = private.say_decision(p_decision)
  where s.id = p_schedule_id;
  return private.tell_decision(p_decision);
end $$;
revoke all on function private.refuse_call(uuid, private.decision) from public, anon, authenticated, service_role;

-- 40_calls/refused_field.sql

-- The first of the fields sent that a call may not be booked with now; null when all may. What holds at any moment is checked by
-- the table itself.
create function private.refused_field(p_call public.call_schedules, p_sent jsonb) returns text
language sql stable security definer set search_path = '' as $$
  select r.field
  from (values
    ('agent_id', not exists (
      select from public.agents a where a.org_id = p_call.org_id and a.id = p_call.agent_id and a.is_active)),
    ('contact_id', exists (
      select from public.contacts c
      where c.org_id = p_call.org_id and c.do_not_call and c.removed_at is null
        and (c.contact_id = p_call.contact_id or p_call.contact_id = any (c.merged_ids)))),
    -- Whoever carries it.
    ('contact_phone_hash', exists (
      select from public.contacts c
      where c.org_id = p_call.org_id and c.phone_hash = p_call.contact_phone_hash and c.do_not_call and c.removed_at is null)),
    ('scheduled_at', p_call.scheduled_at not between private.current_time() - interval '1 hour'
      and private.current_time() + interval '1830 days'),
    ('last_checkup_date', p_call.last_checkup_date > (
      select (private.current_time() at time zone o.time_zone)::date from public.organizations o where o.id = p_call.org_id))
  ) as r (field, refused)
  where r.refused and p_sent ? r.field
  limit 1
$$;
revoke all on function private.refused_field(public.call_schedules, jsonb) from public;

-- 40_calls/resolve_call_schedule.sql

-- Settling by hand what nobody could find out: an admin's word ends a live call that is flagged for attention, or that is
-- past its deadline (attempt_deadline) though nothing has flagged it. Guarantee: a person can end every such call, and its
-- number and line are free again; nothing that Bolna says is read or written on the way.

-- p_outcome: placed (it was made: the call counts as completed) or not_placed (it was not: it is scheduled again and due
-- at once; one that Bolna had accepted fails instead). Of a flagged call without a live attempt, either takes the flag off
-- and changes nothing else. Guarantee: what may be on its way, or is surely with Bolna, is never scheduled again by this.
-- Outcomes: resolved {call_status}, not_flagged {call_status}, not_found, forbidden. The audit names the admin.
create function private.resolve_call_schedule(p_schedule_id uuid, p_outcome public.resolution) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  caller_role public.member_role;
  s public.call_schedules;
  t public.call_attempts;
  was_placed constant boolean := p_outcome = 'placed';
  new_code constant public.reason_code :=
    case when was_placed then 'placed_by_hand'::public.reason_code else 'not_placed_by_hand' end;
  new_status public.call_status;
  is_overdue boolean;
begin
  if p_outcome is null then
    raise exception 'p_outcome must be placed or not_placed' using errcode = '22023';
  end if;
  select c.* into s from public.call_schedules c where c.id = p_schedule_id and c.deleted_at is null for no key update;
  caller_role := private.role_of(s.org_id, auth.uid());
  if s.id is null or caller_role is null then
    return jsonb_build_object('outcome', 'not_found');
  elsif caller_role <> 'admin' then
    return jsonb_build_object('outcome', 'forbidden');
  end if;
  select a.* into t from public.call_attempts a where a.schedule_id = s.id and a.state <> 'ended' for no key update;
  if t.id is null and s.attention then
    update public.call_schedules c set attention_code = null, attention_reason = null where c.id = s.id;
    return jsonb_build_object('outcome', 'resolved', 'call_status', s.call_status);
  end if;
  is_overdue := coalesce(private.attempt_deadline(t) <= private.current_time(), false);
  if t.id is null or not (s.attention or is_overdue)
    -- Its request may be on its way; or Bolna has it, and it may be talking while its number is dialled again.
    or ((t.state = 'placing' or (t.state = 'placed' and not was_placed)) and not is_overdue) then
    return jsonb_build_object('outcome', 'not_flagged', 'call_status', s.call_status);
  end if;

  update public.call_attempts a
  set state = 'ended', outcome = 'settled_by_hand', ended_at = private.current_time(), next_check_at = null,
    reason_code = new_code,
    reason = case when was_placed then 'An admin found out that this call was made.'
      else 'An admin found out that this call was not made.' end
  where a.id = t.id;
  update public.call_schedules c
  set call_status = case when was_placed then 'completed'::public.call_status when t.state = 'placed' then 'failed' else 'scheduled' end,
    status_reason_code = new_code,
    status_reason = case when was_placed then 'An admin found out that this call was made.'
      when t.state = 'placed' then 'An admin found out that this call was not made. Bolna had accepted it, so it is not tried again by itself.'
      else 'An admin found out that this call was not made: it is tried again.' end,
    attention_code = null, attention_reason = null
  where c.id = s.id
  returning c.call_status into new_status;
  if new_status = 'scheduled' and private.orphan_code(s) is not null then
    perform private.refuse_call(s.id, private.stop(private.orphan_code(s)));
    new_status := 'cancelled';
  end if;
  perform private.ring_for_waiting_calls(s.org_id);
  return jsonb_build_object('outcome', 'resolved', 'call_status', new_status);
end $$;
revoke all on function private.resolve_call_schedule(uuid, public.resolution) from public;
grant execute on function private.resolve_call_schedule(uuid, public.resolution) to authenticated;

create function public.resolve_call_schedule(p_schedule_id uuid, p_outcome public.resolution) returns jsonb
language sql set search_path = '' as $$
  select private.resolve_call_schedule(p_schedule_id, p_outcome)
$$;
revoke all on function public.resolve_call_schedule(uuid, public.resolution) from public, anon, authenticated, service_role;
grant execute on function public.resolve_call_schedule(uuid, public.resolution) to authenticated;

-- 40_calls/settle_call.sql

-- Following a placed call to its end: events in, the outcome out.

-- Writes how a call ended, on the attempt and on its schedule, once. p_result:
--   bolna_status, outcome, call_status (completed | failed | cancelled, or scheduled with outcome balance_low: not
--   dialled, the organisation is paused), retry_category (what the retry policy counts it as, or null), reason_code,
--   reason, answered, voicemail, conversation_seconds, duration_seconds, cost_cents, hangup_by, hangup_reason,
--   hangup_code, termination_reason, ended_at.
-- The schedule ends with call_status, or is scheduled again with retry_at where the retry policy has a try left.
-- Texts are cut to what their columns hold: what Bolna says is never a reason not to end a call. One that throws all the
-- same leaves the attempt live, and begin_sweep shows it to a person at its deadline.
-- An attempt that already ended, or that belongs to another execution, stays as it is: settled=false.
create function public.settle_call(
  p_attempt_id uuid, p_execution_id text, p_result jsonb, p_actor uuid default null
) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  t public.call_attempts;
  r record;
  new_status public.call_status;
begin
  select * into r from jsonb_to_record(p_result) as f (
    bolna_status text, outcome public.attempt_outcome, call_status public.call_status,
    retry_category public.retry_category, reason_code public.reason_code, reason text,
    answered boolean, voicemail boolean, conversation_seconds numeric, duration_seconds numeric, cost_cents numeric,
    hangup_by text, hangup_reason text, hangup_code text, termination_reason text, ended_at timestamptz
  );
  if r.call_status = 'scheduled' and r.outcome <> 'balance_low' then
    raise exception 'only a call that was not dialled goes back to scheduled' using errcode = '22023';
  end if;
  if p_actor is not null then
    perform set_config('app.actor_id', p_actor::text, true);
  end if;
  if r.outcome = 'balance_low' then
    perform from public.organizations o
    where o.id = (select a.org_id from public.call_attempts a where a.id = p_attempt_id) for no key update;
  end if;

  t := private.lock_attempt(p_attempt_id);
  if t.state not in ('placed', 'unknown') or t.bolna_execution_id is distinct from p_execution_id then
    return jsonb_build_object('settled', false,
      'call_status', (select s.call_status from public.call_schedules s where s.id = t.schedule_id));
  end if;

  update public.call_attempts a
  set state = 'ended', outcome = r.outcome, bolna_status = coalesce(left(nullif(r.bolna_status, ''), 100), a.bolna_status),
    bolna_status_at = private.current_time(), reason_code = r.reason_code, reason = left(r.reason, 1000), answered = r.answered,
    voicemail = r.voicemail, conversation_seconds = r.conversation_seconds, duration_seconds = r.duration_seconds,
    cost_cents = r.cost_cents, hangup_by = left(r.hangup_by, 300), hangup_reason = left(r.hangup_reason, 300),
    hangup_code = left(r.hangup_code, 300), termination_reason = left(r.termination_reason, 300),
    ended_at = coalesce(r.ended_at, private.current_time()), next_check_at = null
  where a.id = p_attempt_id;
  new_status := private.conclude_schedule(t, r.retry_category, r.call_status, r.reason_code, r.reason);
  if r.outcome = 'balance_low' then
    update public.organizations o
    set calling_paused_reason = left(coalesce(nullif(r.reason, ''), 'Bolna says that the balance is too low.'), 1000),
      calling_paused_code = r.reason_code
    where o.id = t.org_id and o.calling_paused_reason is null;
  end if;
  perform private.ring_for_waiting_calls(t.org_id);
  return jsonb_build_object('settled', true, 'call_status', new_status);
end $$;
revoke all on function public.settle_call(uuid, text, jsonb, uuid) from public, anon, authenticated, service_role;
grant execute on function public.settle_call(uuid, text, jsonb, uuid) to service_role;

-- 40_calls/take_calls.sql

-- The one way from chosen to claimed: locks the calls (one that somebody else holds is left), asks the judge for each, and
-- then begins the attempts of those that may go out, hands out those whose contact is to be read first, and moves the
-- refused ones, so that no later claim meets them. No attempt exists of what was refused. The caller holds the
-- organisations' locks and the kill switch's, and hands in no more calls than there are free lines.
create function private.take_calls(
  p_schedule_ids uuid[], p_trigger public.attempt_trigger, p_worker text, p_actor uuid, p_lease_seconds integer,
  p_default_bolna_agent_id text
) returns setof public.claimed_call
language plpgsql security definer set search_path = '' as $$
declare
  by_hand constant boolean := p_trigger <> 'sweep';
  dialled uuid[];
  looked_at uuid[];
  refused jsonb;
begin
  with held as materialized (
    select s from public.call_schedules s
    where s.id = any (p_schedule_ids) and s.dial_after <= private.current_time()
    for no key update skip locked
  ), judged as materialized (
    select (h.s).id, looks.first as looks_first, d.outcome, d.code, d.until, d.data
    from held h
    cross join lateral (select private.looks_first(h.s) as first) looks
    cross join lateral private.judge_call(h.s, private.current_time(), by_hand, looks.first) d
  )
  select array_agg(j.id) filter (where j.outcome = 'call' and not j.looks_first),
    array_agg(j.id) filter (where j.outcome = 'call' and j.looks_first),
    jsonb_agg(to_jsonb(j)) filter (where j.outcome <> 'call')
  into dialled, looked_at, refused
  from judged j;

  perform private.refuse_call(r.id, (r.outcome, r.code, r.until, r.data)::private.decision)
  from jsonb_to_recordset(refused) as r (
    id uuid, outcome public.decision_outcome, code public.reason_code, until timestamptz, data jsonb);
  if looked_at is not null then
    return query select * from private.begin_looks(looked_at, p_trigger, p_worker, p_actor, p_lease_seconds);
  end if;
  if dialled is not null then
    return query select * from private.begin_attempts(
      dialled, p_trigger, p_worker, p_lease_seconds, p_default_bolna_agent_id);
  end if;
end $$;
revoke all on function private.take_calls(uuid[], public.attempt_trigger, text, uuid, integer, text)
  from public, anon, authenticated, service_role;

-- 40_calls/waits_for_key.sql

-- Has the organisation a call to come whose number was stored with one of the keys; null: with any.
create function private.waits_for_key(p_org_id uuid, p_key_ids text[]) returns boolean
language sql stable security definer set search_path = '' as $$
  select exists (
    select from public.call_schedules s
    where s.org_id = p_org_id and s.call_status = 'scheduled' and s.deleted_at is null
      and (p_key_ids is null or split_part(s.contact_phone_enc, '.', 2) = any (p_key_ids))
  )
$$;
revoke all on function private.waits_for_key(uuid, text[]) from public, anon, authenticated, service_role;

-- 50_policy/defer.sql

-- Words of the judge.

create function private.defer(p_code public.reason_code, p_until timestamptz, p_data jsonb default null)
returns private.decision
language sql immutable set search_path = '' as $$
  select ('defer', p_code, p_until, p_data)::private.decision
$$;

create function private.stop(p_code public.reason_code, p_data jsonb default null) returns private.decision
language sql immutable set search_path = '' as $$
  select ('stop', p_code, null, p_data)::private.decision
$$;
revoke all on function private.defer(public.reason_code, timestamptz, jsonb), private.stop(public.reason_code, jsonb)
  from public, anon, authenticated, service_role;

-- 50_policy/judge_call.sql

-- The one judge of whether a call may go out at the given moment. Each claim asks it for the rows it has locked, before an
-- attempt exists; whoever else wants to know asks here too. It reads and decides, and writes nothing.
--   p_by_hand: a person asks for the call now: neither its own time nor the organisation's hours hold it.
--   p_before_look: its contact is about to be read from HubSpot; what our copy says of it is not asked.
-- A stop outweighs every defer. The defers that end nobody knows when (a switch, a busy number, full lines) come first.
create function private.judge_call(
  s public.call_schedules, p_at timestamptz, p_by_hand boolean default false, p_before_look boolean default false
) returns private.decision
language plpgsql stable security definer set search_path = '' as $$
declare
  org record;
  of_contact private.decision := private.judge_contact(s, p_before_look);
  hours_begin_at timestamptz;
begin
  if of_contact.outcome = 'stop' then
    return of_contact;
  end if;
  select o.id, o.max_concurrent_calls, o.max_dials_per_day, o.time_zone, o.calling_paused_reason,
    a.is_active as agent_is_active, c.calling_paused_reason as all_paused_reason
  into org
  from public.organizations o
  join public.agents a on a.id = s.agent_id
  cross join private.scheduler c
  where o.id = s.org_id;

  if org.all_paused_reason is not null then
    return private.defer('all_calling_paused', null, jsonb_build_object('reason', org.all_paused_reason));
  elsif org.calling_paused_reason is not null then
    return private.defer('organisation_paused', null, jsonb_build_object('reason', org.calling_paused_reason));
  elsif not s.is_active then
    return private.defer('inactive', null);
  elsif not org.agent_is_active then
    return private.defer('agent_inactive', null);
  elsif exists (
    select from public.call_attempts t
    where t.org_id = s.org_id and t.contact_phone_hash = s.contact_phone_hash and t.state <> 'ended'
  ) then
    return private.defer('number_busy', null);
  elsif private.lines_in_use(org.id) >= org.max_concurrent_calls then
    return private.defer('no_free_line', null, jsonb_build_object('lines', org.max_concurrent_calls));
  elsif private.dials_left(org.id, org.max_dials_per_day, org.time_zone) = 0 then
    return private.defer('dial_quota', date_trunc('day', p_at, org.time_zone) + interval '1 day',
      jsonb_build_object('max_dials_per_day', org.max_dials_per_day));
  end if;

  if not p_by_hand and s.dial_after > p_at then
    return case when s.auto_trigger_enabled and s.last_checkup_date is not null
      then private.defer('checkup_done', s.dial_after, jsonb_build_object('last_checkup_date', s.last_checkup_date))
      else private.defer('not_due', s.dial_after) end;
  end if;
  -- What a rule plans minds the hours; what a person books goes by the time that the person chose.
  hours_begin_at := case when s.rule_id is not null and not p_by_hand
    then private.calling_hours_begin_at(s.org_id, p_at) end;
  if hours_begin_at is not null then
    return private.defer('outside_calling_hours', hours_begin_at);
  end if;
  return ('call', 'allowed', null, of_contact.data)::private.decision;
end $$;
revoke all on function private.judge_call(public.call_schedules, timestamptz, boolean, boolean)
  from public, anon, authenticated, service_role;

-- 50_policy/judge_contact.sql

-- The judge's question about whom a call is for: is it still wanted. A stop, or an empty decision whose data says what a
-- rule's call is planned for (occasion, last_checkup_date).
--   do_not_call: HubSpot flags a contact with this number, whoever carries it, or the contact of the call.
--   rule_deleted, hubspot_disconnected, rule_inactive: nobody plans such calls any more.
--   Otherwise what the rule says of the contact today (private.judge_contacts): the check-up was done, a condition holds no
--   more, the contact is gone.
-- p_before_look: HubSpot is asked about the contact next, so that what our copy says of this one is left out.
create function private.judge_contact(s public.call_schedules, p_before_look boolean) returns private.decision
language plpgsql stable security definer set search_path = '' as $$
declare
  rule record;
  verdict record;
begin
  if exists (
    select from public.contacts c
    where c.org_id = s.org_id and c.phone_hash = s.contact_phone_hash and c.do_not_call and c.removed_at is null
      and not (p_before_look and c.contact_id = s.contact_id)
  ) or not p_before_look and private.is_flagged_contact(s.org_id, s.contact_id) then
    return private.stop('do_not_call');
  elsif s.occasion is null then
    return null;
  end if;

  if private.orphan_code(s) is not null then
    return private.stop(private.orphan_code(s));
  end if;
  select r.is_active, r.rule_type into rule from public.call_schedule_rules r where r.id = s.rule_id;
  if not rule.is_active then
    return private.stop('rule_inactive');
  elsif p_before_look then
    return null;
  end if;
  select v.reason_code, v.reason, v.occasion, v.last_checkup_date into verdict
  from private.judge_contacts(s.rule_id, array[s.contact_id], s.id) v;
  if verdict.reason_code is null then
    return private.stop('contact_deleted');
  elsif verdict.reason_code = 'not_due' and rule.rule_type = 'checkup_threshold' then
    return private.stop('checkup_done', jsonb_build_object('why', verdict.reason));
  elsif verdict.reason_code not in ('due', 'already_called', 'number_planned') then
    return private.stop(verdict.reason_code, jsonb_build_object('why', verdict.reason));
  end if;
  return (null, null, null, jsonb_build_object('occasion', verdict.occasion,
    'last_checkup_date', verdict.last_checkup_date))::private.decision;
end $$;
revoke all on function private.judge_contact(public.call_schedules, boolean)
  from public, anon, authenticated, service_role;

-- 50_policy/say_decision.sql

-- The sentence of a decision, for a person. Nothing steers by it.
create function private.say_decision(d private.decision) returns text
language sql stable set search_path = '' as $$
  select coalesce(case d.code
    when 'all_calling_paused' then 'The operator has paused all calling: ' || (d.data ->> 'reason')
    when 'organisation_paused' then 'Calling is paused: ' || (d.data ->> 'reason')
    when 'inactive' then 'The schedule is not active.'
    when 'agent_inactive' then 'The schedule''s agent is not active.'
    when 'number_busy' then 'Another call to this number is under way.'
    when 'no_free_line' then format('All %s lines of the organisation are in use.', d.data ->> 'lines')
    when 'dial_quota' then format('The %s calls that the operator allows the organisation a day are made.',
      d.data ->> 'max_dials_per_day')
    when 'not_due' then 'The call is not due yet.'
    when 'outside_calling_hours' then
      'It is outside the organisation''s calling hours: the call waits until they begin.'
    when 'do_not_call' then 'HubSpot says that this contact is not to be called.'
    when 'rule_deleted' then 'The rule that planned this call was deleted.'
    when 'rule_inactive' then 'The rule that planned this call was switched off.'
    when 'hubspot_disconnected' then
      'HubSpot was disconnected, so that nobody can look whether this call is still wanted.'
    when 'contact_deleted' then 'HubSpot has this contact no more.'
    when 'contact_changed' then 'The contact was changed at this very moment.'
    when 'already_called' then 'This rule has already planned a call for this contact and check-up.'
    when 'checkup_done' then case
      when d.outcome = 'stop' then 'The check-up was done meanwhile. ' || (d.data ->> 'why')
      else format('The last check-up was on %s: the call waits again.', d.data ->> 'last_checkup_date') end
    else d.data ->> 'why'
  end, 'The call is not made now.')
$$;
revoke all on function private.say_decision(private.decision) from public, anon, authenticated, service_role;

-- 50_policy/tell_decision.sql

-- A refusal as an answer: outcome (withdrawn: never again; deferred: not now), reason_code, reason (its sentence), until.
create function private.tell_decision(d private.decision) returns jsonb
language sql stable set search_path = '' as $$
  select jsonb_build_object('outcome', case d.outcome when 'stop' then 'withdrawn' else 'deferred' end,
    'reason_code', d.code, 'reason', private.say_decision(d), 'until', d.until)
$$;
revoke all on function private.tell_decision(private.decision) from public, anon, authenticated, service_role;

-- 60_contacts/0_checkup_problem.sql

create type public.checkup_problem as enum ('missing', 'unreadable');

-- 60_contacts/0_contact_problem.sql

-- What stands in the way of calling a contact, by itself and without a rule.
create type public.contact_problem as enum (
  'broken', 'do_not_call', 'phone_missing', 'phone_invalid', 'phone_special', 'phone_shared', 'checkup_missing', 'checkup_unreadable',
  'checkup_in_future');

-- 60_contacts/0_contact_sync_kind.sql

-- full: every contact, by id. changes: those modified since the last reading began.
create type public.contact_sync_kind as enum ('full', 'changes');

-- 60_contacts/0_contact_sync_reason.sql

-- Why a reading of contacts failed, or does not go on for now.
create type public.contact_sync_reason as enum (
  -- A full reading takes its place; HubSpot was disconnected; it goes on with the next round.
  'superseded', 'disconnected', 'continued',
  -- What HubSpot answered, or did not.
  'unreachable', 'unclear', 'slow_down', 'daily_limit', 'token_rejected', 'scope_missing', 'not_found', 'refused', 'locked',
  'moved',
  -- What has to be mended in the settings.
  'token_missing', 'property_missing', 'property_type_wrong'
);

-- 60_contacts/0_contact_sync_state.sql

create type public.contact_sync_state as enum ('running', 'completed', 'failed');

-- 60_contacts/0_forget_token.sql

-- An organisation that goes takes its token with it.
create function private.forget_token() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  perform private.drop_token(old.token_secret_id);
  return null;
end $$;
revoke all on function private.forget_token() from public;

-- 60_contacts/0_hubspot_limit.sql

-- The limits of a HubSpot account: of searches, of all requests, and of the day, which holds both.
create type public.hubspot_limit as enum ('search', 'request', 'daily');

-- 60_contacts/0_hubspot_state.sql

-- How a connection to HubSpot stands, as the last reading or test left it.
create type public.hubspot_state as enum (
  'untested', 'ok', 'token_missing', 'token_rejected', 'scope_missing', 'property_missing', 'property_type_wrong',
  'daily_limit', 'unreachable');

-- 60_contacts/0_phone_problem.sql

create type public.phone_problem as enum ('missing', 'invalid', 'special');

-- 60_contacts/0_removal_reason.sql

-- Why a contact is gone: HubSpot has it no more, or has merged it into another.
create type public.removal_reason as enum ('deleted', 'merged');

-- 60_contacts/0_shares_number.sql

-- Has another contact of the same organisation the same number? For contacts of the caller's own organisations. Asked once
-- for each contact of a list that is narrowed by it, hence not a plain query: its plan is kept (100 000 contacts in 1.5 s,
-- 10 s as a query), and whose contact it is matters only where the answer would be yes.
create function private.shares_number(p_contact_row_id uuid) returns boolean
language plpgsql stable security definer set search_path = '' as $$
declare
  c record;
begin
  select k.id, k.org_id, k.phone_hash into c from public.contacts k where k.id = p_contact_row_id;
  return exists (
      select from public.contacts other
      where other.org_id = c.org_id and other.phone_hash = c.phone_hash and other.id <> c.id and other.removed_at is null)
    and c.org_id in (select private.my_org_ids());
end $$;
revoke all on function private.shares_number(uuid) from public;
grant execute on function private.shares_number(uuid) to authenticated;

-- 60_contacts/1_contacts.sql

-- What is kept of HubSpot's contacts, and how it is kept.
create table public.contacts (
  id uuid primary key default gen_random_uuid(),
  org_id uuid not null references public.organizations (id) on delete cascade,
  -- HubSpot's record id.
  contact_id text not null check (contact_id ~ '^[1-9][0-9]{0,17}$'),
  contact_number bigint not null generated always as (contact_id::bigint) stored,
  contact_name text not null check (char_length(contact_name) between 1 and 200),
  -- AES-256-GCM by the functions, bound to organisation and contact_id; null: no number, or none that can be dialled.
  phone_enc text check (char_length(phone_enc) <= 500 and phone_enc ~ '^v1\.[A-Za-z0-9_-]{1,32}\.[A-Za-z0-9_=-]{16,}\.[A-Za-z0-9_=-]{22,}$'),
  -- Keyed as that of call_schedules: equal numbers of one organisation are equal in both.
  phone_hash text check (phone_hash ~ '^[0-9a-f]{64}$'),
  phone_problem public.phone_problem,
  -- An IANA name; null: HubSpot has none that we know.
  time_zone text check (char_length(time_zone) between 1 and 100),
  language text check (language ~ '^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$'),
  owner_id text check (char_length(owner_id) between 1 and 50),
  do_not_call boolean not null default false,
  last_checkup_date date check (last_checkup_date between '1900-01-01' and '2100-01-01'),
  checkup_problem public.checkup_problem,
  -- For custom conditions, and further check-up dates as YYYY-MM-DD by their property's name.
  properties jsonb not null default '{}'
    check (jsonb_typeof(properties) = 'object' and pg_column_size(properties) <= 262144),
  -- Why this record could not be taken as it is; it is never called then.
  problem text check (char_length(problem) between 1 and 500),
  -- Records of HubSpot that were merged into this one.
  merged_ids text[] not null default '{}' check (cardinality(merged_ids) <= 10000),
  hubspot_modified_at timestamptz,
  removed_at timestamptz,
  removed_reason public.removal_reason,
  created_at timestamptz not null default private.current_time(),
  updated_at timestamptz not null default private.current_time(),
  unique (org_id, contact_id),
  check ((phone_enc is null) = (phone_hash is null)),
  check ((phone_enc is null) = (phone_problem is not null)),
  check ((last_checkup_date is null) = (checkup_problem is not null)),
  check ((removed_at is null) = (removed_reason is null))
);
create index contacts_number_idx on public.contacts (org_id, contact_number) where removed_at is null;
create index contacts_phone_idx on public.contacts (org_id, phone_hash) where phone_hash is not null and removed_at is null;
-- Is a call booked by hand for somebody who is not to be called.
create index contacts_do_not_call_idx on public.contacts (org_id, contact_number) where do_not_call and removed_at is null;

create trigger contacts_touch before update on public.contacts
  for each row execute function private.touch_updated_at();

alter table public.contacts enable row level security;
grant select (id, org_id, contact_id, contact_number, contact_name, phone_enc, phone_problem, time_zone, language, owner_id,
    do_not_call, last_checkup_date, checkup_problem, properties, problem, merged_ids, hubspot_modified_at, removed_at,
    removed_reason, created_at, updated_at)
  on public.contacts to authenticated;
grant select on public.contacts to service_role;

create policy contacts_read on public.contacts for select to authenticated
  using (org_id in (select private.my_org_ids()));

-- 60_contacts/1_hubspot_connections.sql

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
  property_types jsonb not null default '{}' check (jsonb_typeof(property_types) = 'object'),
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

-- 60_contacts/1_hubspot_limits.sql

-- The limits of one HubSpot account, which all workers share: 'search' 3 a second (HubSpot allows 5 to everything that is
-- connected to the account), 'request' 9 a second (100 in ten seconds to each key).
create table private.hubspot_limits (
  account text not null check (char_length(account) between 1 and 200),
  kind public.hubspot_limit not null check (kind <> 'daily'),
  -- When the next request may leave.
  next_at timestamptz not null,
  -- HubSpot said no until then.
  blocked_until timestamptz not null default '-infinity',
  primary key (account, kind)
);

alter table private.hubspot_limits enable row level security;

-- 60_contacts/2_contact_syncs.sql

-- The reading of contacts from HubSpot: resumable page by page, by one worker at a time.
create table public.contact_syncs (
  id bigint generated always as identity primary key,
  org_id uuid not null references public.organizations (id) on delete cascade,
  kind public.contact_sync_kind not null,
  window_start timestamptz check (kind = 'full' or window_start is not null),
  started_at timestamptz not null default private.current_time(),
  finished_at timestamptz,
  state public.contact_sync_state not null default 'running',
  -- The next page begins behind this record.
  last_contact_number bigint not null default 0,
  contacts_read integer not null default 0,
  contacts_changed integer not null default 0,
  contacts_broken integer not null default 0,
  contacts_removed integer not null default 0,
  reason_code public.contact_sync_reason,
  reason text check (char_length(reason) <= 1000),
  worker text check (char_length(worker) between 1 and 200),
  lease_expires_at timestamptz,
  check ((state = 'running') = (finished_at is null))
);
create unique index contact_syncs_one_running on public.contact_syncs (org_id) where state = 'running';
create index contact_syncs_org_idx on public.contact_syncs (org_id, id desc);

-- The contacts themselves are HubSpot's, with a history there; what is audited is each reading of them.
create trigger contact_syncs_audit after insert or delete or update of state
  on public.contact_syncs for each row execute function private.write_audit_row('org_id', 'id');

alter table public.contact_syncs enable row level security;
grant select (id, org_id, kind, started_at, finished_at, state, contacts_read, contacts_changed, contacts_broken,
    contacts_removed, reason_code, reason)
  on public.contact_syncs to authenticated;
grant select on public.contact_syncs to service_role;

create policy contact_syncs_read on public.contact_syncs for select to authenticated
  using (org_id in (select private.my_org_ids()));

-- 60_contacts/adopt_default_hubspot_token.sql

-- Where the installation has a single organisation and the environment a token, that token is this organisation's.
create function public.adopt_default_hubspot_token() returns void
language sql security definer set search_path = '' as $$
  insert into public.hubspot_connections (org_id, uses_default_token)
  select o.id, true from public.organizations o
  where (select count(*) from public.organizations) = 1
  on conflict (org_id) do nothing
$$;
revoke all on function public.adopt_default_hubspot_token() from public, anon, authenticated, service_role;
grant execute on function public.adopt_default_hubspot_token() to service_role;

-- 60_contacts/call_look_terms.sql

-- What the worker that looks up a call's contact needs: contact_id and access (hubspot_access). null: the call is in another
-- worker's hands by now, or its time for the look is over.
create function public.call_look_terms(p_schedule_id uuid, p_worker text) returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object('contact_id', s.contact_id, 'access', public.hubspot_access(s.org_id))
  from private.call_looks l
  join public.call_schedules s on s.id = l.schedule_id
  where l.schedule_id = p_schedule_id and l.worker = p_worker and l.expires_at > private.current_time()
$$;
revoke all on function public.call_look_terms(uuid, text) from public, anon, authenticated, service_role;
grant execute on function public.call_look_terms(uuid, text) to service_role;

-- 60_contacts/claim_contact_sync.sql

-- Takes the reading of one organisation's contacts: one that was left unfinished goes on where it stopped, else one that is
-- due, or any connected one when not p_only_due (those that a worker holds are left to it). At most one worker reads an
-- organisation at a time: the lease is renewed by each page, and a page of a worker that lost it is refused. p_org_id: only
-- this organisation. p_not_before: leaves out organisations that were read since. Answer: null when there is nothing to
-- read, or {sync_id, kind, window_start, started_at, last_contact_number, access: hubspot_access}.
create function public.claim_contact_sync(
  p_worker text, p_only_due boolean, p_org_id uuid default null, p_not_before timestamptz default null,
  p_lease_seconds integer default 60
) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  now_is constant timestamptz := private.current_time();
  c public.hubspot_connections;
  run public.contact_syncs;
  is_full boolean;
begin
  select k.* into c from public.hubspot_connections k
  left join public.contact_syncs r on r.org_id = k.org_id and r.state = 'running'
  where k.removed_at is null and (p_org_id is null or k.org_id = p_org_id)
    -- A superseded reading waits for nothing, not even for the limit or the pause that stopped it.
    and (r.id is null or r.lease_expires_at is null or r.lease_expires_at <= now_is or private.is_superseded(r))
    and (r.id is not null or k.sync_requested_at is not null or k.next_sync_at <= now_is or not p_only_due)
    and not exists (
      select from public.contact_syncs done
      where done.org_id = k.org_id and done.state <> 'running' and done.started_at >= p_not_before
    )
  order by r.id is null, k.sync_requested_at nulls last, k.next_sync_at
  limit 1
  for no key update of k skip locked;
  if c.org_id is null then
    return null;
  end if;

  select r.* into run from public.contact_syncs r where r.org_id = c.org_id and r.state = 'running';
  if run.lease_expires_at > now_is and not private.is_superseded(run) then
    -- Taken between the look above and its lock.
    return null;
  end if;
  is_full := c.full_sync_after <= now_is or c.synced_until is null;
  if run.id is not null and private.is_superseded(run) then
    update public.contact_syncs r
    set state = 'failed', finished_at = now_is, reason_code = 'superseded', reason = 'A full reading takes its place.'
    where r.id = run.id;
    run := null;
  end if;
  if run.id is null then
    insert into public.contact_syncs (org_id, kind, window_start)
    values (c.org_id, case when is_full then 'full'::public.contact_sync_kind else 'changes' end,
      -- The search index lags, and clocks differ: what changed shortly before the last reading is read again.
      case when not is_full then c.synced_until - interval '10 minutes' end)
    returning * into run;
    update public.hubspot_connections k
    set sync_requested_at = null,
      full_sync_after = case when is_full then now_is + interval '24 hours' else k.full_sync_after end
    where k.org_id = c.org_id;
  end if;
  update public.contact_syncs r
  set worker = p_worker, lease_expires_at = now_is + make_interval(secs => p_lease_seconds), reason_code = null, reason = null
  where r.id = run.id;
  return jsonb_build_object('sync_id', run.id, 'org_id', run.org_id, 'kind', run.kind, 'window_start', run.window_start,
    'started_at', run.started_at, 'last_contact_number', run.last_contact_number,
    'access', public.hubspot_access(c.org_id));
end $$;
revoke all on function public.claim_contact_sync(text, boolean, uuid, timestamptz, integer)
  from public, anon, authenticated, service_role;
grant execute on function public.claim_contact_sync(text, boolean, uuid, timestamptz, integer) to service_role;

-- 60_contacts/claim_looked_call.sql

-- Ends the last look and claims the call if it may still go out: keeps the contact as HubSpot gave it just now, and asks the
-- judge. p_look, what came of reading the contact with the id contact_id:
--   {contact_id, contact, phone_enc, phone_hash}: contact in the form of save_contacts_page, null where HubSpot has it no
--     more; its number closed for the call's schedule, null without one.
--   {contact_id, unread: {reason, retry_after_seconds}}: it could not be read.
-- Outcomes: claimed {call} (as claim_due_calls gives it; a rule's call takes over a changed name and number), withdrawn and
-- deferred {reason_code, reason, until}, lost (another worker has the call by now, or it was changed or ended meanwhile).
-- Guarantee: only after claimed may this worker dial, and only then is there an attempt.
create function public.claim_looked_call(
  p_schedule_id uuid, p_worker text, p_look jsonb, p_lease_seconds integer default 45,
  p_default_bolna_agent_id text default null
) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  look private.call_looks;
  s public.call_schedules;
  decision private.decision;
  call public.claimed_call;
begin
  select l.* into look from private.call_looks l where l.schedule_id = p_schedule_id and l.worker = p_worker;
  perform from public.organizations o where o.id = look.org_id for no key update;
  perform from private.scheduler c for share;
  select c.* into s from public.call_schedules c
  where c.id = look.schedule_id and c.contact_id = p_look ->> 'contact_id' for no key update;
  delete from private.call_looks l
  where l.schedule_id = p_schedule_id and l.worker = p_worker and l.expires_at > private.current_time();
  if not found or s.call_status is distinct from 'scheduled' then
    return jsonb_build_object('outcome', 'lost');
  end if;
  if look.actor_id is not null then
    perform set_config('app.actor_id', look.actor_id::text, true);
  end if;

  decision := case when p_look ? 'unread' then private.judge_unread(s, look.trigger, p_look -> 'unread')
    else private.keep_looked_contact(s, p_look) end;
  if decision.outcome is null then
    select c.* into s from public.call_schedules c where c.id = s.id;
    decision := private.judge_call(s, private.current_time(), look.trigger <> 'sweep');
  end if;
  if decision.outcome = 'call' then
    decision := private.keep_occasion(s, decision);
  end if;
  if decision.outcome <> 'call' then
    perform private.ring_for_waiting_calls(s.org_id);
    return private.refuse_call(s.id, decision);
  end if;
  select * into call
  from private.begin_attempts(array[s.id], look.trigger, p_worker, p_lease_seconds, p_default_bolna_agent_id);
  return jsonb_build_object('outcome', 'claimed', 'call', to_jsonb(call));
end $$;
revoke all on function public.claim_looked_call(uuid, text, jsonb, integer, text)
  from public, anon, authenticated, service_role;
grant execute on function public.claim_looked_call(uuid, text, jsonb, integer, text) to service_role;

-- 60_contacts/complete_contact_sync.sql

-- The reading is complete: the next one begins where this one began, and the rules are to be evaluated.
create function public.complete_contact_sync(p_sync_id bigint, p_worker text) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  run public.contact_syncs := private.hold_contact_sync(p_sync_id, p_worker);
begin
  update public.contact_syncs r set state = 'completed', finished_at = private.current_time()
  where r.id = run.id returning * into run;
  update public.hubspot_connections c
  set synced_until = run.started_at, rules_pending = true,
    next_sync_at = run.started_at + make_interval(mins => private.sync_interval_minutes())
  where c.org_id = run.org_id;
  return jsonb_build_object('contacts_read', run.contacts_read, 'contacts_changed', run.contacts_changed,
    'contacts_broken', run.contacts_broken, 'contacts_removed', run.contacts_removed);
end $$;
revoke all on function public.complete_contact_sync(bigint, text) from public, anon, authenticated, service_role;
grant execute on function public.complete_contact_sync(bigint, text) to service_role;

-- 60_contacts/contact_list.sql

-- The contacts that HubSpot still has, each with what stands in the way of calling it (today is the organisation's).
create view public.contact_list with (security_invoker = true) as
select c.id, c.org_id, c.contact_id, c.contact_number, c.contact_name, c.phone_enc, c.time_zone, c.language, c.owner_id,
  c.do_not_call, c.last_checkup_date, c.properties, c.problem, c.hubspot_modified_at, c.updated_at,
  c.phone_problem, c.checkup_problem,
  array_remove(array[
    case when c.problem is not null then 'broken' end,
    case when c.do_not_call then 'do_not_call' end,
    'phone_' || c.phone_problem::text,
    case when c.phone_enc is not null and private.shares_number(c.id) then 'phone_shared' end,
    'checkup_' || c.checkup_problem::text,
    case when c.last_checkup_date > (private.current_time() at time zone o.time_zone)::date then 'checkup_in_future' end
  ], null)::public.contact_problem[] as problems
from public.contacts c
join public.organizations o on o.id = c.org_id
where c.removed_at is null;
grant select on public.contact_list to authenticated;

-- 60_contacts/contact_sync_progress.sql

-- How far an organisation's readings are, for those who asked for one at p_since: requested or running, or how the last one
-- begun since then ended. null: not connected.
create function public.contact_sync_progress(p_org_id uuid, p_since timestamptz) returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object('state', coalesce(r.state::text, 'requested'), 'rules_pending', c.rules_pending,
    'contacts_read', coalesce(r.contacts_read, 0), 'contacts_changed', coalesce(r.contacts_changed, 0),
    'contacts_broken', coalesce(r.contacts_broken, 0), 'contacts_removed', coalesce(r.contacts_removed, 0),
    'reason_code', coalesce(r.reason_code, held.reason_code), 'reason', coalesce(r.reason, held.reason),
    'schedules_created', (
      select count(*) from public.call_schedules s
      where s.org_id = c.org_id and s.rule_id is not null and s.created_at >= p_since))
  from public.hubspot_connections c
  left join lateral (
    select k.* from public.contact_syncs k
    where k.org_id = c.org_id and (k.started_at >= p_since or k.state = 'running' or k.finished_at >= p_since)
    order by k.id desc limit 1
  ) r on c.sync_requested_at is null
  -- What a reading that was begun earlier waits for holds the one up that was asked for.
  left join public.contact_syncs held on held.org_id = c.org_id and held.state = 'running' and c.sync_requested_at is not null
  where c.org_id = p_org_id and c.removed_at is null
$$;
revoke all on function public.contact_sync_progress(uuid, timestamptz) from public, anon, authenticated, service_role;
grant execute on function public.contact_sync_progress(uuid, timestamptz) to service_role;

-- 60_contacts/drop_token.sql

-- Tokens in Vault. Dynamic, because the extension may be absent; nothing happens then.
create function private.drop_token(p_secret_id uuid) returns void
language plpgsql security definer set search_path = '' as $$
declare
  drop_secret constant text := 'delete from vault.secrets s where s.id = $1';
begin
  if p_secret_id is not null and to_regclass('vault.secrets') is not null then
    execute drop_secret using p_secret_id;
  end if;
end $$;
revoke all on function private.drop_token(uuid) from public;

-- 60_contacts/hold_contact_sync.sql

-- The reading that the worker holds, locked; error 55006 when another has it by now, or it is superseded.
create function private.hold_contact_sync(p_sync_id bigint, p_worker text) returns public.contact_syncs
language plpgsql security definer set search_path = '' as $$
declare
  run public.contact_syncs;
begin
  select r.* into run from public.contact_syncs r
  where r.id = p_sync_id and r.worker = p_worker and r.state = 'running' for no key update;
  if not found or private.is_superseded(run) then
    raise exception 'the reading % is no longer this worker''s', p_sync_id using errcode = '55006';
  end if;
  return run;
end $$;
revoke all on function private.hold_contact_sync(bigint, text) from public;

-- 60_contacts/hold_hubspot_account.sql

-- HubSpot refused for going too fast: nobody asks it again before so many seconds have passed (1 to 86400).
create function public.hold_hubspot_account(p_account text, p_kind public.hubspot_limit, p_seconds numeric) returns void
language sql security definer set search_path = '' as $$
  insert into private.hubspot_limits as l (account, kind, next_at, blocked_until)
  select p_account, k.kind, private.current_time(),
    private.current_time() + make_interval(secs => least(greatest(p_seconds, 1), 86400)::double precision)
  from unnest(case when p_kind = 'daily' then array['search', 'request']::public.hubspot_limit[] else array[p_kind] end)
    as k (kind)
  on conflict (account, kind) do update set blocked_until = greatest(l.blocked_until, excluded.blocked_until)
$$;
revoke all on function public.hold_hubspot_account(text, public.hubspot_limit, numeric) from public, anon, authenticated, service_role;
grant execute on function public.hold_hubspot_account(text, public.hubspot_limit, numeric) to service_role;

-- 60_contacts/hubspot_access.sql

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
    'allowed_number_kinds', o.allowed_number_kinds,
    'write_back_enabled', c.write_back_enabled, 'state', c.state)
  from public.hubspot_connections c
  join public.organizations o on o.id = c.org_id
  where c.org_id = p_org_id and c.removed_at is null
$$;
revoke all on function public.hubspot_access(uuid) from public, anon, authenticated, service_role;
grant execute on function public.hubspot_access(uuid) to service_role;

-- 60_contacts/is_flagged_contact.sql

-- Does HubSpot say of the contact, or of the one that it was merged into, that it is not to be called. As our copy has it.
create function private.is_flagged_contact(p_org_id uuid, p_contact_id text) returns boolean
language sql stable security definer set search_path = '' as $$
  select exists (
    select from public.contacts c
    where c.org_id = p_org_id and c.contact_id = p_contact_id and c.do_not_call and c.removed_at is null
  ) or exists (
    select from public.contacts gone
    join public.contacts c on c.org_id = gone.org_id and p_contact_id = any (c.merged_ids) and c.do_not_call
      and c.removed_at is null
    where gone.org_id = p_org_id and gone.contact_id = p_contact_id and gone.removed_reason = 'merged'
  )
$$;
revoke all on function private.is_flagged_contact(uuid, text) from public, anon, authenticated, service_role;

-- 60_contacts/is_superseded.sql

-- Has what is to be read changed since this reading began, so that a full one takes its place?
create function private.is_superseded(r public.contact_syncs) returns boolean
language sql stable security definer set search_path = '' as $$
  select exists (
    select from public.hubspot_connections c
    where c.org_id = r.org_id and (c.synced_until is null or c.full_sync_after <= private.current_time())
      -- A full reading's beginning put off the next one by a day; a change of what is read brings it near again.
      and (r.kind = 'changes' or c.full_sync_after < r.started_at + interval '24 hours'))
$$;
revoke all on function private.is_superseded(public.contact_syncs) from public;

-- 60_contacts/judge_unread.sql

-- A call whose contact could not be read. Nothing stands against it (null) where a person chose the time of the call and it
-- has come, unless the contact is known as not to be called. Any other waits: for as long as HubSpot has been silent about
-- it, an hour at most and what HubSpot asks for at least, so that a long outage costs few looks; after three days it is
-- given up. Expects the schedule's lock.
create function private.judge_unread(s public.call_schedules, p_trigger public.attempt_trigger, p_unread jsonb)
returns private.decision
language plpgsql security definer set search_path = '' as $$
declare
  now_is constant timestamptz := private.current_time();
  since constant timestamptz := coalesce(s.contact_unread_since, now_is);
  wait constant interval := greatest(
    make_interval(secs => least(greatest((p_unread ->> 'retry_after_seconds')::double precision, 1), 86400)),
    least(now_is - since, interval '1 hour'));
begin
  if s.rule_id is null and (p_trigger = 'execute' or s.scheduled_at <= now_is)
    and not private.is_flagged_contact(s.org_id, s.contact_id) then
    return null;
  elsif since < now_is - interval '3 days' then
    return private.stop('contact_unreadable', jsonb_build_object('why', format(
      'Given up after three days in which the contact could not be read from HubSpot. The last time: %s',
      p_unread ->> 'reason')));
  end if;
  update public.call_schedules c set contact_unread_since = since
  where c.id = s.id and c.contact_unread_since is null;
  return private.defer('contact_unreadable', now_is + wait, jsonb_build_object('why', p_unread ->> 'reason'));
end $$;
revoke all on function private.judge_unread(public.call_schedules, public.attempt_trigger, jsonb)
  from public, anon, authenticated, service_role;

-- 60_contacts/keep_looked_contact.sql

-- Keeps a contact that was read for the call, and gives the call what is new of it. Gives a decision only where that alone
-- says that the call does not go out now; the judge says the rest. Expects the schedule's lock.
create function private.keep_looked_contact(s public.call_schedules, p_look jsonb) returns private.decision
language plpgsql security definer set search_path = '' as $$
declare
  contact constant jsonb := nullif(p_look -> 'contact', 'null');
  known public.contacts;
begin
  if contact is null then
    update public.contacts c set removed_at = private.current_time(), removed_reason = 'deleted'
    where c.org_id = s.org_id and c.contact_id = s.contact_id and c.removed_at is null;
    return case when s.rule_id is not null
      or exists (select from public.contacts c where c.org_id = s.org_id and c.contact_id = s.contact_id)
      then private.stop('contact_deleted') end;
  end if;
  perform private.save_contacts(s.org_id, jsonb_build_array(contact));
  select c.* into known from public.contacts c
  where c.org_id = s.org_id and c.contact_id = contact ->> 'contact_id';

  if s.rule_id is null then
    -- Booked by hand: it goes to the number that the person gave. One that waits for a check-up goes by HubSpot's date.
    update public.call_schedules c set last_checkup_date = known.last_checkup_date
    where c.id = s.id and c.auto_trigger_enabled and known.last_checkup_date is not null
      and c.last_checkup_date is distinct from known.last_checkup_date;
    return case when known.do_not_call then private.stop('do_not_call') end;
  end if;
  begin
    update public.call_schedules c set contact_id = known.contact_id, contact_name = known.contact_name
    where c.id = s.id and (c.contact_id, c.contact_name) is distinct from (known.contact_id, known.contact_name);
  exception when unique_violation then
    return private.stop('already_called');
  end;
  if known.phone_hash is distinct from p_look ->> 'phone_hash' then
    -- An older copy than the one we have: what we have came from HubSpot later.
    return private.defer('contact_changed', private.current_time() + interval '1 minute');
  elsif known.phone_hash <> s.contact_phone_hash then
    update public.call_schedules c
    set contact_phone_enc = p_look ->> 'phone_enc', contact_phone_hash = p_look ->> 'phone_hash'
    where c.id = s.id;
  end if;
  return null;
end $$;
revoke all on function private.keep_looked_contact(public.call_schedules, jsonb)
  from public, anon, authenticated, service_role;

-- What the judge found the call to be planned for becomes the call's, where a check-up date has moved without undoing it.
create function private.keep_occasion(s public.call_schedules, p_decision private.decision) returns private.decision
language plpgsql security definer set search_path = '' as $$
begin
  update public.call_schedules c
  set last_checkup_date = (p_decision.data ->> 'last_checkup_date')::date, occasion = p_decision.data ->> 'occasion'
  where c.id = s.id and p_decision.data ->> 'occasion' is not null
    and (c.last_checkup_date, c.occasion)
      is distinct from ((p_decision.data ->> 'last_checkup_date')::date, p_decision.data ->> 'occasion');
  return p_decision;
exception when unique_violation then
  return private.stop('already_called');
end $$;
revoke all on function private.keep_occasion(public.call_schedules, private.decision)
  from public, anon, authenticated, service_role;

-- 60_contacts/keep_token.sql

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
revoke all on function private.keep_token(uuid, uuid, text) from public;

-- 60_contacts/looks_first.sql

-- Is the call's contact read from HubSpot before it can be claimed: calls that a rule planned or that wait for a check-up
-- date, and any whose contact is known as not to be called; where the organisation is connected to HubSpot and the
-- contact's id is one of HubSpot's.
create function private.looks_first(s public.call_schedules) returns boolean
language sql stable security definer set search_path = '' as $$
  select s.contact_id ~ '^[1-9][0-9]{0,17}$'
    and exists (select from public.hubspot_connections c where c.org_id = s.org_id and c.removed_at is null)
    and (s.rule_id is not null or s.auto_trigger_enabled or exists (
      select from public.contacts k
      where k.org_id = s.org_id and k.contact_id = s.contact_id and k.do_not_call and k.removed_at is null))
$$;
revoke all on function private.looks_first(public.call_schedules) from public, anon, authenticated, service_role;

-- 60_contacts/note_hubspot_state.sql

-- What a worker found out about a connection: its state with a sentence, and what HubSpot said of portal and properties
-- (null leaves what is known).
create function public.note_hubspot_state(
  p_org_id uuid, p_state public.hubspot_state, p_detail text, p_portal_id text default null, p_property_types jsonb default null
) returns void
language sql security definer set search_path = '' as $$
  update public.hubspot_connections c
  set state = p_state, state_detail = left(nullif(p_detail, ''), 1000), state_at = private.current_time(),
    portal_id = coalesce(p_portal_id, c.portal_id), property_types = coalesce(p_property_types, c.property_types)
  where c.org_id = p_org_id and c.removed_at is null
$$;
revoke all on function public.note_hubspot_state(uuid, public.hubspot_state, text, text, jsonb)
  from public, anon, authenticated, service_role;
grant execute on function public.note_hubspot_state(uuid, public.hubspot_state, text, text, jsonb) to service_role;

-- 60_contacts/put_hubspot_connection.sql

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
revoke all on function public.put_hubspot_connection(uuid, uuid, text, jsonb, boolean)
  from public, anon, authenticated, service_role;
grant execute on function public.put_hubspot_connection(uuid, uuid, text, jsonb, boolean) to service_role;

-- 60_contacts/read_token.sql

-- Tokens in Vault. Dynamic, because the extension may be absent; null then.
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
revoke all on function private.read_token(uuid) from public;

-- 60_contacts/remove_contacts.sql

-- HubSpot has these contacts no more. Calls that rules planned for them are withdrawn when their time comes.
create function public.remove_contacts(p_sync_id bigint, p_worker text, p_contact_ids text[]) returns integer
language plpgsql security definer set search_path = '' as $$
declare
  run public.contact_syncs := private.hold_contact_sync(p_sync_id, p_worker);
  removed integer;
begin
  update public.contacts c
  set removed_at = private.current_time(), removed_reason = 'deleted'
  where c.org_id = run.org_id and c.contact_id = any (p_contact_ids) and c.removed_at is null;
  get diagnostics removed = row_count;
  update public.contact_syncs r set contacts_removed = r.contacts_removed + removed where r.id = run.id;
  return removed;
end $$;
revoke all on function public.remove_contacts(bigint, text, text[]) from public, anon, authenticated, service_role;
grant execute on function public.remove_contacts(bigint, text, text[]) to service_role;

-- 60_contacts/remove_hubspot_connection.sql

-- The end of a connection, with all that hangs on it.

-- Disconnects an organisation from HubSpot on behalf of p_actor: the token and the cached contacts are erased, nothing is
-- read or written any more, and calls that rules planned are withdrawn, since nobody could look any more whether they are
-- still wanted. Outcomes: removed, forbidden, not_connected.
create function public.remove_hubspot_connection(p_org_id uuid, p_actor uuid) returns text
language plpgsql security definer set search_path = '' as $$
declare
  known public.hubspot_connections;
begin
  if private.role_of(p_org_id, p_actor) is distinct from 'admin' then
    return 'forbidden';
  end if;
  perform set_config('app.actor_id', p_actor::text, true);
  perform from public.organizations o where o.id = p_org_id for no key update;
  select c.* into known from public.hubspot_connections c
  where c.org_id = p_org_id and c.removed_at is null for update;
  if not found then
    return 'not_connected';
  end if;
  perform private.drop_token(known.token_secret_id);
  update public.hubspot_connections c
  set token_secret_id = null, uses_default_token = false, removed_at = private.current_time(), synced_until = null,
    sync_requested_at = null, rules_pending = false
  where c.org_id = p_org_id;
  -- What was read of people goes as well; the calls keep what they need.
  delete from public.contacts c where c.org_id = p_org_id;
  update public.contact_syncs r
  set state = 'failed', finished_at = private.current_time(), reason_code = 'disconnected',
    reason = 'HubSpot was disconnected.'
  where r.org_id = p_org_id and r.state = 'running';
  update public.call_schedules s
  set call_status = 'cancelled', status_reason_code = 'hubspot_disconnected', retry_at = null,
    status_reason = 'HubSpot was disconnected, so that nobody can look whether this call is still wanted.'
  where s.org_id = p_org_id and s.rule_id is not null and s.call_status = 'scheduled' and s.deleted_at is null;
  return 'removed';
end $$;
revoke all on function public.remove_hubspot_connection(uuid, uuid) from public, anon, authenticated, service_role;
grant execute on function public.remove_hubspot_connection(uuid, uuid) to service_role;

-- 60_contacts/request_contact_sync.sql

-- Asks for a reading on behalf of p_actor and rings for it. Outcomes: requested {requested_at}, forbidden, not_connected.
create function public.request_contact_sync(p_org_id uuid, p_actor uuid) returns jsonb
language plpgsql security definer set search_path = '' as $$
begin
  if private.role_of(p_org_id, p_actor) is distinct from 'admin' then
    return jsonb_build_object('outcome', 'forbidden');
  end if;
  perform set_config('app.actor_id', p_actor::text, true);
  update public.hubspot_connections c
  set sync_requested_at = private.current_time()
  where c.org_id = p_org_id and c.removed_at is null;
  if not found then
    return jsonb_build_object('outcome', 'not_connected');
  end if;
  -- A reading that waits for a better moment goes on now; the day's limit nobody can shorten.
  update public.contact_syncs r set lease_expires_at = private.current_time()
  where r.org_id = p_org_id and r.state = 'running' and r.reason_code <> 'daily_limit';
  begin
    perform private.ring_sync();
  exception when others then
    raise log 'call scheduler: the sync was not rung (%)', sqlstate;
  end;
  return jsonb_build_object('outcome', 'requested', 'requested_at', private.current_time());
end $$;
revoke all on function public.request_contact_sync(uuid, uuid) from public, anon, authenticated, service_role;
grant execute on function public.request_contact_sync(uuid, uuid) to service_role;

-- 60_contacts/save_contacts.sql

-- A page of contacts as they are to be kept. Each: contact_id, contact_name, phone_enc, phone_hash, phone_problem,
-- time_zone, language, owner_id, do_not_call, last_checkup_date, checkup_problem, properties, problem, merged_ids,
-- hubspot_modified_at. Rows that say the same are not written. Returns how many changed. Guarantee: a record that was
-- merged into one of these is gone in the same transaction.
create function private.save_contacts(p_org_id uuid, p_contacts jsonb) returns integer
language plpgsql security definer set search_path = '' as $$
declare
  changed integer;
begin
  with page as (
    -- One record may be there twice: two that were merged are both read as the one that is left.
    select distinct on (f.contact_id) f.* from jsonb_to_recordset(p_contacts) as f (
      contact_id text, contact_name text, phone_enc text, phone_hash text, phone_problem public.phone_problem, time_zone text,
      language text, owner_id text, do_not_call boolean, last_checkup_date date, checkup_problem public.checkup_problem, properties jsonb,
      problem text, merged_ids text[], hubspot_modified_at timestamptz)
    order by f.contact_id, f.hubspot_modified_at desc nulls last
  ), written as (
    insert into public.contacts as c (org_id, contact_id, contact_name, phone_enc, phone_hash, phone_problem, time_zone,
      language, owner_id, do_not_call, last_checkup_date, checkup_problem, properties, problem, merged_ids,
      hubspot_modified_at)
    select p_org_id, p.contact_id, p.contact_name, p.phone_enc, p.phone_hash, p.phone_problem, p.time_zone, p.language,
      p.owner_id, coalesce(p.do_not_call, false), p.last_checkup_date, p.checkup_problem, coalesce(p.properties, '{}'),
      p.problem, coalesce(p.merged_ids, '{}'), p.hubspot_modified_at
    from page p
    order by p.contact_id
    on conflict (org_id, contact_id) do update
    set contact_name = excluded.contact_name,
      -- The same number is not closed anew.
      phone_enc = case when c.phone_hash = excluded.phone_hash then c.phone_enc else excluded.phone_enc end,
      phone_hash = excluded.phone_hash, phone_problem = excluded.phone_problem, time_zone = excluded.time_zone,
      language = excluded.language, owner_id = excluded.owner_id, do_not_call = excluded.do_not_call,
      last_checkup_date = excluded.last_checkup_date, checkup_problem = excluded.checkup_problem,
      properties = excluded.properties, problem = excluded.problem, merged_ids = excluded.merged_ids,
      hubspot_modified_at = excluded.hubspot_modified_at, removed_at = null, removed_reason = null
    -- An older copy, from a search index that lags, never overwrites a newer one, nor brings a merged record back.
    where (excluded.hubspot_modified_at >= c.hubspot_modified_at) is not false
      and (c.removed_reason is distinct from 'merged' or excluded.hubspot_modified_at > c.hubspot_modified_at)
      and (c.contact_name, c.phone_hash, c.phone_problem, c.time_zone, c.language, c.owner_id, c.do_not_call,
        c.last_checkup_date, c.checkup_problem, c.properties, c.problem, c.merged_ids, c.removed_at,
        c.hubspot_modified_at)
      is distinct from (excluded.contact_name, excluded.phone_hash, excluded.phone_problem, excluded.time_zone,
        excluded.language, excluded.owner_id, excluded.do_not_call, excluded.last_checkup_date,
        excluded.checkup_problem, excluded.properties, excluded.problem, excluded.merged_ids, null::timestamptz,
        excluded.hubspot_modified_at)
    returning 1
  )
  select count(*) into changed from written;

  -- Its own place in the reading may have come first, and found it gone.
  update public.contacts c
  set removed_at = coalesce(c.removed_at, private.current_time()), removed_reason = 'merged'
  where c.org_id = p_org_id and c.removed_reason is distinct from 'merged' and c.contact_id in (
    select m.id from jsonb_array_elements(p_contacts) p
    cross join lateral jsonb_array_elements_text(
      case when jsonb_typeof(p.value -> 'merged_ids') = 'array' then p.value -> 'merged_ids' else '[]' end) as m (id));

  -- Calls booked by hand that wait for a check-up to be old enough go by HubSpot's date.
  update public.call_schedules s
  set last_checkup_date = c.last_checkup_date
  from public.contacts c
  where c.org_id = p_org_id and c.removed_at is null and c.last_checkup_date is not null
    and c.contact_id in (select p.value ->> 'contact_id' from jsonb_array_elements(p_contacts) p)
    and s.org_id = c.org_id and s.contact_id = c.contact_id and s.auto_trigger_enabled and s.rule_id is null
    and s.call_status = 'scheduled' and s.deleted_at is null
    and s.last_checkup_date is distinct from c.last_checkup_date;
  return changed;
end $$;
revoke all on function private.save_contacts(uuid, jsonb) from public;

-- 60_contacts/save_contacts_page.sql

-- Keeps one page and moves the reading on behind p_last_contact_number, in one transaction. p_is_last: there is no further
-- page. Answer: changed, and suspects: contacts we have in the span of a full reading's page that HubSpot did not list;
-- they are asked for by id before they are held to be gone. Error 55006 when another worker has the reading by now.
create function public.save_contacts_page(
  p_sync_id bigint, p_worker text, p_contacts jsonb, p_last_contact_number bigint, p_is_last boolean
) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  run public.contact_syncs := private.hold_contact_sync(p_sync_id, p_worker);
  changed integer := private.save_contacts(run.org_id, p_contacts);
  suspects jsonb := '[]'::jsonb;
begin
  if run.kind = 'full' then
    select coalesce(jsonb_agg(c.contact_id order by c.contact_number), '[]') into suspects
    from public.contacts c
    where c.org_id = run.org_id and c.removed_at is null and c.contact_number > run.last_contact_number
      and (p_is_last or c.contact_number <= p_last_contact_number)
      and c.contact_id not in (select p.value ->> 'contact_id' from jsonb_array_elements(p_contacts) p);
  end if;
  update public.contact_syncs r
  set last_contact_number = greatest(r.last_contact_number, p_last_contact_number),
    contacts_read = r.contacts_read + jsonb_array_length(p_contacts), contacts_changed = r.contacts_changed + changed,
    contacts_broken = r.contacts_broken + (
      select count(*) from jsonb_array_elements(p_contacts) p where p.value ->> 'problem' is not null),
    lease_expires_at = private.current_time() + interval '60 seconds'
  where r.id = run.id;
  return jsonb_build_object('changed', changed, 'suspects', suspects);
end $$;
revoke all on function public.save_contacts_page(bigint, text, jsonb, bigint, boolean)
  from public, anon, authenticated, service_role;
grant execute on function public.save_contacts_page(bigint, text, jsonb, bigint, boolean) to service_role;

-- 60_contacts/suspend_contact_sync.sql

-- The reading cannot go on now. p_again: it is kept, and goes on where it stopped after p_retry_seconds; else it is given
-- up, and a new one begins then.
create function public.suspend_contact_sync(
  p_sync_id bigint, p_worker text, p_again boolean, p_reason_code public.contact_sync_reason, p_reason text,
  p_retry_seconds integer
) returns void
language plpgsql security definer set search_path = '' as $$
declare
  run public.contact_syncs := private.hold_contact_sync(p_sync_id, p_worker);
  retry_at constant timestamptz := private.current_time() + make_interval(secs => p_retry_seconds);
begin
  update public.contact_syncs r
  set state = case when p_again then r.state else 'failed' end,
    finished_at = case when not p_again then private.current_time() end,
    reason_code = p_reason_code, reason = left(p_reason, 1000), lease_expires_at = retry_at
  where r.id = run.id;
  update public.hubspot_connections c
  set next_sync_at = greatest(c.next_sync_at, retry_at),
    full_sync_after = case when run.kind = 'full' and not p_again then retry_at else c.full_sync_after end
  where c.org_id = run.org_id;
end $$;
revoke all on function public.suspend_contact_sync(bigint, text, boolean, public.contact_sync_reason, text, integer)
  from public, anon, authenticated, service_role;
grant execute on function public.suspend_contact_sync(bigint, text, boolean, public.contact_sync_reason, text, integer)
  to service_role;

-- 60_contacts/take_hubspot_turn.sql

-- Reserves the moment of one request, and says how many seconds from now it is. When that is longer than
-- p_max_wait_seconds nothing is reserved. However many workers ask, moments are a third of a second (search) or a ninth
-- (request) apart.
create function public.take_hubspot_turn(p_account text, p_kind public.hubspot_limit, p_max_wait_seconds numeric) returns numeric
language plpgsql security definer set search_path = '' as $$
declare
  now_is constant timestamptz := private.current_time();
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
revoke all on function public.take_hubspot_turn(text, public.hubspot_limit, numeric) from public, anon, authenticated, service_role;
grant execute on function public.take_hubspot_turn(text, public.hubspot_limit, numeric) to service_role;

-- 70_rules/0_are_conditions.sql

-- The closed set of custom conditions, {"all": [{property, operator, value}, …]}, 1 to 20 of them, all of which must hold.
--   texts (condition_text):
--     equals, not_equals (value: text), one_of, none_of (value: 1 to 100 texts), is_set, is_not_set (no value).
--     Compared without regard to case; not_equals and none_of hold for an empty property too.
--   numbers (condition_number): at_least, at_most (value: whole number 0 to 36500), is_set,
--     is_not_set. An empty one is neither at least nor at most anything.
create function private.are_conditions(p_conditions jsonb) returns boolean
language sql immutable set search_path = '' as $$
  select case
    when jsonb_typeof(p_conditions) is distinct from 'object' or jsonb_typeof(p_conditions -> 'all') is distinct from 'array'
      or p_conditions - 'all' <> '{}' or jsonb_array_length(p_conditions -> 'all') not between 1 and 20 then false
    else not exists (
      select from jsonb_array_elements(p_conditions -> 'all') c
      where case
        when jsonb_typeof(c.value) <> 'object' or c.value - array['property', 'operator', 'value'] <> '{}' then true
        when c.value ->> 'operator' in ('is_set', 'is_not_set') then c.value ? 'value' or c.value ->> 'property' is null
          or c.value ->> 'property' <> all (enum_range(null::public.condition_text)::text[]
            || enum_range(null::public.condition_number)::text[])
        when c.value ->> 'property' = any (enum_range(null::public.condition_text)::text[]) then case
            when c.value ->> 'operator' in ('equals', 'not_equals') then
              jsonb_typeof(c.value -> 'value') is distinct from 'string' or not private.is_text(c.value ->> 'value', 200)
            when c.value ->> 'operator' in ('one_of', 'none_of') then
              jsonb_typeof(c.value -> 'value') is distinct from 'array'
              or jsonb_array_length(c.value -> 'value') not between 1 and 100
              or exists (select from jsonb_array_elements(c.value -> 'value') v where jsonb_typeof(v.value) <> 'string' or not private.is_text(v.value #>> '{}', 200))
            else true
          end
        when c.value ->> 'property' = any (enum_range(null::public.condition_number)::text[]) then
          (c.value ->> 'operator' in ('at_least', 'at_most')) is not true
          or jsonb_typeof(c.value -> 'value') is distinct from 'number'
          or (c.value ->> 'value')::numeric not between 0 and 36500
          or (c.value ->> 'value')::numeric % 1 <> 0
        else true
      end
    )
  end
$$;
revoke all on function private.are_conditions(jsonb) from public;
grant execute on function private.are_conditions(jsonb) to authenticated, service_role;

-- 70_rules/0_condition_words.sql

-- The words of a custom condition (are_conditions): the texts and the numbers that it may look at, and what it may ask of them.
create type public.condition_text as enum (
  'lifecyclestage', 'hs_lead_status', 'country', 'state', 'hubspot_owner_id', 'language', 'time_zone');
create type public.condition_number as enum ('days_since_checkup', 'days_since_last_call');
create type public.condition_operator as enum (
  'equals', 'not_equals', 'one_of', 'none_of', 'at_least', 'at_most', 'is_set', 'is_not_set');

-- 70_rules/0_read_new_checkup_property.sql

-- A property that was never asked for must be read from every contact before the rule can go by it.
create function private.read_new_checkup_property() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if new.checkup_property is not null then
    update public.hubspot_connections c
    set full_sync_after = least(c.full_sync_after, private.current_time()),
      next_sync_at = least(c.next_sync_at, private.current_time())
    where c.org_id = new.org_id;
  end if;
  return null;
end $$;
revoke all on function private.read_new_checkup_property() from public;

-- 70_rules/0_rule_type.sql

create type public.rule_type as enum ('checkup_threshold', 'periodic', 'custom');

-- 70_rules/0_withdraw_calls_of_rule.sql

-- A rule that goes takes the calls along that it has planned.
create function private.withdraw_calls_of_rule() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  update public.call_schedules s
  set call_status = 'cancelled', status_reason_code = 'rule_deleted', retry_at = null,
    status_reason = 'The rule that planned this call was deleted.'
  where s.org_id = old.org_id and s.rule_id = old.id and s.call_status = 'scheduled' and s.deleted_at is null
    -- Not while the organisation goes with all that is its own.
    and exists (select from public.organizations o where o.id = old.org_id);
  return old;
end $$;
revoke all on function private.withdraw_calls_of_rule() from public;

-- 70_rules/1_call_schedule_rules.sql

-- Rules that plan calls by themselves: what they go by, and what becomes of their calls when they go.

create table public.call_schedule_rules (
  id uuid primary key default gen_random_uuid(),
  org_id uuid not null references public.organizations (id) on delete cascade,
  agent_id uuid not null,
  rule_name text not null check (private.is_text(rule_name, 200)),
  rule_type public.rule_type not null,
  checkup_threshold_days integer not null default 5 check (checkup_threshold_days between 0 and 3650),
  -- The HubSpot property with the check-up date that a rule goes by; null: the connection's.
  checkup_property text check (checkup_property ~ '^[a-z][a-z0-9_]{0,99}$'),
  periodic_days integer check (periodic_days between 1 and 3650),
  custom_conditions jsonb check (jsonb_typeof(custom_conditions) = 'object'),
  call_topic text not null default 'follow_up' check (private.is_text(call_topic, 200)),
  call_language text not null default 'en-IN'
    check (call_language ~ '^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$' and char_length(call_language) <= 35),
  max_calls_per_day integer not null default 100 check (max_calls_per_day between 1 and 100000),
  -- Merged over the organisation's, outcome by outcome.
  retry_policy jsonb not null default '{}' check (private.is_retry_policy(retry_policy)),
  is_active boolean not null default true,
  created_by uuid references auth.users (id) on delete set null,
  created_at timestamptz not null default private.current_time(),
  updated_at timestamptz not null default private.current_time(),
  unique (org_id, id),
  foreign key (org_id, agent_id) references public.agents (org_id, id),
  check (rule_type <> 'periodic' or periodic_days is not null),
  check (rule_type <> 'custom' or custom_conditions is not null),
  constraint call_schedule_rules_conditions
    check (custom_conditions is null or private.are_conditions(custom_conditions))
);
create index call_schedule_rules_agent_idx on public.call_schedule_rules (org_id, agent_id);
create index call_schedule_rules_created_by_idx on public.call_schedule_rules (created_by);

alter table public.call_schedules
  add foreign key (org_id, rule_id) references public.call_schedule_rules (org_id, id) on delete set null (rule_id);

create trigger call_schedule_rules_touch before update on public.call_schedule_rules
  for each row execute function private.touch_updated_at();
create trigger call_schedule_rules_audit after insert or update or delete on public.call_schedule_rules
  for each row execute function private.write_audit_row('org_id', 'id');
create trigger call_schedule_rules_new_property_added after insert on public.call_schedule_rules
  for each row execute function private.read_new_checkup_property();
create trigger call_schedule_rules_new_property after update of checkup_property on public.call_schedule_rules
  for each row when (old.checkup_property is distinct from new.checkup_property)
  execute function private.read_new_checkup_property();
create trigger call_schedule_rules_withdraw_calls before delete on public.call_schedule_rules
  for each row execute function private.withdraw_calls_of_rule();

alter table public.call_schedule_rules enable row level security;
grant select on public.call_schedule_rules to authenticated;
grant select on public.call_schedule_rules to service_role;

create policy call_schedule_rules_read on public.call_schedule_rules for select to authenticated
  using (org_id in (select private.my_org_ids()));

-- 70_rules/book_rule_calls.sql

-- Plans the calls that plan_rule_calls gave, each as {schedule_id, contact_id, phone_enc, phone_hash}: phone_enc closed for that
-- schedule. Under the organisation's lock everything is judged again, so that what changed in between, or another worker beside this
-- one, never makes a second call; the unique index on rule, contact and occasion stands behind it. Returns how many were
-- planned.
create function public.book_rule_calls(p_rule_id uuid, p_calls jsonb) returns integer
language plpgsql security definer set search_path = '' as $$
declare
  r public.call_schedule_rules;
  booked integer;
begin
  perform from public.organizations o
  where o.id = (select c.org_id from public.call_schedule_rules c where c.id = p_rule_id) for no key update;
  select c.* into r from public.call_schedule_rules c where c.id = p_rule_id and c.is_active for share;
  if not found then
    return 0;
  end if;
  with wanted as (
    select c.schedule_id, c.contact_id, c.phone_enc, c.phone_hash
    from jsonb_to_recordset(p_calls) as c (schedule_id uuid, contact_id text, phone_enc text, phone_hash text)
  ), allowed as (
    select w.schedule_id, w.phone_enc as closed_phone, v.*, row_number() over (order by v.turn) as number, count(*) over () as calls
    from private.judge_contacts(p_rule_id) v
    join wanted w on w.contact_id = v.contact_id and w.phone_hash = v.phone_hash
    where v.would_call
  ), slots as (
    select s.turn, s.slot
    from private.spread_over_calling_hours(r.org_id, (select count(*)::integer from allowed)) s
  )
  insert into public.call_schedules (id, org_id, agent_id, rule_id, contact_id, contact_name, contact_phone_enc,
    contact_phone_hash, scheduled_at, call_topic, call_language, checkup_threshold_days, last_checkup_date, occasion,
    created_by)
  select a.schedule_id, r.org_id, r.agent_id, r.id, a.contact_id, a.contact_name, a.closed_phone, a.phone_hash, s.slot,
    r.call_topic, r.call_language, r.checkup_threshold_days, a.last_checkup_date, a.occasion, null
  from allowed a join slots s on s.turn = a.number
  on conflict do nothing;
  get diagnostics booked = row_count;
  return booked;
end $$;
revoke all on function public.book_rule_calls(uuid, jsonb) from public, anon, authenticated, service_role;
grant execute on function public.book_rule_calls(uuid, jsonb) to service_role;

-- 70_rules/change_call_rule.sql

-- Changes the fields that are sent of a rule, on behalf of p_actor, whose right is checked here: an admin. Outcomes: changed
-- {rule}, not_found, forbidden, invalid {field} (no active agent). Errors: as of create_call_rule.
create function public.change_call_rule(p_org_id uuid, p_rule_id uuid, p_actor uuid, p_changes jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  r public.call_schedule_rules;
begin
  if private.role_of(p_org_id, p_actor) is distinct from 'admin' then
    return jsonb_build_object('outcome', 'forbidden');
  end if;
  perform set_config('app.actor_id', p_actor::text, true);
  perform private.refuse_unknown_fields(p_changes, array['agent_id', 'rule_name', 'rule_type', 'checkup_threshold_days',
    'checkup_property', 'periodic_days', 'custom_conditions', 'call_topic', 'call_language', 'max_calls_per_day',
    'retry_policy', 'is_active']);
  select c.* into r from public.call_schedule_rules c where c.id = p_rule_id and c.org_id = p_org_id for no key update;
  if not found then
    return jsonb_build_object('outcome', 'not_found');
  end if;
  r := jsonb_populate_record(r, p_changes);
  if p_changes ? 'agent_id'
    and not exists (select from public.agents a where a.org_id = p_org_id and a.id = r.agent_id and a.is_active) then
    return jsonb_build_object('outcome', 'invalid', 'field', 'agent_id');
  end if;
  update public.call_schedule_rules c
  set agent_id = r.agent_id, rule_name = r.rule_name, rule_type = r.rule_type,
    checkup_threshold_days = r.checkup_threshold_days, checkup_property = r.checkup_property,
    periodic_days = r.periodic_days, custom_conditions = r.custom_conditions, call_topic = r.call_topic,
    call_language = r.call_language, max_calls_per_day = r.max_calls_per_day, retry_policy = r.retry_policy,
    is_active = r.is_active
  where c.id = p_rule_id
  returning c.* into r;
  return jsonb_build_object('outcome', 'changed', 'rule', to_jsonb(r));
end $$;
revoke all on function public.change_call_rule(uuid, uuid, uuid, jsonb) from public, anon, authenticated, service_role;
grant execute on function public.change_call_rule(uuid, uuid, uuid, jsonb) to service_role;

-- 70_rules/create_call_rule.sql

-- Makes a rule on behalf of p_actor, whose right is checked here: an admin. p_id again gives what was made under it the first time.
-- Outcomes: created {rule}, forbidden, invalid {field} (no active agent). Errors: 22023 for another field, 23502 and 23514 for a
-- value out of bounds, and for a rule that lacks what its type needs.
create function public.create_call_rule(p_org_id uuid, p_actor uuid, p_id uuid, p_rule jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  r public.call_schedule_rules;
begin
  if private.role_of(p_org_id, p_actor) is distinct from 'admin' then
    return jsonb_build_object('outcome', 'forbidden');
  end if;
  perform set_config('app.actor_id', p_actor::text, true);
  perform private.refuse_unknown_fields(p_rule, array['agent_id', 'rule_name', 'rule_type', 'checkup_threshold_days',
    'checkup_property', 'periodic_days', 'custom_conditions', 'call_topic', 'call_language', 'max_calls_per_day',
    'retry_policy', 'is_active']);
  r.checkup_threshold_days := 5;
  r.call_topic := 'follow_up';
  r.call_language := 'en-IN';
  r.max_calls_per_day := 100;
  r.retry_policy := '{}';
  r.is_active := true;
  r := jsonb_populate_record(r, p_rule);
  if not exists (select from public.agents a where a.org_id = p_org_id and a.id = r.agent_id and a.is_active) then
    return jsonb_build_object('outcome', 'invalid', 'field', 'agent_id');
  end if;
  insert into public.call_schedule_rules (id, org_id, agent_id, rule_name, rule_type, checkup_threshold_days,
    checkup_property, periodic_days, custom_conditions, call_topic, call_language, max_calls_per_day, retry_policy,
    is_active, created_by)
  values (p_id, p_org_id, r.agent_id, r.rule_name, r.rule_type, r.checkup_threshold_days, r.checkup_property,
    r.periodic_days, r.custom_conditions, r.call_topic, r.call_language, r.max_calls_per_day, r.retry_policy,
    r.is_active, p_actor)
  on conflict (id) do nothing;
  select c.* into r from public.call_schedule_rules c where c.id = p_id and c.org_id = p_org_id and c.created_by = p_actor;
  if r.id is null then
    raise exception 'p_id is another rule''s' using errcode = '23505';
  end if;
  return jsonb_build_object('outcome', 'created', 'rule', to_jsonb(r));
end $$;
revoke all on function public.create_call_rule(uuid, uuid, uuid, jsonb) from public, anon, authenticated, service_role;
grant execute on function public.create_call_rule(uuid, uuid, uuid, jsonb) to service_role;

-- 70_rules/delete_call_rule.sql

-- Deletes a rule; the calls that it has planned and that nobody was rung for go with it. A user calls the public function with
-- their own token; the private one sees across rows and checks the caller itself. Outcomes: deleted, not_found, forbidden.
create function private.delete_call_rule(p_org_id uuid, p_rule_id uuid) returns text
language plpgsql security definer set search_path = '' as $$
begin
  if private.role_of(p_org_id, auth.uid()) is distinct from 'admin' then
    return 'forbidden';
  end if;
  delete from public.call_schedule_rules r where r.id = p_rule_id and r.org_id = p_org_id;
  return case when found then 'deleted' else 'not_found' end;
end $$;
revoke all on function private.delete_call_rule(uuid, uuid) from public;
grant execute on function private.delete_call_rule(uuid, uuid) to authenticated;

create function public.delete_call_rule(p_org_id uuid, p_rule_id uuid) returns text
language sql set search_path = '' as $$
  select private.delete_call_rule(p_org_id, p_rule_id)
$$;
revoke all on function public.delete_call_rule(uuid, uuid) from public, anon, authenticated, service_role;
grant execute on function public.delete_call_rule(uuid, uuid) to authenticated;

-- 70_rules/judge_contacts.sql

-- Who is to be called by a rule, who is not, and why.

-- Everything a rule says about every contact of its organisation today, whether the rule is active or not: one row each,
-- with the first reason that applies. would_call: a call is to be planned now. Reasons why not: broken, do_not_call,
-- phone_missing, phone_invalid, phone_special, checkup_missing, checkup_unreadable, checkup_in_future, not_due, conditions_not_met,
-- already_called (for this check-up), number_planned (another call to it waits or is live), number_shared (another contact
-- with this number comes first), agent_inactive, daily_limit (max_calls_per_day is used up; the oldest check-ups come
-- first). Days are those of the organisation's calendar.
-- p_contact_ids: only these and by what they are alone, without daily limit, other calls and shared numbers; null: all.
-- p_except_schedule_id: as if that call had not been made, which is judged again before its retry.
-- Set-based on purpose, measured by `deno task bench -- --only=rules`. The planner takes the one rule's CTEs for one contact
-- and would walk the planned calls once for each of 100 000 contacts (4.6 s with 500 planned calls); without nested loops it
-- hashes them (0.8 s). Costs look absurd to it then, hence no JIT.
create function private.judge_contacts(
  p_rule_id uuid, p_contact_ids text[] default null, p_except_schedule_id uuid default null
)
returns table (contact_row_id uuid, contact_id text, contact_name text, phone_enc text, phone_hash text,
  last_checkup_date date, occasion text, would_call boolean, reason_code public.reason_code, reason text, turn bigint)
language sql stable security definer set search_path = '' set enable_nestloop = off set jit = off as $$
  with terms as materialized (
    select r.id, r.org_id, r.rule_type, r.checkup_threshold_days, r.periodic_days,
      r.custom_conditions -> 'all' as conditions,
      r.max_calls_per_day, a.is_active as agent_is_active, o.time_zone,
      (private.current_time() at time zone o.time_zone)::date as today,
      nullif(r.checkup_property, c.checkup_property) as other_property
    from public.call_schedule_rules r
    join public.organizations o on o.id = r.org_id
    join public.agents a on a.id = r.agent_id
    left join public.hubspot_connections c on c.org_id = r.org_id
    where r.id = p_rule_id
  ), conditions as materialized (
    select c.value ->> 'property' as property, c.value ->> 'operator' as operator, lower(c.value ->> 'value') as value,
      case when jsonb_typeof(c.value -> 'value') = 'number' then (c.value ->> 'value')::numeric end as number,
      case when jsonb_typeof(c.value -> 'value') = 'array' then array(
        select lower(v.value) from jsonb_array_elements_text(c.value -> 'value') v) end as list
    from terms m cross join lateral jsonb_array_elements(m.conditions) c
  ), planned as materialized (
    select distinct s.contact_phone_hash
    from terms m join public.call_schedules s on s.org_id = m.org_id
    where p_contact_ids is null and s.call_status in ('scheduled', 'in_progress') and s.deleted_at is null
  ), span as materialized (
    -- A range, which the index serves: before each call of a rule one contact is looked up among all.
    select coalesce(min(i.id::bigint), 0) as first, coalesce(max(i.id::bigint), 999999999999999999) as last
    from unnest(p_contact_ids) i (id)
  ), survivors as materialized (
    -- Calls to a record that was merged are calls to the one that is left.
    select m.id as merged_id, c.contact_id
    from terms t
    join public.contacts c on c.org_id = t.org_id and c.removed_at is null and c.merged_ids <> '{}'
      and c.contact_number between (select s.first from span s) and (select s.last from span s)
    cross join lateral unnest(c.merged_ids) as m (id)
    where p_contact_ids is null or c.contact_id = any (p_contact_ids)
  ), made as materialized (
    select distinct coalesce(v.contact_id, s.contact_id) as contact_id, s.occasion
    from public.call_schedules s
    left join survivors v on v.merged_id = s.contact_id
    where p_contact_ids is null and s.rule_id = p_rule_id and s.occasion is not null
  ), tried as materialized (
    -- A periodic rule whose call was never made comes back after as many days, not never.
    select coalesce(v.contact_id, s.contact_id) as contact_id, max((s.created_at at time zone m.time_zone)::date) as tried_on
    from terms m
    join public.call_schedules s on s.org_id = m.org_id and s.rule_id = m.id
    left join survivors v on v.merged_id = s.contact_id
    where m.rule_type = 'periodic' and s.call_status in ('failed', 'cancelled') and s.id is distinct from p_except_schedule_id
    group by 1
  ), last_calls as materialized (
    -- Only where the rule asks for it.
    select coalesce(v.contact_id, s.contact_id) as contact_id, max((t.placed_at at time zone m.time_zone)::date) as called_on
    from terms m
    join public.call_attempts t on t.org_id = m.org_id and t.placed_at is not null
    join public.call_schedules s on s.id = t.schedule_id
    left join survivors v on v.merged_id = s.contact_id
    where (m.rule_type = 'periodic' or m.conditions @> '[{"property": "days_since_last_call"}]')
      and (p_contact_ids is null or coalesce(v.contact_id, s.contact_id) = any (p_contact_ids))
      and s.id is distinct from p_except_schedule_id
    group by 1
  ), facts as (
    select c.id, c.contact_id, c.contact_number, c.contact_name, c.phone_enc, c.phone_hash, c.phone_problem,
      c.do_not_call, c.problem, c.properties, c.language, c.time_zone, l.called_on, greatest(l.called_on, d.tried_on) as since,
      case when m.other_property is null then c.last_checkup_date
        -- Silent where it is no date of the calendar: one contact's never stops the rest.
        when c.properties ->> m.other_property ~ '^\d{4}-\d\d-\d\d$' then (jsonb_path_query_first(
          c.properties -> m.other_property, '$.datetime("YYYY-MM-DD")', silent => true) #>> '{}')::date
      end as checkup_on,
      case when m.other_property is null then c.checkup_problem
        when c.properties ->> m.other_property is null then 'missing'
        else 'unreadable'
      end as checkup_problem
    from terms m
    join public.contacts c on c.org_id = m.org_id and c.removed_at is null
      and c.contact_number between (select s.first from span s) and (select s.last from span s)
    left join last_calls l on l.contact_id = c.contact_id
    left join tried d on d.contact_id = c.contact_id
    where p_contact_ids is null or c.contact_id = any (p_contact_ids)
  ), judged as (
    select f.*, m.today,
      case m.rule_type when 'periodic' then coalesce(f.since::text, 'first')
        else coalesce(f.checkup_on::text, 'none') end as occasion,
      case
        when f.problem is not null then 'broken'
        when f.do_not_call then 'do_not_call'
        when f.phone_problem is not null then 'phone_' || f.phone_problem::text
        when m.rule_type = 'checkup_threshold' then case
          when f.checkup_on is null then 'checkup_' || f.checkup_problem::text
          when f.checkup_on > m.today then 'checkup_in_future'
          when f.checkup_on + m.checkup_threshold_days > m.today then 'not_due'
        end
        when m.rule_type = 'periodic' then case when f.since + m.periodic_days > m.today then 'not_due' end
        when exists (
          select from conditions c
          cross join lateral (
            select lower(case c.property when 'language' then f.language when 'time_zone' then f.time_zone
                else f.properties ->> c.property end) as text,
              case c.property
                when 'days_since_checkup' then case when f.checkup_on <= m.today then m.today - f.checkup_on end
                when 'days_since_last_call' then m.today - f.called_on end as number
          ) fact
          where not coalesce(case c.operator
            when 'is_set' then coalesce(fact.text, fact.number::text) is not null
            when 'is_not_set' then coalesce(fact.text, fact.number::text) is null
            when 'equals' then fact.text = c.value
            when 'not_equals' then fact.text is distinct from c.value
            when 'one_of' then fact.text = any (c.list)
            when 'none_of' then fact.text is null or fact.text <> all (c.list)
            when 'at_least' then fact.number >= c.number
            when 'at_most' then fact.number <= c.number
          end, false)
        ) then 'conditions_not_met'
      end as standing
    from facts f cross join terms m
  ), candidates as (
    select j.*, case
        when j.standing is not null then j.standing
        when d.contact_id is not null then 'already_called'
        when p.contact_phone_hash is not null then 'number_planned'
      end as obstacle
    from judged j
    left join made d on d.contact_id = j.contact_id and d.occasion = j.occasion
    left join planned p on p.contact_phone_hash = j.phone_hash
  ), ranked as (
    select c.*, row_number() over (
        partition by c.phone_hash, c.obstacle is null order by c.checkup_on, c.contact_number) as of_number
    from candidates c
  ), used as (
    select count(*) as calls
    from terms m join public.call_schedules s on s.org_id = m.org_id and s.rule_id = m.id
    where p_contact_ids is null and (s.created_at at time zone m.time_zone)::date = m.today
  ), queued as (
    select r.*, row_number() over (
        partition by r.obstacle is null and r.of_number = 1 order by r.checkup_on nulls last, r.contact_number) as place
    from ranked r
  ), decided as (
    select q.*, case
        when q.obstacle is not null then q.obstacle
        when p_contact_ids is not null then null
        when q.of_number > 1 then 'number_shared'
        when not m.agent_is_active then 'agent_inactive'
        when q.place > m.max_calls_per_day - u.calls then 'daily_limit'
      end as reason_code
    from queued q cross join terms m cross join used u
  )
  select d.id, d.contact_id, d.contact_name, d.phone_enc, d.phone_hash, d.checkup_on, d.occasion, d.reason_code is null,
    coalesce(d.reason_code, 'due')::public.reason_code,
    case coalesce(d.reason_code, 'due')
      when 'due' then case m.rule_type
        when 'checkup_threshold' then format('The last check-up was on %s, %s days ago; the rule calls after %s.',
          d.checkup_on, d.today - d.checkup_on, m.checkup_threshold_days)
        when 'periodic' then case when d.called_on is null then 'Never called so far.'
          else format('Last called on %s, %s days ago; the rule calls every %s days.', d.called_on, d.today - d.called_on,
            m.periodic_days) end
        else 'All conditions of the rule hold.' end
      when 'broken' then d.problem
      when 'do_not_call' then 'HubSpot says that this contact is not to be called.'
      when 'phone_missing' then 'The contact has no phone number in HubSpot.'
      when 'phone_invalid' then 'The phone number in HubSpot is not one that can be dialled.'
      when 'phone_special' then 'The phone number in HubSpot is of a kind that is not called, such as premium rate or satellite.'
      when 'checkup_missing' then 'The contact has no check-up date in HubSpot.'
      when 'checkup_unreadable' then 'The check-up date in HubSpot is not a date.'
      when 'checkup_in_future' then format('The check-up date in HubSpot, %s, is in the future.', d.checkup_on)
      when 'not_due' then case m.rule_type
        when 'periodic' then format(case when d.since = d.called_on then 'Last called on %s; the next call is due on %s.'
          else 'A call planned on %s was not made; the next one is due on %s.' end, d.since, d.since + m.periodic_days)
        else format('The last check-up was on %s; a call is due on %s.', d.checkup_on, d.checkup_on + m.checkup_threshold_days) end
      when 'conditions_not_met' then 'Not all conditions of the rule hold.'
      when 'already_called' then case m.rule_type
        when 'checkup_threshold' then format('This rule has already planned a call for the check-up of %s.', d.checkup_on)
        else 'This rule has already planned this call.' end
      when 'number_planned' then 'Another call to this number is planned or under way.'
      when 'number_shared' then 'Another contact with the same number is called first.'
      when 'agent_inactive' then 'The agent of this rule is switched off.'
      when 'daily_limit' then format('The rule makes at most %s calls a day, and others come first.', m.max_calls_per_day)
    end,
    d.place
  from decided d cross join terms m
$$;
revoke all on function private.judge_contacts(uuid, text[], uuid) from public;

-- 70_rules/note_rules_evaluated.sql

-- All rules of the organisation were evaluated. p_since: when that began; a sync completed since asks for it again.
create function public.note_rules_evaluated(p_org_id uuid, p_since timestamptz) returns void
language sql security definer set search_path = '' as $$
  update public.hubspot_connections c
  set rules_pending = exists (
      select from public.contact_syncs r
      where r.org_id = c.org_id and r.state = 'completed' and r.finished_at > p_since),
    -- Begun before midnight, it was evaluated for the day that is over.
    rules_evaluated_on = (p_since at time zone o.time_zone)::date
  from public.organizations o
  where c.org_id = p_org_id and o.id = c.org_id
$$;
revoke all on function public.note_rules_evaluated(uuid, timestamptz) from public, anon, authenticated, service_role;
grant execute on function public.note_rules_evaluated(uuid, timestamptz) to service_role;

-- 70_rules/organizations_to_evaluate.sql

-- The organisations whose rules are to be evaluated: after a completed sync, and once on each new day of their calendar.
-- A connection whose first sync is not complete has nothing to go by.
create function private.organizations_to_evaluate() returns setof uuid
language sql stable security definer set search_path = '' as $$
  select c.org_id
  from public.hubspot_connections c
  join public.organizations o on o.id = c.org_id
  where c.removed_at is null and c.synced_until is not null
    and (c.rules_pending or c.rules_evaluated_on is distinct from (private.current_time() at time zone o.time_zone)::date)
$$;
revoke all on function private.organizations_to_evaluate() from public;

-- 70_rules/orphan_code.sql

-- Why nobody plans a rule's call any more: its rule was deleted, or HubSpot disconnected. null: somebody does, or the call
-- was booked by hand.
create function private.orphan_code(s public.call_schedules) returns public.reason_code
language sql stable security definer set search_path = '' as $$
  select case
    when s.occasion is null then null
    when s.rule_id is null then 'rule_deleted'::public.reason_code
    when exists (select from public.hubspot_connections c where c.org_id = s.org_id and c.removed_at is not null)
      then 'hubspot_disconnected'::public.reason_code
  end
$$;
revoke all on function private.orphan_code(public.call_schedules) from public, anon, authenticated, service_role;

-- 70_rules/plan_rule_calls.sql

-- When rules are evaluated, and the calls that they plan then.

-- The calls that the rule is to plan now, at most p_limit, oldest check-ups first, each with the id that its schedule will
-- have: the number is closed anew for that row before book_rule_calls. Nothing is written.
create function public.plan_rule_calls(p_rule_id uuid, p_limit integer default 500)
returns table (schedule_id uuid, contact_id text, contact_name text, phone_enc text, phone_hash text, occasion text,
  last_checkup_date date)
language sql stable security definer set search_path = '' as $$
  select gen_random_uuid(), v.contact_id, v.contact_name, v.phone_enc, v.phone_hash, v.occasion, v.last_checkup_date
  from private.judge_contacts(p_rule_id) v
  where v.would_call
  order by v.turn
  limit p_limit
$$;
revoke all on function public.plan_rule_calls(uuid, integer) from public, anon, authenticated, service_role;
grant execute on function public.plan_rule_calls(uuid, integer) to service_role;

-- 70_rules/preview_call_rule.sql

-- Who would be called now and who not, with the reason: all that evaluating the rule would go by, and nothing is written.
-- Up to p_limit of each (1 to 5000), and how many there are. For members of the organisation; null for anybody else.
create function private.preview_call_rule(p_rule_id uuid, p_limit integer) returns jsonb
language sql stable security definer set search_path = '' as $$
  with verdicts as materialized (
    select v.* from public.call_schedule_rules r
    cross join lateral private.judge_contacts(r.id) v
    where r.id = p_rule_id and r.org_id in (select private.my_org_ids())
  ), numbered as (
    select v.*, row_number() over (partition by v.would_call order by v.turn, v.contact_id) as place from verdicts v
  )
  select case when exists (
      select from public.call_schedule_rules r where r.id = p_rule_id and r.org_id in (select private.my_org_ids())
    ) then jsonb_build_object(
    'would_call', coalesce(jsonb_agg(line order by place) filter (where would_call and place <= p_limit), '[]'),
    'would_not_call', coalesce(jsonb_agg(line order by place) filter (where not would_call and place <= p_limit), '[]'),
    'would_call_count', count(*) filter (where would_call),
    'would_not_call_count', count(*) filter (where not would_call),
    'reason_counts', (
      select coalesce(jsonb_object_agg(c.reason_code, c.contacts), '{}')
      from (select v.reason_code, count(*) as contacts from verdicts v where not v.would_call group by 1) c)
  ) end
  from (
    select n.would_call, n.place, jsonb_build_object('contact_id', n.contact_id, 'contact_name', n.contact_name,
      'reason', n.reason, 'reason_code', n.reason_code, 'last_checkup_date', n.last_checkup_date) as line
    from numbered n
  ) lines
$$;
revoke all on function private.preview_call_rule(uuid, integer) from public;
grant execute on function private.preview_call_rule(uuid, integer) to authenticated;

create function public.preview_call_rule(p_rule_id uuid, p_limit integer default 1000) returns jsonb
language sql stable set search_path = '' as $$
  select private.preview_call_rule(p_rule_id, least(greatest(p_limit, 1), 5000))
$$;
revoke all on function public.preview_call_rule(uuid, integer) from public, anon, authenticated, service_role;
grant execute on function public.preview_call_rule(uuid, integer) to authenticated;

-- 70_rules/rules_to_evaluate.sql

-- The active rules that are to be evaluated now, in the order of their making. p_org_id: that organisation's, in any case.
-- An organisation without an active rule is done with this, so that its first rule waits for the next sync like any other.
create function public.rules_to_evaluate(p_org_id uuid default null) returns table (org_id uuid, rule_id uuid)
language sql security definer set search_path = '' as $$
  with due as materialized (
    select e.org_id from private.organizations_to_evaluate() e (org_id)
    where p_org_id is null
    union
    select c.org_id from public.hubspot_connections c
    where c.org_id = p_org_id and c.removed_at is null and c.synced_until is not null
  ), without_rules as (
    update public.hubspot_connections c
    set rules_pending = false, rules_evaluated_on = (private.current_time() at time zone o.time_zone)::date
    from due d join public.organizations o on o.id = d.org_id
    where c.org_id = d.org_id
      and not exists (select from public.call_schedule_rules r where r.org_id = c.org_id and r.is_active)
  )
  select r.org_id, r.id
  from due d
  join public.call_schedule_rules r on r.org_id = d.org_id and r.is_active
  order by r.org_id, r.created_at, r.id
$$;
revoke all on function public.rules_to_evaluate(uuid) from public, anon, authenticated, service_role;
grant execute on function public.rules_to_evaluate(uuid) to service_role;

-- 70_rules/spread_over_calling_hours.sql

-- The moments for p_calls calls of an organisation: evenly over what is left of today's calling hours, the first at once;
-- what its lines cannot carry by then (two minutes a call), and everything after the hours, over the next days'.
create function private.spread_over_calling_hours(p_org_id uuid, p_calls integer)
returns table (turn integer, slot timestamptz)
language sql stable security definer set search_path = '' as $$
  with recursive org as (
    select o.time_zone, o.calling_hours_from, o.calling_hours_to, o.max_concurrent_calls,
      (private.current_time() at time zone o.time_zone)::date as today
    from public.organizations o where o.id = p_org_id
  ), days as (
    select 0 as number, w.opens, w.closes, 0 as before,
      least(p_calls, floor(greatest(extract(epoch from w.closes - w.opens), 0) / 120 * o.max_concurrent_calls)::integer) as calls
    from org o cross join lateral (
      select greatest((o.today + o.calling_hours_from) at time zone o.time_zone, private.current_time()) as opens,
        (o.today + o.calling_hours_to) at time zone o.time_zone as closes
    ) w
    union all
    select d.number + 1, w.opens, w.closes, d.before + d.calls,
      least(p_calls - d.before - d.calls,
        greatest(floor(extract(epoch from w.closes - w.opens) / 120 * o.max_concurrent_calls)::integer, 1))
    from days d cross join org o cross join lateral (
      select (o.today + d.number + 1 + o.calling_hours_from) at time zone o.time_zone as opens,
        (o.today + d.number + 1 + o.calling_hours_to) at time zone o.time_zone as closes
    ) w
    where d.before + d.calls < p_calls
  )
  select d.before + n.i + 1, d.opens + (d.closes - d.opens) * n.i / d.calls
  from days d cross join lateral generate_series(0, d.calls - 1) as n (i)
  where d.calls > 0
$$;
revoke all on function private.spread_over_calling_hours(uuid, integer) from public;

-- 80_write_back/0_outbox_reason.sql

-- Why a call is not written back yet, or never.
create type public.outbox_reason as enum (
  'hubspot_unreachable', 'hubspot_unclear', 'hubspot_slow_down', 'hubspot_daily_limit', 'hubspot_token_rejected',
  'hubspot_scope_missing', 'hubspot_moved', 'hubspot_locked', 'engagement_unclear', 'write_back_off', 'token_missing',
  -- It ends here, until a person has it sent again.
  'hubspot_refused', 'contact_missing', 'property_missing', 'given_up'
);

-- 80_write_back/0_outbox_state.sql

-- pending: to be written. sending: a worker is at it. unknown: the engagement was sent and nobody knows whether HubSpot has
-- it; it is looked for before it is sent again. sent: done. dead: HubSpot refuses it; a person can have it sent again.
create type public.outbox_state as enum ('pending', 'sending', 'unknown', 'sent', 'dead');

-- 80_write_back/0_outbox_step.sql

-- What record_crm_step writes down.
create type public.outbox_step as enum (
  'engagement_sending', 'engagement_written', 'contact_written', 'sent', 'retry', 'unknown', 'dead');

-- 80_write_back/0_ring_for_write_back.sql

-- An entry that a call leaves behind need not wait for the tick. A ring that cannot be made never refuses the settling.
create function private.ring_for_write_back() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if exists (select from new_rows) and (select s.enabled from private.sync_schedule s) then
    perform private.ring_sync();
  end if;
  return null;
exception when others then
  raise log 'call scheduler: the sync was not rung for a write-back (%)', sqlstate;
  return null;
end $$;
revoke all on function private.ring_for_write_back() from public;

-- 80_write_back/1_crm_outbox.sql

-- Writing calls back to HubSpot: an entry is born in the transaction that settles the call, and lives until HubSpot has it.
create table public.crm_outbox (
  id uuid primary key default gen_random_uuid(),
  org_id uuid not null references public.organizations (id) on delete cascade,
  schedule_id uuid not null,
  -- One entry, and so one engagement, per attempt. Its id is the engagement's hs_call_external_id.
  attempt_id uuid not null unique references public.call_attempts (id) on delete cascade,
  contact_id text not null check (contact_id ~ '^[1-9][0-9]{0,17}$'),
  state public.outbox_state not null default 'pending',
  -- HubSpot's id of the engagement, once it is known.
  engagement_id text check (char_length(engagement_id) between 1 and 50),
  -- When the engagement was last sent to HubSpot; written before it is.
  engagement_sent_at timestamptz,
  contact_updated_at timestamptz,
  tries integer not null default 0 check (tries >= 0),
  next_try_at timestamptz not null default private.current_time(),
  worker text check (char_length(worker) between 1 and 200),
  reason_code public.outbox_reason,
  reason text check (char_length(reason) <= 1000),
  created_at timestamptz not null default private.current_time(),
  updated_at timestamptz not null default private.current_time(),
  sent_at timestamptz,
  foreign key (org_id, schedule_id) references public.call_schedules (org_id, id) on delete cascade,
  check ((state = 'sent') = (sent_at is not null)),
  check (state <> 'sent' or engagement_id is not null),
  check (state <> 'dead' or reason is not null)
);
create index crm_outbox_schedule_idx on public.crm_outbox (org_id, schedule_id);
create index crm_outbox_due_idx on public.crm_outbox (next_try_at) where state in ('pending', 'sending', 'unknown');
-- Entries of one contact are written in the order of their calls.
create index crm_outbox_contact_idx on public.crm_outbox (org_id, contact_id, created_at)
  where state in ('pending', 'sending', 'unknown');
create index crm_outbox_dead_idx on public.crm_outbox (org_id, created_at) where state = 'dead';

create trigger crm_outbox_touch before update on public.crm_outbox
  for each row execute function private.touch_updated_at();
create trigger crm_outbox_audit after insert or update or delete on public.crm_outbox
  for each row execute function private.write_audit_row('org_id', 'id');
create trigger crm_outbox_ring after insert on public.crm_outbox
  referencing new table as new_rows for each statement execute function private.ring_for_write_back();

alter table public.crm_outbox enable row level security;
grant select on public.crm_outbox to authenticated, service_role;

create policy crm_outbox_read on public.crm_outbox for select to authenticated
  using (org_id in (select private.my_org_ids_as('admin')));

-- 80_write_back/claim_crm_outbox.sql

-- Takes entries whose time has come, at most one of a contact and none while an earlier one of the contact waits. What a dead
-- worker left as sending is unknown: its engagement may be there. Each comes with what is to be written, and with the
-- organisation's hubspot_access. Only of organisations that are connected.
create function public.claim_crm_outbox(p_worker text, p_limit integer default 20, p_lease_seconds integer default 60)
returns setof jsonb
language sql security definer set search_path = '' as $$
  with due as materialized (
    select e.id from public.crm_outbox e
    join public.hubspot_connections c on c.org_id = e.org_id and c.removed_at is null
    where e.state in ('pending', 'sending', 'unknown') and e.next_try_at <= private.current_time()
      and not private.is_behind_another(e)
    order by e.next_try_at
    limit p_limit
    for no key update of e skip locked
  ), taken as (
    update public.crm_outbox e
    set state = 'sending', worker = p_worker, tries = e.tries + 1,
      next_try_at = private.current_time() + make_interval(secs => p_lease_seconds)
    from due
    where e.id = due.id
    returning e.id, e.org_id, e.contact_id, e.attempt_id, e.schedule_id, e.engagement_id, e.engagement_sent_at,
      e.contact_updated_at, e.tries
  )
  select jsonb_build_object('id', e.id, 'org_id', e.org_id,
    'contact_id', coalesce(survivor.contact_id, e.contact_id), 'owner_id', k.owner_id,
    'engagement_id', e.engagement_id, 'engagement_sent_at', e.engagement_sent_at,
    'contact_updated_at', e.contact_updated_at, 'tries', e.tries, 'call_topic', s.call_topic,
    'outcome', t.outcome, 'answered', t.answered, 'voicemail', t.voicemail, 'duration_seconds', t.duration_seconds,
    'conversation_seconds', t.conversation_seconds, 'placed_at', coalesce(t.placed_at, t.claimed_at), 'ended_at', t.ended_at,
    'hangup_reason', t.hangup_reason, 'is_last_call', not exists (
      select from public.crm_outbox later
      join public.call_attempts call on call.id = later.attempt_id
      where later.org_id = e.org_id and later.contact_id = e.contact_id and later.contact_updated_at is not null
        and coalesce(call.placed_at, call.claimed_at) > coalesce(t.placed_at, t.claimed_at)),
    'access', public.hubspot_access(e.org_id))
  from taken e
  join public.call_attempts t on t.id = e.attempt_id
  join public.call_schedules s on s.id = e.schedule_id
  left join public.contacts k on k.org_id = e.org_id and k.contact_id = e.contact_id
  left join lateral (
    select m.contact_id from public.contacts m
    where m.org_id = e.org_id and m.removed_at is null and e.contact_id = any (m.merged_ids)
    limit 1
  ) survivor on k.removed_reason = 'merged'
$$;
revoke all on function public.claim_crm_outbox(text, integer, integer) from public, anon, authenticated, service_role;
grant execute on function public.claim_crm_outbox(text, integer, integer) to service_role;

-- 80_write_back/enter_crm_outbox.sql

-- A call that rang somebody is written back, where the organisation is connected to HubSpot and its contact is one of
-- HubSpot's. In the settling transaction: whatever settles the call, its entry is there, or neither is.
create function private.enter_crm_outbox() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  insert into public.crm_outbox (org_id, schedule_id, attempt_id, contact_id)
  select new.org_id, new.schedule_id, new.id, s.contact_id
  from public.call_schedules s
  join public.hubspot_connections c on c.org_id = s.org_id and c.removed_at is null and c.write_back_enabled
  where s.id = new.schedule_id and s.contact_id ~ '^[1-9][0-9]{0,17}$'
  on conflict (attempt_id) do nothing;
  return null;
end $$;
revoke all on function private.enter_crm_outbox() from public;

create trigger call_attempts_write_back after update of state on public.call_attempts
  for each row when (old.state <> 'ended' and new.state = 'ended' and (
    new.outcome in ('completed', 'no_answer', 'busy', 'failed', 'error', 'lost')
    or (new.outcome = 'stopped' and (new.answered or new.conversation_seconds > 0))
    or (new.outcome = 'settled_by_hand' and new.reason_code = 'placed_by_hand')))
  execute function private.enter_crm_outbox();

-- 80_write_back/is_behind_another.sql

-- Does an earlier entry of the same contact wait? Calls are written in their order.
create function private.is_behind_another(e public.crm_outbox) returns boolean
language sql stable security definer set search_path = '' as $$
  select exists (
    select from public.crm_outbox earlier
    where earlier.org_id = e.org_id and earlier.contact_id = e.contact_id
      and earlier.state in ('pending', 'sending', 'unknown')
      and (earlier.created_at, earlier.id) < (e.created_at, e.id))
$$;
revoke all on function private.is_behind_another(public.crm_outbox) from public;

-- 80_write_back/record_crm_step.sql

-- One step of an entry that the worker holds, written down; false when another worker has it by now.
--   engagement_sending: the engagement goes out now. Written first, so that a crash leaves a trace of it.
--   engagement_written {engagement_id}. contact_written.
--   sent: all is done.
--   retry {seconds, reason_code, reason}: not written, and certainly not there: again after so many seconds.
--   unknown {seconds, reason_code, reason}: the engagement may be there: it is looked for after so many seconds.
--   dead {reason_code, reason}: HubSpot refuses it for good.
create function public.record_crm_step(
  p_id uuid, p_worker text, p_step public.outbox_step, p_facts jsonb default '{}'
) returns boolean
language plpgsql security definer set search_path = '' as $$
begin
  update public.crm_outbox e
  set state = case p_step when 'sent' then 'sent' when 'retry' then 'pending' when 'unknown' then 'unknown'
      when 'dead' then 'dead' else e.state end,
    engagement_sent_at = case p_step when 'engagement_sending' then private.current_time()
      -- Not there for certain, so that it need not be looked for.
      when 'retry' then case when e.engagement_id is not null then e.engagement_sent_at end
      else e.engagement_sent_at end,
    engagement_id = case p_step when 'engagement_written' then p_facts ->> 'engagement_id' else e.engagement_id end,
    contact_updated_at = case p_step when 'contact_written' then private.current_time() else e.contact_updated_at end,
    sent_at = case p_step when 'sent' then private.current_time() end,
    next_try_at = case when p_step in ('retry', 'unknown')
      then private.current_time() + make_interval(secs => (p_facts ->> 'seconds')::double precision) else e.next_try_at end,
    reason_code = case when p_step in ('retry', 'unknown', 'dead') then (p_facts ->> 'reason_code')::public.outbox_reason end,
    reason = case when p_step in ('retry', 'unknown', 'dead') then left(p_facts ->> 'reason', 1000) end
  where e.id = p_id and e.worker = p_worker and e.state = 'sending';
  return found;
end $$;
revoke all on function public.record_crm_step(uuid, text, public.outbox_step, jsonb) from public, anon, authenticated, service_role;
grant execute on function public.record_crm_step(uuid, text, public.outbox_step, jsonb) to service_role;

-- 80_write_back/resend_crm_entry.sql

-- Has a dead entry sent again, on behalf of p_actor; what HubSpot has of it already is not written twice. Outcomes: pending,
-- not_dead {state}, not_found, forbidden.
create function public.resend_crm_entry(p_id uuid, p_actor uuid) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  e public.crm_outbox;
  actor_role public.member_role;
begin
  select o.* into e from public.crm_outbox o where o.id = p_id for no key update;
  actor_role := private.role_of(e.org_id, p_actor);
  if e.id is null or actor_role is null then
    return jsonb_build_object('outcome', 'not_found');
  elsif actor_role <> 'admin' then
    return jsonb_build_object('outcome', 'forbidden');
  elsif e.state <> 'dead' then
    return jsonb_build_object('outcome', 'not_dead', 'state', e.state);
  end if;
  perform set_config('app.actor_id', p_actor::text, true);
  update public.crm_outbox o
  set state = 'pending', tries = 0, next_try_at = private.current_time(), reason_code = null, reason = null
  where o.id = e.id;
  return jsonb_build_object('outcome', 'pending');
end $$;
revoke all on function public.resend_crm_entry(uuid, uuid) from public, anon, authenticated, service_role;
grant execute on function public.resend_crm_entry(uuid, uuid) to service_role;

-- 90_reports/call_statistics.sql

-- The numbers of an organisation, and its check-up compliance from the cached contacts.

-- The numbers of one organisation, counted from its rows each time under the caller's own row-level security.
--   total_*, in_progress: schedules by status. overdue / upcoming: still scheduled, active, due already / not yet.
--   failure_reasons: failed schedules by reason code, with a sentence that one of them carries.
--   needs_attention: calls that are flagged for a person. scheduler: whether dialling has stalled.
--   completion_rate: completed / (completed + failed), 0..1, null when neither happened.
--   average_response_seconds: mean of (accepted by Bolna - time due) over placed calls.
--   checkup_compliance: of the cached contacts (contact_compliance; p_threshold_days where no rule says), or, while none is
--   cached, of the contacts of schedules by their latest known check-up date against their own threshold.
create function public.call_statistics(p_org_id uuid, p_threshold_days integer default 5) returns jsonb
language sql stable set search_path = '' as $$
  with schedules as (
    select s.call_status, s.is_active, s.attention, s.dial_after, s.status_reason_code, s.status_reason, s.contact_id,
      s.last_checkup_date, s.checkup_threshold_days, s.created_at
    from public.call_schedules s
    where s.org_id = p_org_id and s.deleted_at is null
  ), totals as (
    select
      count(*) filter (where call_status = 'scheduled') as scheduled,
      count(*) filter (where call_status = 'in_progress') as in_progress,
      count(*) filter (where attention) as needs_attention,
      count(*) filter (where call_status = 'completed') as completed,
      count(*) filter (where call_status = 'failed') as failed,
      count(*) filter (where call_status = 'cancelled') as cancelled,
      count(*) filter (where dial_after <= private.current_time()) as overdue,
      count(*) filter (where dial_after > private.current_time()) as upcoming
    from schedules
  ), reasons as (
    select coalesce(jsonb_agg(jsonb_build_object('reason', r.reason, 'code', r.code, 'count', r.count)
      order by r.count desc, r.code), '[]') as list
    from (
      select status_reason_code as code, min(status_reason) as reason, count(*) as count
      from schedules where call_status = 'failed' group by 1
    ) r
  ), response as (
    select round(avg(extract(epoch from (t.placed_at - t.due_at))), 3) as seconds
    from public.call_attempts t
    where t.org_id = p_org_id and t.placed_at is not null
  ), latest as (
    select distinct on (contact_id) contact_id, last_checkup_date, checkup_threshold_days
    from schedules
    order by contact_id, last_checkup_date desc nulls last, created_at desc
  ), compliance as (
    select
      count(*) filter (where last_checkup_date + checkup_threshold_days > today.day) as within,
      count(*) filter (where last_checkup_date + checkup_threshold_days <= today.day) as overdue,
      count(*) filter (where last_checkup_date is null) as unknown
    from latest
    cross join (
      select (private.current_time() at time zone o.time_zone)::date as day from public.organizations o where o.id = p_org_id
    ) today
  )
  select jsonb_build_object(
    'total_scheduled', t.scheduled, 'total_completed', t.completed, 'total_failed', t.failed,
    'total_cancelled', t.cancelled, 'overdue_schedules', t.overdue, 'upcoming_schedules', t.upcoming,
    'in_progress', t.in_progress,
    'completion_rate', round(t.completed::numeric / nullif(t.completed + t.failed, 0), 4),
    'average_response_seconds', response.seconds,
    'failure_reasons', reasons.list,
    'scheduler', jsonb_build_object('stalled', private.is_stalled(p_org_id)),
    'needs_attention', t.needs_attention,
    'checkup_compliance', coalesce(private.contact_compliance(p_org_id, p_threshold_days), jsonb_build_object('within', c.within, 'overdue', c.overdue, 'unknown', c.unknown,
      'rate', round(c.within::numeric / nullif(c.within + c.overdue, 0), 4)))
  )
  from totals t, reasons, response, compliance c
$$;
revoke all on function public.call_statistics(uuid, integer) from public, anon, authenticated, service_role;
grant execute on function public.call_statistics(uuid, integer) to authenticated;

-- 90_reports/contact_compliance.sql

-- The organisation's contacts by their check-up date against their threshold, in its calendar: the smallest threshold of its
-- active check-up rules that go by the connection's property, or p_default_days. within / overdue / unknown (no date that can
-- be used, or one in the future); rate = within / (within + overdue). Each also by whether there is a number that can be
-- dialled, and of those overdue or within how many were called, and reached (a person answered), since their check-up.
-- null where the organisation has no contacts cached. For members of the organisation.
create function private.contact_compliance(p_org_id uuid, p_default_days integer) returns jsonb
language sql stable security definer set search_path = '' as $$
  with terms as (
    select o.id as org_id, (private.current_time() at time zone o.time_zone)::date as today, o.time_zone,
      coalesce((
        select min(r.checkup_threshold_days) from public.call_schedule_rules r
        where r.org_id = o.id and r.is_active and r.rule_type = 'checkup_threshold'
          and (r.checkup_property is null or r.checkup_property = (
            select c.checkup_property from public.hubspot_connections c where c.org_id = o.id))
      ), p_default_days) as days
    from public.organizations o
    where o.id = p_org_id and o.id in (select private.my_org_ids())
  ), calls as materialized (
    select s.contact_id, max(t.placed_at) as called_at, max(t.placed_at) filter (where t.answered and not coalesce(t.voicemail, false))
      as reached_at
    from terms m
    join public.call_attempts t on t.org_id = m.org_id and t.placed_at is not null
    join public.call_schedules s on s.id = t.schedule_id
    group by s.contact_id
  ), standing as (
    select case
        when c.last_checkup_date is null or c.last_checkup_date > m.today then 'unknown'
        when c.last_checkup_date + m.days > m.today then 'within'
        else 'overdue'
      end as standing,
      c.phone_enc is not null as has_phone,
      (k.called_at at time zone m.time_zone)::date >= c.last_checkup_date as called,
      (k.reached_at at time zone m.time_zone)::date >= c.last_checkup_date as reached
    from terms m
    join public.contacts c on c.org_id = m.org_id and c.removed_at is null
    left join calls k on k.contact_id = c.contact_id
  )
  select case when count(*) > 0 then jsonb_build_object(
    'within', count(*) filter (where standing = 'within'),
    'overdue', count(*) filter (where standing = 'overdue'),
    'unknown', count(*) filter (where standing = 'unknown'),
    'rate', round(count(*) filter (where standing = 'within')::numeric
      / nullif(count(*) filter (where standing in ('within', 'overdue')), 0), 4),
    'threshold_days', (select m.days from terms m),
    'within_with_phone', count(*) filter (where standing = 'within' and has_phone),
    'within_without_phone', count(*) filter (where standing = 'within' and not has_phone),
    'overdue_with_phone', count(*) filter (where standing = 'overdue' and has_phone),
    'overdue_without_phone', count(*) filter (where standing = 'overdue' and not has_phone),
    'called', count(*) filter (where called), 'reached', count(*) filter (where reached)) end
  from standing
$$;
revoke all on function private.contact_compliance(uuid, integer) from public;
grant execute on function private.contact_compliance(uuid, integer) to authenticated;

-- The rows that the system itself needs.
insert into private.scheduler default values;
insert into private.sync_schedule default values;
insert into private.request_limits (kind, per_second, burst)
values ('any', 50, 600), ('dial', 5, 60), ('booking', 20, 500), ('idempotency_key', 0.2, 2000);
insert into private.retention (name, keep)
values ('audit_log', '13 months'), ('call_events', '90 days'), ('unknown_events', '3 days'), ('crm_outbox', '90 days'),
  ('calls', null), ('removed_contacts', '30 days'), ('contact_syncs', '30 days'), ('idempotency_keys', '24 hours'),
  ('invitations', '30 days'), ('request_buckets', '1 hour'), ('call_looks', '1 hour'), ('sweep_runs', '7 days'),
  ('cron_runs', '3 days');

reset check_function_bodies;

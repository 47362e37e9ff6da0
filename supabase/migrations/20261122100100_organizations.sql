-- Organisations, who belongs to them in which role, and the agents that speak for them.

-- May an organisation's calendar go by it: a name that Postgres knows, of an area and a place.
create function private.is_time_zone(p_name text) returns boolean
language plpgsql stable set search_path = '' as $$
begin
  perform now() at time zone p_name;
  -- An area and a place: abbreviations mean different zones to different people (to Postgres, IST is Israel).
  return p_name = 'UTC' or p_name ~ '^[A-Za-z]+/';
exception when invalid_parameter_value then
  return false;
end $$;

-- How often and how soon a call is tried again, by what came of it. Each of no_answer, busy, failed, voicemail, absent
-- (proven never to have reached Bolna) and undialled (Bolna kept it queued too long): max_retries 0 to 10, and the
-- minutes to wait before each (the last one repeats), 1 to 10080. max_attempts caps all attempts of one call, 1 to 20.
create function private.is_retry_policy(p_policy jsonb) returns boolean
language sql immutable set search_path = '' as $$
  select jsonb_typeof(p_policy) = 'object'
    and not exists (
      select from jsonb_each(p_policy) e
      where case
        when e.key = 'max_attempts' then
          jsonb_typeof(e.value) <> 'number' or (e.value #>> '{}')::numeric not in (select generate_series(1, 20))
        when e.key not in ('no_answer', 'busy', 'failed', 'voicemail', 'absent', 'undialled')
          or jsonb_typeof(e.value) <> 'object' or jsonb_typeof(e.value -> 'max_retries') is distinct from 'number'
          or jsonb_typeof(e.value -> 'minutes') is distinct from 'array' then true
        else (e.value ->> 'max_retries')::numeric not in (select generate_series(0, 10))
          or ((e.value ->> 'max_retries')::numeric > 0 and jsonb_array_length(e.value -> 'minutes') = 0)
          or exists (
            select from jsonb_array_elements(e.value -> 'minutes') m
            where jsonb_typeof(m.value) <> 'number' or (m.value #>> '{}')::numeric not between 1 and 10080
          )
      end
    )
$$;

-- Bolna's own advice: no-answer and busy are worth trying again, failed once, a voicemail or an empty wallet never. What
-- rang nobody (absent, undialled) is tried again soon.
create function private.default_retry_policy() returns jsonb
language sql immutable set search_path = '' as $$
  select '{"no_answer": {"max_retries": 3, "minutes": [30, 60, 120]}, "busy": {"max_retries": 3, "minutes": [30, 60, 120]},
    "failed": {"max_retries": 1, "minutes": [60]}, "voicemail": {"max_retries": 0, "minutes": []},
    "absent": {"max_retries": 1, "minutes": [1]}, "undialled": {"max_retries": 3, "minutes": [10]},
    "max_attempts": 6}'::jsonb
$$;

create table public.organizations (
  id uuid primary key default gen_random_uuid(),
  slug text not null unique check (slug ~ '^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$'),
  name text not null check (char_length(name) between 1 and 200),
  time_zone text not null default 'UTC' check (private.is_time_zone(time_zone)),
  -- Stay below Bolna's own cap: over it Bolna queues a call, and it may ring hours late (reference/bolna 1.5).
  max_concurrent_calls integer not null default 10 check (max_concurrent_calls between 1 and 1000),
  calling_paused_reason text check (char_length(calling_paused_reason) between 1 and 1000),
  calling_paused_at timestamptz,
  -- Merged over the default, outcome by outcome.
  retry_policy jsonb not null default '{}' check (private.is_retry_policy(retry_policy)),
  -- A call that Bolna has kept queued for longer is taken back, so that it does not ring hours late.
  queue_deadline_seconds integer not null default 300 check (queue_deadline_seconds between 30 and 86400),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
comment on column public.organizations.calling_paused_reason is
  'Why nothing is dialled for this organisation; null while calling is on. Checked inside the claim.';

create table public.memberships (
  org_id uuid not null references public.organizations (id) on delete cascade,
  user_id uuid not null references auth.users (id) on delete cascade,
  role text not null check (role in ('admin', 'member', 'viewer')),
  created_at timestamptz not null default now(),
  primary key (org_id, user_id)
);
create index memberships_user_id_idx on public.memberships (user_id);

create table public.agents (
  id uuid primary key default gen_random_uuid(),
  org_id uuid not null references public.organizations (id) on delete cascade,
  name text not null check (char_length(name) between 1 and 200),
  -- null falls back to BOLNA_AGENT_ID and BOLNA_FROM_NUMBER of the environment.
  bolna_agent_id uuid,
  from_number text check (from_number ~ '^\+[1-9][0-9]{6,14}$'),
  is_active boolean not null default true,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (org_id, id)
);

-- The caller's organisations, and those where the caller has one of the roles. Security definer: membership decides who
-- may read membership. They tell a caller about nobody but the caller.
create function private.my_org_ids() returns setof uuid
language sql stable security definer set search_path = '' as $$
  select m.org_id from public.memberships m where m.user_id = (select auth.uid())
$$;

create function private.my_org_ids_as(variadic p_roles text[]) returns setof uuid
language sql stable security definer set search_path = '' as $$
  select m.org_id from public.memberships m where m.user_id = (select auth.uid()) and m.role = any (p_roles)
$$;

-- Anybody's role, for the functions that check a caller or an actor. Granted to nobody.
create function private.role_of(p_org_id uuid, p_user_id uuid) returns text
language sql stable security definer set search_path = '' as $$
  select m.role from public.memberships m where m.org_id = p_org_id and m.user_id = p_user_id
$$;

revoke all on function private.is_retry_policy(jsonb), private.default_retry_policy(), private.is_time_zone(text),
  private.my_org_ids(), private.my_org_ids_as(text[]), private.role_of(uuid, uuid) from public;
grant execute on function private.is_retry_policy(jsonb), private.is_time_zone(text), private.my_org_ids(),
  private.my_org_ids_as(text[]) to authenticated, service_role;

-- Keeps updated_at true, whoever writes.
create function private.touch_updated_at() returns trigger
language plpgsql set search_path = '' as $$
begin
  new.updated_at := clock_timestamp();
  return new;
end $$;
revoke all on function private.touch_updated_at() from public;

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

create trigger memberships_keep_an_admin before update of role or delete on public.memberships
  for each row execute function private.keep_an_admin();
create trigger organizations_touch before update on public.organizations
  for each row execute function private.touch_updated_at();
create trigger organizations_stamp_pause before insert or update of calling_paused_reason on public.organizations
  for each row execute function private.stamp_calling_pause();
create trigger agents_touch before update on public.agents
  for each row execute function private.touch_updated_at();

alter table public.organizations enable row level security;
alter table public.memberships enable row level security;
alter table public.agents enable row level security;

grant select on public.organizations, public.memberships, public.agents to authenticated;
-- Not max_concurrent_calls: organisations may share one Bolna account, and whoever takes more lines has others' calls
-- queued and rung late. The operator divides them.
grant update (name, time_zone, calling_paused_reason, retry_policy, queue_deadline_seconds)
  on public.organizations to authenticated;
grant insert (org_id, user_id, role), update (role), delete on public.memberships to authenticated;
grant insert (id, org_id, name, bolna_agent_id, from_number, is_active),
  update (name, bolna_agent_id, from_number, is_active), delete on public.agents to authenticated;
grant select, insert, update, delete on public.organizations, public.memberships, public.agents to service_role;

create policy organizations_read on public.organizations for select to authenticated
  using (id in (select private.my_org_ids()));
create policy organizations_change on public.organizations for update to authenticated
  using (id in (select private.my_org_ids_as('admin'))) with check (id in (select private.my_org_ids_as('admin')));

create policy memberships_read on public.memberships for select to authenticated
  using (org_id in (select private.my_org_ids()));
create policy memberships_add on public.memberships for insert to authenticated
  with check (org_id in (select private.my_org_ids_as('admin')));
create policy memberships_change on public.memberships for update to authenticated
  using (org_id in (select private.my_org_ids_as('admin')))
  with check (org_id in (select private.my_org_ids_as('admin')));
create policy memberships_remove on public.memberships for delete to authenticated
  using (org_id in (select private.my_org_ids_as('admin')));

create policy agents_read on public.agents for select to authenticated
  using (org_id in (select private.my_org_ids()));
create policy agents_add on public.agents for insert to authenticated
  with check (org_id in (select private.my_org_ids_as('admin')));
create policy agents_change on public.agents for update to authenticated
  using (org_id in (select private.my_org_ids_as('admin')))
  with check (org_id in (select private.my_org_ids_as('admin')));
create policy agents_remove on public.agents for delete to authenticated
  using (org_id in (select private.my_org_ids_as('admin')));

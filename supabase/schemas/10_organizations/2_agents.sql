-- The agents that speak for an organisation.
create table public.agents (
  id uuid primary key default gen_random_uuid(),
  org_id uuid not null references public.organizations (id) on delete cascade,
  name text not null check (private.is_text(name, 200)),
  -- null falls back to BOLNA_AGENT_ID and BOLNA_FROM_NUMBER of the environment.
  bolna_agent_id uuid,
  from_number text check (from_number ~ '^\+[1-9][0-9]{6,14}$'),
  is_active boolean not null default true,
  -- What it says at the start of a call, as an admin answers for it: the judge stops calls whose law asks for more
  -- (agent_opening_missing). null: nobody has said, as of one that is older than the question; nothing is stopped then, and
  -- `doctor` asks. An agent that an admin makes begins with none.
  opening public.opening_mark[] check (cardinality(opening) <= 5 and array_position(opening, null) is null),
  -- Where in what Bolna extracts from its calls a person's wish stands, beside the usual places (docs/operating.md).
  dispositions jsonb not null default '[]' check (private.are_dispositions(dispositions)),
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

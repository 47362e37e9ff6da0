-- What the judge said of a call, and why: whatever it refused or let go at a claim, and what it said as the call was booked.
-- Never a number in it. Written by the functions that act on a decision, in the same transaction.
create table public.call_decisions (
  id bigint generated always as identity primary key,
  org_id uuid not null,
  schedule_id uuid not null,
  at timestamptz not null,
  stage public.decision_stage not null,
  outcome public.decision_outcome not null,
  code public.reason_code not null,
  until timestamptz,
  purpose public.call_purpose not null,
  zones text[] not null check (octet_length(zones::text) <= 8192),
  zone_source public.zone_source,
  jurisdictions text[] not null check (octet_length(jurisdictions::text) <= 8192),
  rule_ids text[] not null check (octet_length(rule_ids::text) <= 8192),
  pack_version text check (char_length(pack_version) <= 40),
  data jsonb check (octet_length(data::text) <= 16384),
  foreign key (org_id, schedule_id) references public.call_schedules (org_id, id) on delete cascade
);
-- The oldest go first (private.prune_history).
create index call_decisions_at_idx on public.call_decisions (at);
create index call_decisions_schedule_idx on public.call_decisions (org_id, schedule_id, id);

alter table public.call_decisions enable row level security;
grant select on public.call_decisions to authenticated, service_role;

create policy call_decisions_read on public.call_decisions for select to authenticated
  using (org_id in (select private.my_org_ids()));

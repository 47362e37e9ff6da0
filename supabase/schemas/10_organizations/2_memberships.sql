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

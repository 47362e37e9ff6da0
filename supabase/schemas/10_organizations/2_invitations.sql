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

-- Demo data for a developer's own stack, never for a hosted project. Every user's password is password1234.

insert into public.organizations (id, slug, name, time_zone) values
  ('0a000000-0000-4000-8000-000000000001', 'acme', 'Acme Clinics', 'Asia/Kolkata'),
  ('0a000000-0000-4000-8000-000000000002', 'globex', 'Globex Support', 'America/New_York')
on conflict do nothing;

-- Without an id and a number of their own: those of the environment (BOLNA_AGENT_ID, BOLNA_FROM_NUMBER) apply. What they say at
-- the start is all that a law asks for, since both are the simulator's, whose script is ours to write; without it the judge would
-- stop their calls wherever the law asks for more.
insert into public.agents (id, org_id, name, opening) values
  ('0b000000-0000-4000-8000-000000000001', '0a000000-0000-4000-8000-000000000001', 'Check-up assistant',
    enum_range(null::public.opening_mark)),
  ('0b000000-0000-4000-8000-000000000002', '0a000000-0000-4000-8000-000000000002', 'Support assistant',
    enum_range(null::public.opening_mark))
on conflict do nothing;

-- acme's patients are in HubSpot, in the portal that HUBSPOT_API_KEY opens; globex has no part in it. What a call came to is
-- written to its contact as well.
insert into public.hubspot_connections (
  org_id, uses_default_token, last_call_date_property, last_call_outcome_property, call_summary_property
) values (
  '0a000000-0000-4000-8000-000000000001', true, 'ai_last_call_at', 'ai_last_call_outcome', 'call_summary'
)
on conflict do nothing;

-- Round the clock, so that a demo shows a rule's call whenever it is run. A real clinic keeps 09:00 to 18:00, or its own.
update public.organizations set calling_hours_from = '00:00', calling_hours_to = '24:00'
where id = '0a000000-0000-4000-8000-000000000001';

-- acme's calls leave at any hour, in every country: an operator may loosen so for a demonstration, and nobody else. globex's mind
-- the law where the phone rings.
insert into public.calling_policies (org_id, default_purpose, loosened) values
  ('0a000000-0000-4000-8000-000000000001', 'service',
    '[{"rule_id": "*", "reason": "The demo''s: it shows a call whenever it is run, and only a simulator is rung.", "until": null}]'),
  ('0a000000-0000-4000-8000-000000000002', 'service', '[]')
on conflict do nothing;

-- Only what hosted Auth and the Docker-free stack's Auth both have. The empty tokens are for the hosted one, which
-- cannot read a null there.
insert into auth.users (
  id, aud, role, email, encrypted_password, email_confirmed_at, confirmation_token, recovery_token, email_change,
  email_change_token_new, raw_app_meta_data, raw_user_meta_data, created_at, updated_at
)
select
  u.id, 'authenticated', 'authenticated', u.email, extensions.crypt('password1234', extensions.gen_salt('bf')), now(),
  '', '', '', '', '{"provider": "email", "providers": ["email"]}', '{}', now(), now()
from (values
  ('0c000000-0000-4000-8000-000000000001'::uuid, 'admin@acme.test'),
  ('0c000000-0000-4000-8000-000000000002'::uuid, 'member@acme.test'),
  ('0c000000-0000-4000-8000-000000000003'::uuid, 'viewer@acme.test'),
  ('0c000000-0000-4000-8000-000000000004'::uuid, 'admin@globex.test')
) as u (id, email)
on conflict do nothing;

do $$
begin
  -- Hosted Auth finds users by this column only; the Docker-free stack's has none.
  if exists (
    select from information_schema.columns
    where table_schema = 'auth' and table_name = 'users' and column_name = 'instance_id'
  ) then
    execute $sql$
      update auth.users set instance_id = '00000000-0000-0000-0000-000000000000'
      where id::text like '0c000000-0000-4000-8000-%' and instance_id is null $sql$;
  end if;
end $$;

insert into auth.identities (
  id, user_id, provider, provider_id, identity_data, last_sign_in_at, created_at, updated_at
)
select
  u.id, u.id, 'email', u.id::text,
  jsonb_build_object('sub', u.id, 'email', u.email, 'email_verified', true, 'phone_verified', false), now(), now(), now()
from auth.users u
where u.id::text like '0c000000-0000-4000-8000-%'
on conflict do nothing;

insert into public.memberships (org_id, user_id, role) values
  ('0a000000-0000-4000-8000-000000000001', '0c000000-0000-4000-8000-000000000001', 'admin'),
  ('0a000000-0000-4000-8000-000000000001', '0c000000-0000-4000-8000-000000000002', 'member'),
  ('0a000000-0000-4000-8000-000000000001', '0c000000-0000-4000-8000-000000000003', 'viewer'),
  ('0a000000-0000-4000-8000-000000000002', '0c000000-0000-4000-8000-000000000004', 'admin')
on conflict do nothing;

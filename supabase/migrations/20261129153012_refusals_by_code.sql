SET local check_function_bodies = off;

CREATE TYPE "public"."loosening_problem" AS ENUM (
  'rule_unknown',
  'rule_is_law',
  'loosening_endless',
  'loosening_too_long'
);

CREATE TYPE "public"."refusal_code" AS ENUM (
  'last_admin',
  'unknown_member',
  'unknown_invitation',
  'too_many_invitations',
  'not_an_address',
  'bad_name',
  'bad_time_zone',
  'bad_calling_hours',
  'bad_retry_policy',
  'bad_queue_deadline',
  'bad_pause_reason'
);

CREATE OR REPLACE FUNCTION private.accept_invitation (
  p_invitation_id uuid
)
  RETURNS void
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  i public.invitations;
begin
  select c.* into i from public.invitations c
  where c.id = p_invitation_id and exists (select from private.my_invitations() m where m.id = c.id)
  for update;
  -- Looked at again under the lock: two clicks at once, or one beside a revocation.
  if i.id is null or i.accepted_at is not null then
    raise exception 'there is no such open invitation to your address'
      using errcode = 'PT404', hint = 'unknown_invitation'::public.refusal_code;
  end if;
  insert into public.memberships (org_id, user_id, role) values (i.org_id, auth.uid(), i.role)
  on conflict (org_id, user_id) do nothing;
  update public.invitations c set accepted_at = private.current_time() where c.id = i.id;
end $function$;

CREATE OR REPLACE FUNCTION private.change_member_role (
  p_org_id  uuid,
  p_user_id uuid,
  p_role    public.member_role
)
  RETURNS void
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  perform private.require_admin(p_org_id);
  update public.memberships m set role = p_role where m.org_id = p_org_id and m.user_id = p_user_id;
  if not found then
    raise exception 'the organisation has no such member'
      using errcode = 'PT404', hint = 'unknown_member'::public.refusal_code;
  end if;
end $function$;

CREATE OR REPLACE FUNCTION private.change_organization (
  p_org_id  uuid,
  p_changes jsonb
)
  RETURNS void
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  o public.organizations;
  refused public.refusal_code;
begin
  perform private.require_admin(p_org_id);
  perform private.refuse_unknown_fields(p_changes, array['name', 'time_zone', 'calling_paused_reason', 'retry_policy',
    'queue_deadline_seconds', 'calling_hours_from', 'calling_hours_to']);
  select c.* into o from public.organizations c where c.id = p_org_id for no key update;
  o := jsonb_populate_record(o, p_changes);
  -- The checks of the table, and by which one it is told; null is none of theirs.
  refused := (case
    when not private.is_text(o.name, 200) then 'bad_name'
    when not private.is_time_zone(o.time_zone) then 'bad_time_zone'
    when o.calling_hours_from >= o.calling_hours_to then 'bad_calling_hours'
    when not private.is_retry_policy(o.retry_policy) then 'bad_retry_policy'
    when o.queue_deadline_seconds not between 30 and 3600 then 'bad_queue_deadline'
    -- A check of the table would stand in the way of a pause for what Bolna has said.
    when p_changes ->> 'calling_paused_reason' is not null and not private.is_text(o.calling_paused_reason, 1000) then 'bad_pause_reason'
  end)::public.refusal_code;
  if refused is not null then
    raise exception 'the organisation is not set so: %', refused using errcode = '23514', hint = refused;
  end if;
  update public.organizations c
  set name = o.name, time_zone = o.time_zone, calling_paused_reason = o.calling_paused_reason,
    retry_policy = o.retry_policy, queue_deadline_seconds = o.queue_deadline_seconds,
    calling_hours_from = o.calling_hours_from, calling_hours_to = o.calling_hours_to
  where c.id = p_org_id;
end $function$;

CREATE OR REPLACE FUNCTION private.invite_member (
  p_org_id uuid,
  p_email  text,
  p_role   public.member_role
)
  RETURNS uuid
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  address constant text := lower(btrim(p_email));
  invitation_id uuid;
begin
  perform private.require_admin(p_org_id);
  perform from public.organizations o where o.id = p_org_id for no key update;
  delete from public.invitations i
  where i.org_id = p_org_id and (i.expires_at <= private.current_time() or i.email = address);
  if (select count(*) from public.invitations i where i.org_id = p_org_id) >= 100 then
    raise exception 'the organisation has 100 invitations: revoke some, or wait until they expire'
      using errcode = '23514', hint = 'too_many_invitations'::public.refusal_code;
  end if;
  begin
    insert into public.invitations (org_id, email, role, invited_by)
    values (p_org_id, address, p_role, auth.uid()) returning id into invitation_id;
  exception when check_violation then
    raise exception 'that is no e-mail address' using errcode = '23514', hint = 'not_an_address'::public.refusal_code;
  end;
  return invitation_id;
end $function$;

CREATE OR REPLACE FUNCTION private.keep_an_admin()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  if current_setting('role', true) = 'authenticated' and old.role = 'admin'
    and (tg_op = 'DELETE' or new.role <> 'admin') then
    -- Under the organisation's lock, so that the last two cannot leave at once.
    perform from public.organizations o where o.id = old.org_id for no key update;
    if not exists (
      select from public.memberships m
      where m.org_id = old.org_id and m.role = 'admin' and m.user_id <> old.user_id
    ) then
      raise exception 'an organisation keeps at least one admin'
        using errcode = '23514', hint = 'last_admin'::public.refusal_code;
    end if;
  end if;
  return case when tg_op = 'DELETE' then old else new end;
end $function$;

CREATE OR REPLACE FUNCTION private.remove_member (
  p_org_id  uuid,
  p_user_id uuid
)
  RETURNS void
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  perform private.require_admin(p_org_id);
  delete from public.memberships m where m.org_id = p_org_id and m.user_id = p_user_id;
  if not found then
    raise exception 'the organisation has no such member'
      using errcode = 'PT404', hint = 'unknown_member'::public.refusal_code;
  end if;
end $function$;

CREATE OR REPLACE FUNCTION private.revoke_invitation (
  p_org_id        uuid,
  p_invitation_id uuid
)
  RETURNS void
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  perform private.require_admin(p_org_id);
  delete from public.invitations i where i.id = p_invitation_id and i.org_id = p_org_id;
  if not found then
    raise exception 'the organisation has no such invitation'
      using errcode = 'PT404', hint = 'unknown_invitation'::public.refusal_code;
  end if;
end $function$;

CREATE OR REPLACE FUNCTION public.put_calling_policy (
  p_org_id uuid,
  p_actor  uuid,
  p_policy jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  p public.calling_policies;
  kept jsonb;
  refused record;
begin
  if private.role_of(p_org_id, p_actor) is distinct from 'admin' then
    return jsonb_build_object('outcome', 'forbidden'::public.answer_outcome);
  end if;
  perform set_config('app.actor_id', p_actor::text, true);
  perform private.refuse_unknown_fields(p_policy,
    array['default_purpose', 'week', 'countries', 'blackouts', 'caps', 'min_gap_minutes', 'loosened']);
  perform from public.organizations o where o.id = p_org_id for no key update;
  kept := coalesce((select c.loosened from public.calling_policies c where c.org_id = p_org_id), '[]');
  p := jsonb_populate_record(null::public.calling_policies, p_policy);

  select l ->> 'rule_id' as rule, (case
      when r.id is null then 'rule_unknown'
      when r.confidence not in ('vendor', 'ours') then 'rule_is_law'
      when l ->> 'until' is null then 'loosening_endless'
      else 'loosening_too_long' end)::public.loosening_problem as code
  into refused
  from jsonb_array_elements(p.loosened) l
  left join private.policy_rules r on r.id = l ->> 'rule_id'
  where not kept @> jsonb_build_array(l) and (
    r.id is null or r.confidence not in ('vendor', 'ours') or l ->> 'until' is null
    or (l ->> 'until')::timestamptz not between private.current_time() and private.current_time() + interval '1 year')
  limit 1;
  if found then
    return jsonb_build_object('outcome', 'invalid'::public.answer_outcome, 'field', 'loosened', 'code', refused.code, 'rule', refused.rule);
  end if;

  insert into public.calling_policies as c
    (org_id, default_purpose, week, countries, blackouts, caps, min_gap_minutes, loosened, updated_by)
  values (p_org_id, p.default_purpose, p.week, p.countries, p.blackouts, p.caps, p.min_gap_minutes, p.loosened, p_actor)
  on conflict (org_id) do update
  set default_purpose = excluded.default_purpose, week = excluded.week, countries = excluded.countries, blackouts = excluded.blackouts, caps = excluded.caps,
    min_gap_minutes = excluded.min_gap_minutes, loosened = excluded.loosened, updated_by = excluded.updated_by
  returning c.* into p;
  return jsonb_build_object('outcome', 'put'::public.answer_outcome, 'policy', to_jsonb(p));
end $function$;

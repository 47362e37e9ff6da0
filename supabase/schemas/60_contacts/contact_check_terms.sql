-- What a worker needs to look the contact of a claimed call up: contact_id, access (hubspot_access), and
-- may_dial_unread: a person chose the time of this call and it has come, so that it goes out even where HubSpot cannot be
-- read (never to a contact known as not to be called).
create function public.contact_check_terms(p_attempt_id uuid) returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object('contact_id', s.contact_id, 'access', public.hubspot_access(s.org_id),
    'may_dial_unread', s.rule_id is null and (t.trigger = 'execute' or s.scheduled_at <= private.current_time())
      and not exists (
        select from public.contacts c
        where c.org_id = s.org_id and c.contact_id = s.contact_id and c.do_not_call and c.removed_at is null))
  from public.call_attempts t
  join public.call_schedules s on s.id = t.schedule_id
  where t.id = p_attempt_id
$$;
revoke all on function public.contact_check_terms(uuid) from public, anon, authenticated, service_role;
grant execute on function public.contact_check_terms(uuid) to service_role;

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

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

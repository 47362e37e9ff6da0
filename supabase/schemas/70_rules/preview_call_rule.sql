-- Who would be called now and who not, with the reason: all that evaluating the rule would go by, and nothing is written.
-- Up to p_limit of each (1 to 5000), and how many there are; what the calling policy stops is found among those that come before
-- the first p_limit that may be called. For members of the organisation; null for anybody else.
create function private.preview_call_rule(p_rule_id uuid, p_limit integer) returns jsonb
language sql stable security definer set search_path = '' as $$
  with judged as materialized (
    select v.contact_id, v.contact_name, v.last_checkup_date, v.turn, v.would_call, v.reason_code, v.reason
    from public.call_schedule_rules r
    cross join lateral private.planned_contacts(r.id, p_limit) v
    where r.id = p_rule_id and r.org_id in (select private.my_org_ids())
  ), numbered as (
    select v.*, row_number() over (partition by v.would_call order by v.turn, v.contact_id) as place from judged v
  )
  select case when exists (
      select from public.call_schedule_rules r where r.id = p_rule_id and r.org_id in (select private.my_org_ids())
    ) then jsonb_build_object(
    'would_call', coalesce(jsonb_agg(line order by place) filter (where would_call and place <= p_limit), '[]'),
    'would_not_call', coalesce(jsonb_agg(line order by place) filter (where not would_call and place <= p_limit), '[]'),
    'would_call_count', count(*) filter (where would_call),
    'would_not_call_count', count(*) filter (where not would_call),
    'reason_counts', (
      select coalesce(jsonb_object_agg(c.reason_code, c.contacts), '{}')
      from (select v.reason_code, count(*) as contacts from judged v where not v.would_call group by 1) c)
  ) end
  from (
    select n.would_call, n.place, jsonb_build_object('contact_id', n.contact_id, 'contact_name', n.contact_name,
      'reason', n.reason, 'reason_code', n.reason_code, 'last_checkup_date', n.last_checkup_date) as line
    from numbered n
  ) lines
$$;
revoke all on function private.preview_call_rule(uuid, integer) from public;
grant execute on function private.preview_call_rule(uuid, integer) to authenticated;

create function public.preview_call_rule(p_rule_id uuid, p_limit integer default 1000) returns jsonb
language sql stable set search_path = '' as $$
  select private.preview_call_rule(p_rule_id, least(greatest(p_limit, 1), 5000))
$$;
revoke all on function public.preview_call_rule(uuid, integer) from public, anon, authenticated, service_role;
grant execute on function public.preview_call_rule(uuid, integer) to authenticated;

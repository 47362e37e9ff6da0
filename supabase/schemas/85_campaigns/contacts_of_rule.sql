-- The HubSpot ids of whom a rule names now, oldest check-ups first, as a jsonb list of at most p_limit; max_calls_per_day is no bound here, for the
-- campaign has a pace of its own. null: the organisation has no such rule.
create function public.contacts_of_rule(p_org_id uuid, p_rule_id uuid, p_limit integer) returns jsonb
language sql stable security definer set search_path = '' as $$
  select (
    select coalesce(jsonb_agg(v.contact_id order by v.turn, v.contact_id), '[]')
    from (
      select j.contact_id, j.turn from private.judge_contacts(r.id) j
      where j.would_call or j.reason_code = 'daily_limit'
      order by j.turn, j.contact_id limit p_limit
    ) v)
  from public.call_schedule_rules r
  where r.id = p_rule_id and r.org_id = p_org_id
$$;
revoke all on function public.contacts_of_rule(uuid, uuid, integer) from public, anon, authenticated, service_role;
grant execute on function public.contacts_of_rule(uuid, uuid, integer) to service_role;

-- What the judge says now of a call that the rule has not planned yet: to the number of a contact as it is kept here.
create function private.judge_rule_call(p_rule_id uuid, p_contact_row_id uuid) returns private.decision
language plpgsql stable security definer set search_path = '' as $$
declare
  s public.call_schedules;
begin
  select r.org_id, r.agent_id, c.contact_id, c.phone_hash, r.call_topic, r.purpose, c.phone_country, c.phone_regions,
    c.phone_zones, c.phone_zone_source, private.current_time(), false
  into s.org_id, s.agent_id, s.contact_id, s.contact_phone_hash, s.call_topic, s.purpose, s.phone_country, s.phone_regions,
    s.phone_zones, s.phone_zone_source, s.due_at, s.auto_trigger_enabled
  from public.call_schedule_rules r
  join public.contacts c on c.org_id = r.org_id and c.id = p_contact_row_id
  where r.id = p_rule_id;
  return private.judge_plan(s, private.current_time());
end $$;
revoke all on function private.judge_rule_call(uuid, uuid) from public, anon, authenticated, service_role;

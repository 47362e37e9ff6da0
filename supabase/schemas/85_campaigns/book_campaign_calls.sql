-- Gives the next contacts of a group their calls, at most p_most, the first at p_at and the others after it by p_step, half of it by
-- chance. Says how many had their turn: who may not be called at all is excluded, or failed where the campaign ends too soon. Expects
-- the campaign's lock.
create function private.book_campaign_calls(
  c public.campaigns, p_group integer, p_most integer, p_at timestamptz, p_step interval
) returns integer
language plpgsql security definer set search_path = '' as $$
declare
  now_is constant timestamptz := private.current_time();
  turns integer;
begin
  with next as materialized (
    select m.contact, (m.contact).id, p_at + p_step * (row_number() over (order by (m.contact).position) - 1 + random() / 2) as at
    from (
      select k as contact from public.campaign_contacts k
      where k.campaign_id = c.id and k.group_number = p_group and k.state = 'waiting'
      order by k.position limit p_most
      for no key update skip locked
    ) m
  ), judged as materialized (
    select n.contact, n.id, n.at, d.decision
    from next n
    cross join lateral (
      select private.first_allowed(private.call_of_campaign_contact(c, n.contact, n.at), n.at) as decision offset 0
    ) d
  ), blocks as materialized (
    select r.weekday, r.block, r.rate from private.answer_rates(c.org_id) r where c.best_time
  ), booked as (
    insert into public.call_schedules (id, org_id, agent_id, campaign_id, contact_id, contact_name, contact_phone_enc,
      contact_phone_hash, global_phone_hash, phone_country, phone_regions, phone_zones, phone_zone_source, time_zone, scheduled_at,
      due_at, not_before, call_topic, call_language, purpose, deadline_at, status_reason_code, status_reason, created_by)
    select j.id, c.org_id, c.agent_id, c.id, coalesce((j.contact).contact_id, j.id::text), (j.contact).contact_name,
      (j.contact).phone_enc, (j.contact).phone_hash, (j.contact).global_phone_hash, (j.contact).phone_country,
      (j.contact).phone_regions, (j.contact).phone_zones, (j.contact).phone_zone_source, (j.contact).time_zone, j.at, j.at,
      case when (j.decision).outcome = 'defer' then (j.decision).until end, c.call_topic, c.call_language, c.purpose, c.ends_at,
      case when (j.decision).outcome = 'defer' then (j.decision).code end,
      case when (j.decision).outcome = 'defer' then left(private.say_decision(j.decision), 1000) end, c.created_by
    from judged j where (j.decision).outcome <> 'stop'
    order by j.at
  ), told as (
    insert into public.call_decisions (org_id, schedule_id, at, stage, outcome, code, until, purpose, zones, zone_source,
      jurisdictions, rule_ids, pack_version, data)
    select c.org_id, j.id, now_is, 'plan', (j.decision).outcome, (j.decision).code, (j.decision).until, c.purpose,
      coalesce(((j.decision).terms).zones, '{}'), ((j.decision).terms).zone_source,
      coalesce(((j.decision).terms).jurisdictions, '{}'),
      array(select jsonb_array_elements_text((j.decision).data -> 'rules')), (j.decision).pack,
      nullif(coalesce((j.decision).data - 'rules', '{}') || coalesce((
        select jsonb_build_object('best_time', to_jsonb(b) || '{"explored": false}')
        from blocks b cross join lateral (select j.at at time zone ((j.decision).terms).zones[1] as rings) l
        where b.weekday = extract(isodow from l.rings)::integer - 1 and b.block = extract(hour from l.rings)::integer / 2), '{}'), '{}')
    from judged j where (j.decision).outcome <> 'stop'
    order by j.at
  ), moved as (
    update public.campaign_contacts m
    set state = case
        when (j.decision).outcome <> 'stop' then 'scheduled'::public.campaign_contact_state
        when (j.decision).code = 'missed' then 'failed' else 'excluded' end,
      code = case when (j.decision).outcome = 'stop' then (j.decision).code end,
      decision = case when (j.decision).outcome = 'stop' then private.present_decision(j.decision, now_is, 'plan', c.purpose) end,
      ended_at = case when (j.decision).outcome = 'stop' then now_is end, phone_enc = null
    from judged j where m.id = j.id
  )
  select count(*) into turns from judged;
  return turns;
end $$;
revoke all on function private.book_campaign_calls(public.campaigns, integer, integer, timestamptz, interval)
  from public, anon, authenticated, service_role;

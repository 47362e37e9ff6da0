-- Plans the calls that plan_rule_calls gave, each as {schedule_id, contact_id, phone_enc, phone_hash, global_phone_hash}: phone_enc
-- closed for that schedule; where it rings is the contact's. Under the organisation's lock everything is judged again, so
-- that what changed in between, or another worker beside this one, never makes a second call; the unique index on rule,
-- contact and occasion stands behind it. Where the rule asks for the best time, it is written down for whoever asks why. Returns how many were planned.
create function public.book_rule_calls(p_rule_id uuid, p_calls jsonb) returns integer
language plpgsql security definer set search_path = '' as $$
declare
  r public.call_schedule_rules;
  booked integer;
begin
  perform from public.organizations o
  where o.id = (select c.org_id from public.call_schedule_rules c where c.id = p_rule_id) for no key update;
  select c.* into r from public.call_schedule_rules c where c.id = p_rule_id and c.is_active for share;
  if not found then
    return 0;
  end if;
  with wanted as (
    select c.schedule_id, c.contact_id, c.phone_enc, c.phone_hash, c.global_phone_hash
    from jsonb_to_recordset(p_calls) as c (schedule_id uuid, contact_id text, phone_enc text, phone_hash text,
      global_phone_hash text)
  ), allowed as (
    select w.schedule_id, w.phone_enc as closed_phone, w.global_phone_hash, v.*,
      k.phone_country, k.phone_regions, k.phone_zones, k.phone_zone_source,
      row_number() over (order by v.turn) as number, count(*) over () as calls
    -- As many as a plan looks at: of those some may be left out here, whose number did not open.
    from private.planned_contacts(p_rule_id, greatest(jsonb_array_length(p_calls), 500), true) v
    join wanted w on w.contact_id = v.contact_id and w.phone_hash = v.phone_hash
    join public.contacts k on k.id = v.contact_row_id
    where v.would_call
  ), slots as (
    select s.turn, s.slot, null::jsonb as best_time
    from private.spread_over_calling_hours(r.org_id, (select count(*)::integer from allowed)) s
    where not r.best_time
    union all
    select s.turn, s.slot, s.best_time
    from private.spread_over_best_hours(r.org_id, (select count(*)::integer from allowed)) s
    where r.best_time
  ), made as (
    insert into public.call_schedules (id, org_id, agent_id, rule_id, contact_id, contact_name, contact_phone_enc,
      contact_phone_hash, global_phone_hash, phone_country, phone_regions, phone_zones, phone_zone_source, scheduled_at,
      call_topic, call_language, checkup_threshold_days, last_checkup_date, occasion, purpose, created_by)
    select a.schedule_id, r.org_id, r.agent_id, r.id, a.contact_id, a.contact_name, a.closed_phone, a.phone_hash,
      a.global_phone_hash, a.phone_country, a.phone_regions, a.phone_zones, a.phone_zone_source, s.slot,
      r.call_topic, r.call_language, r.checkup_threshold_days, a.last_checkup_date, a.occasion, r.purpose, null
    from allowed a join slots s on s.turn = a.number
    on conflict do nothing
    returning id, scheduled_at
  ), told as (
    insert into public.call_decisions (org_id, schedule_id, at, stage, outcome, code, until, purpose, zones, jurisdictions, rule_ids,
      data)
    select r.org_id, m.id, private.current_time(), 'plan', 'defer', 'not_due', m.scheduled_at, r.purpose, coalesce(a.phone_zones, '{}'),
      '{}', '{}', jsonb_build_object('best_time', s.best_time)
    from made m join allowed a on a.schedule_id = m.id join slots s on s.turn = a.number
    where s.best_time is not null
    order by s.turn
  )
  select count(*) into booked from made;
  return booked;
end $$;
revoke all on function public.book_rule_calls(uuid, jsonb) from public, anon, authenticated, service_role;
grant execute on function public.book_rule_calls(uuid, jsonb) to service_role;

-- When rules are evaluated, and the calls that they plan then.

-- The organisations whose rules are to be evaluated: after a completed sync, and once on each new day of their calendar.
-- A connection whose first sync is not complete has nothing to go by.
create function private.organizations_to_evaluate() returns setof uuid
language sql stable security definer set search_path = '' as $$
  select c.org_id
  from public.hubspot_connections c
  join public.organizations o on o.id = c.org_id
  where c.removed_at is null and c.synced_until is not null
    and (c.rules_pending or c.rules_evaluated_on is distinct from (private.current_time() at time zone o.time_zone)::date)
$$;

-- The active rules that are to be evaluated now, in the order of their making. p_org_id: that organisation's, in any case.
-- An organisation without an active rule is done with this, so that its first rule waits for the next sync like any other.
create function public.rules_to_evaluate(p_org_id uuid default null) returns table (org_id uuid, rule_id uuid)
language sql security definer set search_path = '' as $$
  with due as materialized (
    select e.org_id from private.organizations_to_evaluate() e (org_id)
    where p_org_id is null
    union
    select c.org_id from public.hubspot_connections c
    where c.org_id = p_org_id and c.removed_at is null and c.synced_until is not null
  ), without_rules as (
    update public.hubspot_connections c
    set rules_pending = false, rules_evaluated_on = (private.current_time() at time zone o.time_zone)::date
    from due d join public.organizations o on o.id = d.org_id
    where c.org_id = d.org_id
      and not exists (select from public.call_schedule_rules r where r.org_id = c.org_id and r.is_active)
  )
  select r.org_id, r.id
  from due d
  join public.call_schedule_rules r on r.org_id = d.org_id and r.is_active
  order by r.org_id, r.created_at, r.id
$$;

-- All rules of the organisation were evaluated. p_since: when that began; a sync completed since asks for it again.
create function public.note_rules_evaluated(p_org_id uuid, p_since timestamptz) returns void
language sql security definer set search_path = '' as $$
  update public.hubspot_connections c
  set rules_pending = exists (
      select from public.contact_syncs r
      where r.org_id = c.org_id and r.state = 'completed' and r.finished_at > p_since),
    -- Begun before midnight, it was evaluated for the day that is over.
    rules_evaluated_on = (p_since at time zone o.time_zone)::date
  from public.organizations o
  where c.org_id = p_org_id and o.id = c.org_id
$$;

-- The calls that the rule is to plan now, at most p_limit, oldest check-ups first, each with the id that its schedule will
-- have: the number is closed anew for that row before book_rule_calls. Nothing is written.
create function public.plan_rule_calls(p_rule_id uuid, p_limit integer default 500)
returns table (schedule_id uuid, contact_id text, contact_name text, phone_enc text, phone_hash text, occasion text,
  last_checkup_date date)
language sql stable security definer set search_path = '' as $$
  select gen_random_uuid(), v.contact_id, v.contact_name, v.phone_enc, v.phone_hash, v.occasion, v.last_checkup_date
  from private.judge_contacts(p_rule_id) v
  where v.would_call
  order by v.turn
  limit p_limit
$$;

-- The moments for p_calls calls of an organisation: evenly over what is left of today's calling hours, the first at once;
-- what its lines cannot carry by then (two minutes a call), and everything after the hours, over the next days'.
create function private.spread_over_calling_hours(p_org_id uuid, p_calls integer)
returns table (turn integer, slot timestamptz)
language sql stable security definer set search_path = '' as $$
  with recursive org as (
    select o.time_zone, o.calling_hours_from, o.calling_hours_to, o.max_concurrent_calls,
      (private.current_time() at time zone o.time_zone)::date as today
    from public.organizations o where o.id = p_org_id
  ), days as (
    select 0 as number, w.opens, w.closes, 0 as before,
      least(p_calls, floor(greatest(extract(epoch from w.closes - w.opens), 0) / 120 * o.max_concurrent_calls)::integer) as calls
    from org o cross join lateral (
      select greatest((o.today + o.calling_hours_from) at time zone o.time_zone, private.current_time()) as opens,
        (o.today + o.calling_hours_to) at time zone o.time_zone as closes
    ) w
    union all
    select d.number + 1, w.opens, w.closes, d.before + d.calls,
      least(p_calls - d.before - d.calls,
        greatest(floor(extract(epoch from w.closes - w.opens) / 120 * o.max_concurrent_calls)::integer, 1))
    from days d cross join org o cross join lateral (
      select (o.today + d.number + 1 + o.calling_hours_from) at time zone o.time_zone as opens,
        (o.today + d.number + 1 + o.calling_hours_to) at time zone o.time_zone as closes
    ) w
    where d.before + d.calls < p_calls
  )
  select d.before + n.i + 1, d.opens + (d.closes - d.opens) * n.i / d.calls
  from days d cross join lateral generate_series(0, d.calls - 1) as n (i)
  where d.calls > 0
$$;

-- Plans the calls that plan_rule_calls gave, each as {schedule_id, contact_id, phone_enc, phone_hash}: phone_enc closed for that
-- schedule. Under the organisation's lock everything is judged again, so that what changed in between, or another worker beside this
-- one, never makes a second call; the unique index on rule, contact and occasion stands behind it. Returns how many were
-- planned.
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
    select c.schedule_id, c.contact_id, c.phone_enc, c.phone_hash
    from jsonb_to_recordset(p_calls) as c (schedule_id uuid, contact_id text, phone_enc text, phone_hash text)
  ), allowed as (
    select w.schedule_id, w.phone_enc as closed_phone, v.*, row_number() over (order by v.turn) as number, count(*) over () as calls
    from private.judge_contacts(p_rule_id) v
    join wanted w on w.contact_id = v.contact_id and w.phone_hash = v.phone_hash
    where v.would_call
  ), slots as (
    select s.turn, s.slot
    from private.spread_over_calling_hours(r.org_id, (select count(*)::integer from allowed)) s
  )
  insert into public.call_schedules (id, org_id, agent_id, rule_id, contact_id, contact_name, contact_phone_enc,
    contact_phone_hash, scheduled_at, call_topic, call_language, checkup_threshold_days, last_checkup_date, occasion,
    created_by)
  select a.schedule_id, r.org_id, r.agent_id, r.id, a.contact_id, a.contact_name, a.closed_phone, a.phone_hash, s.slot,
    r.call_topic, r.call_language, r.checkup_threshold_days, a.last_checkup_date, a.occasion, null
  from allowed a join slots s on s.turn = a.number
  on conflict do nothing;
  get diagnostics booked = row_count;
  return booked;
end $$;

revoke all on function private.organizations_to_evaluate(), private.spread_over_calling_hours(uuid, integer) from public;
revoke all on function public.rules_to_evaluate(uuid), public.note_rules_evaluated(uuid, timestamptz),
  public.plan_rule_calls(uuid, integer), public.book_rule_calls(uuid, jsonb) from public, anon, authenticated, service_role;
grant execute on function public.rules_to_evaluate(uuid), public.note_rules_evaluated(uuid, timestamptz),
  public.plan_rule_calls(uuid, integer), public.book_rule_calls(uuid, jsonb) to service_role;

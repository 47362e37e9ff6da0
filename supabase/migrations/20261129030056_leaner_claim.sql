set local check_function_bodies = off;

-- The same checks, asked in a tenth of the time: a length counted in a pattern is what took so long.
alter table public.call_attempts
  drop constraint call_attempts_contact_phone_hash_check,
  add constraint call_attempts_contact_phone_hash_check
    check (char_length(contact_phone_hash) = 64 and contact_phone_hash ~ '^[0-9a-f]+$');
alter table public.call_schedules
  drop constraint call_schedules_contact_phone_enc_check,
  add constraint call_schedules_contact_phone_enc_check
    check (char_length(contact_phone_enc) <= 300
      and contact_phone_enc ~ '^v1\.[A-Za-z0-9_-]+\.[A-Za-z0-9_=-]+\.[A-Za-z0-9_=-]+$'
      and char_length(split_part(contact_phone_enc, '.', 2)) <= 32 and char_length(split_part(contact_phone_enc, '.', 3)) >= 16
      and char_length(split_part(contact_phone_enc, '.', 4)) >= 22),
  drop constraint call_schedules_contact_phone_hash_check,
  add constraint call_schedules_contact_phone_hash_check
    check (char_length(contact_phone_hash) = 64 and contact_phone_hash ~ '^[0-9a-f]+$'),
  drop constraint call_schedules_global_phone_hash_check,
  add constraint call_schedules_global_phone_hash_check
    check (char_length(global_phone_hash) = 64 and global_phone_hash ~ '^[0-9a-f]+$'),
  drop constraint call_schedules_time_zone_check,
  add constraint call_schedules_time_zone_check check (time_zone is null or private.is_time_zone(time_zone));

create or replace view private.claimable_organizations with (security_invoker = true) as
select o.id, room.free_lines
from public.organizations o
join private.organization_lines l on l.org_id = o.id
cross join lateral (
  select least(
    o.max_concurrent_calls - l.in_use,
    case when o.max_dials_per_day is not null then private.dials_left(o.id, o.max_dials_per_day, o.time_zone) end
  ) as free_lines
  -- So that it is counted once, and not in the condition again.
  offset 0
) room
where o.calling_paused_reason is null and (select private.all_calling_paused()) is null and room.free_lines > 0;

-- Takes up to p_limit due calls of all organisations. Guarantees, any number of workers at once: a call is taken by one
-- of them; an organisation never has more live calls than max_concurrent_calls (its row is locked while its lines are
-- counted, and a worker that finds it locked passes on; no other organisation's row is); only what the judge lets go is taken, and what it refuses has
-- moved; organisations take turns, so that one queue of 100 000 does not delay another's call. While all calling is paused
-- it takes nothing. Those with looks_first are no attempts yet: their contact is to be read first (claim_looked_call).
-- Plans are made once for a connection: made anew for each of the first five claims of each, as Postgres does it by itself, they
-- were half of what those cost, and none was better.
create or replace function public.claim_due_calls(
  p_worker text, p_limit integer default 50, p_lease_seconds integer default 45, p_default_bolna_agent_id text default null
) returns setof public.claimed_call
language plpgsql security definer set search_path = '' set plan_cache_mode = force_generic_plan as $$
declare
  now_is constant timestamptz := private.current_time();
  waiting uuid[];
  wanted integer := p_limit;
  locked uuid[];
  picked uuid[];
  asked integer;
  taken integer;
begin
  if p_limit is null or p_limit not between 1 and 1000 or p_lease_seconds not between 5 and 600 then
    raise exception 'p_limit must be 1 to 1000 and p_lease_seconds 5 to 600' using errcode = '22023';
  elsif private.all_calling_paused() is not null then
    return;
  end if;

  -- The organisations of which something is due, the longest first: one look into call_schedules_claim_idx for each.
  select array_agg(o.id order by earliest.due, o.id) into waiting
  from public.organizations o
  cross join lateral (select min(s.dial_after) as due from public.call_schedules s where s.org_id = o.id) earliest
  where o.calling_paused_reason is null and earliest.due <= now_is;

  -- What is refused has moved and makes room for the next, and what is in other hands is passed over: three rounds, so that
  -- one claim is not spent on either.
  for round in 1..3 loop
    exit when coalesce(cardinality(waiting), 0) = 0;
    picked := private.pick_due_calls(waiting, wanted);
    exit when picked is null;
    asked := cardinality(picked);

    select array_agg(l.id) into locked from (
      select o.id from public.organizations o
      where o.id = any (array(select s.org_id from public.call_schedules s where s.id = any (picked)))
        and o.calling_paused_reason is null
      for no key update skip locked
    ) l;
    -- Under a lock that pause_all_calling waits for: once it has returned, no claim commits any more.
    perform from private.scheduler c where c.calling_paused_reason is null for share;
    if not found then
      return;
    end if;
    -- Those that others have at this moment.
    waiting := array(
      select w.id from unnest(waiting) with ordinality as w (id, place)
      where w.id = any (locked) or w.id <> all (array(
        select s.org_id from public.call_schedules s where s.id = any (picked)))
      order by w.place);
    picked := private.keep_claimable_calls(picked, locked);
    continue when picked is null;

    return query select * from private.take_calls(
      picked, 'sweep', p_worker, null, p_lease_seconds, p_default_bolna_agent_id);
    get diagnostics taken = row_count;
    exit when taken = asked;
    wanted := wanted - taken;
  end loop;
end $$;
revoke all on function public.claim_due_calls(text, integer, integer, text)
  from public, anon, authenticated, service_role;
grant execute on function public.claim_due_calls(text, integer, integer, text) to service_role;

create or replace function public.next_call_due_at(p_within_seconds numeric) returns timestamptz
language plpgsql stable security definer set search_path = '' set plan_cache_mode = force_generic_plan as $$
declare
  horizon constant timestamptz := private.current_time() + make_interval(secs => p_within_seconds);
begin
  return (
    with waiting as materialized (
      select o.id
      from public.organizations o
      cross join lateral (select min(s.dial_after) as due from public.call_schedules s where s.org_id = o.id) earliest
      where o.calling_paused_reason is null and earliest.due <= horizon
    )
    select min(next.dial_after)
    from waiting w
    cross join lateral (select o.id from private.claimable_organizations o where o.id = w.id limit 1) o
    cross join lateral (
      select c.dial_after
      from private.claimable_calls c
      where c.org_id = o.id and c.dial_after <= horizon
      order by c.dial_after
      limit 1
    ) next
  );
end $$;
revoke all on function public.next_call_due_at(numeric) from public, anon, authenticated, service_role;
grant execute on function public.next_call_due_at(numeric) to service_role;

create or replace function public.record_calls_placed(p_attempt_ids uuid[], p_execution_ids text[], p_bolna_statuses text[])
returns jsonb
language plpgsql security definer set search_path = '' set plan_cache_mode = force_generic_plan as $$
declare
  schedule_ids uuid[];
  held uuid[];
begin
  -- Schedules, then attempts: the order everywhere.
  select array_agg(l.id) into schedule_ids from (
    select s.id from public.call_schedules s
    where s.id = any (array(select a.schedule_id from public.call_attempts a where a.id = any (p_attempt_ids)))
    for no key update skip locked
  ) l;
  select array_agg(l.id) into held from (
    select a.id from public.call_attempts a
    where a.id = any (p_attempt_ids) and a.schedule_id = any (schedule_ids) and a.state in ('placing', 'unknown')
    for no key update skip locked
  ) l;

  if held is not null then
    -- Ids by `= any (array)`, what belongs to each by a look-up of its own: a join to the arguments was once planned as a read of
    -- the whole table, and that plan was kept.
    update public.call_attempts a
    set state = 'placed', placed_at = private.current_time(), bolna_execution_id = m.execution_id,
      bolna_status = coalesce(a.bolna_status, left(nullif(m.bolna_status, ''), 100), 'queued'),
      bolna_status_at = coalesce(a.bolna_status_at, private.current_time()),
      http_status = 200, reason_code = null, reason = null,
      next_check_at = private.current_time() + interval '20 seconds', check_count = 0
    from unnest(p_attempt_ids, p_execution_ids, p_bolna_statuses) as m (attempt_id, execution_id, bolna_status)
    where a.id = any (held) and a.id = m.attempt_id
      and not exists (select from public.call_attempts other where other.bolna_execution_id = m.execution_id);
    update public.call_schedules s
    set bolna_call_id = a.bolna_execution_id, deferral_count = 0, status_reason_code = null, status_reason = null,
      attention_code = case when s.attention_code = 'late_execution' then s.attention_code end,
      attention_reason = case when s.attention_code = 'late_execution' then s.attention_reason end
    from public.call_attempts a
    where s.id = any (schedule_ids) and a.id = any (held) and a.schedule_id = s.id and a.state = 'placed';
    -- Events that came before this was written down, and without our call_ref.
    update public.call_events e set org_id = a.org_id, attempt_id = a.id
    from public.call_attempts a
    where e.execution_id = any (p_execution_ids) and e.attempt_id is null
      and a.id = any (held) and a.bolna_execution_id = e.execution_id;
  end if;

  return (
    select jsonb_agg(
      case when now_is.bolna_execution_id = m.execution_id then jsonb_build_object('recorded', true,
        'call_status', now_is.call_status, 'attempt_state', now_is.state) end order by m.place)
    from unnest(p_attempt_ids, p_execution_ids) with ordinality as m (attempt_id, execution_id, place)
    left join lateral (
      select a.bolna_execution_id, a.state, s.call_status
      from public.call_attempts a join public.call_schedules s on s.id = a.schedule_id
      where a.id = m.attempt_id
      limit 1
    ) now_is on true
  );
end $$;
revoke all on function public.record_calls_placed(uuid[], text[], text[]) from public, anon, authenticated, service_role;
grant execute on function public.record_calls_placed(uuid[], text[], text[]) to service_role;

create or replace function private.refuse_call(p_schedule_id uuid, p_decision private.decision) returns jsonb
language plpgsql security definer set search_path = '' as $$
begin
  perform private.refuse_calls(array[p_schedule_id], array[p_decision]);
  return private.tell_decision(p_decision);
end $$;
revoke all on function private.refuse_call(uuid, private.decision) from public, anon, authenticated, service_role;

create or replace function private.refuse_calls(p_schedule_ids uuid[], p_decisions private.decision[]) returns void
language plpgsql security definer set search_path = '' as $$
declare
  now_is constant timestamptz := private.current_time();
begin
  update public.call_schedules c
  set call_status = case
      when d.outcome <> 'stop' then c.call_status
      when d.code in ('contact_unreadable', 'missed') then 'failed' else 'cancelled' end,
    retry_at = case when d.outcome <> 'stop' then c.retry_at end,
    not_before = case when d.outcome <> 'stop' then coalesce(d.until,
      case when private.is_policy_code(d.code) then now_is + interval '1 day' else c.not_before end) end,
    contact_unread_since = case when d.outcome <> 'stop' then c.contact_unread_since end,
    status_reason_code = d.code,
    status_reason = left(private.say_decision((d.outcome, d.code, d.until, d.data, d.pack, d.terms)::private.decision), 1000)
  from unnest(p_schedule_ids, p_decisions) as d (id, outcome, code, until, data, pack, terms)
  where c.id = any (p_schedule_ids) and c.id = d.id;
  perform private.keep_decisions(p_schedule_ids, p_decisions, 'claim');
  perform private.keep_window(used.terms)
  from (select distinct d.terms from unnest(p_decisions) d where (d.terms).zones is not null) used
  order by private.window_key(used.terms);
end $$;
revoke all on function private.refuse_calls(uuid[], private.decision[]) from public, anon, authenticated, service_role;

create or replace function private.take_calls(
  p_schedule_ids uuid[], p_trigger public.attempt_trigger, p_worker text, p_actor uuid, p_lease_seconds integer,
  p_default_bolna_agent_id text
) returns setof public.claimed_call
language plpgsql security definer set search_path = '' as $$
declare
  now_is constant timestamptz := private.current_time();
  held uuid[];
  dialled uuid[];
  looked_at uuid[];
  refused uuid[];
  allowances private.decision[];
  refusals private.decision[];
begin
  select array_agg(l.id) into held from (
    select s.id from public.call_schedules s
    where s.id = any (p_schedule_ids) and s.dial_after <= now_is
    for no key update skip locked
  ) l;
  -- A statement of its own: it sees all that was committed until the locks were had.
  select array_agg(c.id) filter (where (j.decision).outcome = 'call' and not j.looks_first),
    array_agg(j.decision) filter (where (j.decision).outcome = 'call' and not j.looks_first),
    array_agg(c.id) filter (where (j.decision).outcome = 'call' and j.looks_first),
    array_agg(c.id) filter (where (j.decision).outcome <> 'call'),
    array_agg(j.decision) filter (where (j.decision).outcome <> 'call')
  into dialled, allowances, looked_at, refused, refusals
  from private.judge_alike(held, p_trigger <> 'sweep', true) j
  cross join lateral unnest(j.schedule_ids) c (id);

  if refused is not null then
    perform private.refuse_calls(refused, refusals);
  end if;
  if looked_at is not null then
    return query select * from private.begin_looks(looked_at, p_trigger, p_worker, p_actor, p_lease_seconds);
  end if;
  if dialled is not null then
    -- The judge does without a window that nobody has kept, at a hundred times the cost.
    perform private.keep_window(used.terms)
    from (select distinct d.terms from unnest(allowances) d) used order by private.window_key(used.terms);
    perform private.keep_decisions(dialled, allowances, 'claim');
    return query select * from private.begin_attempts(
      dialled, p_trigger, p_worker, p_lease_seconds, p_default_bolna_agent_id);
  end if;
end $$;
revoke all on function private.take_calls(uuid[], public.attempt_trigger, text, uuid, integer, text)
  from public, anon, authenticated, service_role;

create or replace function private.judge_alike(p_schedule_ids uuid[], p_by_hand boolean, p_has_line boolean)
returns table (schedule_ids uuid[], looks_first boolean, decision private.decision)
language plpgsql stable security definer set search_path = '' as $$
declare
  now_is constant timestamptz := private.current_time();
begin
  -- Each question a look-up of its own that is never hashed, however many rows the kept plan was made for.
  return query
    with known as materialized (
      select s.id, s.org_id, s.agent_id, s.rule_id, s.purpose, s.call_topic, s.phone_country, s.phone_regions, s.phone_zones,
        s.phone_zone_source, s.time_zone, s.deadline_at, s.is_active, s.auto_trigger_enabled, s.last_checkup_date,
        s.global_phone_hash is null as has_no_global_hash, c.time_zone as contact_zone, c.address_country, c.address_region,
        private.looks_first(s) as looks_first,
        case when s.occasion is not null or c.do_not_call or c.removed_at is not null
          or (select true from public.contacts o where o.org_id = s.org_id and o.phone_hash = s.contact_phone_hash
            and o.do_not_call and o.removed_at is null limit 1)
          or (select true from public.suppressions x where x.org_id = s.org_id and x.phone_hash = s.contact_phone_hash
            and x.removed_at is null limit 1)
          or (select true from private.global_suppressions g where g.phone_hash = s.global_phone_hash and g.removed_at is null limit 1)
          or (select true from private.registry_checks r where r.phone_hash = s.global_phone_hash limit 1)
          or (select true from public.consents t where t.org_id = s.org_id and t.phone_hash = s.contact_phone_hash limit 1)
          -- As far back as anything is counted (private.judge_caps, judge_consent).
          or (select true from public.call_attempts a where a.org_id = s.org_id and a.contact_phone_hash = s.contact_phone_hash
            and a.claimed_at > now_is - interval '400 days' limit 1)
          then s.id end as by_itself
      from public.call_schedules s
      left join lateral (
        select k.time_zone, k.address_country, k.address_region, k.do_not_call, k.removed_at from public.contacts k
        where k.org_id = s.org_id and k.contact_id = s.contact_id limit 1
      ) c on true
      where s.id = any (p_schedule_ids)
    ), alike as materialized (
      select array_agg(k.id order by k.id) as ids, k.looks_first
      from known k
      group by k.by_itself, k.looks_first, k.org_id, k.agent_id, k.rule_id, k.purpose, k.call_topic, k.phone_country,
        k.phone_regions, k.phone_zones, k.phone_zone_source, k.time_zone, k.deadline_at, k.is_active, k.auto_trigger_enabled,
        k.last_checkup_date, k.has_no_global_hash, k.contact_zone, k.address_country, k.address_region
    )
    select a.ids, a.looks_first, private.judge_call(first.call, now_is, p_by_hand, a.looks_first, false, p_has_line)
    from alike a
    cross join lateral (select s as call from public.call_schedules s where s.id = a.ids[1] limit 1) first
    order by a.ids[1];
end $$;
revoke all on function private.judge_alike(uuid[], boolean, boolean) from public, anon, authenticated, service_role;

create or replace function private.judge_caps(
  s public.call_schedules, w private.calling_windows, p_at timestamptz, p_law_alone boolean
) returns private.decision
language plpgsql stable security definer set search_path = '' as $$
declare
  worst private.decision;
  cap record;
  nth timestamptz;
  day_ends timestamptz;
  made integer;
begin
  if w.demands -> 'caps' = '[]' and w.demands -> 'quiet' = 'null' and (w.demands ->> 'min_gap_minutes')::integer = 0 then
    return null;
  end if;
  -- Most numbers were not called of late: one look, for all that follows.
  if not exists (
    select from public.call_attempts a
    where a.org_id = s.org_id and a.contact_phone_hash = s.contact_phone_hash and a.claimed_at > p_at - interval '400 days'
  ) and not exists (select from jsonb_array_elements(w.demands -> 'caps') c where c ->> 'calls' = '0') then
    return null;
  end if;
  for cap in
    select c.calls, c.per, coalesce(c.per_day, false) as per_day, coalesce(c.subject, false) as subject, c.rule
    from jsonb_to_recordset(w.demands -> 'caps') as c (calls integer, per interval, per_day boolean, subject boolean, rule text)
    where not (p_law_alone and c.rule is null)
  loop
    -- The moment of the cap'th last call: while it is within the period, another would be one too many.
    if cap.subject then
      select r.rang_at into nth from private.rang_about(s.org_id, s.contact_phone_hash, s.call_topic, p_at - cap.per) r
      order by r.rang_at desc offset greatest(cap.calls - 1, 0) limit 1;
    else
      select r.rang_at into nth from private.rang(s.org_id, s.contact_phone_hash, p_at - cap.per) r
      order by r.rang_at desc offset greatest(cap.calls - 1, 0) limit 1;
    end if;
    if cap.calls = 0 or nth is not null then
      worst := private.later_decision(worst, private.defer(
        (case when cap.subject then 'cap_subject' else 'cap_number' end)::public.reason_code,
        case when cap.calls > 0 then nth + cap.per end,
        jsonb_strip_nulls(jsonb_build_object('calls', cap.calls, 'period', cap.per, 'rules', array_remove(array[cap.rule], null),
          'whose', coalesce(cap.rule, 'the organisation'), 'topic', case when cap.subject then s.call_topic end))));
    end if;
    if cap.per_day then
      day_ends := ((p_at at time zone w.zones[1])::date + 1)::timestamp at time zone w.zones[1];
      select count(*) into made
      from private.rang(s.org_id, s.contact_phone_hash, (p_at at time zone w.zones[1])::date::timestamp at time zone w.zones[1]);
      if made >= cap.calls then
        worst := private.later_decision(worst, private.defer('cap_number', day_ends,
          jsonb_build_object('calls', cap.calls, 'period', 'day', 'rules', array_remove(array[cap.rule], null),
            'whose', coalesce(cap.rule, 'the organisation'))));
      end if;
    end if;
  end loop;

  if not p_law_alone and (w.demands ->> 'min_gap_minutes')::integer > 0 then
    select max(r.rang_at) into nth
    from private.rang(s.org_id, s.contact_phone_hash, p_at - make_interval(mins => (w.demands ->> 'min_gap_minutes')::integer)) r;
    if nth is not null then
      worst := private.later_decision(worst, private.defer('min_gap',
        nth + make_interval(mins => (w.demands ->> 'min_gap_minutes')::integer),
        jsonb_build_object('last', nth, 'minutes', (w.demands ->> 'min_gap_minutes')::integer)));
    end if;
  end if;
  if w.demands -> 'quiet' <> 'null' then
    select max(r.ended_at) into nth
    from private.rang(s.org_id, s.contact_phone_hash, p_at - (w.demands #>> '{quiet,interval}')::interval - interval '1 day') r
    where r.answered and r.ended_at > p_at - (w.demands #>> '{quiet,interval}')::interval;
    if nth is not null then
      worst := private.later_decision(worst, private.defer('talk_quiet_period', nth + (w.demands #>> '{quiet,interval}')::interval,
        jsonb_build_object('last', nth, 'rules', jsonb_build_array(w.demands #>> '{quiet,rule}'))));
    end if;
  end if;
  return worst;
end $$;
revoke all on function private.judge_caps(public.call_schedules, private.calling_windows, timestamptz, boolean)
  from public, anon, authenticated, service_role;

create or replace function private.judge_registries(
  s public.call_schedules, p_purpose public.call_purpose, p_at timestamptz, p_registries jsonb
) returns private.decision
language plpgsql stable security definer set search_path = '' as $$
declare
  wanted record;
  stale private.decision;
begin
  if p_registries = '[]' then
    return null;
  end if;
  for wanted in
    select r.registry, r.max_age_days, c.listed, c.checked_at
    from jsonb_to_recordset(p_registries) as r (registry text, max_age_days integer)
    cross join lateral (
      select bool_or(k.listed) as listed, max(k.checked_at) as checked_at
      from private.registry_checks k
      where k.phone_hash = s.global_phone_hash and k.registry = r.registry and (k.org_id is null or k.org_id = s.org_id)
    ) c
    order by c.listed desc nulls last, r.registry
  loop
    if wanted.listed then
      return private.stop('registry_listed', jsonb_build_object('registry', wanted.registry, 'when', wanted.checked_at));
    elsif p_purpose = 'marketing'
      and (wanted.checked_at + make_interval(days => wanted.max_age_days) > p_at) is not true then
      stale := coalesce(stale, private.defer('registry_check_stale', p_at + interval '1 hour', jsonb_build_object(
        'registry', wanted.registry, 'when', wanted.checked_at, 'max_age_days', wanted.max_age_days)));
    end if;
  end loop;
  return stale;
end $$;
revoke all on function private.judge_registries(public.call_schedules, public.call_purpose, timestamptz, jsonb)
  from public, anon, authenticated, service_role;

create or replace function private.keep_decision(s public.call_schedules, d private.decision, p_stage public.decision_stage) returns void
language plpgsql security definer set search_path = '' as $$
begin
  perform private.keep_decisions(array[s.id], array[d], p_stage);
end $$;
revoke all on function private.keep_decision(public.call_schedules, private.decision, public.decision_stage)
  from public, anon, authenticated, service_role;

create or replace function private.keep_decisions(p_schedule_ids uuid[], p_decisions private.decision[], p_stage public.decision_stage)
returns void
language plpgsql security definer set search_path = '' as $$
declare
  now_is constant timestamptz := private.current_time();
begin
  insert into public.call_decisions (org_id, schedule_id, at, stage, outcome, code, until, purpose, zones, zone_source, jurisdictions,
    rule_ids, pack_version, data)
  select s.org_id, s.id, now_is, p_stage, d.outcome, d.code, d.until, s.purpose, coalesce((d.terms).zones, '{}'),
    (d.terms).zone_source, coalesce((d.terms).jurisdictions, '{}'), array(select jsonb_array_elements_text(d.data -> 'rules')), d.pack,
    nullif(d.data - 'rules', '{}')
  from unnest(p_schedule_ids, p_decisions) with ordinality as d (id, outcome, code, until, data, pack, terms, place)
  cross join lateral (select c.org_id, c.id, c.purpose from public.call_schedules c where c.id = d.id limit 1) s
  order by d.place;
end $$;
revoke all on function private.keep_decisions(uuid[], private.decision[], public.decision_stage)
  from public, anon, authenticated, service_role;

create or replace function private.looks_first(s public.call_schedules) returns boolean
language plpgsql stable security definer set search_path = '' as $$
begin
  return s.contact_id ~ '^[1-9][0-9]{0,17}$'
    and exists (select from public.hubspot_connections c where c.org_id = s.org_id and c.removed_at is null)
    and (s.rule_id is not null or s.auto_trigger_enabled or exists (
      select from public.contacts k
      where k.org_id = s.org_id and k.contact_id = s.contact_id and k.do_not_call and k.removed_at is null));
end $$;
revoke all on function private.looks_first(public.call_schedules) from public, anon, authenticated, service_role;

-- Rules that plan calls by themselves: who is to be called, who is not and why, and when.

-- Calls that rules plan are spread over these hours of the organisation's day, and outside them none leaves by itself.
alter table public.organizations
  add column calling_hours_from time not null default '09:00',
  add column calling_hours_to time not null default '18:00',
  add constraint organizations_calling_hours check (calling_hours_from < calling_hours_to);
grant update (calling_hours_from, calling_hours_to) on public.organizations to authenticated;

-- When the organisation's calling hours begin again; null while they last.
create function private.calling_hours_begin_at(p_org_id uuid) returns timestamptz
language sql stable security definer set search_path = '' as $$
  select case
    when here::time < o.calling_hours_from then (here::date + o.calling_hours_from) at time zone o.time_zone
    when here::time >= o.calling_hours_to then (here::date + 1 + o.calling_hours_from) at time zone o.time_zone
  end
  from public.organizations o
  cross join lateral (select private.current_time() at time zone o.time_zone as here) clock
  where o.id = p_org_id
$$;
revoke all on function private.calling_hours_begin_at(uuid) from public;

-- The closed set of custom conditions, {"all": [{property, operator, value}, …]}, 1 to 20 of them, all of which must hold.
--   text properties (lifecyclestage, hs_lead_status, country, state, hubspot_owner_id, language, time_zone):
--     equals, not_equals (value: text), one_of, none_of (value: 1 to 100 texts), is_set, is_not_set (no value).
--     Compared without regard to case; not_equals and none_of hold for an empty property too.
--   numbers (days_since_checkup, days_since_last_call): at_least, at_most (value: whole number 0 to 36500), is_set,
--     is_not_set. An empty one is neither at least nor at most anything.
create function private.are_conditions(p_conditions jsonb) returns boolean
language sql immutable set search_path = '' as $$
  select case
    when jsonb_typeof(p_conditions) is distinct from 'object' or jsonb_typeof(p_conditions -> 'all') is distinct from 'array'
      or p_conditions - 'all' <> '{}' or jsonb_array_length(p_conditions -> 'all') not between 1 and 20 then false
    else not exists (
      select from jsonb_array_elements(p_conditions -> 'all') c
      where case
        when jsonb_typeof(c.value) <> 'object' or c.value - array['property', 'operator', 'value'] <> '{}' then true
        when c.value ->> 'operator' in ('is_set', 'is_not_set') then c.value ? 'value' or c.value ->> 'property' is null
          or c.value ->> 'property' not in ('lifecyclestage', 'hs_lead_status', 'country', 'state', 'hubspot_owner_id',
            'language', 'time_zone', 'days_since_checkup', 'days_since_last_call')
        when c.value ->> 'property' in ('lifecyclestage', 'hs_lead_status', 'country', 'state', 'hubspot_owner_id',
          'language', 'time_zone') then case
            when c.value ->> 'operator' in ('equals', 'not_equals') then
              jsonb_typeof(c.value -> 'value') is distinct from 'string' or char_length(c.value ->> 'value') not between 1 and 200
            when c.value ->> 'operator' in ('one_of', 'none_of') then
              jsonb_typeof(c.value -> 'value') is distinct from 'array'
              or jsonb_array_length(c.value -> 'value') not between 1 and 100
              or exists (select from jsonb_array_elements(c.value -> 'value') v where jsonb_typeof(v.value) <> 'string')
            else true
          end
        when c.value ->> 'property' in ('days_since_checkup', 'days_since_last_call') then
          (c.value ->> 'operator' in ('at_least', 'at_most')) is not true
          or jsonb_typeof(c.value -> 'value') is distinct from 'number'
          or (c.value ->> 'value')::numeric not between 0 and 36500
          or (c.value ->> 'value')::numeric % 1 <> 0
        else true
      end
    )
  end
$$;
revoke all on function private.are_conditions(jsonb) from public;
grant execute on function private.are_conditions(jsonb) to authenticated, service_role;

alter table public.call_schedule_rules
  add constraint call_schedule_rules_conditions
    check (custom_conditions is null or private.are_conditions(custom_conditions));

-- A property that was never asked for must be read from every contact before the rule can go by it.
create function private.read_new_checkup_property() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if new.checkup_property is not null then
    update public.hubspot_connections c
    set full_sync_after = least(c.full_sync_after, private.current_time()),
      next_sync_at = least(c.next_sync_at, private.current_time())
    where c.org_id = new.org_id;
  end if;
  return null;
end $$;
revoke all on function private.read_new_checkup_property() from public;
create trigger call_schedule_rules_new_property_added after insert on public.call_schedule_rules
  for each row execute function private.read_new_checkup_property();
create trigger call_schedule_rules_new_property after update of checkup_property on public.call_schedule_rules
  for each row when (old.checkup_property is distinct from new.checkup_property)
  execute function private.read_new_checkup_property();

-- What a rule's call was planned for: the check-up date it follows ('none' without one), or for periodic rules the day of
-- the call before it, or of the planning of one that was never made ('first').
alter table public.call_schedules add column occasion text check (char_length(occasion) between 1 and 20);
-- The promise: one call per contact, rule and check-up date, ever. Deleted calls count: their rows stay.
create unique index call_schedules_one_per_occasion on public.call_schedules (rule_id, contact_id, occasion)
  where rule_id is not null and occasion is not null;
-- Is a call to this number planned or live.
create index call_schedules_number_idx on public.call_schedules (org_id, contact_phone_hash)
  where call_status in ('scheduled', 'in_progress') and deleted_at is null;
grant select (occasion) on public.call_schedules to authenticated;

-- As before, and by which rule a call was planned.
create or replace view public.due_call_schedules with (security_invoker = true) as
select s.id, s.org_id, s.agent_id, s.contact_id, s.contact_name, s.contact_phone_enc, s.scheduled_at, s.call_topic,
  s.call_language, s.is_active, s.call_status, s.bolna_call_id, s.auto_trigger_enabled, s.checkup_threshold_days,
  s.last_checkup_date, s.status_reason_code, s.status_reason, s.attention, s.attention_reason, s.attempt_count,
  s.due_at, s.retry_at, s.created_by, s.created_at, s.updated_at, s.rule_id
from public.call_schedules s
where s.call_status = 'scheduled' and s.is_active and s.deleted_at is null and s.dial_after <= private.current_time();

-- Everything a rule says about every contact of its organisation today, whether the rule is active or not: one row each,
-- with the first reason that applies. would_call: a call is to be planned now. Reasons why not: broken, do_not_call,
-- phone_missing, phone_invalid, checkup_missing, checkup_unreadable, checkup_in_future, not_due, conditions_not_met,
-- already_called (for this check-up), number_planned (another call to it waits or is live), number_shared (another contact
-- with this number comes first), agent_inactive, daily_limit (max_calls_per_day is used up; the oldest check-ups come
-- first). Days are those of the organisation's calendar.
-- p_contact_ids: only these and by what they are alone, without daily limit, other calls and shared numbers; null: all.
-- p_except_schedule_id: as if that call had not been made, which is judged again before its retry.
-- Set-based on purpose, measured by `deno task bench -- --only=rules`. The planner takes the one rule's CTEs for one contact
-- and would walk the planned calls once for each of 100 000 contacts (4.6 s with 500 planned calls); without nested loops it
-- hashes them (0.8 s). Costs look absurd to it then, hence no JIT.
create function private.judge_contacts(
  p_rule_id uuid, p_contact_ids text[] default null, p_except_schedule_id uuid default null
)
returns table (contact_row_id uuid, contact_id text, contact_name text, phone_enc text, phone_hash text,
  last_checkup_date date, occasion text, would_call boolean, reason_code text, reason text, turn bigint)
language sql stable security definer set search_path = '' set enable_nestloop = off set jit = off as $$
  with terms as materialized (
    select r.id, r.org_id, r.rule_type, r.checkup_threshold_days, r.periodic_days,
      r.custom_conditions -> 'all' as conditions,
      r.max_calls_per_day, a.is_active as agent_is_active, o.time_zone,
      (private.current_time() at time zone o.time_zone)::date as today,
      nullif(r.checkup_property, c.checkup_property) as other_property
    from public.call_schedule_rules r
    join public.organizations o on o.id = r.org_id
    join public.agents a on a.id = r.agent_id
    left join public.hubspot_connections c on c.org_id = r.org_id
    where r.id = p_rule_id
  ), conditions as materialized (
    select c.value ->> 'property' as property, c.value ->> 'operator' as operator, lower(c.value ->> 'value') as value,
      case when jsonb_typeof(c.value -> 'value') = 'number' then (c.value ->> 'value')::numeric end as number,
      case when jsonb_typeof(c.value -> 'value') = 'array' then array(
        select lower(v.value) from jsonb_array_elements_text(c.value -> 'value') v) end as list
    from terms m cross join lateral jsonb_array_elements(m.conditions) c
  ), planned as materialized (
    select distinct s.contact_phone_hash
    from terms m join public.call_schedules s on s.org_id = m.org_id
    where p_contact_ids is null and s.call_status in ('scheduled', 'in_progress') and s.deleted_at is null
  ), span as materialized (
    -- A range, which the index serves: before each call of a rule one contact is looked up among all.
    select coalesce(min(i.id::bigint), 0) as first, coalesce(max(i.id::bigint), 999999999999999999) as last
    from unnest(p_contact_ids) i (id)
  ), survivors as materialized (
    -- Calls to a record that was merged are calls to the one that is left.
    select m.id as merged_id, c.contact_id
    from terms t
    join public.contacts c on c.org_id = t.org_id and c.removed_at is null and c.merged_ids <> '{}'
      and c.contact_number between (select s.first from span s) and (select s.last from span s)
    cross join lateral unnest(c.merged_ids) as m (id)
    where p_contact_ids is null or c.contact_id = any (p_contact_ids)
  ), made as materialized (
    select distinct coalesce(v.contact_id, s.contact_id) as contact_id, s.occasion
    from public.call_schedules s
    left join survivors v on v.merged_id = s.contact_id
    where p_contact_ids is null and s.rule_id = p_rule_id and s.occasion is not null
  ), tried as materialized (
    -- A periodic rule whose call was never made comes back after as many days, not never.
    select coalesce(v.contact_id, s.contact_id) as contact_id, max((s.created_at at time zone m.time_zone)::date) as tried_on
    from terms m
    join public.call_schedules s on s.org_id = m.org_id and s.rule_id = m.id
    left join survivors v on v.merged_id = s.contact_id
    where m.rule_type = 'periodic' and s.call_status in ('failed', 'cancelled') and s.id is distinct from p_except_schedule_id
    group by 1
  ), last_calls as materialized (
    -- Only where the rule asks for it.
    select coalesce(v.contact_id, s.contact_id) as contact_id, max((t.placed_at at time zone m.time_zone)::date) as called_on
    from terms m
    join public.call_attempts t on t.org_id = m.org_id and t.placed_at is not null
    join public.call_schedules s on s.id = t.schedule_id
    left join survivors v on v.merged_id = s.contact_id
    where (m.rule_type = 'periodic' or m.conditions @> '[{"property": "days_since_last_call"}]')
      and (p_contact_ids is null or coalesce(v.contact_id, s.contact_id) = any (p_contact_ids))
      and s.id is distinct from p_except_schedule_id
    group by 1
  ), facts as (
    select c.id, c.contact_id, c.contact_number, c.contact_name, c.phone_enc, c.phone_hash, c.phone_problem,
      c.do_not_call, c.problem, c.properties, c.language, c.time_zone, l.called_on, greatest(l.called_on, d.tried_on) as since,
      case when m.other_property is null then c.last_checkup_date
        -- Silent where it is no date of the calendar: one contact's never stops the rest.
        when c.properties ->> m.other_property ~ '^\d{4}-\d\d-\d\d$' then (jsonb_path_query_first(
          c.properties -> m.other_property, '$.datetime("YYYY-MM-DD")', silent => true) #>> '{}')::date
      end as checkup_on,
      case when m.other_property is null then c.checkup_problem
        when c.properties ->> m.other_property is null then 'missing'
        else 'unreadable'
      end as checkup_problem
    from terms m
    join public.contacts c on c.org_id = m.org_id and c.removed_at is null
      and c.contact_number between (select s.first from span s) and (select s.last from span s)
    left join last_calls l on l.contact_id = c.contact_id
    left join tried d on d.contact_id = c.contact_id
    where p_contact_ids is null or c.contact_id = any (p_contact_ids)
  ), judged as (
    select f.*, m.today,
      case m.rule_type when 'periodic' then coalesce(f.since::text, 'first')
        else coalesce(f.checkup_on::text, 'none') end as occasion,
      case
        when f.problem is not null then 'broken'
        when f.do_not_call then 'do_not_call'
        when f.phone_problem is not null then 'phone_' || f.phone_problem
        when m.rule_type = 'checkup_threshold' then case
          when f.checkup_on is null then 'checkup_' || f.checkup_problem
          when f.checkup_on > m.today then 'checkup_in_future'
          when f.checkup_on + m.checkup_threshold_days > m.today then 'not_due'
        end
        when m.rule_type = 'periodic' then case when f.since + m.periodic_days > m.today then 'not_due' end
        when exists (
          select from conditions c
          cross join lateral (
            select lower(case c.property when 'language' then f.language when 'time_zone' then f.time_zone
                else f.properties ->> c.property end) as text,
              case c.property
                when 'days_since_checkup' then case when f.checkup_on <= m.today then m.today - f.checkup_on end
                when 'days_since_last_call' then m.today - f.called_on end as number
          ) fact
          where not coalesce(case c.operator
            when 'is_set' then coalesce(fact.text, fact.number::text) is not null
            when 'is_not_set' then coalesce(fact.text, fact.number::text) is null
            when 'equals' then fact.text = c.value
            when 'not_equals' then fact.text is distinct from c.value
            when 'one_of' then fact.text = any (c.list)
            when 'none_of' then fact.text is null or fact.text <> all (c.list)
            when 'at_least' then fact.number >= c.number
            when 'at_most' then fact.number <= c.number
          end, false)
        ) then 'conditions_not_met'
      end as standing
    from facts f cross join terms m
  ), candidates as (
    select j.*, case
        when j.standing is not null then j.standing
        when d.contact_id is not null then 'already_called'
        when p.contact_phone_hash is not null then 'number_planned'
      end as obstacle
    from judged j
    left join made d on d.contact_id = j.contact_id and d.occasion = j.occasion
    left join planned p on p.contact_phone_hash = j.phone_hash
  ), ranked as (
    select c.*, row_number() over (
        partition by c.phone_hash, c.obstacle is null order by c.checkup_on, c.contact_number) as of_number
    from candidates c
  ), used as (
    select count(*) as calls
    from terms m join public.call_schedules s on s.org_id = m.org_id and s.rule_id = m.id
    where p_contact_ids is null and (s.created_at at time zone m.time_zone)::date = m.today
  ), queued as (
    select r.*, row_number() over (
        partition by r.obstacle is null and r.of_number = 1 order by r.checkup_on nulls last, r.contact_number) as place
    from ranked r
  ), decided as (
    select q.*, case
        when q.obstacle is not null then q.obstacle
        when p_contact_ids is not null then null
        when q.of_number > 1 then 'number_shared'
        when not m.agent_is_active then 'agent_inactive'
        when q.place > m.max_calls_per_day - u.calls then 'daily_limit'
      end as reason_code
    from queued q cross join terms m cross join used u
  )
  select d.id, d.contact_id, d.contact_name, d.phone_enc, d.phone_hash, d.checkup_on, d.occasion, d.reason_code is null,
    coalesce(d.reason_code, 'due'),
    case coalesce(d.reason_code, 'due')
      when 'due' then case m.rule_type
        when 'checkup_threshold' then format('The last check-up was on %s, %s days ago; the rule calls after %s.',
          d.checkup_on, d.today - d.checkup_on, m.checkup_threshold_days)
        when 'periodic' then case when d.called_on is null then 'Never called so far.'
          else format('Last called on %s, %s days ago; the rule calls every %s days.', d.called_on, d.today - d.called_on,
            m.periodic_days) end
        else 'All conditions of the rule hold.' end
      when 'broken' then d.problem
      when 'do_not_call' then 'HubSpot says that this contact is not to be called.'
      when 'phone_missing' then 'The contact has no phone number in HubSpot.'
      when 'phone_invalid' then 'The phone number in HubSpot is not one that can be dialled.'
      when 'checkup_missing' then 'The contact has no check-up date in HubSpot.'
      when 'checkup_unreadable' then 'The check-up date in HubSpot is not a date.'
      when 'checkup_in_future' then format('The check-up date in HubSpot, %s, is in the future.', d.checkup_on)
      when 'not_due' then case m.rule_type
        when 'periodic' then format(case when d.since = d.called_on then 'Last called on %s; the next call is due on %s.'
          else 'A call planned on %s was not made; the next one is due on %s.' end, d.since, d.since + m.periodic_days)
        else format('The last check-up was on %s; a call is due on %s.', d.checkup_on, d.checkup_on + m.checkup_threshold_days) end
      when 'conditions_not_met' then 'Not all conditions of the rule hold.'
      when 'already_called' then case m.rule_type
        when 'checkup_threshold' then format('This rule has already planned a call for the check-up of %s.', d.checkup_on)
        else 'This rule has already planned this call.' end
      when 'number_planned' then 'Another call to this number is planned or under way.'
      when 'number_shared' then 'Another contact with the same number is called first.'
      when 'agent_inactive' then 'The agent of this rule is switched off.'
      when 'daily_limit' then format('The rule makes at most %s calls a day, and others come first.', m.max_calls_per_day)
    end,
    d.place
  from decided d cross join terms m
$$;

-- Who would be called now and who not, with the reason: all that evaluating the rule would go by, and nothing is written.
-- Up to p_limit of each (1 to 5000), and how many there are. For members of the organisation; null for anybody else.
create function private.preview_call_rule(p_rule_id uuid, p_limit integer) returns jsonb
language sql stable security definer set search_path = '' as $$
  with verdicts as materialized (
    select v.* from public.call_schedule_rules r
    cross join lateral private.judge_contacts(r.id) v
    where r.id = p_rule_id and r.org_id in (select private.my_org_ids())
  ), numbered as (
    select v.*, row_number() over (partition by v.would_call order by v.turn, v.contact_id) as place from verdicts v
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
      from (select v.reason_code, count(*) as contacts from verdicts v where not v.would_call group by 1) c)
  ) end
  from (
    select n.would_call, n.place, jsonb_build_object('contact_id', n.contact_id, 'contact_name', n.contact_name,
      'reason', n.reason, 'reason_code', n.reason_code, 'last_checkup_date', n.last_checkup_date) as line
    from numbered n
  ) lines
$$;
create function public.preview_call_rule(p_rule_id uuid, p_limit integer default 1000) returns jsonb
language sql stable set search_path = '' as $$
  select private.preview_call_rule(p_rule_id, least(greatest(p_limit, 1), 5000))
$$;

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

-- A rule that goes takes the calls along that it has planned.
create function private.withdraw_calls_of_rule() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  update public.call_schedules s
  set call_status = 'cancelled', status_reason_code = 'rule_deleted', retry_at = null,
    status_reason = 'The rule that planned this call was deleted.'
  where s.org_id = old.org_id and s.rule_id = old.id and s.call_status = 'scheduled' and s.deleted_at is null
    -- Not while the organisation goes with all that is its own.
    and exists (select from public.organizations o where o.id = old.org_id);
  return old;
end $$;
revoke all on function private.withdraw_calls_of_rule() from public;
create trigger call_schedule_rules_withdraw_calls before delete on public.call_schedule_rules
  for each row execute function private.withdraw_calls_of_rule();

-- Nor is a call of such a rule tried again that was under way when the rule went, or when HubSpot was disconnected.
create function private.withdraw_orphaned_call() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if new.rule_id is null then
    new.call_status := 'cancelled';
    new.status_reason_code := 'rule_deleted';
    new.status_reason := 'The rule that planned this call was deleted.';
  elsif exists (select from public.hubspot_connections c where c.org_id = new.org_id and c.removed_at is not null) then
    new.call_status := 'cancelled';
    new.status_reason_code := 'hubspot_disconnected';
    new.status_reason := 'HubSpot was disconnected, so that nobody can look whether this call is still wanted.';
  end if;
  if new.call_status = 'cancelled' then
    new.retry_at := null;
  end if;
  return new;
end $$;
revoke all on function private.withdraw_orphaned_call() from public;
create trigger call_schedules_withdraw_orphaned before update of call_status on public.call_schedules
  for each row when (old.call_status = 'in_progress' and new.call_status = 'scheduled' and new.occasion is not null)
  execute function private.withdraw_orphaned_call();

-- Disconnects an organisation from HubSpot on behalf of p_actor: the token and the cached contacts are erased, nothing is
-- read or written any more, and calls that rules planned are withdrawn, since nobody could look any more whether they are
-- still wanted. Outcomes: removed, forbidden, not_connected.
create function public.remove_hubspot_connection(p_org_id uuid, p_actor uuid) returns text
language plpgsql security definer set search_path = '' as $$
declare
  known public.hubspot_connections;
begin
  if private.role_of(p_org_id, p_actor) is distinct from 'admin' then
    return 'forbidden';
  end if;
  perform set_config('app.actor_id', p_actor::text, true);
  perform from public.organizations o where o.id = p_org_id for no key update;
  select c.* into known from public.hubspot_connections c
  where c.org_id = p_org_id and c.removed_at is null for update;
  if not found then
    return 'not_connected';
  end if;
  perform private.drop_token(known.token_secret_id);
  update public.hubspot_connections c
  set token_secret_id = null, uses_default_token = false, removed_at = private.current_time(), synced_until = null,
    sync_requested_at = null, rules_pending = false
  where c.org_id = p_org_id;
  -- What was read of people goes as well; the calls keep what they need.
  delete from public.contacts c where c.org_id = p_org_id;
  update public.contact_syncs r
  set state = 'failed', finished_at = private.current_time(), reason_code = 'disconnected',
    reason = 'HubSpot was disconnected.'
  where r.org_id = p_org_id and r.state = 'running';
  update public.call_schedules s
  set call_status = 'cancelled', status_reason_code = 'hubspot_disconnected', retry_at = null,
    status_reason = 'HubSpot was disconnected, so that nobody can look whether this call is still wanted.'
  where s.org_id = p_org_id and s.rule_id is not null and s.call_status = 'scheduled' and s.deleted_at is null;
  return 'removed';
end $$;

revoke all on function private.judge_contacts(uuid, text[], uuid), private.preview_call_rule(uuid, integer),
  private.organizations_to_evaluate(), private.spread_over_calling_hours(uuid, integer) from public;
revoke all on function public.preview_call_rule(uuid, integer), public.rules_to_evaluate(uuid),
  public.note_rules_evaluated(uuid, timestamptz), public.plan_rule_calls(uuid, integer),
  public.book_rule_calls(uuid, jsonb), public.remove_hubspot_connection(uuid, uuid)
  from public, anon, authenticated, service_role;
grant execute on function private.preview_call_rule(uuid, integer), public.preview_call_rule(uuid, integer) to authenticated;
grant execute on function public.rules_to_evaluate(uuid), public.note_rules_evaluated(uuid, timestamptz),
  public.plan_rule_calls(uuid, integer), public.book_rule_calls(uuid, jsonb),
  public.remove_hubspot_connection(uuid, uuid) to service_role;

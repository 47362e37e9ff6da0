-- Who is to be called by a rule, who is not, and why.

-- Everything a rule says about every contact of its organisation today, whether the rule is active or not: one row each,
-- with the first reason that applies. would_call: a call is to be planned now. Reasons why not: broken, do_not_call,
-- phone_missing, phone_invalid, number_special, checkup_missing, checkup_unreadable, checkup_in_future, not_due, conditions_not_met,
-- already_called (for this check-up), number_planned (another call to it waits or is live), number_shared (another contact
-- with this number comes first), agent_inactive, daily_limit (max_calls_per_day is used up; the oldest check-ups come
-- first). due_reason: why one is due that the daily limit alone keeps out, or that is called. Days are those of the organisation's
-- calendar.
-- p_contact_ids: only these and by what they are alone, without daily limit, other calls and shared numbers; null: all.
-- p_except_schedule_id: as if that call had not been made, which is judged again before its retry.
-- Set-based on purpose, measured by `deno task bench -- --only=rules`. The planner takes the one rule's CTEs for one contact
-- and would walk the planned calls once for each of 100 000 contacts (4.6 s with 500 planned calls); without nested loops it
-- hashes them (0.8 s). Costs look absurd to it then, hence no JIT.
create function private.judge_contacts(
  p_rule_id uuid, p_contact_ids text[] default null, p_except_schedule_id uuid default null
)
returns table (contact_row_id uuid, contact_id text, contact_name text, phone_enc text, phone_hash text,
  last_checkup_date date, occasion text, would_call boolean, reason_code public.reason_code, reason text, due_reason text, turn bigint)
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
    from (
      select c.contact_id, c.occasion from public.call_schedules c
      where p_contact_ids is null and c.rule_id = p_rule_id and c.occasion is not null
      union all
      select f.contact_id, f.occasion from private.former_occasions f
      where p_contact_ids is null and f.rule_id = p_rule_id
    ) s
    left join survivors v on v.merged_id = s.contact_id
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
        when f.phone_problem = 'special' then 'number_special'
        when f.phone_problem is not null then 'phone_' || f.phone_problem::text
        when m.rule_type = 'checkup_threshold' then case
          when f.checkup_on is null then 'checkup_' || f.checkup_problem::text
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
    coalesce(d.reason_code, 'due')::public.reason_code,
    case coalesce(d.reason_code, 'due')
      when 'due' then w.due_reason
      when 'broken' then d.problem
      when 'do_not_call' then 'HubSpot says that this contact is not to be called.'
      when 'phone_missing' then 'The contact has no phone number in HubSpot.'
      when 'phone_invalid' then 'The phone number in HubSpot is not one that can be dialled.'
      when 'number_special' then 'The phone number in HubSpot is of a kind that is not called, such as premium rate or satellite.'
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
    w.due_reason, d.place
  from decided d cross join terms m
  cross join lateral (
    select case when coalesce(d.reason_code, 'daily_limit') = 'daily_limit' then case m.rule_type
            when 'checkup_threshold' then format('The last check-up was on %s, %s days ago; the rule calls after %s.',
              d.checkup_on, d.today - d.checkup_on, m.checkup_threshold_days)
            when 'periodic' then case when d.called_on is null then 'Never called so far.'
              else format('Last called on %s, %s days ago; the rule calls every %s days.', d.called_on, d.today - d.called_on,
                m.periodic_days) end
            else 'All conditions of the rule hold.' end end as due_reason
  ) w
$$;
revoke all on function private.judge_contacts(uuid, text[], uuid) from public;

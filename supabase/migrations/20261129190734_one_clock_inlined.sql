SET local check_function_bodies = off;

-- In place: its grants stay, and so does all that asks it.
CREATE OR REPLACE FUNCTION private."current_time"()
  RETURNS timestamp WITH time zone
  LANGUAGE sql
  STABLE
RETURN pg_catalog.statement_timestamp();

CREATE OR REPLACE FUNCTION private.tally_changed_attempts()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  -- Most of what changes an attempt is no end, and none of its times.
  if not exists (
    select from old_rows o join new_rows n on n.id = o.id
    where o.placed_at - o.due_at is distinct from n.placed_at - n.due_at or n.state = 'ended'
  ) then
    return null;
  end if;

  insert into private.call_tallies (org_id, subject, starts_at, quantity, response_seconds, lateness_span)
  select c.org_id, 'response'::public.tally_subject, date_bin('15 minutes', c.claimed_at, '2000-01-01Z'), sum(c.times),
    sum(c.times * c.late), case when c.times = 1 then width_bucket(c.late, private.lateness_spans()) end
  from (
    select 1 as times, n.org_id, n.claimed_at, extract(epoch from (n.placed_at - n.due_at)) as late
    from new_rows n join old_rows o on o.id = n.id
    where n.placed_at is not null and o.placed_at - o.due_at is distinct from n.placed_at - n.due_at
    union all
    select -1, o.org_id, o.claimed_at, extract(epoch from (o.placed_at - o.due_at))
    from old_rows o join new_rows n on n.id = o.id
    where o.placed_at is not null and o.placed_at - o.due_at is distinct from n.placed_at - n.due_at
  ) c
  group by 1, 2, 3, c.times, 6;

  -- What was placed side by side is not over, and was not.
  if not exists (select from new_rows n where n.state = 'ended') and not exists (select from old_rows o where o.state = 'ended') then
    return null;
  end if;
  -- Under the topic, campaign and rule that the call has now (private.tally_attempt).
  insert into private.call_tallies (org_id, subject, starts_at, agent_id, topic, campaign_id, rule_id, outcome, reason_code, quantity,
    response_seconds, lateness_span, talk_seconds, cost_cents)
  select c.org_id, 'attempt'::public.tally_subject, date_bin('15 minutes', c.claimed_at, '2000-01-01Z'), c.agent_id, s.call_topic,
    s.campaign_id, s.rule_id, private.outcome_of_attempt(c.outcome, c.reason_code, c.answered, c.voicemail), c.reason_code,
    sum(c.times), sum(c.times * c.late), width_bucket(c.late, private.lateness_spans()),
    sum(c.times * coalesce(c.conversation_seconds, 0)), sum(c.times * coalesce(c.cost_cents, 0))
  from (
    select side.times, ended.*
    from old_rows o join new_rows n on n.id = o.id
    cross join (values (-1), (1)) side (times)
    cross join lateral (
      select n.org_id, n.schedule_id, n.agent_id, n.claimed_at, n.outcome, n.reason_code, n.answered, n.voicemail, n.conversation_seconds, n.cost_cents,
        extract(epoch from (n.placed_at - n.due_at)) as late where side.times = 1 and n.state = 'ended'
      union all
      select o.org_id, o.schedule_id, o.agent_id, o.claimed_at, o.outcome, o.reason_code, o.answered, o.voicemail, o.conversation_seconds, o.cost_cents,
        extract(epoch from (o.placed_at - o.due_at)) where side.times = -1 and o.state = 'ended'
    ) ended
    where o.state <> n.state or o.agent_id <> n.agent_id or o.claimed_at <> n.claimed_at
      or o.placed_at - o.due_at is distinct from n.placed_at - n.due_at or o.outcome is distinct from n.outcome
      or o.reason_code is distinct from n.reason_code or o.answered is distinct from n.answered
      or o.voicemail is distinct from n.voicemail or o.conversation_seconds is distinct from n.conversation_seconds
      or o.cost_cents is distinct from n.cost_cents
  ) c
  cross join lateral (
    select x.call_topic, x.campaign_id, x.rule_id from public.call_schedules x where x.id = c.schedule_id limit 1
  ) s
  group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 12;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.record_calls_placed (
  p_attempt_ids    uuid[],
  p_execution_ids  text[],
  p_bolna_statuses text[]
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  SET plan_cache_mode TO 'force_generic_plan'
  SET enable_seqscan TO 'off'
  AS $function$
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
      and coalesce((select false from public.call_attempts other where other.bolna_execution_id = m.execution_id limit 1), true);
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
end $function$;

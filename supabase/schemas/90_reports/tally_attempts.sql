-- Appends to private.call_tallies what attempts add to the response times, and once they are over to the reports, or take off.
-- Inserted ones and deleted ones by row: next to none is placed or over as it is inserted, and what a condition tells costs
-- nothing. An attempt whose row is deleted stays in the reports.
create function private.tally_attempts() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  t constant public.call_attempts := case tg_op when 'INSERT' then new else old end;
  times constant integer := case tg_op when 'INSERT' then 1 else -1 end;
  late constant numeric := extract(epoch from (t.placed_at - t.due_at));
begin
  if t.placed_at is not null then
    insert into private.call_tallies (org_id, subject, starts_at, quantity, response_seconds, lateness_span)
    values (t.org_id, 'response'::public.tally_subject, date_bin('15 minutes', t.claimed_at, '2000-01-01Z'), times, times * late,
      case when times = 1 then width_bucket(late, private.lateness_spans()) end);
  end if;
  if tg_op = 'INSERT' and t.state = 'ended' then
    perform private.tally_attempt(t, 1);
  end if;
  return null;
end $$;
revoke all on function private.tally_attempts() from public;

-- Changed ones by statement, and those that are alike together: of a hundred that were placed side by side two dozen rows, at a
-- quarter of what a row for each cost.
create function private.tally_changed_attempts() returns trigger
language plpgsql security definer set search_path = '' as $$
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
end $$;
revoke all on function private.tally_changed_attempts() from public;

create trigger call_attempts_tally_insert after insert on public.call_attempts
  for each row when (new.placed_at is not null or new.state = 'ended') execute function private.tally_attempts();
create trigger call_attempts_tally_update after update on public.call_attempts
  referencing old table as old_rows new table as new_rows for each statement execute function private.tally_changed_attempts();
create trigger call_attempts_tally_delete after delete on public.call_attempts
  for each row when (old.placed_at is not null) execute function private.tally_attempts();

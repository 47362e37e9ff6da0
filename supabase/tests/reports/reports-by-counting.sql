-- A report is what counting the rows gives, after any history: folded or not, with calls moved, changed and deleted, and in
-- whatever time zone the organisation is. What is deleted as it gets old stays in it.
begin;
set local search_path = public, extensions, fixtures;
set local time zone 'UTC';
select plan(105);

select set_clock('2026-11-21 11:00Z');
select make_acme_and_globex();
select make_rule('rule ' || n, org => org) from generate_series(1, 2) n, unnest(array['acme']) org;
insert into agents (id, org_id, name) values (id_of('acme second agent'), id_of('acme'), 'Second');

insert into campaigns (id, org_id, name, agent_id, purpose)
select id_of('campaign ' || n), id_of('acme'), 'Campaign ' || n, id_of('acme agent'), 'service' from generate_series(1, 2) n;

-- What retention deletes is counted from here.
create temporary table old_schedules as select * from call_schedules with no data;
create temporary table old_attempts as select * from call_attempts with no data;
create temporary view all_schedules as select * from call_schedules union all select * from old_schedules;
create temporary view all_attempts as select * from call_attempts union all select * from old_attempts;

-- A report counted by hand, in the words of call_report's rows.
create function pg_temp.counted(org text, from_at timestamptz, to_at timestamptz, by_what report_group, of_agent uuid default null,
  of_rule uuid default null) returns jsonb language plpgsql as $$
declare
  zone text := (select time_zone from organizations where id = id_of(org));
begin
  return (
  with things as (
    select s.due_at as at, s.agent_id, s.call_topic as topic, s.campaign_id, s.rule_id, 'calls_' || s.call_status as word, 1::numeric as n
    from all_schedules s where s.org_id = id_of(org) and s.deleted_at is null
    union all
    select t.claimed_at, t.agent_id, s.call_topic, s.campaign_id, s.rule_id, w.word, w.n
    from all_attempts t join all_schedules s on s.id = t.schedule_id
    cross join lateral (values
      (case when t.voicemail or t.reason_code = 'voicemail' then 'voicemail'
        when t.answered or t.reason_code = 'answered' then 'answered'
        when t.outcome in ('no_answer', 'completed') then 'no_answer' when t.outcome = 'busy' then 'busy'
        when t.outcome in ('canceled', 'stopped') then 'cancelled' else 'failed' end, 1::numeric),
      ('talk_seconds', t.conversation_seconds), ('cost_cents', t.cost_cents),
      ('response_seconds', extract(epoch from (t.placed_at - t.due_at))),
      ('late ' || case when extract(epoch from t.placed_at - t.due_at) < 10 then 'little' else 'much' end, 1)) as w (word, n)
    where t.org_id = id_of(org) and t.state = 'ended'
    union all
    select d.at, s.agent_id, s.call_topic, s.campaign_id, s.rule_id, 'deferrals', 1
    from call_decisions d join all_schedules s on s.id = d.schedule_id
    where d.org_id = id_of(org) and d.outcome = 'defer' and d.stage = 'claim'
    union all
    select x.added_at, s.agent_id, s.call_topic, s.campaign_id, s.rule_id, 'opt_outs', 1
    from suppressions x left join all_schedules s on s.id = x.schedule_id
    where x.org_id = id_of(org) and private.is_own_word(x.source)
  ), kept as (
    select t.*, case by_what
        when 'day' then (t.at at time zone zone)::date::text
        when 'hour' then extract(hour from t.at at time zone zone)::text
        when 'weekday_hour' then extract(isodow from t.at at time zone zone) || ' ' || extract(hour from t.at at time zone zone)
        when 'agent' then t.agent_id::text when 'topic' then t.topic
        when 'campaign' then t.campaign_id::text when 'rule' then t.rule_id::text end as key
    from things t
    where t.at >= from_at and t.at < to_at and t.word is not null and t.n is not null
      and (of_agent is null or t.agent_id = of_agent) and (of_rule is null or t.rule_id = of_rule)
  ), sums as (
    select key, word, sum(n) as n from kept group by 1, 2 having sum(n) <> 0
  )
  select coalesce(jsonb_object_agg(coalesce(key, '-'), words), '{}') from (
    select key, jsonb_object_agg(word, trim_scale(n)) as words from sums group by key) k);
end $$;
-- The same of what is told.
create function pg_temp.plain(counts jsonb) returns jsonb language sql as $$
  select coalesce(jsonb_object_agg(word, trim_scale(n)), '{}') from (
    select c.key as word, (c.value #>> '{}')::numeric as n from jsonb_each(counts - 'late') c
    union all
    select 'late ' || case when place <= 5 then 'little' else 'much' end, sum(v::numeric)
    from jsonb_array_elements_text(counts -> 'late') with ordinality as l (v, place) group by 1) w
  where n <> 0
$$;
create function pg_temp.reported(org text, from_at timestamptz, to_at timestamptz, by_what report_group, of_agent uuid default null,
  of_rule uuid default null) returns jsonb language sql as $$
  select coalesce(jsonb_object_agg(key, words) filter (where words <> '{}'), '{}') from (
    select coalesce(case by_what when 'day' then r ->> 'day' when 'hour' then r ->> 'hour'
        when 'weekday_hour' then concat(r ->> 'weekday', ' ', r ->> 'hour') when 'topic' then r ->> 'topic' else r ->> 'id' end, '-') as key,
      pg_temp.plain(r -> 'counts') as words
    from jsonb_array_elements(answer_to(case org when 'acme' then 'viewer' else 'rival' end,
      format('select call_report(%L, %L, %L, %L, %L, null, null, %L)', id_of(org), from_at, to_at, by_what, of_agent, of_rule))::jsonb
      -> 'rows') r) k
$$;

-- One step of a history, by chance. What a step may not do, it leaves.
create function pg_temp.step(n integer, luck double precision) returns void language plpgsql as $$
declare
  org text := case when random() < 0.7 then 'acme' else 'globex' end;
  name text := (select s.contact_id from call_schedules s order by random() limit 1);
  pruned uuid[];
begin
  case width_bucket(luck, 0, 1, 18)
    when 1, 2, 3 then perform book('call ' || n || ' ' || k, org, due_in => make_interval(mins => (random() * 600)::integer - 300),
      rule => case when org = 'acme' and random() < 0.5 then 'rule ' || 1 + k % 2 end) from generate_series(1, 4) k;
    when 4, 5, 6 then perform claim_due_calls('worker', (random() * 10)::integer + 1);
    when 7, 8 then perform record_call_placed(id, 'execution ' || n || id) from call_attempts where state = 'placing';
    when 9, 10, 11 then
      perform settle_call(id, bolna_execution_id, case (random() * 3)::integer
        when 0 then '{"outcome": "completed", "call_status": "completed", "reason_code": "answered", "answered": true,
          "conversation_seconds": 42.5, "cost_cents": 3.125, "reason": "Done."}'::jsonb
        when 1 then '{"outcome": "completed", "call_status": "completed", "reason_code": "voicemail", "voicemail": true,
          "retry_category": "voicemail", "cost_cents": 1, "reason": "A machine."}'
        else jsonb_build_object('outcome', (array['busy', 'no_answer', 'failed', 'stopped'])[1 + n % 4], 'call_status',
          case n % 4 when 3 then 'cancelled' else 'failed' end, 'retry_category', case n % 4 when 0 then 'busy' end,
          'reason_code', (array['busy', 'no_answer', 'failed', 'stopped'])[1 + n % 4], 'reason', 'Failed ' || n) end)
      from call_attempts where state = 'placed' order by random() limit 6;
    when 12 then
      update call_schedules set call_topic = 'topic ' || n % 3, campaign_id = case when org_id = id_of('acme') and n % 3 > 0 then id_of('campaign ' || n % 3) end,
        rule_id = case when org_id = id_of('acme') then id_of('rule ' || 1 + n % 2) end,
        agent_id = case when org_id = id_of('acme') and n % 2 = 0 then id_of('acme second agent') else agent_id end
      where contact_id in (select contact_id from call_schedules order by random() limit 5);
    when 13 then
      update call_schedules set scheduled_at = scheduled_at + make_interval(mins => n % 200) where contact_id = name and call_status = 'scheduled';
      update call_attempts set cost_cents = coalesce(cost_cents, 0) + 0.5, due_at = due_at - interval '1.5 seconds'
      where state = 'ended' and random() < 0.2;
    when 14 then perform private.fold_call_tallies();
    when 15 then
      update call_schedules set call_status = 'cancelled', status_reason = 'No.', deleted_at = case when n % 2 = 0 then clock() end
      where contact_id = name and call_status = 'scheduled';
    when 16 then
      perform private.keep_decision(s, private.defer('outside_window', clock() + interval '1 hour'), 'claim') from call_schedules s
      where s.contact_id = name;
      insert into suppressions (org_id, phone_hash, reason, source, schedule_id)
      select s.org_id, hash_of('opt out ' || n), 'Asked.', (array['transcript', 'user'])[1 + n % 2]::suppression_source, s.id
      from call_schedules s where s.contact_id = name;
    when 17 then delete from call_schedules where contact_id = name and call_status in ('scheduled') and attempt_count = 0
      and not exists (select from call_decisions d where d.schedule_id = call_schedules.id)
      and not exists (select from suppressions x where x.schedule_id = call_schedules.id);
    else
      -- As retention does.
      select array_agg(s.id) into pruned from call_schedules s
      where s.call_status in ('completed', 'failed', 'cancelled') and s.deleted_at is null and random() < 0.3
        and not exists (select from call_decisions d where d.schedule_id = s.id)
        and not exists (select from suppressions x where x.schedule_id = s.id);
      insert into old_schedules select * from call_schedules where id = any (pruned);
      insert into old_attempts select * from call_attempts where schedule_id = any (pruned);
      delete from call_schedules where id = any (pruned);
  end case;
  perform set_clock(clock() + interval '307.123 seconds');
end $$;

select setseed(0.42);
create temporary table compared (org text, step integer, what text, told jsonb, counted jsonb);
create function pg_temp.compare(org text, step integer) returns void language plpgsql as $$
declare
  from_at timestamptz := '2026-11-20 18:30Z';
  to_at timestamptz := '2026-11-26 18:30Z';
begin
  insert into compared
  select org, step, w, pg_temp.reported(org, from_at, to_at, w::report_group), pg_temp.counted(org, from_at, to_at, w::report_group)
  from unnest(array['day', 'hour', 'weekday_hour', 'agent', 'topic', 'campaign', 'rule', 'outcome']) w;
  -- Ends within a day, and within one alone.
  insert into compared
  select org, step, w || ' of a part', pg_temp.reported(org, at, at + long, w::report_group), pg_temp.counted(org, at, at + long, w::report_group)
  from (values ('topic', timestamptz '2026-11-21 12:15Z', interval '27 hours'), ('outcome', '2026-11-20 12:15Z', '3 days'), ('agent', '2026-11-21 15:00Z', '2 hours'),
    ('day', '2026-11-21 15:45Z', '20 hours')) as t (w, at, long);
  insert into compared
  select org, step, 'day of a rule', pg_temp.reported(org, from_at, to_at, 'day', of_rule => id_of('rule 1')),
    pg_temp.counted(org, from_at, to_at, 'day', of_rule => id_of('rule 1'));
end $$;
-- The same history each time.
select setseed(0.42);
do $$ begin
  for n in 1..360 loop
    perform pg_temp.step(n, random());
    if n % 120 = 0 then
      perform pg_temp.compare('acme', n), pg_temp.compare('globex', n);
    end if;
    if n = 180 then
      delete from call_schedule_rules where id = id_of('rule 2');
      perform make_rule('rule 2');
    end if;
  end loop;
end $$;
select is(told, counted, format('%s by %s after %s steps', org, what, step)) from compared order by step, org, what;
select cmp_ok((select count(*) from jsonb_object_keys(counted)), '>=', least_keys::bigint, format('there is something by %s', what))
from (values ('day', 2), ('topic', 3), ('agent', 2), ('campaign', 2), ('rule', 2), ('weekday_hour', 24)) as t (by_what, least_keys)
join compared on what = by_what and step = 360 and org = 'acme' order by what;
select cmp_ok((select count(distinct w.key) from compared c, jsonb_each(c.counted) k, jsonb_each(k.value) w where c.what = 'day'), '>=', 16::bigint,
  'of everything that is counted');
select cmp_ok((select count(*) from old_schedules), '>', 0::bigint, 'calls have gone with time');

-- Another zone, at once and of everything that was.
update organizations set time_zone = 'Asia/Kathmandu' where slug = 'acme';
select is(pg_temp.reported('acme', '2026-11-20 18:15Z', '2026-11-26 18:15Z', w::report_group),
  pg_temp.counted('acme', '2026-11-20 18:15Z', '2026-11-26 18:15Z', w::report_group), format('by %s in another zone', w))
from unnest(array['day', 'hour', 'weekday_hour']) w;

select private.fold_call_tallies();
delete from compared;
select pg_temp.compare('acme', 0);
select is(told, counted, format('folded, %s', what)) from compared order by what;
-- Each grain adds up to the same, day by day: whichever a report reads, it tells of the same calls.
create function pg_temp.sums_of(kept regclass, grains integer, labels text[], out things bigint, out differing bigint) language plpgsql as $$
begin
  execute format($q$
    with sums as (
      select r.grain, r.org_id, date_trunc('day', r.starts_at, 'UTC') as day, (select jsonb_object_agg(l, to_jsonb(r) -> l) from unnest($1) l) as label,
        c.key, sum(c.value::numeric) as n
      from %s r cross join jsonb_each_text(to_jsonb(r) - '{org_id,grain,starts_at,agent_id,topic,campaign_id,rule_id}'::text[] - $1) c
      group by 1, 2, 3, 4, 5 having sum(c.value::numeric) <> 0
    ), each as (
      select count(distinct s.n) > 1 or count(*) <> $2 as differs from sums s group by s.org_id, s.day, s.label, s.key
    )
    select count(*), count(*) filter (where differs) from each $q$, kept) into things, differing using labels, grains;
end $$;
select ok(things > 50 and differing = 0, format('%s sums of counts are the same by each grain, and not %s', things, differing))
from pg_temp.sums_of('private.report_counts', 4, '{}');
select ok(things > 50 and differing = 0, format('%s sums by codes are the same by each grain, and not %s', things, differing))
from pg_temp.sums_of('private.report_codes', 3, '{subject,outcome,reason_code}');
delete from old_schedules;
delete from old_attempts;
select private.recount_call_tallies();
delete from compared;
select pg_temp.compare('acme', 0);
select is(bool_and(told = counted), true, 'counted anew it is what is there') from compared;

select * from finish();
rollback;

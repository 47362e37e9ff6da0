-- Who did not answer is called again at the open hours in which people were found to answer: never in those that failed last, and one
-- time in ten at any.
begin;
set local search_path = public, extensions, fixtures;
set local time zone 'UTC';
select plan(14);

-- A Monday, 10:30 in Kolkata.
select set_clock('2026-11-23 05:00Z');
select make_acme_and_globex();

-- Open from 9 to 18 in Kolkata for three days; at 16 o'clock nine of ten answer, at 10 half, else a third.
create function pg_temp.choose(explore double precision default 0.5, moment double precision default 0,
  start timestamptz default clock(), finish timestamptz default clock() + interval '1 day', failed timestamptz default null)
returns text language sql as $$
  select concat_ws(' ', to_char((c ->> 'at')::timestamptz at time zone 'Asia/Kolkata', 'Dy HH24:MI'), c ->> 'rate',
    case when (c ->> 'explored')::boolean then 'explored' end)
  from private.choose_slot(
    array(select case h.block when 8 then 0.9 when 5 then 0.5 else 0.3 end from generate_series(0, 6) d, generate_series(0, 11) h (block) order by d, h.block),
    array(select d + time '03:30' from generate_series('2026-11-23Z'::timestamptz, '2026-11-25Z', interval '1 day') d)::timestamptz[],
    array(select d + time '12:30' from generate_series('2026-11-23Z'::timestamptz, '2026-11-25Z', interval '1 day') d)::timestamptz[],
    'Asia/Kolkata', start, finish, failed, explore, moment) c
$$;
select is(pg_temp.choose(), 'Mon 16:00 0.9', 'the block with the highest rate');
select is(pg_temp.choose(moment => 0.5), 'Mon 17:00 0.9', 'at a moment of it that chance gives');
select is(pg_temp.choose(finish => clock() + interval '3 hours'), 'Mon 10:30 0.5', 'of those before the end');
select is(pg_temp.choose(failed => clock()), 'Mon 16:00 0.9', 'a worse one that failed changes nothing');
select is(pg_temp.choose(failed => clock() + interval '6 hours'), 'Mon 10:30 0.5', 'the one that failed last is not chosen, on no day');
select is(pg_temp.choose(start => clock() + interval '7 hours'), 'Mon 17:30 0.9', 'what is left of a block is one');
select is(pg_temp.choose(start => clock() + interval '8 hours', finish => clock() + interval '9 hours'), '', 'nothing is open: there is none');
select is(pg_temp.choose(explore => 0.0), 'Mon 10:30 0.5 explored', 'one time in ten another');
select is(pg_temp.choose(explore => 0.0999), 'Tue 10:00 0.5 explored', 'which may be any, to the last');
select is(pg_temp.choose(explore => 0.1), 'Mon 16:00 0.9', 'and nine times in ten the best');

-- The retry of a campaign that asks for it.
select make_campaign('campaign');
select place('call');
update call_schedules set campaign_id = id_of('campaign'), phone_zones = '{Asia/Kolkata}', phone_zone_source = 'number', phone_country = 'IN'
where id = id_of('call');
insert into private.outcome_counts (org_id, day, block, outcome, calls, hold_seconds, talk_seconds, cost_cents, costed_seconds)
select id_of('acme'), '2026-11-16'::date + d, 8, 'answered', 500, 0, 0, 0, 0 from generate_series(0, 6) d;
select settle('call', 'no_answer', '{"retry_category": "no_answer"}');
select ok(retry_at < clock() + interval '90 minutes', 'without best_time it is tried again as the policy says')
from call_schedules where id = id_of('call');
update campaigns set best_time = true, state = 'running' where id = id_of('campaign');
update call_schedules set retry_at = null where id = id_of('call');
select setseed(0.5);
select claim_all();
select record_call_placed(attempt_of('call'), 'call again');
create function pg_temp.settle_again() returns void language sql as $$
  select settle_call(attempt_of('call'), 'call again', '{"outcome": "no_answer", "call_status": "failed", "retry_category": "no_answer",
    "reason_code": "no_answer", "reason": "Nobody."}')
$$;
select pg_temp.settle_again();
select is((select extract(hour from retry_at at time zone 'Asia/Kolkata')::integer / 2 from call_schedules where id = id_of('call')), 8,
  'with it, in the two hours in which people answer');
select is((select d.data #>> '{best_time,block}' from call_decisions d where d.schedule_id = id_of('call') and d.code = 'retry_wait'), '8',
  'which its decision says');
select is((select d.until from call_decisions d where d.schedule_id = id_of('call') and d.code = 'retry_wait'),
  (select retry_at from call_schedules where id = id_of('call')), 'with the moment');

select * from finish();
rollback;

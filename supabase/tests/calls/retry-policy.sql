-- Trying again by what came of the last attempt: how many times, after how long, never too soon and never without end.
begin;
set local search_path = public, extensions, fixtures;
set local time zone 'UTC';
select plan(54);

select make_acme_and_globex();

-- 09:50 in Kolkata: the default waits lead into other hours.
select set_clock('2026-11-23 04:20Z');

-- Sends out what is due, and has this call end in the category given; answers its status.
create function pg_temp.dial_in_vain(name text, category retry_category) returns text language sql as $$
  select claim_all();
  select record_call_placed(attempt_of(name), attempt_of(name)::text);
  select settle_call(attempt_of(name), attempt_of(name)::text, jsonb_build_object('outcome', 'failed',
    'call_status', 'failed', 'retry_category', category, 'reason_code', case category when 'no_answer' then 'no_answer' else 'failed' end, 'reason', 'Because.')) ->> 'call_status';
$$;
-- Sets the clock to the moment at which this call is tried again.
create function pg_temp.wait_for(name text) returns void language sql as $$
  select set_clock(dial_after) from call_schedules where id = id_of(name) and dial_after is not null
$$;
-- The wait that lies before this call's retry, in the minutes of the policy: a tenth more at most.
create function pg_temp.wait_of(name text) returns integer language sql as $$
  select m from call_schedules s, unnest(array[1, 5, 10, 30, 60, 120]) m
  where s.id = id_of(name)
    and s.retry_at between private.current_time() + make_interval(mins => m) and private.current_time() + 1.1 * make_interval(mins => m)
$$;
-- The waits of a call that ends in these categories, one after the other (the last one for ever), until it is given up.
create function pg_temp.waits(variadic categories retry_category[]) returns integer[] language plpgsql as $$
declare
  waits integer[] := '{}';
begin
  while pg_temp.dial_in_vain('call', categories[least(cardinality(waits) + 1, cardinality(categories))]) = 'scheduled' loop
    waits := waits || pg_temp.wait_of('call');
    perform pg_temp.wait_for('call');
  end loop;
  return waits;
end $$;
create function pg_temp.book_anew(org text default 'acme', rule text default null) returns void language sql as $$
  delete from call_schedules;
  select set_clock('2026-11-23 04:20Z');
  select book('call', org, rule => rule);
$$;
create function pg_temp.set_policy(policy jsonb, org text default 'acme') returns void language sql as $$
  update organizations set retry_policy = policy where slug = org
$$;

-- A call that nobody answered, first to last.
select book('call');
select is(pg_temp.dial_in_vain('call', 'no_answer'), 'scheduled', 'a call that nobody answered is scheduled again');
select is(state_of('call'), 'scheduled / ended / failed', 'its attempt is over');
select is((select retry_category from call_attempts), 'no_answer', 'and counted as unanswered');
select is((select row(status_reason_code, status_reason, attempt_count)::text from call_schedules), row('no_answer', 'Because.', 1)::text,
  'the call says why it is tried again');
select is(pg_temp.wait_of('call'), 30, 'in half an hour');
select is((select count(*) from due_call_schedules), 0::bigint, 'until then it is not due');
select set_clock(retry_at - interval '1 microsecond') from call_schedules;
select is((select count(*) from claim_due_calls('worker 1')), 0::bigint, 'nothing is dialled before the retry');
select is(next_call_due_at(60), (select retry_at from call_schedules), 'which a worker knows to wait for');
select pg_temp.wait_for('call');
select is((select count(*) from due_call_schedules), 1::bigint, 'at the retry it is due');
select is((select row(schedule_id, attempt_number)::text from claim_due_calls('worker 1')), row(id_of('call'), 2)::text,
  'and goes out as the second attempt');
select is((select row(call_status, attempt_count, retry_at, status_reason_code, bolna_call_id)::text from call_schedules),
  row('in_progress', 2, null, null, null)::text, 'with nothing left of the first');
select is((select due_at from call_attempts where attempt_number = 2), private.current_time(),
  'its lateness counts from the retry, so that waiting by policy is no delay of ours');
select record_call_placed(attempt_of('call'), 'second');
select settle_call(attempt_of('call'), 'second',
  '{"outcome": "completed", "call_status": "completed", "reason_code": "answered", "reason": "They talked."}');
select is(state_of('call'), 'completed / ended / completed', 'answered at last, it is over');
select is((select array_agg(retry_category order by attempt_number) from call_attempts), '{no_answer,null}',
  'and the last attempt is no matter of retrying');
select is((select retry_at from call_schedules), null, 'there is no further try');

-- The defaults, until the call is given up.
create function pg_temp.default_waits(category retry_category) returns integer[] language sql as $$
  select pg_temp.book_anew();
  select pg_temp.waits(category);
$$;
select is(pg_temp.default_waits(category::retry_category), waits, format('by default %s is tried again after %s minutes', category, waits))
from (values ('no_answer', '{30,60,120}'::integer[]), ('busy', '{30,60,120}'), ('failed', '{60}'), ('voicemail', '{}'),
  ('absent', '{1}'), ('undialled', '{10,10,10}'), (null, '{}')) as t (category, waits);
select pg_temp.default_waits('busy');
select is(state_of('call'), 'failed / ended / failed', 'a call with no try left has failed');
select is((select row(status_reason, retry_at)::text from call_schedules), row('Because.', null)::text, 'with the last reason');
select is((select array_agg(attempt_number order by attempt_number) from call_attempts), '{1,2,3,4}', 'its attempts are numbered');
select is((select count(*) from claim_due_calls('worker 1')), 0::bigint, 'and nothing is dialled any more');

-- Counted by category, capped over all.
select pg_temp.book_anew();
select is(pg_temp.waits('busy', 'undialled', 'busy', 'failed', 'failed'), '{30,10,60,60}',
  'each category counts its own tries, and a category without a try left ends the call');
select pg_temp.book_anew();
select is(pg_temp.waits('busy', 'busy', 'busy', 'undialled', 'undialled', 'undialled'), '{30,60,120,10,10}',
  'six attempts are the end, whatever they ended in');
select pg_temp.book_anew();
update call_schedules set attempt_count = 3;
insert into call_attempts (org_id, schedule_id, agent_id, attempt_number, contact_phone_hash, trigger, worker, due_at,
  lease_expires_at, state, outcome, ended_at)
select org_id, id, agent_id, n, contact_phone_hash, 'sweep', 'worker 1', due_at, due_at, 'ended', outcome, due_at
from call_schedules, unnest(array['not_sent', 'not_sent', 'paused']::attempt_outcome[]) with ordinality as earlier (outcome, n);
select pg_temp.set_policy('{"max_attempts": 2}');
select is(pg_temp.waits('busy'), '{30}', 'tries that Bolna never took do not count towards the cap');

-- Whose policy.
select make_rule('rule');
select pg_temp.set_policy('{"busy": {"max_retries": 4, "minutes": [5, 10]}, "voicemail": {"max_retries": 1, "minutes": [60]}}');
select pg_temp.book_anew();
select is(pg_temp.waits('busy'), '{5,10,10,10}', 'an organisation''s policy goes over the default; its last wait repeats');
select is(pg_temp.default_waits('no_answer'), '{30,60,120}', 'outcomes that it does not name stay as they are by default');
select is(pg_temp.default_waits('voicemail'), '{60}', 'even a voicemail is tried again where the organisation wants it');
select pg_temp.book_anew('globex');
select is(pg_temp.waits('busy'), '{30,60,120}', 'another organisation''s calls know nothing of it');
update call_schedule_rules set retry_policy = '{"busy": {"max_retries": 1, "minutes": [120]}, "max_attempts": 3}';
select pg_temp.book_anew(rule => 'rule');
select is(pg_temp.waits('busy'), '{120}', 'a rule''s policy goes over the organisation''s, for the calls that it made');
select pg_temp.book_anew(rule => 'rule');
select is(pg_temp.waits('voicemail', 'no_answer'), '{60,30}', 'outcome by outcome, the cap like the rest');
select is(pg_temp.default_waits('busy'), '{5,10,10,10}', 'calls booked by hand follow the organisation''s');
select pg_temp.book_anew(rule => 'rule');
select claim_all();
delete from call_schedule_rules;
select is((select rule_id from call_schedules), null, 'a call on its way outlives its rule');
select is(pg_temp.waits('busy'), '{5,10,10,10}', 'and follows the organisation''s policy then');
select pg_temp.book_anew();
select pg_temp.dial_in_vain('call', 'busy');
select pg_temp.wait_for('call');
select pg_temp.set_policy('{"busy": {"max_retries": 1, "minutes": [5]}}');
select is(pg_temp.dial_in_vain('call', 'busy'), 'failed', 'the policy of the moment counts, not the one of the first attempt');
select pg_temp.set_policy('{"busy": {"max_retries": 1.0, "minutes": [5.0]}, "max_attempts": 2.0}');
select pg_temp.book_anew();
select lives_ok($$ select pg_temp.dial_in_vain('call', 'busy') $$, 'a whole number may be written with a point');
select pg_temp.set_policy('{}');

-- Chance adds a tenth at most.
select pg_temp.book_anew();
select claim_all();
create temporary table chances as
select extract(epoch from private.next_retry_at(t, 'busy') - private.current_time()) / 60 as wait
from call_attempts t, generate_series(1, 300);
select ok((select min(wait) >= 30 from chances), 'chance never shortens the wait');
select ok((select max(wait) <= 33 from chances), 'and adds a tenth at most');
select ok((select max(wait) - min(wait) > 1.5 and count(distinct wait) > 100 from chances),
  'spread over that tenth, so that calls that failed together do not come back together');

-- Another hour of the day: for calls made all through an hour, where clocks are whole, half and quarter hours off.
create function pg_temp.retry_under(attempt call_attempts, zone text, category retry_category, minutes integer) returns timestamptz
language sql as $$
  update organizations set time_zone = zone, retry_policy = jsonb_build_object(category,
    jsonb_build_object('max_retries', 1, 'minutes', jsonb_build_array(minutes))) where slug = 'acme';
  select private.next_retry_at(attempt, category);
$$;
create temporary table hours (zone text, category retry_category, minutes integer, same_hour boolean, wait interval);
do $$
declare
  t call_attempts;
begin
  perform pg_temp.book_anew();
  perform claim_due_calls('worker 1');
  select * into t from call_attempts;
  for n in 0..59 by 3 loop
    perform set_clock('2026-11-23 04:00Z'::timestamptz + make_interval(mins => n));
    t.claimed_at := private.current_time();
    insert into hours
    select zone, category, minutes,
      date_part('hour', retry at time zone zone) = date_part('hour', t.claimed_at at time zone zone), retry - private.current_time()
    from unnest(array['UTC', 'Asia/Kolkata', 'Asia/Kathmandu', 'America/New_York']) zone,
      unnest(array['no_answer', 'busy']::retry_category[]) category, unnest(array[5, 30, 1440]) minutes
    cross join lateral (select pg_temp.retry_under(t, zone, category, minutes) as retry) r;
  end loop;
end $$;
select is((select count(*) from hours where category = 'no_answer' and zone = z and same_hour), 0::bigint,
  format('an unanswered call is not tried again at the same hour of the day in %s', z))
from unnest(array['UTC', 'Asia/Kolkata', 'Asia/Kathmandu', 'America/New_York']) z;
select ok((select bool_and(wait >= make_interval(mins => minutes)) from hours), 'nor sooner than the policy says');
select ok((select bool_and(wait <= 1.1 * make_interval(mins => minutes) + interval '65 minutes') from hours), 'nor more than an hour later');
select ok((select bool_or(same_hour) and bool_and(wait <= 1.1 * make_interval(mins => minutes)) from hours where category = 'busy'),
  'a busy line may be tried at the same hour');

-- What is no try.
select throws_ok($$ select pg_temp.book_anew(), pg_temp.dial_in_vain('call', 'bored') $$, '22P02', null,
  'a category that nobody knows is refused');
select pg_temp.book_anew();
select claim_all();
select record_call_refused(attempt_of('call'), 400, 'bolna_refused', 'Wrong number.');
select is(state_of('call'), 'failed / ended / refused', 'a call that Bolna refused is not tried again');
select pg_temp.book_anew();
select pg_temp.dial_in_vain('call', 'busy');
update call_schedules set is_active = false;
select pg_temp.wait_for('call');
select is((select count(*) from claim_due_calls('worker 1')), 0::bigint, 'each try looks again whether it may go out');
update call_schedules set is_active = true;
update organizations set max_concurrent_calls = 1 where slug = 'acme';
select book('another', due_in => '-1 hour');
select is((select schedule_id from claim_due_calls('worker 1')), id_of('another'), 'and waits for a line like any other call');

select * from finish();
rollback;
-- A call of unknown outcome is looked for in Bolna's lists. Only its absence from enough complete ones, long enough, proves
-- that it was never made; then it may be tried again. Until then it stays unknown, and a person is told in time.
begin;
set local search_path = public, extensions, fixtures;
select plan(56);

select make_acme_and_globex();

-- Books calls that are due and claims them at 10:00, with no clear answer of Bolna's to any.
create function pg_temp.lose(variadic names text[]) returns void language sql as $$
  select set_clock('2026-11-23 10:00Z');
  select book(name) from unnest(names) name;
  select claim_all();
  select record_call_unknown(attempt_of(name), 502, 'bolna_server_error', 'Bolna failed.') from unnest(names) name;
$$;
create function pg_temp.at(time_of_day text) returns void language sql as $$
  select set_clock(('2026-11-23 ' || time_of_day || 'Z')::timestamptz)
$$;
create function pg_temp.absent_at(time_of_day text, name text, complete boolean default true) returns jsonb language sql as $$
  select pg_temp.at(time_of_day);
  select record_absence(attempt_of(name), complete);
$$;
create function pg_temp.reason_to_look(name text) returns text language sql as $$
  select attention_reason from call_schedules where id = id_of(name)
$$;

-- When it is looked for.
-- The seconds after the claim at which the first seven looks are due.
create function pg_temp.looks() returns integer[] language plpgsql as $$
declare
  due timestamptz;
  looks integer[] := '{}';
begin
  for n in 1..7 loop
    select next_check_at into due from call_attempts;
    perform set_clock(due);
    if (select count(*) from claim_follow_ups()) <> 1 then
      raise exception 'look % was not taken', n;
    end if;
    looks := looks || extract(epoch from due - '2026-11-23 10:00Z')::integer;
  end loop;
  return looks;
end $$;
select pg_temp.lose('call');
create temporary table looks as select pg_temp.looks() as seconds;
select is((select seconds[1:4] from looks), '{30,120,300,600}', 'a call of unknown outcome is looked for after 30 s, 2, 5 and 10 minutes');
select ok((select bool_and(seconds[n + 1] - seconds[n] <= 300) from looks, generate_series(4, 6) n), 'and every 5 minutes then');
delete from call_schedules;
select pg_temp.lose('call');
select ok((select count(*) from claim_follow_ups()) = 0, 'not at once, since a list shows a call seconds late');
select pg_temp.at('11:00');
select count(*) from claim_follow_ups();
select is((select next_check_at from call_attempts), '2026-11-23 11:00:30Z', 'looks that were missed are made up 30 seconds apart');
delete from call_schedules;
select set_clock('2026-11-23 10:00Z');
select book('call');
select claim_all();
select pg_temp.at('10:00:45');
select begin_sweep('worker 2');
select is((select next_check_at from call_attempts), '2026-11-23 10:00:45Z', 'a call that a dead worker left is looked for at once');

-- Proven.
delete from call_schedules;
select pg_temp.lose('call');
select is(pg_temp.absent_at(moment, 'call'), '{"absent": false, "call_status": "in_progress"}',
  format('a complete list without the call at %s proves nothing yet', moment))
from unnest(array['10:00:30', '10:02', '10:05', '10:06', '10:09:59.999']) moment;
select is(state_of('call'), 'in_progress / unknown', 'however many there are in the first ten minutes');
select is((select absent_listings from call_attempts), 5, 'each is counted');
select is(pg_temp.reason_to_look('call'), null, 'and nobody is asked to look yet');
select is((select count(*) from claim_due_calls('worker 1')), 0::bigint, 'nor is it dialled again');
select is(pg_temp.absent_at('10:10', 'call'), '{"absent": true, "call_status": "scheduled"}', 'one after ten minutes proves that it was never made');
select is(state_of('call'), 'scheduled / ended / absent', 'its attempt is over and it is scheduled again');
select is((select row(retry_category, reason_code, ended_at, next_check_at)::text from call_attempts),
  row('absent', 'never_reached_bolna', private.current_time(), null)::text, 'as absent, which the retry policy counts');
select is((select row(status_reason_code, attention)::text from call_schedules), row('never_reached_bolna', false)::text,
  'the call says what became of it');
select ok((select retry_at between private.current_time() + interval '1 minute' and private.current_time() + interval '66 seconds'
  from call_schedules), 'and is tried again after a minute');
select is(record_absence(attempt_of('call'), true), '{"absent": false, "call_status": "scheduled"}', 'telling it twice is no harm');
select set_clock(retry_at) from call_schedules;
select is((select attempt_number from claim_due_calls('worker 1')), 2, 'the next try is the second attempt');
select record_call_unknown(attempt_of('call'), 502, 'bolna_server_error', 'Bolna failed.');
update call_attempts set absent_listings = 3 where state = 'unknown';
select is(pg_temp.absent_at('10:30', 'call'), '{"absent": true, "call_status": "failed"}', 'absent once more, it is given up');
select is((select status_reason_code from call_schedules), 'never_reached_bolna', 'with the reason');

-- Not proven: three lists, or one that could not be read to the end.
delete from call_schedules;
select pg_temp.lose('three', 'unread', 'unsaid');
select pg_temp.absent_at('10:0' || n, 'three', n > 1) from generate_series(1, 3) n;
select pg_temp.absent_at('10:0' || n, 'unread') from generate_series(1, 5) n;
select pg_temp.absent_at('10:0' || n, 'unsaid', null) from generate_series(1, 5) n;
select is(pg_temp.absent_at('10:10', 'three') ->> 'absent', 'false', 'three complete lists are too few');
select is((select absent_listings from call_attempts where id = attempt_of('three')), 3, 'one that was not read to the end does not count');
select is(pg_temp.absent_at('10:10', 'unread', false) ->> 'absent', 'false', 'nor does it prove anything after five that were');
select is(pg_temp.absent_at('10:10', 'unsaid', null) ->> 'absent', 'false', 'and what is not said to be complete is not');
select is(state_of(name), 'in_progress / unknown', format('such a call stays unknown (%s)', name))
from unnest(array['three', 'unread', 'unsaid']) name;
select is(pg_temp.reason_to_look(name) is not null, true, format('and a person is told (%s)', name))
from unnest(array['three', 'unread', 'unsaid']) name;
select pg_temp.at('12:00');
select is((select count(*) from claim_due_calls('worker 1')), 0::bigint, 'it is not dialled again however long that takes');
select is(pg_temp.absent_at('12:00', 'three') ->> 'absent', 'true', 'a fourth complete list proves it then');
select is(pg_temp.reason_to_look('three'), null, 'and nobody need look any more');

-- Only what is unknown can be absent.
delete from call_schedules;
select pg_temp.lose('found');
select book(name) from unnest(array['placing', 'placed', 'refused']) name;
select claim_all();
select record_call_placed(attempt_of('placed'), 'execution');
select record_call_refused(attempt_of('refused'), 400, 'bolna_refused', 'Wrong number.');
select pg_temp.absent_at('10:0' || n, 'found') from generate_series(1, 4) n;
select receive_bolna_event('found', attempt_of('found'), 'ringing', 0, '{}', repeat('0', 64), 'webhook');
create temporary table stands as select contact_id as name, state_of(contact_id) as state from call_schedules;
select is(pg_temp.absent_at('10:30', name), jsonb_build_object('absent', false, 'call_status', split_part(state, ' ', 1)),
  format('a call that is %s is not absent', name)) from stands;
select is(state_of(name), state, format('and stays as it is (%s)', name)) from stands;
select is((select absent_listings from call_attempts where id = attempt_of(name)), case name when 'found' then 4 else 0 end,
  format('uncounted (%s)', name)) from stands;
select throws_ok('select record_absence(id_of(''no attempt''), true)', 'P0002', null, 'an attempt that does not exist is an error');

-- Nobody waits longer than twelve minutes to be told, however the lists fare.
delete from call_schedules;
select pg_temp.lose('silent', 'told');
select book('placed');
select claim_all();
select record_call_placed(attempt_of('placed'), 'another execution');
select pg_temp.absent_at('10:10', 'told', false);
create temporary table told as select pg_temp.reason_to_look('told') as reason;
select pg_temp.at('10:11:59.999');
select begin_sweep('worker 2');
select is(pg_temp.reason_to_look('silent'), null, 'before twelve minutes a pass asks nobody');
select pg_temp.at('10:12');
select begin_sweep('worker 2');
select isnt(pg_temp.reason_to_look('silent'), null, 'a pass after twelve minutes tells a person of a call that is still unknown');
select is(pg_temp.reason_to_look('told'), (select reason from told), 'what was told already stays');
select is(pg_temp.reason_to_look('placed'), null, 'a call that Bolna has is not unknown');
select is(state_of('silent'), 'in_progress / unknown', 'telling a person settles nothing');
select begin_sweep('worker 2');
select is((select count(*) from audit_log where row_id = id_of('silent')::text and changes ? 'attention_code'
    and changes -> 'attention_code' ->> 0 is null), 1::bigint, 'it is told once');

-- A worker that dies between asking Bolna and writing down what it said: the bell is rung in time all the same.
delete from call_schedules;
select pg_temp.lose('dropped');
create function pg_temp.look_and_die(time_of_day text) returns void language sql as $$
  select pg_temp.at(time_of_day);
  select begin_sweep('worker 1');
  select count(*) from claim_follow_ups();
$$;
select pg_temp.look_and_die(moment) from unnest(array['10:00:30', '10:02', '10:05', '10:10']) moment;
select pg_temp.at('10:14');
select ok(private.sweep_has_work(10), 'a call that nobody was told of rings the bell before it is a quarter of an hour old');

select * from finish();
rollback;
-- Bolna's events: stored first, once, in any order, whether or not we know the call yet.
begin;
set local search_path = public, extensions, fixtures;
select plan(50);

select make_acme_and_globex();

-- One event; its snapshot is told apart by status and n.
create function pg_temp.hear(execution text, status text, call_ref uuid default null, n integer default 0) returns jsonb language sql as $$
  select receive_bolna_event(execution, call_ref, status, 0, '{}', encode(sha256((status || n)::bytea), 'hex'), 'webhook')
$$;
create function pg_temp.status_of(name text) returns text language sql as $$
  select bolna_status from call_attempts where id = attempt_of(name)
$$;

-- An event about nothing we know.
select is(pg_temp.hear('stranger', 'ringing', id_of('no attempt')), '{"duplicate": false, "kept": true, "known": false, "attempt_id": null,
  "org_id": null, "attempt_state": null, "call_status": null, "settle": false}', 'an event about an unknown call is taken');
select is((select row(org_id, attempt_id, call_ref, status, source)::text from call_events where execution_id = 'stranger'),
  row(null, null, id_of('no attempt'), 'ringing', 'webhook')::text, 'and kept as it came');
select is(pg_temp.hear('stranger', 'ringing', id_of('no attempt')) ->> 'duplicate', 'true', 'the same again is told apart');
select is((select count(*) from call_events where execution_id = 'stranger'), 1::bigint, 'and not kept twice');

-- A snapshot is bounded, whoever hands it in.
select is(receive_bolna_event('large', null, repeat('x', 100), 0, jsonb_build_object('id', repeat('😀', 100000)), repeat('0', 64),
  'webhook') ->> 'duplicate', 'false', 'an event with a snapshot of 400 KB is taken');
select is((select snapshot from call_events where execution_id = 'large'), '{"reduced_from_bytes": 400010}', 'and its snapshot reduced');
select throws_ok(
  $$insert into call_events (execution_id, status, source, snapshot, snapshot_hash)
    values ('large too', 'busy', 'read', jsonb_build_object('id', repeat('x', 16384)), repeat('0', 64))$$,
  '23514', null, 'the table itself keeps none that large');

-- Nobody's events are kept only as far as the limit goes: whoever has the webhook's secret cannot fill the table.
select set_clock('2027-03-01 10:00Z');
update private.request_limits set per_second = 0.1, burst = 3 where kind = 'unknown_event';
-- What was taken before is of another time, which may lie ahead.
delete from private.request_buckets;
select is((select jsonb_object_agg(n, pg_temp.hear('flood ' || n, 'ringing') -> 'kept') from generate_series(1, 5) n),
  '{"1": true, "2": true, "3": true, "4": false, "5": false}', 'as many unknown events as the bucket holds are kept, others heard only');
select is((select count(*) from call_events where execution_id like 'flood%'), 3::bigint, 'and nothing of those is stored');
select is(pg_temp.hear('flood 1', 'ringing'), '{"duplicate": true, "kept": true, "known": false, "attempt_id": null, "org_id": null,
  "attempt_state": null, "call_status": null, "settle": false}', 'what is kept already is still told apart');
select place('not flooded');
select is(pg_temp.hear('not flooded', 'in-progress') -> 'kept', 'true', 'the events of our calls go on');
select is(pg_temp.status_of('not flooded'), 'in-progress', 'with what follows from them');
select dial('given up');
select record_call_unknown(attempt_of('given up'), null, 'bolna_timeout', 'No answer.');
update call_attempts set absent_listings = 3, claimed_at = clock() - interval '11 minutes' where id = attempt_of('given up');
select is(record_absence(attempt_of('given up'), true) ->> 'absent', 'true', 'a call that was given up');
select is(pg_temp.hear('after all', 'ringing', attempt_of('given up')) -> 'kept', 'true', 'and was made after all is no unknown one');
select is((select attempt_id from call_events where execution_id = 'after all'), attempt_of('given up'), 'and kept with its call');
select set_clock(clock() + interval '10 seconds');
select is(pg_temp.hear('flood 6', 'ringing') -> 'kept', 'true', 'and unknown ones are kept again as the bucket fills');

-- Forward.
select place('call');
select is(pg_temp.hear('call', 'initiated') - array['attempt_id', 'org_id', 'kept'],
  '{"duplicate": false, "known": true, "attempt_state": "placed", "call_status": "in_progress", "settle": false}',
  'an event about a call of ours is known');
select is(pg_temp.status_of('call'), 'initiated', 'and moves its status on');
select is((select row(org_id, attempt_id)::text from call_events where execution_id = 'call'),
  row(id_of('acme'), attempt_of('call'))::text, 'it is kept with its call');
select is(pg_temp.hear('call', 'in-progress') ->> 'known', 'true', 'a status may be left out');
select is(pg_temp.status_of('call'), 'in-progress', 'and the call is that far');
select is(pg_temp.hear('call', 'ringing') ->> 'known', 'true', 'an event that was overtaken');
select is(pg_temp.status_of('call'), 'in-progress', 'does not move the call back');
select is((select count(*) from call_events where execution_id = 'call'), 3::bigint, 'but is kept');
select is(pg_temp.hear('call', 'pondering') ->> 'settle', 'false', 'a status that nobody knows is taken');
select is(pg_temp.status_of('call'), 'in-progress', 'and changes nothing');

-- Terminal.
select is(pg_temp.hear('call', status, n => 1) -> 'settle', 'true', format('%s asks to settle the call', status))
from unnest(array['completed', 'no-answer', 'busy', 'failed', 'canceled', 'stopped', 'error', 'balance-low']) status;
select is(state_of('call'), 'in_progress / placed', 'but settles nothing itself');
select is(pg_temp.status_of('call'), 'in-progress', 'nor writes the status');
select is(pg_temp.hear('call', 'completed', n => 1) -> 'settle', 'true', 'a redelivery asks again, since the first may have been lost');
select is(settle_call(attempt_of('call'), 'call', '{"outcome": "completed", "call_status": "completed", "reason": "Done.",
  "bolna_status": "completed"}') ->> 'settled', 'true', 'once the call is settled');
select is(pg_temp.hear('call', 'completed', n => 2) -> 'settle', 'false', 'a terminal event asks for nothing');
select is(pg_temp.hear('call', 'call-disconnected') ->> 'attempt_state', 'ended', 'and a live one');
select is(pg_temp.status_of('call'), 'completed', 'does not overwrite the end');

-- Events that arrive before our own write.
select dial('early');
select is(pg_temp.hear('early execution', 'ringing', attempt_of('early')) ->> 'attempt_state', 'placed',
  'an event with our call_ref, before our own write, places the call');
select is((select row(bolna_execution_id, bolna_status)::text from call_attempts where id = attempt_of('early')),
  '("early execution",ringing)', 'under Bolna''s id and status');
select is((select bolna_call_id from call_schedules where contact_id = 'early'), 'early execution', 'which the schedule carries too');
select is(record_call_placed(attempt_of('early'), 'early execution') ->> 'recorded', 'true', 'our own write then agrees');
select is(pg_temp.status_of('early'), 'ringing', 'and does not move the call back');
select is(pg_temp.hear('another execution', 'ringing', attempt_of('early')) ->> 'known', 'false',
  'another execution with the same call_ref is not taken for it');

select dial('lost answer');
select record_call_unknown(attempt_of('lost answer'), null, 'bolna_timeout', 'No answer.');
select is(pg_temp.hear('found', 'completed', attempt_of('lost answer')) - array['attempt_id', 'org_id', 'kept'],
  '{"duplicate": false, "known": true, "attempt_state": "placed", "call_status": "in_progress", "settle": true}',
  'a call of unknown outcome is found by its call_ref');
select is(pg_temp.hear('found', 'ringing', attempt_of('lost answer')) ->> 'known', 'true', 'and a late live event');
select isnt(pg_temp.status_of('lost answer'), 'ringing', 'does not overwrite the terminal status that found it');

select * from finish();
rollback;
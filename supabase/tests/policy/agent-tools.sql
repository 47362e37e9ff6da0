-- What the voice agent may do in a live call, and what only there.
begin;
set local search_path = public, extensions, fixtures;
set local time zone 'UTC';
select plan(19);

select make_acme_and_globex();
select set_clock('2026-11-23 06:30Z');
select place('call', contact => 'asha');
create function pg_temp.later(call text, at timestamptz, local_time timestamp default null, id text default 'later', execution text default null)
returns text language sql as $$
  select concat_ws(' ', a ->> 'outcome', to_char((a ->> 'at')::timestamptz at time zone 'UTC', 'DD HH24:MI'), a ->> 'zone')
  from book_call_later(attempt_of(call), execution, id_of(id), some_ciphertext(), at, local_time, 'Asia/Kolkata') a
$$;

-- Which call.
select is(agent_tool_terms(attempt_of('call'), null, null) ->> 'local_moment', '2026-11-23T12:00', 'the time is that of the person');
select is(agent_tool_terms(attempt_of('call'), 'call', 'America/New_York') ->> 'local_moment', '2026-11-23T01:30', 'or of the zone that is given');
select is(agent_tool_terms(attempt_of('call'), null, 'Mars/Olympus') ->> 'zone', 'Asia/Kolkata', 'where that is one');
select is(agent_tool_terms(attempt_of('call'), 'another', null), null, 'another execution is not this call');
select is(agent_tool_terms(id_of('nothing'), null, null), null, 'nor is what nobody made');

-- Later.
select is(pg_temp.later('call', '2026-11-24 06:30Z'), 'booked 24 06:30 Asia/Kolkata', 'a call is booked for when the person wants it');
select results_eq($$ select contact_id, contact_phone_hash, call_topic, purpose::text from call_schedules where id = id_of('later') $$,
  $$ select contact_id, contact_phone_hash, call_topic, purpose::text from call_schedules where id = id_of('call') $$, 'to the same person about the same');
select is(pg_temp.later('call', null, '2026-11-25 15:00'), 'booked 25 09:30 Asia/Kolkata', 'asked again it moves');
select is((select count(*) from call_schedules), 2::bigint, 'and stays one');
select is(pg_temp.later('call', at), said, said) from (values
  ('2026-11-23 06:29Z'::timestamptz, 'invalid'), ('2027-03-01Z', 'invalid'), (null, 'invalid')) v (at, said);
select is(pg_temp.later('call', '2026-11-24 06:30Z', execution => 'another'), 'not_found', 'another execution books nothing');
update call_schedules set call_status = 'cancelled', status_reason_code = 'cancelled_by_user', status_reason = 'So.' where id = id_of('later');
select is(pg_temp.later('call', '2026-11-24 06:30Z'), 'invalid', 'what a person cancelled is not brought back');

-- Opting out.
select is(hear_agent_tool(attempt_of('call'), 'call', '{"action": "opt_out", "scope": "all", "evidence": "The tool"}'), true, 'who opts out is heard');
select is((select source::text from suppressions), 'agent_tool', 'by the tool');
select is(pg_temp.later('call', '2026-11-24 06:30Z', id => 'again'), 'forbidden', 'and is booked no more');
select settle('call');
select is(hear_agent_tool(attempt_of('call'), null, '{"action": "wrong_number", "evidence": "The tool"}'), false, 'a call that is over hears nothing');
select is((select count(*) from suppressions), 1::bigint, 'and keeps nothing');

select * from finish();
rollback;

-- Calls that nothing is heard of are looked after: each look moves the next one on, further each time.
begin;
set local search_path = public, extensions, fixtures;
select plan(22);

select make_acme_and_globex();

create function pg_temp.look(call_limit integer default 20) returns text language sql as $$
  select string_agg(s.contact_id, ' ' order by s.contact_id)
  from claim_follow_ups(call_limit) f join call_schedules s on s.id = f.schedule_id
$$;
-- Seconds until the next look, to the nearest ten.
create function pg_temp.next_look(name text) returns integer language sql as $$
  select (round(extract(epoch from next_check_at - clock_timestamp()) / 10) * 10)::integer
  from call_attempts where id = attempt_of(name)
$$;

select book('placed');
select count(*) from claim_due_calls('worker 1', p_default_bolna_agent_id => 'default agent');
update agents set bolna_agent_id = id_of('bolna') where id = id_of('acme agent');
select book(name) from unnest(array['unknown', 'placing', 'ended']) name;
select count(*) from claim_due_calls('worker 1', p_default_bolna_agent_id => 'default agent');
update agents set bolna_agent_id = id_of('another') where id = id_of('acme agent');
select record_call_placed(attempt_of('placed'), 'execution');
select record_call_unknown(attempt_of('unknown'), 500, 'bolna_server_error', 'Bolna failed.');
select record_call_refused(attempt_of('ended'), 400, 'bolna_refused', 'Wrong number.');

select is(pg_temp.look(), null, 'a call that was just placed is not looked after yet');
update call_attempts set next_check_at = now() where state in ('placed', 'unknown');
create temporary table looked as select * from claim_follow_ups(20);
select is((select count(*) from looked), 2::bigint, 'live calls whose time has come are looked after, others not');
select is((select row(attempt_id, schedule_id, org_id, state, bolna_agent_id, bolna_execution_id, bolna_status, check_count)::text
    from looked where state = 'placed'),
  row(attempt_of('placed'), id_of('placed'), id_of('acme'), 'placed', 'default agent', 'execution', 'queued', 1)::text,
  'with what is needed to ask Bolna for them');
select is((select bolna_agent_id from looked where state = 'unknown'), id_of('bolna')::text,
  'under the agent that it was dialled with, whatever the agent is set to since');
select is((select array_agg(distinct queue_deadline_seconds) from looked), '{300}', 'and how long the organisation lets Bolna queue a call');
select is((select row(state, bolna_execution_id, placed_at, claimed_at is not null)::text from looked where state = 'unknown'),
  row('unknown', null, null, true)::text, 'a call of unknown outcome with the moment since when to look for it');
select is(pg_temp.look(), null, 'a pass beside this one does not ask for them too');
select is(pg_temp.next_look('placed'), 40, 'the next look is 40 seconds later');

-- One that rings, because a queued one has a deadline.
update call_attempts set bolna_status = 'ringing' where state = 'placed';
create temporary table waits (look integer, wait integer);
do $$
begin
  for n in 2..6 loop
    update call_attempts set next_check_at = now() where state = 'placed';
    perform claim_follow_ups();
    insert into waits values (n, pg_temp.next_look('placed'));
  end loop;
end $$;
select is((select array_agg(wait order by look) from waits), '{80,160,320,600,600}',
  'then later and later, and never more than ten minutes');
update call_attempts set bolna_status = 'queued', placed_at = now() - interval '200 seconds', next_check_at = now(), check_count = 4
where state = 'placed';
select claim_follow_ups();
select ok(pg_temp.next_look('placed') between 100 and 101, 'one that is still queued is looked at when its deadline has passed');
update call_attempts set check_count = 100000, next_check_at = now() where state = 'placed';
select is(pg_temp.look(), 'placed', 'however often it was looked after');

update call_attempts set next_check_at = now() - interval '1 minute' where state = 'placed';
update call_attempts set next_check_at = now() where state = 'unknown';
select is(pg_temp.look(1), 'placed', 'a pass takes no more than its limit, the longest waiting first');
select is(pg_temp.look(1), 'unknown', 'and the rest the next time');

-- News begin the waiting anew.
select receive_bolna_event('execution', null, 'ringing', 0, '{}', repeat('0', 64), 'webhook');
select is(pg_temp.next_look('placed'), 60, 'after an event the next look is a minute away');
select is((select check_count from call_attempts where state = 'placed'), 0, 'and counted from the start');

-- Shown to a person.
select is(flag_attention(attempt_of('unknown'), 'outcome_unknown', 'Nobody knows whether this call was made.'), true, 'a live call is shown to a person');
select is((select row(attention, attention_reason)::text from call_schedules where contact_id = 'unknown'),
  row(true, 'Nobody knows whether this call was made.')::text, 'with the reason');
select is(flag_attention(attempt_of('unknown'), 'outcome_unknown', 'Nobody knows whether this call was made.'), true, 'twice is no harm');
select is(flag_attention(attempt_of('ended'), 'outcome_unknown', 'Too late.'), false, 'a call that is over is not');
select is((select attention from call_schedules where contact_id = 'ended'), false, 'and stays as it is');
select record_call_placed(attempt_of('unknown'), 'found');
select is((select row(attention, attention_reason)::text from call_schedules where contact_id = 'unknown'),
  row(false, null)::text, 'when it is found, nobody need look any more');
select throws_ok('select flag_attention(id_of(''no attempt''), ''outcome_unknown'', ''x'')', 'P0002', null, 'an attempt that does not exist is an error');

select * from finish();
rollback;
-- Bolna made a call after all that was held not to have been made: whatever still waits is called off, and a person is told.
begin;
set local search_path = public, extensions, fixtures;
select plan(36);

select make_acme_and_globex();

create function pg_temp.lose(name text) returns void language sql as $$
  select book(name, owner => 'member');
  select claim_all();
  select record_call_unknown(attempt_of(name), 502, 'bolna_server_error', 'Bolna failed.');
$$;
-- Proven absent: it waits for its next try.
create function pg_temp.give_up(name text) returns void language sql as $$
  select pg_temp.lose(name);
  update call_attempts set absent_listings = 3, claimed_at = now() - interval '11 minutes' where id = attempt_of(name);
  select record_absence(attempt_of(name), true);
$$;
-- The first attempt of a call.
create function pg_temp.first_of(name text) returns uuid language sql as $$
  select id from call_attempts where schedule_id = id_of(name) and attempt_number = 1
$$;
create function pg_temp.hear(name text, status text default 'ringing', execution text default null) returns jsonb language sql as $$
  select receive_bolna_event(coalesce(execution, name), pg_temp.first_of(name), status, 0, '{}', hash_of(status), 'webhook')
$$;
create function pg_temp.told(name text) returns text language sql as $$
  select concat_ws(' ', call_status, status_reason_code, case when attention then 'flagged' end, case when retry_at is not null then 'waits' end)
  from call_schedules where id = id_of(name)
$$;

-- The retry still waits.
select pg_temp.give_up('late');
select is(pg_temp.told('late'), 'scheduled never_reached_bolna waits', 'a call that was proven absent waits for its next try');
create temporary table before as select max(id) as id from audit_log;
select is(pg_temp.hear('late') -> 'settle', 'false', 'its execution turns up');
select is(pg_temp.told('late'), 'failed late_execution flagged', 'the retry is called off and a person is told');
select ok((select status_reason = attention_reason and attention_reason ~ 'after all' from call_schedules), 'in words that a person understands');
select is(state_of('late'), 'failed / ended / absent', 'the attempt keeps what was held of it');
select is((select bolna_execution_id from call_attempts), 'late', 'and gets the execution that it was');
select is((select row(org_id, attempt_id)::text from call_events), row(id_of('acme'), pg_temp.first_of('late'))::text,
  'the event is kept with its call');
select is(answer_to('admin', 'select count(*) from call_events'), '1', 'where the organisation''s admin reads it');
select is((select array_agg(distinct table_name order by table_name) from audit_log where id > (select id from before)),
  '{call_attempts,call_schedules}',
  'the audit trail tells of both');
select is((select count(*) from claim_due_calls('worker 1')), 0::bigint, 'nothing is dialled again');
select is(pg_temp.hear('late') -> 'duplicate', 'true', 'the same event again is told apart');
select is(pg_temp.hear('late', 'completed') - array['attempt_id', 'org_id'], '{"duplicate": false, "kept": true, "known": true, "attempt_state": "ended",
  "call_status": "failed", "settle": false}', 'later ones belong to the call and settle nothing');
select is(pg_temp.told('late'), 'failed late_execution flagged', 'and a person still has to look');

-- It rang after all: that counts as a call to its number, and as one of the day.
select set_clock(now());
select pg_temp.give_up('rang unnoticed');
update call_attempts set claimed_at = clock();
update calling_policies set caps = '[{"calls": 1, "per": "24 hours"}]' where org_id = id_of('acme');
select book('to the same number', number => 'rang unnoticed');
create function pg_temp.counted() returns text language sql as $$
  select concat_ws(' / ', (private.judge_call(s, clock())).code, 1000 - private.dials_left(s.org_id, 1000, 'Asia/Kolkata'),
    (select cardinality(n.times) from private.numbers_called(s.org_id, clock() - interval '1 day', null) n
      where n.phone_hash = s.contact_phone_hash))
  from call_schedules s where s.id = id_of('to the same number')
$$;
select is(pg_temp.counted(), 'allowed / 1', 'a call that was proven absent counts for nothing');
select pg_temp.hear('rang unnoticed');
select is(pg_temp.counted(), 'cap_number / 2 / 1', 'once its execution turns up it counts for the caps of its number and the day');
delete from call_schedules where contact_id in ('rang unnoticed', 'to the same number');
update calling_policies set caps = '[]' where org_id = id_of('acme');

select is(pg_temp.hear('late', 'ringing', 'yet another') -> 'known', 'false', 'a second execution with the same call_ref is not taken for it');
select is((select bolna_execution_id from call_attempts), 'late', 'the first stays');

-- However far it has gone meanwhile.
select pg_temp.give_up(name) from unnest(array['in progress', 'completed', 'cancelled', 'deleted', 'given up', 'other']) name;
update call_schedules set retry_at = now() where contact_id in ('in progress', 'completed');
select claim_all();
select record_call_placed(attempt_of('completed'), 'second');
select settle_call(attempt_of('completed'), 'second',
  '{"outcome": "completed", "call_status": "completed", "reason_code": "answered", "reason": "They talked."}');
select answer_to('member', format('select cancel_call_schedule(%L, %L)', id_of(name), name = 'deleted'))
from unnest(array['cancelled', 'deleted']) name;
update call_schedules set call_status = 'failed', retry_at = null where contact_id = 'given up';
select pg_temp.hear(name) from unnest(array['in progress', 'completed', 'cancelled', 'deleted', 'given up']) name;
select is(pg_temp.told('in progress'), 'in_progress flagged', 'a next try that is under way goes on, and a person is told');
select is(state_of('in progress'), 'in_progress / placing', 'its own attempt is not touched');
select is(pg_temp.told('completed'), 'completed answered flagged', 'a call completed by the next try stays so');
select is(pg_temp.told('cancelled'), 'cancelled cancelled_by_user flagged', 'a call that was cancelled while it waited stays so');
select is((select deleted_at is not null from call_schedules where contact_id = 'deleted'), true, 'a deleted one stays deleted');
select is(pg_temp.told('given up'), 'failed never_reached_bolna flagged', 'one that had no try left has failed already');
select is(pg_temp.told('other'), 'scheduled never_reached_bolna waits', 'another call waits on');

-- Settled by hand.
select pg_temp.lose(name) from unnest(array['not made', 'made']) name;
select flag_attention(attempt_of(name), 'outcome_unknown', 'Nobody knows.') from unnest(array['not made', 'made']) name;
select answer_to('admin', format('select resolve_call_schedule(%L, %L)', id_of(name), outcome))
from (values ('not made', 'not_placed'), ('made', 'placed')) as t (name, outcome);
select pg_temp.hear(name) from unnest(array['not made', 'made']) name;
select is(pg_temp.told('not made'), 'failed late_execution flagged', 'an admin who said that it was not made is told otherwise');
select is(state_of('not made'), 'failed / ended / settled_by_hand', 'and it is not dialled again');
select is(pg_temp.told('made'), 'completed placed_by_hand', 'an admin who said that it was made was right: nobody need look');

-- What was never held not to have been made.
select pg_temp.lose('adopted');
select is(pg_temp.hear('adopted') ->> 'attempt_state', 'placed', 'a call that is still unknown is adopted as ever');
select is(pg_temp.told('adopted'), 'in_progress', 'without a word to anybody');
select book('refused', owner => 'member');
select claim_all();
select record_call_refused(attempt_of('refused'), 400, 'bolna_refused', 'Wrong number.');
select is(pg_temp.hear('refused') -> 'known', 'false', 'an event about a call that Bolna refused is kept');
select is(pg_temp.told('refused'), 'failed bolna_refused', 'and changes nothing');
select is(receive_bolna_event('stranger', id_of('no attempt'), 'ringing', 0, '{}', repeat('0', 64), 'webhook') -> 'known', 'false',
  'nor does one about a call that nobody knows');
select is(receive_bolna_event('nameless', null, 'ringing', 0, '{}', repeat('0', 64), 'webhook') -> 'known', 'false', 'or one without call_ref');

-- The notice outlasts the next try: nobody is rung once more before a person has looked.
select record_call_not_sent(attempt_of('in progress'), 429, 'bolna_rate_limit', 'Slow down.', 5);
select is(pg_temp.told('in progress'), 'failed bolna_rate_limit flagged', 'a next try that was not sent is not repeated');
select pg_temp.give_up('rung');
update call_schedules set retry_at = now() where contact_id = 'rung';
select claim_all();
select pg_temp.hear('rung');
select record_call_placed(attempt_of('rung'), 'the second of rung');
select is(pg_temp.told('rung'), 'in_progress flagged', 'placing the next try does not take the flag off');
select settle_call(attempt_of('rung'), 'the second of rung', '{"outcome": "no_answer", "call_status": "failed",
  "retry_category": "no_answer", "reason_code": "no_answer", "reason": "Nobody answered."}');
select is(pg_temp.told('rung'), 'failed no_answer flagged', 'nor is an unanswered one tried again');

select * from finish();
rollback;
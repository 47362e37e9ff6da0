-- What a person asks for in a call becomes the organisation's list's, for the number that was really called.
begin;
set local search_path = public, extensions, fixtures;
set local time zone 'UTC';
select plan(13);

select make_acme_and_globex();
select set_clock('2026-11-22 06:30Z');
select place('call', contact => 'asha');
select book('waits', number => 'call', contact => 'other', due_in => '1 hour');
create function pg_temp.hear(event text, variadic wishes jsonb[]) returns text language sql as $$
  select receive_bolna_event_and_wishes('call', null, 'call-disconnected', 0, '{}', hash_of(event), 'webhook', to_jsonb(wishes)) ->> 'known'
$$;
create function pg_temp.wish(action text, source text default 'transcript', scope text default 'all', review boolean default false)
returns jsonb language sql as $$
  select jsonb_build_object('action', action, 'source', source, 'scope', scope, 'evidence', 'do not call', 'needs_review', review)
$$;

select is(pg_temp.hear('one', pg_temp.wish('call_later')), 'true', 'who asks for another time');
select is_empty($$ select from suppressions $$, 'has not asked for none');
select pg_temp.hear('two', pg_temp.wish('wrong_number'));
select results_eq($$ select contact_id, scope::text, attempt_id from suppressions $$, $$ values ('asha', 'all', attempt_of('call')) $$,
  'a wrong number is kept for the contact of the call');
select is((select call_status::text from call_schedules where id = id_of('waits')), 'scheduled', 'and another''s call to it waits on');
select pg_temp.hear('three', pg_temp.wish('opt_out', scope => 'topic'));
select is((select topic from suppressions where scope = 'topic'), 'follow_up', 'this topic is the call''s own');
select is((select status_reason_code::text from call_schedules where id = id_of('waits')), 'opted_out', 'and the call about it is withdrawn');
select pg_temp.hear('four', pg_temp.wish('opt_out', scope => 'marketing', review => true), pg_temp.wish('opt_out', 'extracted_data'));
select is((select count(*) from suppressions), 4::bigint, 'two sources may ask for two things');
select is((select needs_review from suppressions where scope = 'marketing'), true, 'what is unsure is for a person to look at');
select pg_temp.hear('four', pg_temp.wish('opt_out', scope => 'marketing'), pg_temp.wish('opt_out', 'agent_tool'));
select is((select count(*) from suppressions), 4::bigint, 'heard again, or by another way, it changes nothing');
select is((select count(*) from call_events), 4::bigint, 'and an event that is delivered again is one');

select throws_ok($$ select pg_temp.hear('five', pg_temp.wish('opt_out', 'rumour')) $$, '22P02', null, 'only known sources are heard');
select place('another');
select private.hear_wishes(attempt_of('another'), jsonb_build_array(pg_temp.wish('opt_out', 'import')));
select is((select count(*) from suppressions where phone_hash = hash_of('another')), 0::bigint, 'and of them those that a call has');
select is(receive_bolna_event_and_wishes('nobody''s', null, 'completed', 0, '{}', repeat('e', 64), 'webhook',
  jsonb_build_array(pg_temp.wish('opt_out'))) ->> 'known', 'false', 'in nobody''s call nobody asks for anything');

select * from finish();
rollback;

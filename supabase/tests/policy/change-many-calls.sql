-- Many calls are moved or cancelled in one step: those that may be, and of each other it is said why not. Their history says who did it.
begin;
set local search_path = public, extensions, fixtures;
select plan(21);

select set_clock('2026-12-01 06:30Z');
select make_acme_and_globex();
create function pg_temp.ask(who text, action text, ids text[], rest text default '') returns jsonb language sql as $$
  select answer_to(who, format('select change_many_calls(%L, %L, p_ids => %L::uuid[] %s)', id_of('acme'), action,
    (select array_agg(id_of(i)) from unnest(ids) i), rest))::jsonb
$$;
create function pg_temp.codes(answer jsonb) returns text language sql as $$
  select string_agg(e ->> 'code', ' ' order by e ->> 'code') from jsonb_array_elements(answer -> 'left_as_is') e
$$;
select dial('live'), book('over'), book('deleted'), book('globex call', 'globex');
select book('members ' || n, due_in => '1 hour', owner => 'member') from generate_series(1, 3) n;
select book('anothers', due_in => '1 hour', owner => 'admin');
update call_schedules set call_status = 'cancelled', status_reason = 'Cancelled.' where contact_id in ('over', 'deleted');
update call_schedules set deleted_at = clock() where contact_id = 'deleted';
create temporary table everything as
  select array['live', 'over', 'deleted', 'globex call', 'members 1', 'members 2', 'members 3', 'anothers', 'missing'] as names;
grant select on everything to public;
create function pg_temp.rows_now() returns text language sql as $$
  select md5(string_agg(s::text, '|' order by s.id)) || (select count(*) from audit_log) || (select count(*) from call_decisions) from call_schedules s
$$;

create temporary table before as select pg_temp.rows_now() as rows;
select is(pg_temp.ask('member', 'cancel', names, ', p_dry_run => true') - 'left_as_is',
  '{"outcome": "checked", "matched": 9, "changed": 3, "deferred": 0}', 'a dry run says how many it would cancel') from everything;
select is(pg_temp.codes(pg_temp.ask('member', 'cancel', names, ', p_dry_run => true')),
  'forbidden forbidden forbidden not_found not_found not_found', 'and why not the others') from everything;
select is(pg_temp.codes(pg_temp.ask('admin', 'cancel', names, ', p_dry_run => true')), 'live not_found not_found not_found over',
  'an admin may what a member may not') from everything;
select is(pg_temp.ask(who, 'cancel', names, ', p_dry_run => false') ->> 'outcome', 'forbidden', who || ' cancels nothing')
from everything, unnest(array['viewer', 'rival', 'nobody']) who;
select is(pg_temp.ask('admin', 'cancel', names, ', p_dry_run => false, p_confirm => 7') ->> 'outcome', 'unconfirmed',
  'what was confirmed is another number') from everything;
select is(pg_temp.rows_now(), rows, 'nothing of that was written') from before;

select is(pg_temp.ask('member', 'move', array['members 1', 'members 2'], ', p_minutes => 30, p_dry_run => false') - 'left_as_is',
  '{"outcome": "changed", "matched": 2, "changed": 2, "deferred": 0}', 'calls are moved by half an hour');
select is((select array_agg(distinct scheduled_at - clock()) from call_schedules where id in (id_of('members 1'), id_of('members 2'))),
  array[interval '90 minutes'], 'each from its own time');
select is(pg_temp.ask('admin', 'move', array['members 1'], ', p_at => ''2031-12-30Z'', p_dry_run => false') -> 'left_as_is' #>> '{0,code}', 'invalid',
  'not to where nobody may book');

-- Acme calls from ten to twelve of its day, and somebody has asked not to be called.
update calling_policies set week = '{[600,720),[2040,2160),[3480,3600)}' where org_id = id_of('acme');
select book('to be stopped', due_in => '1 hour', number => 'stopped');
set local session_replication_role = replica;
insert into suppressions (org_id, phone_hash, phone_last4, reason, source) values (id_of('acme'), hash_of('stopped'), '0000', 'Asked.', 'user');
set local session_replication_role = origin;
create temporary table moved as select pg_temp.ask('admin', 'move', array['members 3', 'to be stopped'],
  ', p_at => ''2026-12-01 16:30Z'', p_dry_run => false') as answer;
select is(answer - 'left_as_is', '{"outcome": "changed", "matched": 2, "changed": 1, "deferred": 1}', 'one is moved and must wait there') from moved;
select is(pg_temp.codes(answer), 'suppressed_org', 'one could never leave then, and is left as it is') from moved;
select is((select scheduled_at from call_schedules where id = id_of('to be stopped')), clock() + interval '1 hour', 'at its old time');
select is((select array[to_jsonb(not_before) #>> '{}', status_reason_code::text] from call_schedules where id = id_of('members 3')),
  array[to_jsonb('2026-12-02 04:30Z'::timestamptz) #>> '{}', 'outside_window'], 'the moved one says until when and why');
select is((select d.stage || ' ' || d.code from call_decisions d where d.schedule_id = id_of('members 3') order by d.id desc limit 1),
  'plan outside_window', 'and the decision is kept');

select is(pg_temp.ask('admin', 'cancel', null, ', p_filters => ''{"q": "asha", "status": ["scheduled"]}'', p_dry_run => false, p_confirm => '
  || (select count(*) from call_schedules where org_id = id_of('acme') and call_status = 'scheduled')) ->> 'outcome', 'changed', 'all that fit a filter are cancelled');
select is((select count(*) from call_schedules where org_id = id_of('acme') and call_status = 'scheduled'), 0::bigint, 'and none waits any more');
create temporary table told as select answer_to('viewer', format('select call_history(%L, %L)', id_of('acme'), id_of('members 1')))::jsonb as history;
select is((select string_agg(concat_ws(' ', e ->> 'action', e #>> '{actor,kind}', c ->> 'field', c ->> 'to'), ', ' order by place)
  from told, jsonb_array_elements(history) with ordinality h (e, place), jsonb_array_elements(e -> 'changes') c
  where c ->> 'field' = 'call_status'), 'insert operator call_status scheduled, update user call_status cancelled', 'history says who did it');
select ok(not history::text like '%' || hash_of('members 1') || '%' and not history::text like '%v1.k1%', 'and tells no number') from told;
select is(answer_to(who, format('select call_history(%L, %L)', id_of('acme'), id_of('members 1'))), null, who || ' is told nothing') from unnest(array['rival']) who;

select * from finish();
rollback;

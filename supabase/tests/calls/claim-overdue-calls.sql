-- An admin sends out their organisation's due calls now: only theirs, only due ones, within its lines.
begin;
set local search_path = public, extensions, fixtures;
select plan(14);

select make_acme_and_globex();

create function pg_temp.trigger_overdue(actor text, call_limit integer default 25, org text default 'acme') returns text
language sql as $$
  select string_agg(contact_id, ' ' order by contact_id)
  from claim_overdue_calls(id_of(org), id_of(actor), 'worker 1', call_limit)
$$;

select book('call ' || n, due_in => n * interval '-1 minute') from generate_series(1, 4) n;
select book('future', due_in => '1 minute');
select book('globex call', 'globex');
select book('inactive');
update call_schedules set is_active = false where contact_id = 'inactive';

select throws_ok(format('select pg_temp.trigger_overdue(%L)', who), '42501', null, format('%s may not trigger Acme''s calls', who))
from unnest(array['member', 'viewer', 'rival', 'nobody']) who;
select throws_ok('select pg_temp.trigger_overdue(''admin'', 25, ''no such place'')', '42501', null,
  'an organisation that does not exist gets the same answer');
select is((select count(*) from call_attempts), 0::bigint, 'and nothing was claimed');

update organizations set calling_paused_reason = 'Holiday' where slug = 'acme';
select is(pg_temp.trigger_overdue('admin'), null, 'a paused organisation dials nothing');
update organizations set calling_paused_reason = null, max_concurrent_calls = 3 where slug = 'acme';
select is(pg_temp.trigger_overdue('admin', 2), 'call 3 call 4', 'an admin sends out as many as asked for, the longest due first');
select is(pg_temp.trigger_overdue('admin'), 'call 2', 'as far as lines are free');
update organizations set max_concurrent_calls = 100 where slug = 'acme';
select is(pg_temp.trigger_overdue('admin'), 'call 1', 'inactive calls, those to come and other organisations'' stay');
select is(pg_temp.trigger_overdue('admin'), null, 'nothing is claimed twice');
select is((select array_agg(distinct trigger) from call_attempts), '{overdue}', 'the attempts say that they were triggered');
select is((select array_agg(distinct actor_id) from audit_log where table_name = 'call_attempts'), array[id_of('admin')],
  'and the audit trail by whom');
select book('same number', number => 'call 1');
select is(pg_temp.trigger_overdue('admin'), null, 'a number with a live call waits');

select * from finish();
rollback;
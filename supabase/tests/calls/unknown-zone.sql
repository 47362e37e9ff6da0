-- A zone that this database does not know harms its own call alone: the functions may be ahead of it.
begin;
set local search_path = public, extensions, fixtures;
set local time zone 'UTC';
select plan(7);

select set_clock('2026-11-23 06:00Z');
select make_acme_and_globex();
select book('odd', due_in => '-1 minute');
select book('fine', due_in => '-1 minute');
update call_schedules set phone_zones = '{Asia/Kolkata,Mars/Base}', phone_zone_source = 'number', phone_country = 'IN' where id = id_of('odd');
select is((select count(*) from claim_due_calls('worker', 10)), 1::bigint, 'the other call is claimed');
select is((select concat_ws(' ', s.call_status, s.status_reason_code) from call_schedules s where s.id = id_of('odd')), 'cancelled zone_unknown',
  'and that one ends with its reason');

-- An organisation's own, that a later server knows no more: its calls, and no other organisation's.
select make_rule('rule');
select keep_contact('1');
alter table organizations drop constraint organizations_time_zone_check;
update organizations set time_zone = 'Mars/Base', max_dials_per_day = 10 where slug = 'acme';
select book_for_checkup('cannot be judged', '1', 'rule');
select book('elsewhere', 'globex', due_in => '-1 second');
select lives_ok('select claim_all()', 'the judge throws at a call, and the claim goes on');
select is(state_of('elsewhere'), 'in_progress / placing', 'the others'' calls are claimed');
select is(state_of('cannot be judged'), 'scheduled', 'it waits');
select is((select dial_after from call_schedules where id = id_of('cannot be judged')), clock() + interval '5 minutes',
  'so that no claim meets it at once again');
select is(private.dials_left(id_of('acme'), 10, 'Mars/Base'), 9, 'and its calls of the day are those of UTC''s');

select * from finish();
rollback;

-- A zone that this database does not know harms its own call alone: the functions may be ahead of it.
begin;
set local search_path = public, extensions, fixtures;
set local time zone 'UTC';
select plan(2);

select set_clock('2026-11-23 06:00Z');
select make_acme_and_globex();
select book('odd', due_in => '-1 minute');
select book('fine', due_in => '-1 minute');
update call_schedules set phone_zones = '{Asia/Kolkata,Mars/Base}', phone_zone_source = 'number', phone_country = 'IN' where id = id_of('odd');
select is((select count(*) from claim_due_calls('worker', 10)), 1::bigint, 'the other call is claimed');
select is((select concat_ws(' ', s.call_status, s.status_reason_code) from call_schedules s where s.id = id_of('odd')), 'cancelled zone_unknown',
  'and that one ends with its reason');

select * from finish();
rollback;

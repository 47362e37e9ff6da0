-- The last look before a call that was booked by hand: its own time holds, a check-up done meanwhile and a wish not to be called too.
begin;
set local search_path = public, extensions, fixtures;
set local time zone 'UTC';
select plan(11);

select set_clock('2026-11-22 06:30Z');
select make_acme_and_globex();
select connect_hubspot(synced_until => clock());

select book_for_checkup('waits', '10', auto => true, due => '2026-12-24Z');
select claim_all();
select is(look_before_call('waits', contact_from_hubspot('10', '{"last_checkup_date": "2026-11-20"}')), 'deferred checkup_done',
  'a call that waits for a check-up waits again after the next one');
select is(state_and_reason_of('waits'), 'scheduled / checkup_done', 'and is not cancelled');
select is((select row(last_checkup_date, due_at)::text from call_schedules), row('2026-11-20'::date, '2026-11-24 18:30Z'::timestamptz)::text,
  'until that one is old enough');
select is((select count(*) from claim_due_calls('worker 1')), 0::bigint, 'not sooner');
select set_clock('2026-11-24 18:30Z');
select claim_all();
select is(look_before_call('waits', contact_from_hubspot('10', '{"last_checkup_date": "2026-11-20", "number": "new"}')), 'claimed',
  'then it goes out');
select is((select contact_phone_hash from call_schedules), hash_of('10'), 'to the number it was booked with');
select set_clock('2026-11-22 06:30Z');
delete from call_schedules;
select book_for_checkup('its time', '10', auto => true);
select claim_all();
select is(look_before_call('its time', contact_from_hubspot('10', '{"last_checkup_date": "2026-11-21", "hubspot_modified_at": null}')), 'claimed',
  'whose own time has come goes out whatever the check-up');
delete from call_schedules;
select book_for_checkup('by hand', '11', auto => true);
select claim_all();
select is(look_before_call('by hand', contact_from_hubspot('11', '{"do_not_call": true}')), 'withdrawn do_not_call',
  'unless the contact is not to be called');
delete from call_schedules;
select book_for_checkup('unknown', '12', auto => true);
select claim_all();
select is(look_before_call('unknown', null), 'claimed', 'a contact that HubSpot never had is called as booked');
delete from call_schedules;
select keep_contact('13');
select book_for_checkup('deleted', '13', auto => true);
select claim_all();
select is(look_before_call('deleted', null), 'withdrawn contact_removed', 'one that it had and deleted is not');
select is((select removed_reason from contacts where contact_id = '13'), 'deleted', 'and is gone');
delete from call_schedules;

select * from finish();
rollback;
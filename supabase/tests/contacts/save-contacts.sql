-- What HubSpot says of contacts is kept as of its latest change, and moves the calls that wait for a check-up.
begin;
set local search_path = public, extensions, fixtures;
select plan(51);

select set_clock('2026-11-22 10:00Z');
select make_acme_and_globex();
-- Keeps contacts as a page brings them. Answers how many changed.
create function pg_temp.keep(variadic contacts jsonb[]) returns integer language sql as $$
  select private.save_contacts(id_of('acme'), to_jsonb(contacts))
$$;

create function pg_temp.kept(contact text, field text) returns text language sql as $$
  select to_jsonb(c) ->> field from contacts c where c.org_id = id_of('acme') and c.contact_id = contact
$$;

-- The latest change.
select is(pg_temp.keep(contact_from_hubspot('1'), contact_from_hubspot('2')), 2, 'new contacts are kept');
select is(pg_temp.keep(contact_from_hubspot('1'), contact_from_hubspot('2')), 0, 'contacts that say the same are not written again');
select is(pg_temp.keep(contact_from_hubspot('1', '{"contact_name": "Asha Iyer", "hubspot_modified_at": "2026-11-22 11:00Z"}')), 1,
  'a change is taken over');
select is(pg_temp.keep(contact_from_hubspot('1', '{"do_not_call": true, "hubspot_modified_at": "2026-11-22 10:59Z"}')), 0,
  'an older copy is not');
select is(pg_temp.kept('1', 'contact_name') || ' ' || pg_temp.kept('1', 'do_not_call'), 'Asha Iyer false', 'and changes nothing');
select is(pg_temp.keep(contact_from_hubspot('1', '{"last_checkup_date": "2026-11-20", "hubspot_modified_at": "2026-11-22 11:00Z"}')), 1,
  'what is read differently of the same change is taken over');
select is(pg_temp.keep(contact_from_hubspot('1', '{"last_checkup_date": null, "checkup_problem": "missing", "hubspot_modified_at": null}')), 1,
  'as is what HubSpot gives no time for');
select is(pg_temp.keep(contact_from_hubspot('3', '{"hubspot_modified_at": "2026-11-22 10:00Z"}'),
  contact_from_hubspot('3', '{"contact_name": "Newer", "hubspot_modified_at": "2026-11-22 10:01Z"}')), 1, 'a contact that is on a page twice is one');
select is(pg_temp.kept('3', 'contact_name'), 'Newer', 'the newer one');
select is(pg_temp.keep(contact_from_hubspot('2', '{"phone_enc": "v1.k1.CCCCCCCCCCCCCCCC.DDDDDDDDDDDDDDDDDDDDDD", "language": "hi"}')), 1,
  'with another change');
select is(pg_temp.kept('2', 'phone_enc'), contact_from_hubspot('2') ->> 'phone_enc', 'the same number is not closed anew');
select is(pg_temp.keep(contact_from_hubspot('2', '{"phone_enc": "v1.k1.CCCCCCCCCCCCCCCC.DDDDDDDDDDDDDDDDDDDDDD", "number": "other"}')), 1,
  'another number');
select is(pg_temp.kept('2', 'phone_enc'), 'v1.k1.CCCCCCCCCCCCCCCC.DDDDDDDDDDDDDDDDDDDDDD', 'is');
select is(pg_temp.keep(contact_from_hubspot('2', '{"phone_enc": null, "phone_hash": null, "phone_problem": "missing"}')), 1,
  'a number that was taken away');
select is(coalesce(pg_temp.kept('2', 'phone_enc'), 'none'), 'none', 'is kept no longer');

-- A time zone is one that we know, or none: a single contact's never stops the rest.
select is(pg_temp.keep(contact_from_hubspot('90', '{"time_zone": "Asia/Kolkata5"}'), contact_from_hubspot('91', '{"time_zone": "Mars/Olympus"}'),
  contact_from_hubspot('92', '{"time_zone": "America/New_York"}')), 3, 'contacts with zones that nobody knows are kept');
select is(concat_ws(', ', pg_temp.kept('90', 'time_zone'), pg_temp.kept('91', 'time_zone'), pg_temp.kept('92', 'time_zone')),
  'America/New_York', 'without those');
select throws_ok($$update contacts set time_zone = 'Foo/5' where contact_id = '90'$$, '23514', null, 'the table itself takes no other');
select is(pg_temp.keep(contact_from_hubspot('93', jsonb_build_object('contact_name', E'\u200b\u2800 ')),
  contact_from_hubspot('94', jsonb_build_object('contact_name', E'\u202eoaR ahsA')), contact_from_hubspot('95', '{"contact_name": "Asha"}')), 3,
  'contacts whose names show nothing, or not what they are, are kept');
select is((select string_agg(pg_temp.kept(id, 'contact_name'), ', ') from unnest(array['93', '94', '95']) id),
  'Contact 93, Contact 94, Asha', 'under their ids');
select throws_ok($$update contacts set contact_name = E'\u200b' where contact_id = '95'$$, '23514', null, 'and so is what no call can be named');
select throws_ok($$update contacts set merged_ids = '{1,2;3}' where contact_id = '90'$$, '23514', null, 'nor what is no id of a record');
select is((select count(*) from contacts where org_id = id_of('globex')), 0::bigint, 'none of it is another organisation''s');

-- Merged and deleted.
select is(pg_temp.keep(contact_from_hubspot('10'), contact_from_hubspot('11'), contact_from_hubspot('12')), 3, 'of three records');
select keep_contact('11', org => 'globex');
select is(pg_temp.keep(contact_from_hubspot('10', '{"merged_ids": ["11", "12"], "hubspot_modified_at": "2026-11-22 11:00Z"}')), 1,
  'two are merged into one');
select is((select string_agg(contact_id || ' ' || removed_reason, ', ' order by contact_id) from contacts where removed_at is not null),
  '11 merged, 12 merged', 'which are gone at once');
select is(pg_temp.keep(contact_from_hubspot('11')), 0, 'a search index that lags does not bring them back');
select is(pg_temp.kept('11', 'removed_reason'), 'merged', 'so that they stay gone');
select is((select removed_at from contacts where org_id = id_of('globex')), null,
  'another organisation''s record of the same id stays');
select is(pg_temp.keep(contact_from_hubspot('20'), contact_from_hubspot('21', '{"merged_ids": ["20"]}')), 2,
  'also where both are on one page');
select is(pg_temp.kept('20', 'removed_reason'), 'merged', 'the merged one is gone');
select pg_temp.keep(contact_from_hubspot('22'));
update contacts set removed_at = '2026-11-01Z', removed_reason = 'deleted' where contact_id = '22';
select pg_temp.keep(contact_from_hubspot('23', '{"merged_ids": ["22"]}'));
select is((select row(removed_reason, removed_at)::text from contacts where contact_id = '22'), row('merged', '2026-11-01Z'::timestamptz)::text,
  'what was held to be deleted turns out to be merged');
update contacts set removed_at = now(), removed_reason = 'deleted' where contact_id = '3';
select is(pg_temp.keep(contact_from_hubspot('3', '{"contact_name": "Newer", "hubspot_modified_at": "2026-11-22 10:01Z"}')), 1,
  'a deleted record that HubSpot lists again');
select is(coalesce(pg_temp.kept('3', 'removed_at'), 'back'), 'back', 'is back');

-- Calls booked by hand that wait for a check-up to be old enough.
create function pg_temp.book(name text, contact text, checkup date default null, auto boolean default true, org text default 'acme')
returns void language sql as $$
  select book(name, org, contact => contact, due => '2030-01-01Z', auto_trigger => auto, checkup => checkup)
$$;
create function pg_temp.dates_of(name text) returns text language sql as $$
  select concat_ws(' ', last_checkup_date, to_char(due_at at time zone 'UTC', '"due" YYYY-MM-DD HH24:MI')) from call_schedules where id = id_of(name)
$$;
select pg_temp.keep(contact_from_hubspot('30'));
select pg_temp.book('bare', '30');
select is(pg_temp.dates_of('bare'), '2026-11-01 due 2026-11-05 18:30',
  'a call that brings no check-up date takes HubSpot''s, and is due by it at midnight in Kolkata');
select pg_temp.book('dated', '30', '2026-10-30');
select is(pg_temp.dates_of('dated'), '2026-10-30 due 2026-11-03 18:30', 'one that brings a date keeps it for now');
select pg_temp.book('fixed', '30', auto => false);
select is(pg_temp.dates_of('fixed'), 'due 2030-01-01 00:00', 'one that waits for no check-up takes none');
select pg_temp.book('foreign', '30', org => 'globex');
select is(pg_temp.dates_of('foreign'), 'due 2030-01-01 00:00', 'nor does another organisation''s');
select pg_temp.book('later', 'unknown');
update call_schedules set contact_id = '30' where id = id_of('later');
select is(pg_temp.dates_of('later'), '2026-11-01 due 2026-11-05 18:30', 'one that is given the contact later takes it then');
update call_schedules set auto_trigger_enabled = true where id = id_of('fixed');
select is(pg_temp.dates_of('fixed'), '2026-11-01 due 2026-11-05 18:30', 'as does one that is to wait for it from now on');
update contacts set removed_at = now(), removed_reason = 'deleted' where contact_id = '30';
select pg_temp.book('gone', '30');
select is(pg_temp.dates_of('gone'), 'due 2030-01-01 00:00', 'a contact that is gone has no date to give');
update contacts set removed_at = null, removed_reason = null where contact_id = '30';
update call_schedules set call_status = 'cancelled', status_reason = 'Over.' where id = id_of('gone');
select pg_temp.book('rule''s', '30', '2026-11-01');
select make_rule('rule');
update call_schedules set rule_id = id_of('rule') where id = id_of('rule''s');
select is(pg_temp.keep(contact_from_hubspot('30', '{"last_checkup_date": "2026-11-20", "hubspot_modified_at": "2026-11-22 11:00Z"}')), 1,
  'a check-up is done meanwhile');
select is(pg_temp.dates_of(name), '2026-11-20 due 2026-11-24 18:30', format('the call %s waits for it to be old enough', name))
from unnest(array['bare', 'dated', 'later', 'fixed']) name;
select is(pg_temp.dates_of('rule''s'), '2026-11-01 due 2026-11-05 18:30',
  'a rule''s call is looked at before it is made, not here');
select is(pg_temp.dates_of('gone'), 'due 2030-01-01 00:00', 'and a call that is over is left alone');
select is(pg_temp.dates_of('foreign'), 'due 2030-01-01 00:00', 'as is another organisation''s');
select pg_temp.keep(contact_from_hubspot('30', '{"last_checkup_date": null, "checkup_problem": "missing", "hubspot_modified_at": "2026-11-22 12:00Z"}'));
select is(pg_temp.dates_of('bare'), '2026-11-20 due 2026-11-24 18:30', 'a date that HubSpot has no more stays as it was');
select is((select count(*) from audit_log where changes::text ~ ('Asha|Newer|v1\.k1|' || hash_of('bare'))), 0::bigint,
  'no name or number is in the trail');

select * from finish();
rollback;
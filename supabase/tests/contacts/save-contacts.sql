-- What HubSpot says of contacts is kept as of its latest change, and moves the calls that wait for a check-up.
begin;
set local search_path = public, extensions;
select plan(44);

-- Acme and Globex. The id of anything here is the md5 of its name.
delete from organizations;
insert into organizations (id, slug, name, time_zone) values
  (md5('acme')::uuid, 'acme', 'Acme', 'Asia/Kolkata'),
  (md5('globex')::uuid, 'globex', 'Globex', 'America/New_York');
insert into agents (id, org_id, name) values
  (md5('acme agent')::uuid, md5('acme')::uuid, 'Front desk'),
  (md5('globex agent')::uuid, md5('globex')::uuid, 'Front desk');


-- Keeps contacts as a page brings them: a number per contact unless told otherwise, checked up on 2026-11-01. Answers how
-- many changed.
create function pg_temp.contact(id text, facts jsonb default '{}') returns jsonb language sql as $$
  select jsonb_build_object('contact_id', id, 'contact_name', 'Asha Rao',
    'phone_enc', 'v1.k1.AAAAAAAAAAAAAAAA.BBBBBBBBBBBBBBBBBBBBBB',
    'phone_hash', encode(sha256(coalesce(facts ->> 'number', id)::bytea), 'hex'),
    'last_checkup_date', '2026-11-01', 'hubspot_modified_at', '2026-11-22 10:00Z') || (facts - 'number')
$$;
create function pg_temp.keep(variadic contacts jsonb[]) returns integer language sql as $$
  select private.save_contacts(md5('acme')::uuid, to_jsonb(contacts))
$$;

create function pg_temp.kept(contact text, field text) returns text language sql as $$
  select to_jsonb(c) ->> field from contacts c where c.org_id = md5('acme')::uuid and c.contact_id = contact
$$;

-- The latest change.
select is(pg_temp.keep(pg_temp.contact('1'), pg_temp.contact('2')), 2, 'new contacts are kept');
select is(pg_temp.keep(pg_temp.contact('1'), pg_temp.contact('2')), 0, 'contacts that say the same are not written again');
select is(pg_temp.keep(pg_temp.contact('1', '{"contact_name": "Asha Iyer", "hubspot_modified_at": "2026-11-22 11:00Z"}')), 1,
  'a change is taken over');
select is(pg_temp.keep(pg_temp.contact('1', '{"do_not_call": true, "hubspot_modified_at": "2026-11-22 10:59Z"}')), 0,
  'an older copy is not');
select is(pg_temp.kept('1', 'contact_name') || ' ' || pg_temp.kept('1', 'do_not_call'), 'Asha Iyer false', 'and changes nothing');
select is(pg_temp.keep(pg_temp.contact('1', '{"last_checkup_date": "2026-11-20", "hubspot_modified_at": "2026-11-22 11:00Z"}')), 1,
  'what is read differently of the same change is taken over');
select is(pg_temp.keep(pg_temp.contact('1', '{"last_checkup_date": null, "checkup_problem": "missing", "hubspot_modified_at": null}')), 1,
  'as is what HubSpot gives no time for');
select is(pg_temp.keep(pg_temp.contact('3', '{"hubspot_modified_at": "2026-11-22 10:00Z"}'),
  pg_temp.contact('3', '{"contact_name": "Newer", "hubspot_modified_at": "2026-11-22 10:01Z"}')), 1, 'a contact that is on a page twice is one');
select is(pg_temp.kept('3', 'contact_name'), 'Newer', 'the newer one');
select is(pg_temp.keep(pg_temp.contact('2', '{"phone_enc": "v1.k1.CCCCCCCCCCCCCCCC.DDDDDDDDDDDDDDDDDDDDDD", "language": "hi"}')), 1,
  'with another change');
select is(pg_temp.kept('2', 'phone_enc'), 'v1.k1.AAAAAAAAAAAAAAAA.BBBBBBBBBBBBBBBBBBBBBB', 'the same number is not closed anew');
select is(pg_temp.keep(pg_temp.contact('2', '{"phone_enc": "v1.k1.CCCCCCCCCCCCCCCC.DDDDDDDDDDDDDDDDDDDDDD", "number": "other"}')), 1,
  'another number');
select is(pg_temp.kept('2', 'phone_enc'), 'v1.k1.CCCCCCCCCCCCCCCC.DDDDDDDDDDDDDDDDDDDDDD', 'is');
select is(pg_temp.keep(pg_temp.contact('2', '{"phone_enc": null, "phone_hash": null, "phone_problem": "missing"}')), 1,
  'a number that was taken away');
select is(coalesce(pg_temp.kept('2', 'phone_enc'), 'none'), 'none', 'is kept no longer');
select is((select count(*) from contacts where org_id = md5('globex')::uuid), 0::bigint, 'none of it is another organisation''s');

-- Merged and deleted.
select is(pg_temp.keep(pg_temp.contact('10'), pg_temp.contact('11'), pg_temp.contact('12')), 3, 'of three records');
insert into contacts (org_id, contact_id, contact_name, phone_problem, checkup_problem) values (md5('globex')::uuid, '11', 'Ravi', 'missing', 'missing');
select is(pg_temp.keep(pg_temp.contact('10', '{"merged_ids": ["11", "12"], "hubspot_modified_at": "2026-11-22 11:00Z"}')), 1,
  'two are merged into one');
select is((select string_agg(contact_id || ' ' || removed_reason, ', ' order by contact_id) from contacts where removed_at is not null),
  '11 merged, 12 merged', 'which are gone at once');
select is(pg_temp.keep(pg_temp.contact('11')), 0, 'a search index that lags does not bring them back');
select is(pg_temp.kept('11', 'removed_reason'), 'merged', 'so that they stay gone');
select is((select removed_at from contacts where org_id = md5('globex')::uuid), null,
  'another organisation''s record of the same id stays');
select is(pg_temp.keep(pg_temp.contact('20'), pg_temp.contact('21', '{"merged_ids": ["20"]}')), 2,
  'also where both are on one page');
select is(pg_temp.kept('20', 'removed_reason'), 'merged', 'the merged one is gone');
select pg_temp.keep(pg_temp.contact('22'));
update contacts set removed_at = '2026-11-01Z', removed_reason = 'deleted' where contact_id = '22';
select pg_temp.keep(pg_temp.contact('23', '{"merged_ids": ["22"]}'));
select is((select row(removed_reason, removed_at)::text from contacts where contact_id = '22'), row('merged', '2026-11-01Z'::timestamptz)::text,
  'what was held to be deleted turns out to be merged');
update contacts set removed_at = now(), removed_reason = 'deleted' where contact_id = '3';
select is(pg_temp.keep(pg_temp.contact('3', '{"contact_name": "Newer", "hubspot_modified_at": "2026-11-22 10:01Z"}')), 1,
  'a deleted record that HubSpot lists again');
select is(coalesce(pg_temp.kept('3', 'removed_at'), 'back'), 'back', 'is back');

-- Calls booked by hand that wait for a check-up to be old enough.
create function pg_temp.book(name text, contact text, checkup date default null, auto boolean default true, org text default 'acme')
returns void language sql as $$
  insert into call_schedules (id, org_id, agent_id, contact_id, contact_name, contact_phone_enc, contact_phone_hash, scheduled_at,
    auto_trigger_enabled, last_checkup_date, checkup_threshold_days)
  values (md5(name)::uuid, md5(org)::uuid, md5(org || ' agent')::uuid, contact, 'Asha Rao',
    'v1.k1.AAAAAAAAAAAAAAAA.BBBBBBBBBBBBBBBBBBBBBB', encode(sha256(name::bytea), 'hex'), '2030-01-01Z', auto, checkup, 5)
$$;
create function pg_temp.dates_of(name text) returns text language sql as $$
  select concat_ws(' ', last_checkup_date, to_char(due_at at time zone 'UTC', '"due" YYYY-MM-DD HH24:MI')) from call_schedules where id = md5(name)::uuid
$$;
select pg_temp.keep(pg_temp.contact('30'));
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
update call_schedules set contact_id = '30' where id = md5('later')::uuid;
select is(pg_temp.dates_of('later'), '2026-11-01 due 2026-11-05 18:30', 'one that is given the contact later takes it then');
update call_schedules set auto_trigger_enabled = true where id = md5('fixed')::uuid;
select is(pg_temp.dates_of('fixed'), '2026-11-01 due 2026-11-05 18:30', 'as does one that is to wait for it from now on');
update contacts set removed_at = now(), removed_reason = 'deleted' where contact_id = '30';
select pg_temp.book('gone', '30');
select is(pg_temp.dates_of('gone'), 'due 2030-01-01 00:00', 'a contact that is gone has no date to give');
update contacts set removed_at = null, removed_reason = null where contact_id = '30';
update call_schedules set call_status = 'cancelled', status_reason = 'Over.' where id = md5('gone')::uuid;
select pg_temp.book('rule''s', '30', '2026-11-01');
insert into call_schedule_rules (id, org_id, agent_id, rule_name, rule_type)
values (md5('rule')::uuid, md5('acme')::uuid, md5('acme agent')::uuid, 'Check-ups', 'checkup_threshold');
update call_schedules set rule_id = md5('rule')::uuid where id = md5('rule''s')::uuid;
select is(pg_temp.keep(pg_temp.contact('30', '{"last_checkup_date": "2026-11-20", "hubspot_modified_at": "2026-11-22 11:00Z"}')), 1,
  'a check-up is done meanwhile');
select is(pg_temp.dates_of(name), '2026-11-20 due 2026-11-24 18:30', format('the call %s waits for it to be old enough', name))
from unnest(array['bare', 'dated', 'later', 'fixed']) name;
select is(pg_temp.dates_of('rule''s'), '2026-11-01 due 2026-11-05 18:30',
  'a rule''s call is looked at before it is made, not here');
select is(pg_temp.dates_of('gone'), 'due 2030-01-01 00:00', 'and a call that is over is left alone');
select is(pg_temp.dates_of('foreign'), 'due 2030-01-01 00:00', 'as is another organisation''s');
select pg_temp.keep(pg_temp.contact('30', '{"last_checkup_date": null, "checkup_problem": "missing", "hubspot_modified_at": "2026-11-22 12:00Z"}'));
select is(pg_temp.dates_of('bare'), '2026-11-20 due 2026-11-24 18:30', 'a date that HubSpot has no more stays as it was');
select is((select count(*) from audit_log where changes::text ~ ('Asha|Newer|v1\.k1|' || encode(sha256('bare'), 'hex'))), 0::bigint,
  'no name or number is in the trail');

select * from finish();
rollback;

-- The last look before dialling: what HubSpot says at that moment decides whether a claimed call still goes out.
begin;
set local search_path = public, extensions;
set local time zone 'UTC';
select plan(60);

-- Acme and Globex. The id of anything here is the md5 of its name.
delete from organizations;
insert into organizations (id, slug, name, time_zone) values
  (md5('acme')::uuid, 'acme', 'Acme', 'Asia/Kolkata'),
  (md5('globex')::uuid, 'globex', 'Globex', 'America/New_York');
insert into agents (id, org_id, name) values
  (md5('acme agent')::uuid, md5('acme')::uuid, 'Front desk'),
  (md5('globex agent')::uuid, md5('globex')::uuid, 'Front desk');

-- A clock that these tests move; the migrations' own comes back with the rollback.
create or replace function private.current_time() returns timestamptz language sql stable set search_path = '' as $$
  select current_setting('test.now')::timestamptz
$$;
create function pg_temp.set_clock(moment timestamptz) returns void language sql as $$
  select set_config('test.now', moment::text, true)
$$;

select pg_temp.set_clock('2026-11-22 06:30Z');
insert into hubspot_connections (org_id, uses_default_token, synced_until)
select id, true, private.current_time() from organizations;
create function pg_temp.keep(contact text, facts jsonb default '{}', org text default 'acme') returns void language sql as $$
  insert into contacts (org_id, contact_id, contact_name, phone_enc, phone_hash, phone_problem, do_not_call, last_checkup_date,
    checkup_problem, problem, merged_ids, language, time_zone, properties)
  select md5(org)::uuid, contact, 'Asha Rao',
    case when not facts ? 'phone_problem' then 'v1.k1.AAAAAAAAAAAAAAAA.BBBBBBBBBBBBBBBBBBBBBB' end,
    case when not facts ? 'phone_problem' then encode(sha256(coalesce(facts ->> 'number', contact)::bytea), 'hex') end,
    facts ->> 'phone_problem', coalesce((facts ->> 'do_not_call')::boolean, false),
    case when not facts ? 'checkup_problem' then coalesce(facts ->> 'checkup', '2026-11-01')::date end, facts ->> 'checkup_problem',
    facts ->> 'problem', array(select jsonb_array_elements_text(coalesce(facts -> 'merged', '[]'))), facts ->> 'language',
    facts ->> 'time_zone', coalesce(facts -> 'properties', '{}')
$$;
create function pg_temp.rule(name text, type text default 'checkup_threshold', days integer default 5, conditions jsonb default null,
  property text default null, a_day integer default 100, org text default 'acme')
returns void language sql as $$
  insert into call_schedule_rules (id, org_id, agent_id, rule_name, rule_type, checkup_threshold_days, periodic_days, custom_conditions,
    checkup_property, max_calls_per_day)
  values (md5(name)::uuid, md5(org)::uuid, md5(org || ' agent')::uuid, name, type, days, days, conditions, property, a_day)
$$;

create function pg_temp.hash(number text) returns text language sql as $$ select encode(sha256(number::bytea), 'hex') $$;
create function pg_temp.attempt_of(name text) returns uuid language sql as $$
  select id from call_attempts where schedule_id = md5(name)::uuid order by attempt_number desc limit 1
$$;
create function pg_temp.state_of(name text) returns text language sql as $$
  select concat_ws(' / ', s.call_status, s.status_reason_code, t.state, t.outcome)
  from call_schedules s left join call_attempts t on t.id = pg_temp.attempt_of(name) where s.id = md5(name)::uuid
$$;
-- A call that is due, of a rule or by hand, to a contact whose check-up was on 2026-11-01.
create function pg_temp.book(name text, contact text, rule text default null, auto boolean default false, number text default null,
  scheduled timestamptz default null) returns void language sql as $$
  insert into call_schedules (id, org_id, agent_id, rule_id, contact_id, contact_name, contact_phone_enc, contact_phone_hash,
    scheduled_at, auto_trigger_enabled, last_checkup_date, occasion)
  values (md5(name)::uuid, md5('acme')::uuid, md5('acme agent')::uuid, md5(rule)::uuid, contact, 'Asha Rao',
    'v1.k1.AAAAAAAAAAAAAAAA.BBBBBBBBBBBBBBBBBBBBBB', pg_temp.hash(coalesce(number, contact)),
    coalesce(scheduled, private.current_time() - interval '1 minute'), auto, '2026-11-01',
    case when rule is not null then case rule when 'weekly' then 'first' else '2026-11-01' end end)
$$;
create function pg_temp.claim() returns void language sql as $$ select count(*) from claim_due_calls('worker 1', 1000) $$;
-- What HubSpot says of a contact now, as the functions give it.
create function pg_temp.contact(id text, facts jsonb default '{}') returns jsonb language sql as $$
  select jsonb_build_object('contact_id', id, 'contact_name', 'Asha Rao',
    'phone_enc', 'v1.k1.EEEEEEEEEEEEEEEE.FFFFFFFFFFFFFFFFFFFFFF', 'phone_hash', pg_temp.hash(coalesce(facts ->> 'number', id)),
    'last_checkup_date', '2026-11-01', 'hubspot_modified_at', private.current_time()) || (facts - 'number')
$$;
-- The look: the verdict with its reason.
create function pg_temp.look(name text, contact jsonb) returns text language sql as $$
  select concat_ws(' ', v ->> 'verdict', v ->> 'reason_code') from check_contact_before_call(pg_temp.attempt_of(name), contact,
    case when contact ->> 'phone_enc' is not null then 'v1.k1.GGGGGGGGGGGGGGGG.HHHHHHHHHHHHHHHHHHHHHH' end, contact ->> 'phone_hash') v
$$;
select pg_temp.rule('rule');
select pg_temp.rule('weekly', 'periodic', 7);
select pg_temp.rule('indians', 'custom', conditions => '{"all": [{"property": "country", "operator": "equals", "value": "India"}]}');

-- Whose contact is looked at.
select pg_temp.keep('8', '{"do_not_call": true}');
create temporary table claimed as
select b.*, null::boolean as checks from (values
  ('a rule''s call', '1', 'rule', false, true), ('one that waits for a check-up', '2', null, true, true),
  ('one booked by hand', '3', null, false, false), ('one to a contact known as not to be called', '8', null, false, true),
  ('one whose contact is none of HubSpot''s', 'crm-5', null, true, false), ('one with an impossible id', '0', null, true, false))
  as b (name, contact, rule, auto, expected);
select pg_temp.book(name, contact, rule, auto) from claimed;
update claimed c set checks = k.checks_contact from claim_due_calls('worker 1') k where k.schedule_id = md5(c.name)::uuid;
select is(checks, expected, format('%s is looked at: %s', name, expected)) from claimed;
select is(contact_check_terms(pg_temp.attempt_of(name)) -> 'may_dial_unread', to_jsonb(may), format('%s may go out unread: %s', name, may))
from (values ('a rule''s call', false), ('one that waits for a check-up', true), ('one booked by hand', true),
  ('one to a contact known as not to be called', false)) as t (name, may);
select pg_temp.book('early', '9', auto => true, scheduled => '2026-12-24Z');
select pg_temp.claim();
select is(contact_check_terms(pg_temp.attempt_of('early')) -> 'may_dial_unread', 'false',
  'one whose own time has not come may not');
select is(contact_check_terms(pg_temp.attempt_of('early')) -> 'access', hubspot_access(md5('acme')::uuid),
  'with what is needed to look');
delete from call_schedules;
update hubspot_connections set removed_at = now() where org_id = md5('acme')::uuid;
select pg_temp.book('unconnected', '1', auto => true);
select is((select checks_contact from claim_due_calls('worker 1')), false, 'without HubSpot nobody is looked at');
update hubspot_connections set removed_at = null;
delete from call_schedules;

-- A rule's call: each verdict on a new one, and what is left of it.
create function pg_temp.verdict_on(rule text, contact jsonb) returns text language plpgsql as $$
declare
  verdict text;
begin
  perform pg_temp.book('call', coalesce(contact ->> 'was', '1'), rule);
  perform pg_temp.claim();
  verdict := pg_temp.look('call', case when contact <> 'null' then contact - 'was' end);
  raise exception using errcode = 'UNDO1', message = concat_ws(': ', verdict, pg_temp.state_of('call'));
exception when sqlstate 'UNDO1' then return sqlerrm;
end $$;
select is(pg_temp.verdict_on(rule, facts), verdict, format('%s, a call of rule %s: %s', told, rule, verdict))
from (values
  ('rule', pg_temp.contact('1'), 'unchanged', 'dial: in_progress / placing'),
  ('rule', pg_temp.contact('1', '{"contact_name": "Asha Iyer", "language": "hi"}'), 'with another name', 'dial: in_progress / placing'),
  ('rule', pg_temp.contact('1', '{"last_checkup_date": "2026-11-21"}'), 'checked up meanwhile', 'withdrawn checkup_done: cancelled / checkup_done / ended / withdrawn'),
  ('rule', pg_temp.contact('1', '{"last_checkup_date": "2026-11-10"}'), 'checked up, but long ago', 'dial: in_progress / placing'),
  ('rule', pg_temp.contact('1', '{"last_checkup_date": "2026-11-23"}'), 'checked up tomorrow', 'withdrawn checkup_in_future: cancelled / checkup_in_future / ended / withdrawn'),
  ('rule', pg_temp.contact('1', '{"last_checkup_date": null, "checkup_problem": "missing"}'), 'without a check-up', 'withdrawn checkup_missing: cancelled / checkup_missing / ended / withdrawn'),
  ('rule', pg_temp.contact('1', '{"do_not_call": true}'), 'not to be called', 'withdrawn do_not_call: cancelled / do_not_call / ended / withdrawn'),
  ('rule', pg_temp.contact('1', '{"phone_enc": null, "phone_hash": null, "phone_problem": "invalid"}'), 'without a number', 'withdrawn phone_invalid: cancelled / phone_invalid / ended / withdrawn'),
  ('rule', pg_temp.contact('1', '{"problem": "Broken."}'), 'broken', 'withdrawn broken: cancelled / broken / ended / withdrawn'),
  ('rule', 'null', 'deleted', 'withdrawn contact_deleted: cancelled / contact_deleted / ended / withdrawn'),
  ('rule', pg_temp.contact('1', '{"number": "new"}'), 'with a new number', 'dial: in_progress / placing'),
  ('rule', pg_temp.contact('100', '{"was": "1", "merged_ids": ["1"]}'), 'merged into another', 'dial: in_progress / placing'),
  ('weekly', pg_temp.contact('1'), 'unchanged', 'dial: in_progress / placing'),
  ('weekly', pg_temp.contact('1', '{"last_checkup_date": "2026-11-21"}'), 'checked up meanwhile', 'dial: in_progress / placing'),
  ('indians', pg_temp.contact('1', '{"properties": {"country": "India"}}'), 'unchanged', 'dial: in_progress / placing'),
  ('indians', pg_temp.contact('1', '{"properties": {"country": "Nepal"}}'), 'moved', 'withdrawn conditions_not_met: cancelled / conditions_not_met / ended / withdrawn')
) as t (rule, facts, told, verdict);
update call_schedule_rules set is_active = false;
select is(pg_temp.verdict_on('rule', pg_temp.contact('1')), 'withdrawn rule_inactive: cancelled / rule_inactive / ended / withdrawn',
  'a rule that was switched off calls nobody');
update call_schedule_rules set is_active = true;

-- What is kept of it.
select pg_temp.book('kept', '1', 'rule');
select pg_temp.claim();
select is(check_contact_before_call(pg_temp.attempt_of('kept'), pg_temp.contact('1', '{"number": "new", "contact_name": "Asha Iyer", "last_checkup_date": "2026-11-10"}'),
    'v1.k1.GGGGGGGGGGGGGGGG.HHHHHHHHHHHHHHHHHHHHHH', pg_temp.hash('new')),
  jsonb_build_object('verdict', 'dial', 'contact_phone_enc', 'v1.k1.GGGGGGGGGGGGGGGG.HHHHHHHHHHHHHHHHHHHHHH', 'contact_phone_hash', pg_temp.hash('new'),
    'contact_name', 'Asha Iyer'), 'the call goes to the new number, by the new name');
select is((select row(contact_phone_hash, contact_name, last_checkup_date, occasion)::text from call_schedules),
  row(pg_temp.hash('new'), 'Asha Iyer', '2026-11-10'::date, '2026-11-10')::text, 'which the call is from now on');
select is((select contact_phone_hash from call_attempts), pg_temp.hash('new'), 'so that this number is live, and no other');
select is((select contact_name from contacts where contact_id = '1'), 'Asha Iyer', 'and the contact is kept as it is now');
select pg_temp.book('blocked', '3', number => 'new');
select is((select count(*) from claim_due_calls('worker 2')), 0::bigint, 'the new number is in no second call');
select is(pg_temp.look('kept', pg_temp.contact('1', '{"number": "new"}')), 'dial', 'looking twice is harmless');
select record_call_placed(pg_temp.attempt_of('kept'), 'execution') ->> 'recorded';
select is(pg_temp.look('kept', null), 'lost', 'a call that was placed is looked at no more');
select is(pg_temp.state_of('kept'), 'in_progress / placed', 'nor changed');
delete from call_schedules;

-- A number that is in another call.
select pg_temp.book('first', '1', number => 'new');
select pg_temp.book('second', '2', 'rule');
select pg_temp.claim();
select is(pg_temp.look('second', pg_temp.contact('2', '{"number": "new"}')), 'postponed number_busy',
  'a call whose new number is in another call waits');
select is((select row(call_status, retry_at, deferral_count, contact_phone_hash)::text from call_schedules where id = md5('second')::uuid),
  row('scheduled', private.current_time() + interval '1 minute', 0, pg_temp.hash('2'))::text, 'for a minute, which counts as no try');
select is(pg_temp.state_of('first'), 'in_progress / placing', 'and the other one goes on');
delete from call_schedules;

-- Changed at this very moment: an older copy is read than the one that is kept.
select pg_temp.book('outdated', '4', 'rule');
select pg_temp.claim();
select private.save_contacts(md5('acme')::uuid, jsonb_build_array(pg_temp.contact('4', '{"number": "newest"}')));
select is(pg_temp.look('outdated', pg_temp.contact('4', '{"hubspot_modified_at": "2026-11-22 06:00Z"}')), 'postponed contact_changed',
  'a number that is no longer the contact''s is not dialled');
select is(pg_temp.state_of('outdated'), 'scheduled / contact_changed / ended / withdrawn', 'the call is looked at again');
select ok((select dial_after > private.current_time() from call_schedules), 'but not at once');
delete from call_schedules;

-- Merged.
select pg_temp.book('merged', '5', 'rule');
select pg_temp.book('survivor', '50', 'rule', number => '50');
select pg_temp.claim();
select record_call_placed(pg_temp.attempt_of('survivor'), 'of the survivor') ->> 'recorded';
select is(pg_temp.look('merged', pg_temp.contact('50', '{"merged_ids": ["5"], "number": "5"}')), 'withdrawn already_called',
  'whom the rule calls under another record is not called twice');
delete from call_schedules;
select pg_temp.book('merged', '6', 'rule');
select pg_temp.claim();
select is(pg_temp.look('merged', pg_temp.contact('60', '{"merged_ids": ["6"], "number": "6"}')), 'dial',
  'a merged contact is called');
select is((select contact_id from call_schedules), '60', 'as the one that is left');
select throws_ok($$ select pg_temp.book('another', '60', 'rule', number => 'x') $$, '23505', null, 'once');
delete from call_schedules;

-- A retry.
select pg_temp.book('weekly', '7', 'weekly');
select pg_temp.claim();
select is(pg_temp.look('weekly', pg_temp.contact('7')), 'dial', 'a periodic rule''s call');
select record_call_placed(pg_temp.attempt_of('weekly'), 'weekly') ->> 'recorded';
select settle_call(pg_temp.attempt_of('weekly'), 'weekly', '{"outcome": "no_answer", "call_status": "failed", "retry_category": "no_answer",
  "reason_code": "no_answer", "reason": "Nobody answered."}') ->> 'call_status';
select pg_temp.set_clock('2026-11-22 10:00Z');
select pg_temp.claim();
select is(pg_temp.look('weekly', pg_temp.contact('7')), 'dial', 'is tried again though its contact was rung today');
select is(pg_temp.state_of('weekly'), 'in_progress / placing', 'by the rule itself');
select pg_temp.book('by hand', '7', number => 'x');
select pg_temp.claim();
select record_call_placed(pg_temp.attempt_of('by hand'), 'by hand') ->> 'recorded';
select is(pg_temp.look('weekly', pg_temp.contact('7')), 'withdrawn not_due', 'not when another call has reached them meanwhile');
delete from call_schedules;
select pg_temp.set_clock('2026-11-22 06:30Z');

-- Calling hours: 09:00 to 18:00 in Kolkata are 03:30 to 12:30 UTC.
select pg_temp.set_clock('2026-11-22 12:29:59Z');
select pg_temp.book('evening', '1', 'rule');
select pg_temp.claim();
select is(pg_temp.look('evening', pg_temp.contact('1')), 'dial', 'a rule''s call goes out until the calling hours end');
delete from call_schedules;
select pg_temp.set_clock('2026-11-22 12:30Z');
select pg_temp.book('late', '1', 'rule');
select pg_temp.book('late by hand', '2', auto => true);
select pg_temp.claim();
select is(pg_temp.look('late', pg_temp.contact('1')), 'postponed outside_calling_hours', 'none by itself after them');
select is((select row(call_status, retry_at)::text from call_schedules where id = md5('late')::uuid),
  row('scheduled', timestamptz '2026-11-23 03:30Z')::text, 'it waits for the next morning');
select is(pg_temp.look('late by hand', pg_temp.contact('2')), 'dial', 'a call whose time a person chose goes out');
select pg_temp.set_clock('2026-11-23 03:29:59Z');
select is((select count(*) from claim_due_calls('worker 1')), 0::bigint, 'not before they begin');
update call_schedules set scheduled_at = private.current_time() - interval '1 minute' where id = md5('late')::uuid;
insert into auth.users (id, email) values (md5('admin')::uuid, 'admin@acme.example');
insert into memberships (org_id, user_id, role) values (md5('acme')::uuid, md5('admin')::uuid, 'admin');
select is(claim_call_schedule(md5('late')::uuid, md5('admin')::uuid, 'worker 1') ->> 'outcome', 'claimed', 'an admin may ask for it now');
select is(pg_temp.look('late', pg_temp.contact('1')), 'dial', 'and then it goes out');
delete from call_schedules;
select pg_temp.set_clock('2026-11-22 06:30Z');

select is((select count(*) from audit_log where changes::text ~ ('Asha|v1\.k1|' || pg_temp.hash('new'))), 0::bigint,
  'no name or number is in the trail');

select * from finish();
rollback;

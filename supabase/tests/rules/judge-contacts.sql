-- Whom a rule calls and whom not, each with the first reason that applies, by the organisation's calendar.
begin;
set local search_path = public, extensions;
set local time zone 'UTC';
select plan(85);

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

select pg_temp.set_clock('2026-11-22 10:00Z');
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
-- A call as it may stand there; placed: the day on which it was made.
create function pg_temp.book(name text, contact text, rule text default null, occasion text default null, status text default 'completed',
  number text default null, placed timestamptz default null, created timestamptz default null) returns void language sql as $$
  insert into call_schedules (id, org_id, agent_id, rule_id, contact_id, contact_name, contact_phone_enc, contact_phone_hash,
    scheduled_at, call_status, status_reason, occasion, created_at)
  values (md5(name)::uuid, md5('acme')::uuid, md5('acme agent')::uuid, md5(rule)::uuid, contact, 'Asha Rao',
    'v1.k1.AAAAAAAAAAAAAAAA.BBBBBBBBBBBBBBBBBBBBBB', encode(sha256(coalesce(number, contact)::bytea), 'hex'), private.current_time(),
    status, 'Because.', occasion, coalesce(created, private.current_time() - interval '30 days'));
  insert into call_attempts (org_id, schedule_id, agent_id, attempt_number, contact_phone_hash, trigger, worker, due_at, lease_expires_at,
    state, outcome, ended_at, placed_at)
  select org_id, id, agent_id, 1, contact_phone_hash, 'sweep', 'worker 1', placed, placed, 'ended', 'completed', placed, placed
  from call_schedules where id = md5(name)::uuid and placed is not null;
$$;

create function pg_temp.verdict(rule text, contact text) returns text language sql as $$
  select v.reason_code from private.judge_contacts(md5(rule)::uuid) v where v.contact_id = contact
$$;
create function pg_temp.reason(rule text, contact text) returns text language sql as $$
  select v.reason from private.judge_contacts(md5(rule)::uuid) v where v.contact_id = contact
$$;
create function pg_temp.called_by(rule text) returns text[] language sql as $$
  select coalesce(array_agg(v.contact_id order by v.turn), '{}') from private.judge_contacts(md5(rule)::uuid) v where v.would_call
$$;

-- Every reason of a check-up rule.
select pg_temp.rule('rule');
select pg_temp.keep(contact, facts::jsonb) from (values
  ('1', '{}'), ('2', '{"problem": "Its name is no text."}'), ('3', '{"do_not_call": true}'), ('4', '{"phone_problem": "missing"}'),
  ('5', '{"phone_problem": "invalid"}'), ('6', '{"checkup_problem": "missing"}'), ('7', '{"checkup_problem": "unreadable"}'),
  ('8', '{"checkup": "2026-11-23"}'), ('9', '{"checkup": "2026-11-18"}'), ('10', '{"checkup": "2026-11-17"}'), ('11', '{}'), ('12', '{}'),
  ('13', '{"number": "shared", "checkup": "2026-11-03"}'), ('14', '{"number": "shared", "checkup": "2026-11-02"}'),
  ('15', '{"problem": "Broken.", "do_not_call": true, "phone_problem": "missing", "checkup_problem": "missing"}'),
  ('16', '{"number": "dialled"}'), ('17', '{"number": "shared", "do_not_call": true, "checkup": "2026-10-01"}'),
  ('18', '{"checkup": "2026-11-10"}'), ('19', '{"checkup": "2026-11-22"}')) as t (contact, facts);
select pg_temp.keep('20', org => 'globex');
select pg_temp.keep('21');
update contacts set removed_at = now(), removed_reason = 'deleted' where contact_id = '21';
select pg_temp.book('for it', '11', 'rule', '2026-11-01');
select pg_temp.book('waiting', 'somebody', status => 'scheduled', number => '12');
select pg_temp.book('under way', 'somebody', status => 'in_progress', number => 'dialled');
select pg_temp.book('for the one before', '18', 'rule', '2026-11-01');
select is(pg_temp.verdict('rule', contact), verdict, format('contact %s: %s', contact, verdict))
from (values ('1', 'due'), ('2', 'broken'), ('3', 'do_not_call'), ('4', 'phone_missing'), ('5', 'phone_invalid'), ('6', 'checkup_missing'),
  ('7', 'checkup_unreadable'), ('8', 'checkup_in_future'), ('9', 'not_due'), ('10', 'due'), ('11', 'already_called'),
  ('12', 'number_planned'), ('13', 'number_shared'), ('14', 'due'), ('15', 'broken'), ('16', 'number_planned'), ('17', 'do_not_call'),
  ('18', 'due'), ('19', 'not_due')) as t (contact, verdict);
select is(pg_temp.verdict('rule', '20'), null, 'another organisation''s contact is not spoken of');
select is(pg_temp.verdict('rule', '21'), null, 'nor one that is gone');
select is(pg_temp.called_by('rule'), '{1,14,18,10}', 'the oldest check-ups come first');
select is((select bool_and(would_call = (reason_code = 'due')) from private.judge_contacts(md5('rule')::uuid)), true,
  'who is due is called, and nobody else');
select is((select count(*) from private.judge_contacts(md5('rule')::uuid)), 19::bigint, 'each contact is spoken of once');
select is((select count(*) from private.judge_contacts(md5('rule')::uuid) where reason !~ '^[A-Z].*\.$'), 0::bigint,
  'with a sentence for a person');
select is(pg_temp.reason('rule', '1'), 'The last check-up was on 2026-11-01, 21 days ago; the rule calls after 5.',
  'which tells why');
select is(pg_temp.reason('rule', '9'), 'The last check-up was on 2026-11-18; a call is due on 2026-11-23.', 'and why not yet');
select is(pg_temp.reason('rule', '2'), 'Its name is no text.', 'and what is broken');
update call_schedules set call_status = 'cancelled' where id = md5('waiting')::uuid;
select is(pg_temp.verdict('rule', '12'), 'due', 'a number is free when its call is over');
update call_schedules set deleted_at = now() where id = md5('for it')::uuid;
select is(pg_temp.verdict('rule', '11'), 'already_called', 'a deleted call was made all the same');
update contacts set last_checkup_date = '2026-11-16' where contact_id = '11';
select is(pg_temp.verdict('rule', '11'), 'due', 'a new check-up date is a new occasion');
update agents set is_active = false where id = md5('acme agent')::uuid;
select is(pg_temp.verdict('rule', '1'), 'agent_inactive', 'an agent that is switched off calls nobody');
select is(pg_temp.verdict('rule', '4'), 'phone_missing', 'though other reasons come first');
update agents set is_active = true;

-- A day's calls.
update call_schedule_rules set max_calls_per_day = 3;
select is(pg_temp.called_by('rule'), '{1,12,14}', 'a rule makes no more calls a day than it may, the oldest check-ups first');
select is(pg_temp.verdict('rule', '10'), 'daily_limit', 'others wait');
select pg_temp.book('today', '30', 'rule', 'x', created => '2026-11-21 18:30Z');
select pg_temp.book('yesterday', '31', 'rule', 'x', created => '2026-11-21 18:29Z');
select is(pg_temp.called_by('rule'), '{1,12}', 'what was planned today in Kolkata counts, what was planned yesterday does not');
update call_schedules set deleted_at = now() where contact_id = '30';
select is(pg_temp.called_by('rule'), '{1,12}', 'deleted or not');
delete from call_schedules;
update call_schedule_rules set max_calls_per_day = 100;

-- The boundary of the day, wherever the organisation is: the fifth day is due, the fourth is not.
delete from contacts;
select pg_temp.keep('1', '{"checkup": "2026-03-03"}');
create function pg_temp.verdict_at(zone text, moment timestamptz) returns text language sql as $$
  update organizations set time_zone = zone where slug = 'acme';
  select pg_temp.set_clock(moment);
  select pg_temp.verdict('rule', '1');
$$;
select is(pg_temp.verdict_at(zone, midnight - interval '1 microsecond'), 'not_due', format('in %s nobody is called before midnight', zone))
from (values ('Pacific/Honolulu', '2026-03-08 10:00Z'::timestamptz), ('Pacific/Kiritimati', '2026-03-07 10:00Z'), ('Pacific/Tongatapu', '2026-03-07 11:00Z'),
  ('Asia/Kathmandu', '2026-03-07 18:15Z'), ('America/New_York', '2026-03-08 05:00Z'), ('UTC', '2026-03-08 00:00Z')) as t (zone, midnight);
select is(pg_temp.verdict_at(zone, midnight), 'due', format('in %s the fifth day begins at midnight', zone))
from (values ('Pacific/Honolulu', '2026-03-08 10:00Z'::timestamptz), ('Pacific/Kiritimati', '2026-03-07 10:00Z'), ('Pacific/Tongatapu', '2026-03-07 11:00Z'),
  ('Asia/Kathmandu', '2026-03-07 18:15Z'), ('America/New_York', '2026-03-08 05:00Z'), ('UTC', '2026-03-08 00:00Z')) as t (zone, midnight);
-- New York's clocks go forward on 8 March and back on 1 November: days of 23 and of 25 hours are days.
update contacts set last_checkup_date = '2026-03-04';
select is(pg_temp.verdict_at('America/New_York', '2026-03-09 03:59:59Z'), 'not_due', 'a day of 23 hours is a day');
select is(pg_temp.verdict_at('America/New_York', '2026-03-09 04:00Z'), 'due', 'that ends at its midnight');
update contacts set last_checkup_date = '2026-10-28';
select is(pg_temp.verdict_at('America/New_York', '2026-11-02 04:59:59Z'), 'not_due', 'as is one of 25');
select is(pg_temp.verdict_at('America/New_York', '2026-11-02 05:00Z'), 'due', 'that ends an hour later');
update call_schedule_rules set checkup_threshold_days = 0;
update contacts set last_checkup_date = '2026-11-02';
select is(pg_temp.verdict('rule', '1'), 'due', 'with a threshold of no days the day of the check-up counts');
update organizations set time_zone = 'Asia/Kolkata' where slug = 'acme';
select pg_temp.set_clock('2026-11-22 10:00Z');

-- Another property.
delete from contacts;
select pg_temp.rule('other', property => 'last_bp');
select pg_temp.keep(contact, jsonb_build_object('properties', jsonb_build_object('last_bp', value))) from (values
  ('1', '2026-11-17'), ('2', '2026-11-18'), ('3', null), ('4', 'yesterday'), ('5', '2026-11-23'), ('6', '2026-02-31'), ('7', '2026-13-01'),
  ('8', '1763337600000')) as t (contact, value);
select is(pg_temp.verdict('other', contact), verdict, format('by another property, contact %s: %s', contact, verdict))
from (values ('1', 'due'), ('2', 'not_due'), ('3', 'checkup_missing'), ('4', 'checkup_unreadable'), ('5', 'checkup_in_future'),
  ('6', 'checkup_unreadable'), ('7', 'checkup_unreadable'), ('8', 'checkup_unreadable')) as t (contact, verdict);
select is((select occasion from private.judge_contacts(md5('other')::uuid) v where contact_id = '1'), '2026-11-17',
  'its date is the occasion');
update call_schedule_rules set checkup_property = 'last_checkup_date' where id = md5('other')::uuid;
select is(pg_temp.verdict('other', '4'), 'due', 'the connection''s own property is no other one');

-- Every so many days.
delete from contacts;
select pg_temp.rule('weekly', 'periodic', 7);
select pg_temp.keep(c) from unnest(array['1', '2', '3', '4', '5', '6', '7', '8', '9']) c;
select pg_temp.book('2', '2', placed => '2026-11-15 06:00Z');
select pg_temp.book('3', '3', placed => '2026-11-16 06:00Z');
select pg_temp.book('4', '4', 'weekly', 'first', placed => '2026-11-15 06:00Z');
select pg_temp.book('5', '5', 'weekly', 'first', placed => '2026-11-16 06:00Z');
select pg_temp.book('6', '6', 'weekly', 'first', 'failed', created => '2026-11-15 06:00Z');
select pg_temp.book('7', '7', 'weekly', 'first', 'cancelled', created => '2026-11-16 06:00Z');
select pg_temp.book('8', '8', 'weekly', 'first', 'scheduled');
select pg_temp.book('9a', '9', placed => '2026-11-14 06:00Z');
select pg_temp.book('9b', '9', placed => '2026-11-20 06:00Z');
select is(pg_temp.verdict('weekly', contact), verdict, format('every seven days, contact %s %s: %s', contact, why, verdict))
from (values ('1', 'never called', 'due'), ('2', 'called by hand seven days ago', 'due'), ('3', 'called by hand six days ago', 'not_due'),
  ('4', 'called by the rule seven days ago', 'due'), ('5', 'called by the rule six days ago', 'not_due'),
  ('6', 'whose call of seven days ago was never made', 'due'), ('7', 'whose call of six days ago was never made', 'not_due'),
  ('8', 'whose call waits', 'already_called'), ('9', 'called twice', 'not_due')) as t (contact, why, verdict);
select is((select string_agg(contact_id || ' ' || occasion, ', ' order by contact_id) from private.judge_contacts(md5('weekly')::uuid) where would_call),
  '1 first, 2 2026-11-15, 4 2026-11-15, 6 2026-11-15', 'the call before is the occasion');
select is(pg_temp.reason('weekly', contact), reason, 'which it says: ' || reason)
from (values ('1', 'Never called so far.'), ('2', 'Last called on 2026-11-15, 7 days ago; the rule calls every 7 days.'),
  ('3', 'Last called on 2026-11-16; the next call is due on 2026-11-23.'),
  ('7', 'A call planned on 2026-11-16 was not made; the next one is due on 2026-11-23.')) as t (contact, reason);
select is((select reason_code from private.judge_contacts(md5('weekly')::uuid, array['5'], md5('5')::uuid)), 'due',
  'judged before its own retry, a call does not stand in its own way');

-- Merged records.
delete from contacts;
delete from call_schedules;
select pg_temp.keep('10', '{"merged": ["2", "3"]}');
select pg_temp.keep('11', '{"merged": ["4"]}');
select pg_temp.book('2', '2', 'rule', '2026-11-01');
select is(pg_temp.verdict('rule', '10'), 'already_called',
  'who was called under a merged record for this check-up is not called again');
select is(pg_temp.verdict('rule', '11'), 'due', 'another one is');
select pg_temp.book('3', '3', 'weekly', 'first', placed => '2026-11-20 06:00Z');
select is(pg_temp.verdict('weekly', '10'), 'not_due', 'nor before as many days as the rule says');
select pg_temp.set_clock('2026-11-27 10:00Z');
select is(pg_temp.verdict('weekly', '10'), 'due', 'but then');
select is((select reason_code from private.judge_contacts(md5('weekly')::uuid, array['10'])), 'due',
  'also when it is judged alone');
select pg_temp.set_clock('2026-11-26 10:00Z');
select is((select reason_code from private.judge_contacts(md5('weekly')::uuid, array['10'])), 'not_due', 'and not before');
select pg_temp.set_clock('2026-11-22 10:00Z');

select * from finish();
rollback;

-- Whom a rule calls and whom not, each with the first reason that applies, by the organisation's calendar.
begin;
set local search_path = public, extensions, fixtures;
set local time zone 'UTC';
select plan(86);

select set_clock('2026-11-22 10:00Z');
select make_acme_and_globex();
select connect_hubspot(synced_until => clock());

create function pg_temp.reason(rule text, contact text) returns text language sql as $$
  select v.reason from private.judge_contacts(id_of(rule)) v where v.contact_id = contact
$$;
create function pg_temp.called_by(rule text) returns text[] language sql as $$
  select coalesce(array_agg(v.contact_id order by v.turn), '{}') from private.judge_contacts(id_of(rule)) v where v.would_call
$$;

-- Every reason of a check-up rule.
select make_rule('rule');
select keep_contact(contact, facts::jsonb) from (values
  ('1', '{}'), ('2', '{"problem": "Its name is no text."}'), ('3', '{"do_not_call": true}'), ('4', '{"phone_problem": "missing"}'),
  ('5', '{"phone_problem": "invalid"}'), ('6', '{"checkup_problem": "missing"}'), ('7', '{"checkup_problem": "unreadable"}'),
  ('8', '{"checkup": "2026-11-23"}'), ('9', '{"checkup": "2026-11-18"}'), ('10', '{"checkup": "2026-11-17"}'), ('11', '{}'), ('12', '{}'),
  ('13', '{"number": "shared", "checkup": "2026-11-03"}'), ('14', '{"number": "shared", "checkup": "2026-11-02"}'),
  ('15', '{"problem": "Broken.", "do_not_call": true, "phone_problem": "missing", "checkup_problem": "missing"}'),
  ('16', '{"number": "dialled"}'), ('17', '{"number": "shared", "do_not_call": true, "checkup": "2026-10-01"}'),
  ('18', '{"checkup": "2026-11-10"}'), ('19', '{"checkup": "2026-11-22"}'), ('22', '{"phone_problem": "special"}')) as t (contact, facts);
select keep_contact('20', org => 'globex');
select keep_contact('21');
update contacts set removed_at = now(), removed_reason = 'deleted' where contact_id = '21';
select keep_call('for it', '11', 'rule', '2026-11-01');
select keep_call('waiting', 'somebody', status => 'scheduled', number => '12');
select keep_call('under way', 'somebody', status => 'in_progress', number => 'dialled');
select keep_call('for the one before', '18', 'rule', '2026-11-01');
select is(verdict('rule', contact), verdict, format('contact %s: %s', contact, verdict))
from (values ('1', 'due'), ('2', 'broken'), ('3', 'do_not_call'), ('4', 'phone_missing'), ('5', 'phone_invalid'), ('6', 'checkup_missing'),
  ('7', 'checkup_unreadable'), ('8', 'checkup_in_future'), ('9', 'not_due'), ('10', 'due'), ('11', 'already_called'),
  ('12', 'number_planned'), ('13', 'number_shared'), ('14', 'due'), ('15', 'broken'), ('16', 'number_planned'), ('17', 'do_not_call'),
  ('18', 'due'), ('19', 'not_due'), ('22', 'number_special')) as t (contact, verdict);
select is(verdict('rule', '20'), null, 'another organisation''s contact is not spoken of');
select is(verdict('rule', '21'), null, 'nor one that is gone');
select is(pg_temp.called_by('rule'), '{1,14,18,10}', 'the oldest check-ups come first');
select is((select bool_and(would_call = (reason_code = 'due')) from private.judge_contacts(id_of('rule'))), true,
  'who is due is called, and nobody else');
select is((select count(*) from private.judge_contacts(id_of('rule'))), 20::bigint, 'each contact is spoken of once');
select is((select count(*) from private.judge_contacts(id_of('rule')) where reason !~ '^[A-Z].*\.$'), 0::bigint,
  'with a sentence for a person');
select is(pg_temp.reason('rule', '1'), 'The last check-up was on 2026-11-01, 21 days ago; the rule calls after 5.',
  'which tells why');
select is(pg_temp.reason('rule', '9'), 'The last check-up was on 2026-11-18; a call is due on 2026-11-23.', 'and why not yet');
select is(pg_temp.reason('rule', '2'), 'Its name is no text.', 'and what is broken');
update call_schedules set call_status = 'cancelled' where id = id_of('waiting');
select is(verdict('rule', '12'), 'due', 'a number is free when its call is over');
update call_schedules set deleted_at = now() where id = id_of('for it');
select is(verdict('rule', '11'), 'already_called', 'a deleted call was made all the same');
update contacts set last_checkup_date = '2026-11-16' where contact_id = '11';
select is(verdict('rule', '11'), 'due', 'a new check-up date is a new occasion');
update agents set is_active = false where id = id_of('acme agent');
select is(verdict('rule', '1'), 'agent_inactive', 'an agent that is switched off calls nobody');
select is(verdict('rule', '4'), 'phone_missing', 'though other reasons come first');
update agents set is_active = true;

-- A day's calls.
update call_schedule_rules set max_calls_per_day = 3;
select is(pg_temp.called_by('rule'), '{1,12,14}', 'a rule makes no more calls a day than it may, the oldest check-ups first');
select is(verdict('rule', '10'), 'daily_limit', 'others wait');
select keep_call('today', '30', 'rule', 'x', created => '2026-11-21 18:30Z');
select keep_call('yesterday', '31', 'rule', 'x', created => '2026-11-21 18:29Z');
select is(pg_temp.called_by('rule'), '{1,12}', 'what was planned today in Kolkata counts, what was planned yesterday does not');
update call_schedules set deleted_at = now() where contact_id = '30';
select is(pg_temp.called_by('rule'), '{1,12}', 'deleted or not');
delete from call_schedules;
update call_schedule_rules set max_calls_per_day = 100;

-- The boundary of the day, wherever the organisation is: the fifth day is due, the fourth is not.
delete from contacts;
select keep_contact('1', '{"checkup": "2026-03-03"}');
create function pg_temp.verdict_at(zone text, moment timestamptz) returns text language sql as $$
  update organizations set time_zone = zone where slug = 'acme';
  select set_clock(moment);
  select verdict('rule', '1');
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
select is(verdict('rule', '1'), 'due', 'with a threshold of no days the day of the check-up counts');
update organizations set time_zone = 'Asia/Kolkata' where slug = 'acme';
select set_clock('2026-11-22 10:00Z');

-- Another property.
delete from contacts;
select make_rule('other', property => 'last_bp');
select keep_contact(contact, jsonb_build_object('properties', jsonb_build_object('last_bp', value))) from (values
  ('1', '2026-11-17'), ('2', '2026-11-18'), ('3', null), ('4', 'yesterday'), ('5', '2026-11-23'), ('6', '2026-02-31'), ('7', '2026-13-01'),
  ('8', '1763337600000')) as t (contact, value);
select is(verdict('other', contact), verdict, format('by another property, contact %s: %s', contact, verdict))
from (values ('1', 'due'), ('2', 'not_due'), ('3', 'checkup_missing'), ('4', 'checkup_unreadable'), ('5', 'checkup_in_future'),
  ('6', 'checkup_unreadable'), ('7', 'checkup_unreadable'), ('8', 'checkup_unreadable')) as t (contact, verdict);
select is((select occasion from private.judge_contacts(id_of('other')) v where contact_id = '1'), '2026-11-17',
  'its date is the occasion');
update call_schedule_rules set checkup_property = 'last_checkup_date' where id = id_of('other');
select is(verdict('other', '4'), 'due', 'the connection''s own property is no other one');

-- Every so many days.
delete from contacts;
select make_rule('weekly', 'periodic', 7);
select keep_contact(c) from unnest(array['1', '2', '3', '4', '5', '6', '7', '8', '9']) c;
select keep_call('2', '2', placed => '2026-11-15 06:00Z');
select keep_call('3', '3', placed => '2026-11-16 06:00Z');
select keep_call('4', '4', 'weekly', 'first', placed => '2026-11-15 06:00Z');
select keep_call('5', '5', 'weekly', 'first', placed => '2026-11-16 06:00Z');
select keep_call('6', '6', 'weekly', 'first', 'failed', created => '2026-11-15 06:00Z');
select keep_call('7', '7', 'weekly', 'first', 'cancelled', created => '2026-11-16 06:00Z');
select keep_call('8', '8', 'weekly', 'first', 'scheduled');
select keep_call('9a', '9', placed => '2026-11-14 06:00Z');
select keep_call('9b', '9', placed => '2026-11-20 06:00Z');
select is(verdict('weekly', contact), verdict, format('every seven days, contact %s %s: %s', contact, why, verdict))
from (values ('1', 'never called', 'due'), ('2', 'called by hand seven days ago', 'due'), ('3', 'called by hand six days ago', 'not_due'),
  ('4', 'called by the rule seven days ago', 'due'), ('5', 'called by the rule six days ago', 'not_due'),
  ('6', 'whose call of seven days ago was never made', 'due'), ('7', 'whose call of six days ago was never made', 'not_due'),
  ('8', 'whose call waits', 'already_called'), ('9', 'called twice', 'not_due')) as t (contact, why, verdict);
select is((select string_agg(contact_id || ' ' || occasion, ', ' order by contact_id) from private.judge_contacts(id_of('weekly')) where would_call),
  '1 first, 2 2026-11-15, 4 2026-11-15, 6 2026-11-15', 'the call before is the occasion');
select is(pg_temp.reason('weekly', contact), reason, 'which it says: ' || reason)
from (values ('1', 'Never called so far.'), ('2', 'Last called on 2026-11-15, 7 days ago; the rule calls every 7 days.'),
  ('3', 'Last called on 2026-11-16; the next call is due on 2026-11-23.'),
  ('7', 'A call planned on 2026-11-16 was not made; the next one is due on 2026-11-23.')) as t (contact, reason);
select is((select reason_code from private.judge_contacts(id_of('weekly'), array['5'], id_of('5'))), 'due',
  'judged before its own retry, a call does not stand in its own way');

-- Merged records.
delete from contacts;
delete from call_schedules;
select keep_contact('10', '{"merged": ["2", "3"]}');
select keep_contact('11', '{"merged": ["4"]}');
select keep_call('2', '2', 'rule', '2026-11-01');
select is(verdict('rule', '10'), 'already_called',
  'who was called under a merged record for this check-up is not called again');
select is(verdict('rule', '11'), 'due', 'another one is');
select keep_call('3', '3', 'weekly', 'first', placed => '2026-11-20 06:00Z');
select is(verdict('weekly', '10'), 'not_due', 'nor before as many days as the rule says');
select set_clock('2026-11-27 10:00Z');
select is(verdict('weekly', '10'), 'due', 'but then');
select is((select reason_code from private.judge_contacts(id_of('weekly'), array['10'])), 'due',
  'also when it is judged alone');
select set_clock('2026-11-26 10:00Z');
select is((select reason_code from private.judge_contacts(id_of('weekly'), array['10'])), 'not_due', 'and not before');
select set_clock('2026-11-22 10:00Z');

select * from finish();
rollback;
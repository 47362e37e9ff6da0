-- When a call may leave where the phone rings: the hours of the law, in every zone that the number may be in, less holidays,
-- proclaimed days and what the organisation closes. Outside it waits for the next opening, and says why.
begin;
set local search_path = public, extensions, fixtures;
set local time zone 'UTC';
select plan(58);

select make_acme_and_globex();
select mind_the_law();
select set_clock('2026-11-23 00:00Z');
select make_law('ZZ.service.hours', jsonb_build_object('aspect', 'hours', 'week', usual_week(), 'holiday_minutes', '{}',
  'holiday_sets', array['ZZ']));
insert into private.holidays (jurisdiction, day, name, kind, certainty, source, pack_version)
values ('ZZ', '2026-12-25', 'Christmas Day', 'public', 'fixed', 'A test', null),
  ('ZZ', '2026-12-10', 'Moon Day', 'public', 'predicted', 'A test', null);

-- Monday 23 November in Kolkata (+05:30).
select book_in('call', '{Asia/Kolkata}', due => '2026-11-22Z');
select is(judged('call', at::timestamptz), said, at || ': ' || said)
from (values
  ('2026-11-23 03:29:59Z', 'defer outside_window 11-23 03:30'),
  ('2026-11-23 03:30Z', 'call allowed'),
  ('2026-11-23 14:24:59Z', 'call allowed'),
  -- The last minutes, in which it may stay queued at Bolna, are not begun (five: the organisation's queue deadline).
  ('2026-11-23 14:25:01Z', 'defer closing_soon 11-24 03:30'),
  ('2026-11-23 14:30Z', 'defer outside_window 11-24 03:30'),
  ('2026-11-28 04:29Z', 'defer outside_window 11-28 04:30'),
  ('2026-11-28 04:30Z', 'call allowed'),
  ('2026-11-28 08:30Z', 'defer outside_window 11-30 03:30'),
  ('2026-11-29 06:00Z', 'defer weekday_closed 11-30 03:30'),
  ('2026-12-25 06:00Z', 'defer holiday 12-26 04:30'),
  -- A predicted day closes its neighbours for marketing alone.
  ('2026-12-10 06:00Z', 'defer holiday 12-11 03:30'),
  ('2026-12-09 06:00Z', 'call allowed')
) as t (at, said);
select is(judged('call', '2026-11-23 03:00Z', by_hand => true), 'defer outside_window 11-23 03:30', 'nor may it when a person asks for it now');

-- What the sentence is made of.
select is(private.say_decision(d), '2026-11-29 11:30 in Asia/Kolkata: ZZ allows no service calls on a Sunday.', 'it says where, whose and what')
from call_schedules s cross join lateral private.judge_call(s, '2026-11-29 06:00Z') d where s.id = id_of('call');
select is(d.data -> 'rules', '["ZZ.service.hours"]', 'and by which rule')
from call_schedules s cross join lateral private.judge_call(s, '2026-11-29 06:00Z') d where s.id = id_of('call');

-- With a reason an admin calls in the hours of the law or in those of the organisation, whichever are wider.
create function pg_temp.judged_with_reason(name text, at timestamptz) returns text language sql as $$
  select concat_ws(' ', d.outcome, d.code, to_char(d.until at time zone 'UTC', 'MM-DD HH24:MI'))
  from call_schedules s cross join lateral private.judge_call(s, at, true, false, true) d where s.id = id_of(name)
$$;
update calling_policies set week = '{[600,660)}' where org_id = id_of('acme');
select is(judged('call', '2026-11-23 06:00Z', by_hand => true), 'defer outside_window 11-30 04:30', 'the organisation calls for an hour a week');
select is(pg_temp.judged_with_reason('call', '2026-11-23 06:00Z'), 'call allowed', 'a reason lifts its own hours');
select is(pg_temp.judged_with_reason('call', '2026-11-23 02:00Z'), 'defer outside_window 11-23 03:30', 'and none of the law''s');
update calling_policies set week = null, loosened = '[{"rule_id": "*", "reason": "A test"}]' where org_id = id_of('acme');
select is(pg_temp.judged_with_reason('call', '2026-11-23 02:00Z'), 'call allowed', 'what the organisation has loosened is not taken back for it');
update call_schedules set deadline_at = '2026-11-23 02:30Z' where id = id_of('call');
select is(pg_temp.judged_with_reason('call', '2026-11-23 02:00Z'), 'call allowed', 'so that nothing is missed for a reason');
update call_schedules set deadline_at = null where id = id_of('call');
update calling_policies set loosened = '[]' where org_id = id_of('acme');

-- Several zones: open in all of them. New York and Los Angeles: 12:00 to 20:00 in New York.
select book_in('wide', '{America/Los_Angeles,America/New_York}', due => '2026-11-22Z');
select is(judged('wide', at::timestamptz), said, 'of two zones, ' || at || ': ' || said)
from (values
  ('2026-11-23 16:59Z', 'defer outside_intersection 11-23 17:00'),
  ('2026-11-23 17:00Z', 'call allowed'),
  ('2026-11-24 01:30Z', 'defer outside_intersection 11-24 17:00'),
  ('2026-11-24 08:00Z', 'defer outside_window 11-24 17:00')
) as t (at, said);
select book_in('too wide', '{Europe/London,Pacific/Auckland}', due => '2026-11-22Z');
select is(judged('too wide'), 'stop zone_too_wide', 'zones that share no open hour stop a call');
select book_in('nowhere', '{}', due => '2026-11-22Z');
select is(judged('nowhere'), 'stop zone_unknown', 'so does a number that could be anywhere');

-- The clocks, read strictly (night hours, since clocks change at night).
select make_law('ZZ.survey.hours', '{"aspect": "hours", "purposes": ["survey"], "week": "{[8730,8820)}"}');
select book_in('night', '{America/New_York}', 'survey', due => '2026-03-01Z');
-- Sunday 01:30 to 03:00. On 8 March the hour from 02:00 is skipped; on 1 November the hour from 01:00 comes twice, and the
-- second pass alone is surely inside.
select is((select array_agg(to_char(opens, 'DD HH24:MI') || to_char(closes, '-HH24:MI') order by opens)
  from private.compute_spans(null, 'survey', '{ZZ}', '{America/New_York}', at::timestamptz, at::timestamptz + interval '3 days')), spans, why)
from (values
  ('2026-03-14Z', array['15 05:30-07:00'], 'an ordinary night'),
  ('2026-03-07Z', array['08 06:30-07:00'], 'a skipped hour opens nothing'),
  ('2026-10-31Z', array['01 06:30-08:00'], 'a window that begins in a doubled hour begins in its second pass')
) as t (at, spans, why);
select make_law('ZZ.emergency.hours', '{"aspect": "hours", "purposes": ["collection"], "week": "{[8700,8730)}"}');
select is((select array_agg(to_char(opens, 'DD HH24:MI') || to_char(closes, '-HH24:MI') order by opens)
  from private.compute_spans(null, 'collection', '{ZZ}', '{America/New_York}', '2026-10-31Z', '2026-11-03Z')), null,
  'one that begins and ends in it opens nothing: there is no pass in which it is surely open');

-- A zone whose clock the zone database does not know yet.
insert into private.zone_overrides (zone, instead, from_at, to_at, source)
values ('Asia/Kolkata', 'Etc/GMT-4', '2027-02-01Z', '2027-03-01Z', 'A test');
select is(judged('call', '2027-02-02 04:30Z'), 'defer outside_window 02-02 05:00', 'an override moves the hours');
select is(judged('call', '2027-03-02 03:30Z'), 'call allowed', 'as long as it holds');
delete from private.zone_overrides where source = 'A test';

-- The default, and rules that begin by themselves.
select make_law('default.service.night', '{"jurisdiction": "*", "aspect": "hours", "week": "{[0,10080)}"}');
select is(judged('call', '2026-11-23 03:00Z'), 'defer outside_window 11-23 03:30', 'the default does not hold where a jurisdiction has hours of its own');
select make_law('ZZ-A.service.hours', '{"jurisdiction": "ZZ-A", "aspect": "hours", "week": "{[600,660)}", "valid_from": "2026-11-30"}');
update call_schedules set phone_regions = '{ZZ-A}' where id = id_of('call');
select is(judged('call', '2026-11-23 07:00Z'), 'call allowed', 'a rule holds from its day on');
select is(judged('call', '2026-11-30 07:00Z'), 'defer outside_window 12-07 04:30', 'and of all jurisdictions the strictest');
update call_schedules set phone_regions = '{}' where id = id_of('call');
select is(judged('call', '2027-12-01 06:00Z'), 'call allowed', 'beyond the years whose holidays are known service calls go on');
select make_law('ZZ.marketing.hours', jsonb_build_object('aspect', 'hours', 'purposes', array['marketing'], 'week', usual_week(),
  'holiday_minutes', '{}', 'holiday_sets', array['ZZ']));
select is(private.judge_hours(t, private.window_of(t, at::timestamptz), at::timestamptz, 60)::text ~ code, true, 'marketing: ' || code || ' at ' || at)
from (values ('2026-12-09 06:00Z', 'holiday,'), ('2026-12-11 06:00Z', 'holiday,'), ('2027-12-01 06:00Z', 'holiday_data_missing')) as v (at, code)
cross join lateral (select (null, null, 'marketing', 'ZZ', '{Asia/Kolkata}', 'number', '{ZZ}')::private.call_terms as t) t;

-- The organisation's own week, in the callee's zone, and its blackouts.
update calling_policies set week = '{[600,720)}', blackouts = '[{"from": "2026-11-30T05:00:00Z", "to": "2026-11-30T05:30:00Z", "reason": "Training"}]'
where org_id = id_of('acme');
select is(judged('call', at::timestamptz), said, 'with a week of its own, ' || at || ': ' || said)
from (values
  ('2026-11-23 04:29Z', 'defer outside_window 11-23 04:30'),
  ('2026-11-23 05:00Z', 'call allowed'),
  ('2026-11-24 05:00Z', 'defer weekday_closed 11-30 04:30'),
  ('2026-11-30 05:10Z', 'defer blackout 11-30 05:30')
) as t (at, said);
insert into private.blackouts (jurisdiction, from_at, to_at, reason) values ('ZZ', '2026-11-23Z', '2026-11-24Z', 'Mourning');
select is(judged('call', '2026-11-23 05:00Z'), 'defer blackout 11-30 04:30', 'what is proclaimed for a jurisdiction closes it');
delete from private.blackouts;
update calling_policies set week = null, blackouts = '[]' where org_id = id_of('acme');

-- The claim moves what may not leave, and another policy moves it again.
select set_clock('2026-11-23 02:00Z');
delete from call_schedules;
select book_in('early', '{Asia/Kolkata}', due => '2026-11-22Z');
select claim_all();
select is((select row(status_reason_code, not_before)::text from call_schedules), row('outside_window', timestamptz '2026-11-23 03:30Z')::text,
  'a call at a closed moment moves to the next opening');
select is((select count(*) from call_attempts), 0::bigint, 'without an attempt');
select is((select array_agg(row(stage, outcome, code, rule_ids)::text) from call_decisions), array[row('claim', 'defer', 'outside_window',
  array['ZZ.service.hours'])::text], 'the decision is kept');
select is(next_call_due_at(60), null, 'nothing rings for it');
update calling_policies set loosened = '[{"rule_id": "ZZ.service.hours", "reason": "A test", "until": null}]' where org_id = id_of('acme');
select is((select row(not_before, status_reason_code, status_reason)::text from call_schedules), '(,,)',
  'a policy that opens the moment lets it go at once, and nothing is told of waiting');
update calling_policies set loosened = '[]' where org_id = id_of('acme');
select claim_all();
select is((select not_before from call_schedules), '2026-11-23 03:30Z', 'and one that closes it holds from the next claim');
select is(change_call_schedule(id_of('acme'), id_of('early'), id_of('admin'), '{"scheduled_at": "2026-11-24 05:00Z"}')
  #>> '{decision,code}', 'allowed', 'a person may move it to an open moment');
select is((select row(not_before, status_reason_code, status_reason)::text from call_schedules), '(,,)',
  'where it waits for nothing but its time, and says of no other');
select change_call_schedule(id_of('acme'), id_of('early'), id_of('admin'), '{"scheduled_at": "2026-11-23 02:00Z"}');
select change_call_schedule(id_of('acme'), id_of('early'), id_of('admin'), '{"time_zone": "Asia/Calcutta"}');
select is((select row(not_before, status_reason)::text from call_schedules), row(timestamptz '2026-11-23 03:30Z',
  '2026-11-23 07:30 in Asia/Calcutta is outside the hours of ZZ (09:00-20:00).')::text, 'what it waits for is said of the call as it is now');
select is(private.say_decision(private.defer('outside_window', null, '{"local": "2026-11-23 07:30", "zone": "Europe/London", "whose": "*"}')),
  '2026-11-23 07:30 in Europe/London is outside the hours of the default policy.', 'what holds where no country says otherwise has a name');
insert into private.holidays (jurisdiction, day, name, kind, certainty, source, pack_version)
values ('ZZ', '2026-11-23', 'Proclaimed', 'public', 'fixed', 'A test', null);
select private.renew_windows();
select is((select not_before from call_schedules), '2026-11-24 03:30Z', 'so does another law, by cron');
select set_clock('2026-11-24 03:30Z');
select claim_all();
select is(state_of('early'), 'in_progress / placing', 'it leaves when its window opens');
select is((select array_agg(stage || ' ' || code order by id) from call_decisions), array['claim outside_window', 'claim outside_window',
  'plan allowed', 'plan outside_window', 'plan outside_window', 'claim allowed'],
  'and every decision on the way is kept');

update call_schedules set call_status = 'cancelled', status_reason_code = 'opted_out', status_reason = 'The person asked for it.';
select is(explain_call(id_of('acme'), id_of('early'), id_of('admin')) #>> '{fresh,sentence}', 'The person asked for it.',
  'of a call that is over it is said what it came to');

select * from finish();
rollback;

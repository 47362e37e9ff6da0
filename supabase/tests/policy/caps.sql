-- How often a number may be called: rolling, across schedules and rules, whatever came of it that may have rung.
begin;
set local search_path = public, extensions, fixtures;
set local time zone 'UTC';
select plan(26);

select make_acme_and_globex();
select set_clock('2026-11-23 12:00Z');
select mind_the_law();
-- A call to the number that rang so long ago.
create function pg_temp.rang(name text, ago interval, number text default 'n', answered boolean default false, outcome attempt_outcome default 'completed')
returns void language sql as $$
  select keep_call(name, name, number => number, placed => clock() - ago, created => clock() - ago);
  update call_attempts set claimed_at = clock() - ago - interval '1 second', answered = rang.answered, outcome = rang.outcome
  where schedule_id = id_of(name);
$$;
select book_in('call', '{Asia/Kolkata}', number => 'n');
-- So that the default has no part in it.
select make_law('ZZ.hours', '{"aspect": "hours", "week": "{[0,10080)}"}');
select make_law('ZZ.cap', '{"aspect": "cap", "max_calls": 1000, "period": "1 hour"}');
select make_law('ZZ.quiet', '{"aspect": "quiet_after_talk", "quiet": "1 hour"}');

select make_law('ZZ.service.cap_24h', '{"aspect": "cap", "max_calls": 2, "period": "24 hours"}');
select pg_temp.rang('a', '20 hours');
select is(judged('call'), 'call allowed', 'below the cap a number may be called');
select pg_temp.rang('b', '10 hours');
select is(judged('call'), 'defer cap_number 11-23 16:00', 'at the cap it waits until the first of them is a period old');
select is(judged('call', '2026-11-23 16:00:01Z'), 'call allowed', 'and then no longer');
update call_attempts set outcome = 'not_sent' where schedule_id = id_of('b');
select is(judged('call'), 'call allowed', 'what Bolna never took does not count');
update call_attempts set outcome = 'lost' where schedule_id = id_of('b');
select is(judged('call'), 'defer cap_number 11-23 16:00', 'what may have rung does');
update call_attempts set contact_phone_hash = hash_of('another') where schedule_id = id_of('b');
select is(judged('call'), 'call allowed', 'another number does not');
update call_attempts set contact_phone_hash = hash_of('n') where schedule_id = id_of('b');
select is(judged('call', by_hand => true), 'defer cap_number 11-23 16:00', 'a person who asks for the call does not lift the law''s cap');

select make_law('ZZ.service.cap_7d', '{"aspect": "cap", "max_calls": 3, "period": "7 days"}');
select pg_temp.rang('c', '3 days');
select is(judged('call'), 'defer cap_number 11-27 12:00', 'of two caps the one that ends last counts');
delete from private.policy_rules where id like 'ZZ.service%';
delete from private.calling_windows;

-- The called person's day: in Kolkata the 24th begins at 18:30 UTC.
select make_law('ZZ.service.cap_day', '{"aspect": "cap", "max_calls": 1, "period": "1 hour", "per_day": true}');
select is(judged('call'), 'defer cap_number 11-23 18:30', 'a cap of the day ends with the called person''s day');
select is(judged('call', '2026-11-23 18:30Z'), 'call allowed', 'at their midnight');
delete from private.policy_rules where id like 'ZZ.service%';
delete from private.calling_windows;

select make_law('ZZ.service.quiet', '{"aspect": "quiet_after_talk", "quiet": "7 days"}');
select is(judged('call'), 'call allowed', 'nobody was talked to');
update call_attempts set answered = true where schedule_id = id_of('a');
select is(judged('call'), 'defer talk_quiet_period 11-29 16:00', 'after a talk a number is left alone for a while');
delete from private.policy_rules where id like 'ZZ.service%';
delete from private.calling_windows;

-- The organisation's own, which an admin may answer for.
update calling_policies set caps = '[{"calls": 1, "per": "24 hours"}]', min_gap_minutes = 900 where org_id = id_of('acme');
select is(judged('call'), 'defer cap_number 11-24 02:00', 'the organisation''s cap holds as the law''s');
update calling_policies set caps = '[{"calls": 1, "per": "24 hours", "scope": "subject"}]', min_gap_minutes = 0 where org_id = id_of('acme');
select is(judged('call'), 'defer cap_subject 11-24 02:00', 'one of a subject counts the calls about the same');
update call_schedules set call_topic = 'something else' where id in (id_of('a'), id_of('b'));
select is(judged('call'), 'call allowed', 'and no others');
update call_schedules set call_topic = 'follow_up' where id = id_of('a');
select is(judged('call'), 'defer cap_subject 11-23 16:00', 'so that an earlier one counts on');
update calling_policies set caps = '[]', min_gap_minutes = 900 where org_id = id_of('acme');
select is(judged('call'), 'defer min_gap 11-23 17:00', 'and so does its least gap');
select is((select code::text from call_schedules s cross join lateral private.judge_call(s, clock(), true, false, true) d where s.id = id_of('call')),
  'allowed', 'both are lifted by an admin with a reason');
update calling_policies set min_gap_minutes = 0 where org_id = id_of('acme');

-- Exact in one claim of many calls to one number, and across claims.
update calling_policies set caps = '[{"calls": 2, "per": "24 hours"}]' where org_id = id_of('acme');
select book_in('x' || n, '{Asia/Kolkata}', number => 'x') from generate_series(1, 5) n;
select set_clock('2026-11-23 12:01Z');
select claim_all();
select is((select count(*) from call_attempts a where a.contact_phone_hash = hash_of('x')), 1::bigint, 'one call to a number at a time');
update call_attempts set state = 'ended', outcome = 'completed', ended_at = clock() where state <> 'ended';
select claim_all();
update call_attempts set state = 'ended', outcome = 'completed', ended_at = clock() where state <> 'ended';
select claim_all();
select claim_all();
select is((select count(*) from call_attempts a where a.contact_phone_hash = hash_of('x')), 2::bigint, 'and never more than the cap');
select is((select count(*) from call_schedules where contact_phone_hash = hash_of('x') and status_reason_code = 'cap_number'), 3::bigint,
  'the others wait, each with its reason');

-- A deadline.
update call_schedules set deadline_at = '2026-11-23 13:00Z' where contact_phone_hash = hash_of('x') and call_status = 'scheduled';
select set_clock('2026-11-23 13:00Z');
select private.end_missed_calls();
select is((select count(*) from call_schedules where contact_phone_hash = hash_of('x') and call_status = 'failed' and status_reason_code = 'missed'),
  3::bigint, 'what cannot leave before its deadline ends as missed');
select is((select data ->> 'blocker' from call_decisions where code = 'missed' limit 1), 'cap_number', 'with what stood in its way');

-- A policy that lets nothing go, ever.
update calling_policies set caps = '[{"calls": 0, "per": "24 hours"}]' where org_id = id_of('acme');
select book_in('never', '{Asia/Kolkata}', number => 'never');
select claim_all();
select claim_all();
select is((select count(*) from call_decisions d where d.schedule_id = id_of('never') and d.stage = 'claim'), 1::bigint,
  'what the policy never lets go is met by a claim once a day');
update calling_policies set caps = '[]' where org_id = id_of('acme');
select is((select not_before from call_schedules where id = id_of('never')), null, 'and waits no longer than the policy stands');

select is((select string_agg(private.say_cap(d::jsonb), '; ' order by place) from unnest(array['{"calls": 1, "period": "24:00:00"}',
    '{"calls": 3, "period": "7 days"}', '{"calls": 2, "period": "day"}']) with ordinality u (d, place)),
  'once in 24 hours; 3 times in 7 days; 2 times a day', 'how often is told as a person says it');

select * from finish();
rollback;

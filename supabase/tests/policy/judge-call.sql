-- The judge: whether a call may go out at a moment, with one code for each answer. The claims do what it says, and nothing else does.
begin;
set local search_path = public, extensions, fixtures;
set local time zone 'UTC';
select plan(41);

select make_acme_and_globex();
select set_clock('2026-11-22 06:30Z');
create function pg_temp.judge(name text, by_hand boolean default false, at timestamptz default clock()) returns text language sql as $$
  select concat_ws(' ', d.outcome, d.code, to_char(d.until at time zone 'UTC', 'DD HH24:MI'))
  from call_schedules s cross join lateral private.judge_call(s, at, by_hand) d where s.id = id_of(name)
$$;
-- What it says while something is so that the statement makes; nothing stays of it.
create function pg_temp.judge_while(statement text, name text default 'call', by_hand boolean default false) returns text
language plpgsql as $$
declare
  said text;
begin
  execute statement;
  said := pg_temp.judge(name, by_hand);
  raise exception using errcode = 'UNDO1', message = said;
exception when sqlstate 'UNDO1' then return sqlerrm;
end $$;

select make_rule('rule');
select keep_contact('1');
select keep_contact('2');
select book('call');
select book('later', due_in => '2 hours');
select book_for_checkup('of a rule', '1', 'rule');

select is(pg_temp.judge('call'), 'call allowed', 'a call that is due may go out');
select is(pg_temp.judge('later'), 'defer not_due 22 08:30', 'one whose time has not come waits until then');
select is(pg_temp.judge('later', by_hand => true), 'call allowed', 'unless a person asks for it');
select is(pg_temp.judge('later', at => clock() + interval '2 hours'), 'call allowed', 'or is asked about a later moment');
select is(pg_temp.judge('of a rule'), 'call allowed', 'a rule''s call whose contact is still due may go out');
select is(pg_temp.judge_while(statement), said, said || ' while ' || statement)
from (values
  ('select pause_all_calling(''Outage'')', 'defer all_calling_paused'),
  ('update organizations set calling_paused_reason = ''Holiday''', 'defer organisation_paused'),
  ('update call_schedules set is_active = false', 'defer inactive'),
  ('update agents set is_active = false', 'defer agent_inactive'),
  ('update organizations set max_dials_per_day = 0', 'defer dial_quota 22 18:30'),
  ('select keep_contact(''9'', ''{"do_not_call": true, "number": "call"}'')', 'stop do_not_call')
) as t (statement, said);

-- A day's quota lasts as long as the organisation's day: where clocks go back 25 hours, where they go forward 23.
select is(pg_temp.judge_while(format('select set_clock(%L); update organizations set max_dials_per_day = 0, time_zone = %L', at, zone)),
  'defer dial_quota ' || until, format('%s in %s', at, zone))
from (values ('2027-04-04 03:30Z', 'America/Santiago', '04 04:00'), ('2027-03-14 12:00Z', 'America/New_York', '15 04:00')) as t (at, zone, until);

-- A number and the lines, while another call is live.
select book('same number', number => 'live');
select book('live', due_in => '-1 hour');
update organizations set max_concurrent_calls = 1 where slug = 'acme';
select claim_all();
select is((select array_agg(contact_id) from call_schedules where call_status = 'in_progress'), '{live}', 'the line is taken');
select is(pg_temp.judge('same number'), 'defer number_busy', 'a number with a live call waits, nobody knows how long');
select is(pg_temp.judge('call'), 'defer no_free_line', 'so does a call without a free line');
select book('same number elsewhere', 'globex', number => 'live');
select is(pg_temp.judge('same number elsewhere'), 'call allowed', 'another organisation''s live call to that number holds nobody');
delete from call_schedules where id = id_of('same number elsewhere');
select is(pg_temp.judge('call', by_hand => true), 'defer no_free_line', 'also one that a person asks for');
delete from call_schedules where id in (id_of('live'), id_of('same number'));
update organizations set max_concurrent_calls = 10 where slug = 'acme';

-- The organisation's hours: 09:00 to 18:00 in Kolkata are 03:30 to 12:30 UTC.
select is(pg_temp.judge('of a rule', at => '2026-11-22 12:29:59Z'), 'call allowed', 'a rule''s call goes out until the hours end');
select is(pg_temp.judge('of a rule', at => '2026-11-22 12:30Z'), 'defer outside_window 23 03:30', 'then it waits for the next morning');
select is(pg_temp.judge('of a rule', at => '2026-11-23 03:29:59Z'), 'defer outside_window 23 03:30', 'until they begin');
select is(pg_temp.judge('of a rule', by_hand => true, at => '2026-11-22 12:30Z'), 'call allowed', 'unless a person asks for it');
select is(pg_temp.judge('call', at => '2026-11-22 12:30Z'), 'call allowed', 'a call whose time a person chose goes by that');

-- Is it still wanted.
select is(pg_temp.judge_while(statement, 'of a rule'), said, said || ' while ' || statement)
from (values
  ('update contacts set last_checkup_date = ''2026-11-21'' where contact_id = ''1''', 'stop checkup_done'),
  ('update contacts set do_not_call = true where contact_id = ''1''', 'stop do_not_call'),
  ('update call_schedule_rules set is_active = false', 'stop rule_inactive'),
  ('update contacts set removed_at = clock(), removed_reason = ''deleted'' where contact_id = ''1''', 'stop contact_removed'),
  ('update contacts set phone_enc = null, phone_hash = null, phone_problem = ''missing'' where contact_id = ''1''', 'stop phone_missing'),
  ('insert into hubspot_connections (org_id, removed_at) values (id_of(''acme''), clock())', 'stop hubspot_disconnected')
) as t (statement, said);
select book('by id', contact => '2', number => 'a number of its own');
select is(pg_temp.judge_while('update contacts set do_not_call = true where contact_id = ''2''', 'by id'), 'stop do_not_call',
  'a flagged contact is not called at another number either');
select is(pg_temp.judge_while('update contacts set do_not_call = true, removed_at = clock(), removed_reason = ''deleted'' where contact_id = ''2''',
  'by id'), 'call allowed', 'unless HubSpot has it no more');
select is(pg_temp.judge_while('select keep_contact(''8'', ''{"do_not_call": true, "merged": ["2"]}'');
  update contacts set removed_at = clock(), removed_reason = ''merged'' where contact_id = ''2''', 'by id'), 'stop do_not_call',
  'nor one that was merged into it');
delete from call_schedules where id = id_of('by id');
select book_for_checkup('waits', '2', auto => true, due => '2026-12-24Z');
select is(pg_temp.judge('waits'), 'call allowed', 'a call that waits for a check-up goes out when that is old enough');
select is(pg_temp.judge_while('update call_schedules set last_checkup_date = ''2026-11-20'' where id = id_of(''waits'')', 'waits'),
  'defer checkup_done 24 18:30', 'and waits again after the next one');

-- The claims do what it says: a refused call moves or ends, and leaves no attempt.
update organizations set max_dials_per_day = 1 where slug = 'acme';
delete from call_schedules;
select book('first', due_in => '-2 minutes');
select book('second');
select claim_all();
select is((select array_agg(contact_id) from call_schedules where call_status = 'in_progress'), '{first}',
  'the operator''s quota of a day is never exceeded, by one claim of many calls either');
select is(next_call_due_at(60), null, 'nothing rings for what the quota holds back');
select set_clock('2026-11-22 18:30Z');
select claim_all();
select is(state_of('second'), 'in_progress / placing', 'which goes out when the organisation''s next day begins');
update organizations set max_dials_per_day = null where slug = 'acme';
select keep_contact('3', '{"do_not_call": true, "number": "flagged"}');
select book('flagged', contact => 'crm-7');
select claim_all();
select is(state_and_reason_of('flagged'), 'cancelled / do_not_call', 'a number that HubSpot flags is withdrawn, whoever carries it');
select is((select count(*) from call_attempts where schedule_id = id_of('flagged')), 0::bigint, 'without an attempt');


-- Other hours hold for what is booked already.
select set_clock('2026-11-22 12:30Z');
select book_for_checkup('late', '1', 'rule');
select claim_all();
select is((select row(status_reason_code, not_before)::text from call_schedules where id = id_of('late')),
  row('outside_window', timestamptz '2026-11-23 03:30Z')::text, 'a call that waits for the next morning');
update organizations set calling_hours_to = '20:00' where slug = 'acme';
select claim_all();
select is(state_of('late'), 'in_progress / placing', 'goes out at once when the hours are made longer');

select * from finish();
rollback;

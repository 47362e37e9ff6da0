-- Due: active, scheduled, and its time has come, or the check-up is old enough in the organisation's own calendar.
begin;
set local search_path = public, extensions, fixtures;
select plan(33);

select make_acme_and_globex();

create function pg_temp.is_due(name text) returns boolean language sql as $$
  select exists (select from due_call_schedules where id = id_of(name))
$$;
create function pg_temp.due_at(name text) returns timestamptz language sql as $$
  select due_at from call_schedules where id = id_of(name)
$$;

-- The time.
select book('past');
select book('now', due_in => '0');
select book('future', due_in => '1 minute');
select ok(pg_temp.is_due('past'), 'a call whose time has passed is due');
select ok(pg_temp.is_due('now'), 'a call whose time is now is due');
select ok(not pg_temp.is_due('future'), 'a call whose time comes in a minute is not due yet');
select is(pg_temp.due_at('future'), now() + interval '1 minute', 'without auto-trigger a call is due at its time');
update call_schedules set scheduled_at = now() + interval '1 day' where id = id_of('past');
select ok(not pg_temp.is_due('past'), 'a call that is moved into the future is no longer due');
update call_schedules set scheduled_at = now() where id = id_of('past');
select ok(pg_temp.is_due('past'), 'and due again when it is moved back');

-- Tried again.
update call_schedules set retry_at = now() + interval '1 minute' where id = id_of('past');
select ok(not pg_temp.is_due('past'), 'a call that is tried again is not due before its retry');
select is(pg_temp.due_at('past'), now(), 'though it keeps the time at which it became due');
update call_schedules set retry_at = now() where id = id_of('past');
select ok(pg_temp.is_due('past'), 'and due at its retry');

-- What is never due.
select book(name) from unnest(array['inactive', 'in_progress', 'cancelled', 'deleted']) name;
update call_schedules set is_active = false where id = id_of('inactive');
update call_schedules set call_status = 'in_progress' where id = id_of('in_progress');
update call_schedules set call_status = 'cancelled', status_reason = 'Over.' where id in (id_of('cancelled'), id_of('deleted'));
update call_schedules set deleted_at = now() where id = id_of('deleted');
select ok(not pg_temp.is_due(name), format('a call that is %s is not due', name))
from unnest(array['inactive', 'in_progress', 'cancelled', 'deleted']) name;

-- The check-up's age, counted in days of the organisation's calendar.
create function pg_temp.book_checkup(name text, org text, checkup date, days integer, due_in interval default '30 years')
returns void language sql as $$
  select book(name, org, due_in);
  update call_schedules set auto_trigger_enabled = true, last_checkup_date = checkup, checkup_threshold_days = days
  where id = id_of(name);
$$;
select pg_temp.book_checkup('kolkata', 'acme', '2026-03-01', 5);
select pg_temp.book_checkup('new york', 'globex', '2026-03-01', 5);
select is(pg_temp.due_at('kolkata'), '2026-03-05 18:30Z', 'the day begins at midnight in Kolkata');
select is(pg_temp.due_at('new york'), '2026-03-06 05:00Z', 'the same day begins half a day later in New York');
select pg_temp.book_checkup('spring', 'globex', '2026-03-03', 5);
select pg_temp.book_checkup('day after spring', 'globex', '2026-03-03', 6);
select is(pg_temp.due_at('spring'), '2026-03-08 05:00Z', 'the day on which clocks go forward still begins in winter time');
select is(pg_temp.due_at('day after spring'), '2026-03-09 04:00Z', 'the day after begins 23 hours later');
select pg_temp.book_checkup('autumn', 'globex', '2026-10-27', 5);
select pg_temp.book_checkup('day after autumn', 'globex', '2026-10-27', 6);
select is(pg_temp.due_at('autumn'), '2026-11-01 04:00Z', 'the day on which clocks go back begins in summer time');
select is(pg_temp.due_at('day after autumn'), '2026-11-02 05:00Z', 'the day after begins 25 hours later');
select pg_temp.book_checkup('leap', 'acme', '2028-02-28', 1);
select is(pg_temp.due_at('leap'), '2028-02-28 18:30Z', 'a leap day is a day');
delete from call_schedules where contact_id = 'leap';
select pg_temp.book_checkup('same day', 'acme', '2026-03-01', 0);
select is(pg_temp.due_at('same day'), '2026-02-28 18:30Z', 'a threshold of no days is reached on the day itself');

select pg_temp.book_checkup('sooner', 'acme', '2050-01-01', 5, '1 hour');
select is(pg_temp.due_at('sooner'), now() + interval '1 hour', 'a call is due at its time if that comes before the check-up''s day');
update call_schedules set auto_trigger_enabled = false where id = id_of('kolkata');
select is(pg_temp.due_at('kolkata'), now() + interval '30 years', 'without auto-trigger the check-up does not count');
update call_schedules set auto_trigger_enabled = true, last_checkup_date = null where id = id_of('new york');
select is(pg_temp.due_at('new york'), now() + interval '30 years', 'nor does an unknown check-up');
update call_schedules set last_checkup_date = '2026-03-02' where id = id_of('new york');
select is(pg_temp.due_at('new york'), '2026-03-07 05:00Z', 'a new check-up moves the day');
update call_schedules set checkup_threshold_days = 7 where id = id_of('new york');
select is(pg_temp.due_at('new york'), '2026-03-09 04:00Z', 'and so does another threshold');

-- Two places that are always a day apart: due in the one that is ahead, not in the other.
update organizations set time_zone = 'Pacific/Kiritimati' where slug = 'acme';
update organizations set time_zone = 'Etc/GMT+12' where slug = 'globex';
select pg_temp.book_checkup('ahead', 'acme', (now() at time zone 'Pacific/Kiritimati')::date - 5, 5);
select pg_temp.book_checkup('behind', 'globex', (now() at time zone 'Pacific/Kiritimati')::date - 5, 5);
select ok(pg_temp.is_due('ahead'), 'a check-up is old enough when the day has come where the organisation is');
select ok(not pg_temp.is_due('behind'), 'and not while it is still the day before there');

-- Another time zone.
select pg_temp.book_checkup('on its way', 'globex', '2026-03-02', 7);
update call_schedules set call_status = 'in_progress' where contact_id = 'on its way';
update organizations set time_zone = 'Europe/London' where slug = 'globex';
select is(pg_temp.due_at('new york'), '2026-03-09 00:00Z', 'an organisation that moves takes its calendar along');
select is(pg_temp.due_at('on its way'), '2026-03-09 00:00Z', 'also for calls on their way, which may come back');
update organizations set time_zone = 'America/Santiago' where slug = 'globex';
update call_schedules set last_checkup_date = '2026-08-30' where id = id_of('new york');
select is(pg_temp.due_at('new york'), '2026-09-06 04:00Z', 'a day whose midnight does not exist begins at its first moment');

-- Who sees what is due.
select is(answer_to('viewer', 'select count(*) from due_call_schedules where org_id <> id_of(''acme'')'), '0',
  'a viewer sees no other organisation''s due calls');
select is(answer_to('viewer', 'select array_agg(contact_id order by contact_id) from due_call_schedules'),
  '{ahead,now,past,"same day"}', 'a viewer sees all that is due in their own');

select * from finish();
rollback;
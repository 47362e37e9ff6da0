-- Due: active, scheduled, and its time has come, or the check-up is old enough in the organisation's own calendar.
begin;
set local search_path = public, extensions;
select plan(33);

-- Acme and Globex; the rival is an admin of Globex. The id of anything here is the md5 of its name.
delete from organizations;
insert into auth.users (id)
select md5(who)::uuid from unnest(array['admin', 'member', 'colleague', 'viewer', 'rival', 'nobody']) who;
insert into organizations (id, slug, name, time_zone) values
  (md5('acme')::uuid, 'acme', 'Acme', 'Asia/Kolkata'),
  (md5('globex')::uuid, 'globex', 'Globex', 'America/New_York');
insert into memberships (org_id, user_id, role) values
  (md5('acme')::uuid, md5('admin')::uuid, 'admin'),
  (md5('acme')::uuid, md5('member')::uuid, 'member'),
  (md5('acme')::uuid, md5('colleague')::uuid, 'member'),
  (md5('acme')::uuid, md5('viewer')::uuid, 'viewer'),
  (md5('globex')::uuid, md5('rival')::uuid, 'admin');
insert into agents (id, org_id, name) values
  (md5('acme agent')::uuid, md5('acme')::uuid, 'Front desk'),
  (md5('globex agent')::uuid, md5('globex')::uuid, 'Front desk');

create function pg_temp.book(
  name text, org text default 'acme', due_in interval default '-1 minute', number text default null, owner text default null
) returns void language sql as $$
  insert into call_schedules (id, org_id, agent_id, contact_id, contact_name, contact_phone_enc, contact_phone_hash,
    scheduled_at, created_by)
  values (md5(name)::uuid, md5(org)::uuid, md5(org || ' agent')::uuid, name, 'Asha Rao',
    'v1.k1.AAAAAAAAAAAAAAAA.BBBBBBBBBBBBBBBBBBBBBB', encode(sha256(coalesce(number, name)::bytea), 'hex'),
    now() + due_in, md5(owner)::uuid)
$$;
create function pg_temp.become(who text) returns void language sql as $$
  select set_config('request.jwt.claim.sub', '', true), set_config('app.actor_id', '', true),
    set_config('request.jwt.claims', case when who in ('owner', 'anon', 'service_role') then ''
      else json_build_object('sub', md5(who)::uuid, 'role', 'authenticated')::text end, true),
    set_config('role', case when who = 'owner' then 'none' when who in ('anon', 'service_role') then who
      else 'authenticated' end, true);
$$;
-- The one value that somebody's statement answers. What it did stays done.
create function pg_temp.answer_to(who text, statement text) returns text language plpgsql as $$
declare
  answer text;
begin
  perform pg_temp.become(who);
  execute statement into answer;
  reset role;
  perform pg_temp.become('owner');
  return answer;
end $$;

create function pg_temp.is_due(name text) returns boolean language sql as $$
  select exists (select from due_call_schedules where id = md5(name)::uuid)
$$;
create function pg_temp.due_at(name text) returns timestamptz language sql as $$
  select due_at from call_schedules where id = md5(name)::uuid
$$;

-- The time.
select pg_temp.book('past');
select pg_temp.book('now', due_in => '0');
select pg_temp.book('future', due_in => '1 minute');
select ok(pg_temp.is_due('past'), 'a call whose time has passed is due');
select ok(pg_temp.is_due('now'), 'a call whose time is now is due');
select ok(not pg_temp.is_due('future'), 'a call whose time comes in a minute is not due yet');
select is(pg_temp.due_at('future'), now() + interval '1 minute', 'without auto-trigger a call is due at its time');
update call_schedules set scheduled_at = now() + interval '1 day' where id = md5('past')::uuid;
select ok(not pg_temp.is_due('past'), 'a call that is moved into the future is no longer due');
update call_schedules set scheduled_at = now() where id = md5('past')::uuid;
select ok(pg_temp.is_due('past'), 'and due again when it is moved back');

-- Tried again.
update call_schedules set retry_at = now() + interval '1 minute' where id = md5('past')::uuid;
select ok(not pg_temp.is_due('past'), 'a call that is tried again is not due before its retry');
select is(pg_temp.due_at('past'), now(), 'though it keeps the time at which it became due');
update call_schedules set retry_at = now() where id = md5('past')::uuid;
select ok(pg_temp.is_due('past'), 'and due at its retry');

-- What is never due.
select pg_temp.book(name) from unnest(array['inactive', 'in_progress', 'cancelled', 'deleted']) name;
update call_schedules set is_active = false where id = md5('inactive')::uuid;
update call_schedules set call_status = 'in_progress' where id = md5('in_progress')::uuid;
update call_schedules set call_status = 'cancelled', status_reason = 'Over.' where id in (md5('cancelled')::uuid, md5('deleted')::uuid);
update call_schedules set deleted_at = now() where id = md5('deleted')::uuid;
select ok(not pg_temp.is_due(name), format('a call that is %s is not due', name))
from unnest(array['inactive', 'in_progress', 'cancelled', 'deleted']) name;

-- The check-up's age, counted in days of the organisation's calendar.
create function pg_temp.book_checkup(name text, org text, checkup date, days integer, due_in interval default '30 years')
returns void language sql as $$
  select pg_temp.book(name, org, due_in);
  update call_schedules set auto_trigger_enabled = true, last_checkup_date = checkup, checkup_threshold_days = days
  where id = md5(name)::uuid;
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
update call_schedules set auto_trigger_enabled = false where id = md5('kolkata')::uuid;
select is(pg_temp.due_at('kolkata'), now() + interval '30 years', 'without auto-trigger the check-up does not count');
update call_schedules set auto_trigger_enabled = true, last_checkup_date = null where id = md5('new york')::uuid;
select is(pg_temp.due_at('new york'), now() + interval '30 years', 'nor does an unknown check-up');
update call_schedules set last_checkup_date = '2026-03-02' where id = md5('new york')::uuid;
select is(pg_temp.due_at('new york'), '2026-03-07 05:00Z', 'a new check-up moves the day');
update call_schedules set checkup_threshold_days = 7 where id = md5('new york')::uuid;
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
update call_schedules set last_checkup_date = '2026-08-30' where id = md5('new york')::uuid;
select is(pg_temp.due_at('new york'), '2026-09-06 04:00Z', 'a day whose midnight does not exist begins at its first moment');

-- Who sees what is due.
select is(pg_temp.answer_to('viewer', 'select count(*) from due_call_schedules where org_id <> md5(''acme'')::uuid'), '0',
  'a viewer sees no other organisation''s due calls');
select is(pg_temp.answer_to('viewer', 'select array_agg(contact_id order by contact_id) from due_call_schedules'),
  '{ahead,now,past,"same day"}', 'a viewer sees all that is due in their own');

select * from finish();
rollback;

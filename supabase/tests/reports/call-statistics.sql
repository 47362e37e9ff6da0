-- The numbers of an organisation, against rows counted by hand, under the caller's own rights.
begin;
set local search_path = public, extensions;
select plan(17);

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
create function pg_temp.attempt_of(name text) returns uuid language sql as $$
  select id from call_attempts where schedule_id = md5(name)::uuid order by attempt_number desc limit 1
$$;
-- Books a call that is due and claims it; answers its attempt.
create function pg_temp.dial(name text) returns uuid language sql as $$
  select pg_temp.book(name);
  select count(*) from claim_due_calls('worker 1');
  select pg_temp.attempt_of(name);
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

create function pg_temp.statistics(who text default 'viewer', org text default 'acme') returns jsonb language sql as $$
  select pg_temp.answer_to(who, format('select call_statistics(%L)', md5(org)::uuid))::jsonb
$$;

delete from private.sweep_runs;
select is(pg_temp.statistics(), '{"total_scheduled": 0, "total_completed": 0, "total_failed": 0, "total_cancelled": 0,
  "overdue_schedules": 0, "upcoming_schedules": 0, "in_progress": 0, "completion_rate": null, "average_response_seconds": null,
  "failure_reasons": [], "needs_attention": 0, "scheduler": {"stalled": false},
  "checkup_compliance": {"within": 0, "overdue": 0, "unknown": 0, "rate": null}}',
  'an organisation without calls has zeros, and rates that are not known');

-- 3 completed, 2 busy, 1 refused, 1 cancelled, 1 in progress (flagged); 2 overdue, 4 to come of which 1 waits for its next
-- try, 1 inactive; 1 deleted; Globex has 1.
create function pg_temp.over(name text, call_status text, code text, reason text, seconds_to_place integer default null)
returns void language sql as $$
  select pg_temp.dial(name);
  update call_attempts set state = 'ended', outcome = 'completed', ended_at = now(),
    placed_at = due_at + make_interval(secs => seconds_to_place) where schedule_id = md5(name)::uuid;
  update call_schedules set call_status = over.call_status, status_reason_code = code, status_reason = reason
  where id = md5(name)::uuid;
$$;
select pg_temp.over('completed ' || n, 'completed', 'completed', 'Done.', n) from generate_series(1, 3) n;
select pg_temp.over('busy ' || n, 'failed', 'busy', 'The line was busy.', 10) from generate_series(1, 2) n;
select pg_temp.over('refused', 'failed', 'bad_number', 'Bolna says the number is wrong.');
select pg_temp.over('deleted', 'failed', 'deleted', 'Deleted.', 15);
update call_schedules set deleted_at = now() where contact_id = 'deleted';
select flag_attention(pg_temp.dial('in progress'), 'Nobody knows.');
select pg_temp.book('cancelled');
update call_schedules set call_status = 'cancelled', status_reason = 'Cancelled.' where contact_id = 'cancelled';
select pg_temp.book('overdue ' || n) from generate_series(1, 2) n;
select pg_temp.book('to come ' || n, due_in => '1 hour') from generate_series(1, 3) n;
select pg_temp.book('tried again');
update call_schedules set retry_at = now() + interval '1 hour' where contact_id = 'tried again';
select pg_temp.book('inactive');
update call_schedules set is_active = false where contact_id = 'inactive';
select pg_temp.book('globex call', 'globex');

create temporary table numbers as select pg_temp.statistics() as told;
grant select on numbers to public;
select is((select (told ->> name)::integer from numbers), expected, format('%s is counted', name))
from (values ('total_scheduled', 7), ('total_completed', 3), ('total_failed', 3), ('total_cancelled', 1), ('in_progress', 1),
  ('overdue_schedules', 2), ('upcoming_schedules', 4), ('needs_attention', 1)) as t (name, expected);
select is((select (told ->> 'completion_rate')::numeric from numbers), 0.5, 'half of the calls that ended were completed');
select is((select (told ->> 'average_response_seconds')::numeric from numbers), 6.833,
  'the response time is the mean over the calls that were placed: (1 + 2 + 3 + 10 + 10 + 15) / 6');
select is((select told -> 'failure_reasons' from numbers), '[{"code": "busy", "count": 2, "reason": "The line was busy."},
  {"code": "bad_number", "count": 1, "reason": "Bolna says the number is wrong."}]', 'failures are told by reason, the most frequent first');

-- Check-ups by contact: the latest known one counts, in the organisation's calendar.
delete from call_schedules;
create function pg_temp.checkup(name text, contact text, days_ago integer) returns void language sql as $$
  select pg_temp.book(name);
  update call_schedules set contact_id = contact, last_checkup_date = (now() at time zone 'Asia/Kolkata')::date - days_ago
  where id = md5(name)::uuid;
$$;
select pg_temp.checkup('a', 'old and new', 100);
select pg_temp.checkup('b', 'old and new', 1);
select pg_temp.checkup('c', 'just within', 4);
select pg_temp.checkup('d', 'just over', 5);
select pg_temp.checkup('e', 'never', null);
select is(pg_temp.statistics() -> 'checkup_compliance', '{"within": 2, "overdue": 1, "unknown": 1, "rate": 0.6667}',
  'contacts are within or over their threshold by their latest check-up');
update organizations set time_zone = 'Etc/GMT+12' where slug = 'acme';
update call_schedules set last_checkup_date = (now() at time zone 'Etc/GMT+12')::date - 4 where contact_id = 'just over';
select is(pg_temp.statistics() -> 'checkup_compliance' -> 'overdue', '0', 'by the day that it is where the organisation is');

-- Whose numbers.
select is(pg_temp.statistics('rival') - 'checkup_compliance', pg_temp.statistics('rival', 'no such place') - 'checkup_compliance',
  'another organisation''s numbers are those of an organisation that does not exist');
select is(pg_temp.statistics('rival') -> 'total_scheduled', '0', 'which has no calls');
select is(pg_temp.statistics('nobody'), pg_temp.statistics('nobody', 'no such place'), 'a user without organisation sees no numbers');

select * from finish();
rollback;

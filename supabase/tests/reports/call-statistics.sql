-- The numbers of an organisation, against rows counted by hand, under the caller's own rights.
begin;
set local search_path = public, extensions, fixtures;
select plan(17);

select make_acme_and_globex();

create function pg_temp.statistics(who text default 'viewer', org text default 'acme') returns jsonb language sql as $$
  select answer_to(who, format('select call_statistics(%L)', id_of(org)))::jsonb
$$;

delete from private.worker_runs;
select is(pg_temp.statistics(), '{"total_scheduled": 0, "total_completed": 0, "total_failed": 0, "total_cancelled": 0,
  "overdue_schedules": 0, "upcoming_schedules": 0, "in_progress": 0, "completion_rate": null, "average_response_seconds": null,
  "failure_reasons": [], "needs_attention": 0, "scheduler": {"stalled": false},
  "checkup_compliance": {"within": 0, "overdue": 0, "unknown": 0, "rate": null}}',
  'an organisation without calls has zeros, and rates that are not known');

-- 3 completed, 2 busy, 1 refused, 1 cancelled, 1 in progress (flagged); 2 overdue, 4 to come of which 1 waits for its next
-- try, 1 inactive; 1 deleted; Globex has 1.
create function pg_temp.over(name text, call_status call_status, code reason_code, reason text, seconds_to_place integer default null)
returns void language sql as $$
  select dial(name);
  update call_attempts set state = 'ended', outcome = 'completed', ended_at = now(),
    placed_at = due_at + make_interval(secs => seconds_to_place) where schedule_id = id_of(name);
  update call_schedules set call_status = over.call_status, status_reason_code = code, status_reason = reason
  where id = id_of(name);
$$;
select pg_temp.over('completed ' || n, 'completed', 'answered', 'Done.', n) from generate_series(1, 3) n;
select pg_temp.over('busy ' || n, 'failed', 'busy', 'The line was busy.', 10) from generate_series(1, 2) n;
select pg_temp.over('refused', 'failed', 'bolna_refused', 'Bolna says the number is wrong.');
select pg_temp.over('deleted', 'failed', 'no_answer', 'Deleted.', 15);
update call_schedules set deleted_at = now() where contact_id = 'deleted';
select flag_attention(dial('in progress'), 'outcome_unknown', 'Nobody knows.');
select book('cancelled');
update call_schedules set call_status = 'cancelled', status_reason = 'Cancelled.' where contact_id = 'cancelled';
select book('overdue ' || n) from generate_series(1, 2) n;
select book('to come ' || n, due_in => '1 hour') from generate_series(1, 3) n;
select book('tried again');
update call_schedules set retry_at = now() + interval '1 hour' where contact_id = 'tried again';
select book('inactive');
update call_schedules set is_active = false where contact_id = 'inactive';
select book('globex call', 'globex');

create temporary table numbers as select pg_temp.statistics() as told;
grant select on numbers to public;
select is((select (told ->> name)::integer from numbers), expected, format('%s is counted', name))
from (values ('total_scheduled', 7), ('total_completed', 3), ('total_failed', 3), ('total_cancelled', 1), ('in_progress', 1),
  ('overdue_schedules', 2), ('upcoming_schedules', 4), ('needs_attention', 1)) as t (name, expected);
select is((select (told ->> 'completion_rate')::numeric from numbers), 0.5, 'half of the calls that ended were completed');
select is((select (told ->> 'average_response_seconds')::numeric from numbers), 6.833,
  'the response time is the mean over the calls that were placed: (1 + 2 + 3 + 10 + 10 + 15) / 6');
select is((select told -> 'failure_reasons' from numbers), '[{"code": "busy", "count": 2, "reason": "The line was busy."},
  {"code": "bolna_refused", "count": 1, "reason": "Bolna says the number is wrong."}]', 'failures are told by reason, the most frequent first');

-- Check-ups by contact: the latest known one counts, in the organisation's calendar.
delete from call_schedules;
create function pg_temp.checkup(name text, contact text, days_ago integer) returns void language sql as $$
  select book(name);
  update call_schedules set contact_id = contact, last_checkup_date = (now() at time zone 'Asia/Kolkata')::date - days_ago
  where id = id_of(name);
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
-- A statement that changes attempts counts those that ended by it or had ended, however many others it changes: what is skipped where
-- nothing ended is not skipped where one did.
begin;
set local search_path = public, extensions, fixtures;
select plan(6);

select make_acme_and_globex();
select set_clock('2026-11-22 06:30Z');
select book(name) from unnest(array['goes on', 'is placed', 'ends', 'has ended']) name;
select claim_all();
select record_call_placed(attempt_of(name), name) from unnest(array['goes on', 'ends', 'has ended']) name;
select settle('has ended', 'completed', '{"cost_cents": 1, "answered": true}');

-- What the tallies have of attempts and response times, and what counting the rows gives.
create function pg_temp.told() returns text language sql as $$
  select string_agg(format('%s %s: %s, %s c, %s s', subject, outcome, quantity, cents, trim_scale(seconds)), '; ' order by subject, outcome)
  from (
    select subject, outcome, sum(quantity) as quantity, trim_scale(sum(cost_cents)) as cents, sum(response_seconds) as seconds
    from private.call_tallies where subject in ('attempt', 'response') group by 1, 2 having sum(quantity) <> 0) t
$$;
create function pg_temp.counted() returns text language sql as $$
  select string_agg(format('%s %s: %s, %s c, %s s', subject, outcome, quantity, cents, trim_scale(seconds)), '; ' order by subject, outcome)
  from (
    select subject, outcome, count(*) as quantity, trim_scale(sum(cost_cents)) as cents, sum(response_seconds) as seconds
    from private.kept_of_calls where subject = 'attempt' group by 1, 2
    union all
    select 'response', null, count(*), 0, sum(extract(epoch from (placed_at - due_at))) from call_attempts having count(placed_at) > 0) t
$$;
create temporary table tallies as select count(*) as rows from private.call_tallies where subject <> 'call';
update call_attempts set check_count = check_count + 1;
select is((select count(*) from private.call_tallies where subject <> 'call'), rows, 'what ends nothing and moves no time leaves no row') from tallies;

-- One statement, of which one is placed, one ends, one had ended and costs more than was told, and one only moves on.
update call_attempts a
set state = case contact_id when 'is placed' then 'placed' when 'ends' then 'ended' else a.state end,
  placed_at = case contact_id when 'is placed' then clock() + interval '3 seconds' else a.placed_at end,
  bolna_execution_id = coalesce(a.bolna_execution_id, contact_id),
  outcome = case contact_id when 'ends' then 'no_answer' else a.outcome end,
  ended_at = case contact_id when 'ends' then clock() else a.ended_at end,
  next_check_at = case when contact_id <> 'has ended' and contact_id <> 'ends' then clock() end,
  cost_cents = case contact_id when 'has ended' then 5 else a.cost_cents end
from call_schedules s where s.id = a.schedule_id;
select is(pg_temp.told(), pg_temp.counted(), 'of one statement each counts by what became of it');
select is(pg_temp.told() ~ 'attempt answered: 1, 5 c.*attempt no_answer: 1, 0 c.*response : 4, 0 c', true, 'the one that ended, and the one that had ended with what it cost');

-- Placing many ends none, and counts each.
select book('late ' || n, due_in => make_interval(secs => -n)) from generate_series(1, 3) n;
select claim_all();
select record_calls_placed(array_agg(t.id), array_agg('e' || t.id), array_agg('queued'::text)) from call_attempts t where t.state = 'placing';
select is(pg_temp.told(), pg_temp.counted(), 'calls that are placed side by side count in the response times');
select is((select sum(quantity) from private.call_tallies where subject = 'attempt'), 2::numeric, 'and as over only once they are');
select settle_call(a.id, a.bolna_execution_id, '{"outcome": "busy", "call_status": "failed", "reason_code": "busy", "reason": "Busy."}')
from call_attempts a where a.state = 'placed';
select is(pg_temp.told(), pg_temp.counted(), 'which they all are in the end');

select * from finish();
rollback;

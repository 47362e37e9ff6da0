-- Counters are what has ever happened: they never fall, whatever is corrected, taken off, pruned, folded, counted anew or deleted.
begin;
set local search_path = public, extensions, fixtures;
select plan(26);

select set_clock('2026-11-22 06:30Z');
select make_acme_and_globex();
update organizations set max_concurrent_calls = 1000;

create function pg_temp.told(of_metric text, wanted jsonb default '{}', each boolean default false) returns numeric language sql as $$
  select sum((m ->> 'value')::numeric) from jsonb_array_elements(read_metrics(each)) m
  where m ->> 'metric' = of_metric and m -> 'labels' @> wanted
$$;
create function pg_temp.counters() returns table (name text, value numeric) language sql as $$
  select m ->> 'metric' || (m -> 'labels')::text, (m ->> 'value')::numeric from jsonb_array_elements(read_metrics()) m
  where m ->> 'metric' like '%\_total' or m ->> 'metric' = 'call_lateness_seconds'
$$;

-- Kept by itself, row by row: what has really happened.
create temporary table happened (what text);
create function pg_temp.note() returns trigger language plpgsql as $$
begin
  insert into pg_temp.happened values (coalesce(tg_argv[0], to_jsonb(new) ->> 'call_status'));
  return null;
end $$;
create trigger note_booked after insert on call_schedules for each row execute function pg_temp.note();
create trigger note_moved after update on call_schedules
  for each row when (old.call_status <> new.call_status and new.call_status <> 'scheduled') execute function pg_temp.note();
create trigger note_placed after update on call_attempts for each row when (old.placed_at is null and new.placed_at is not null)
  execute function pg_temp.note('placed');

create function pg_temp.step(n integer, luck double precision) returns void language plpgsql as $$
declare
  org text := case when random() < 0.7 then 'acme' else 'globex' end;
  some_call uuid := (select s.id from call_schedules s order by random() limit 1);
begin
  case width_bucket(luck, 0, 1, 12)
    when 1, 2 then perform book('call ' || n || ' ' || k, org) from generate_series(1, 5) k;
    when 3, 4 then perform claim_due_calls('worker', (random() * 10)::integer + 1);
    when 5, 6 then perform record_call_placed(id, 'execution ' || n || id) from call_attempts where state = 'placing';
    when 7, 8 then
      perform settle_call(id, bolna_execution_id, case when random() < 0.5
        then '{"outcome": "completed", "call_status": "completed", "reason_code": "answered", "reason": "Done.", "cost_cents": 5}'::jsonb
        else '{"outcome": "no_answer", "call_status": "failed", "reason_code": "no_answer", "reason": "Nobody."}'::jsonb end)
      from call_attempts where state = 'placed' order by random() limit 5;
    when 9 then perform private.fold_call_tallies();
    when 10 then
      update call_schedules set call_status = 'cancelled', status_reason = 'No.', deleted_at = case when n % 2 = 0 then clock() end
      where id = some_call and call_status = 'scheduled';
      update call_schedules set deleted_at = clock() where id = some_call and call_status in ('completed', 'failed');
      update call_schedules set call_topic = 'moved ' || n, due_at = due_at + interval '20 minutes' where id = some_call;
    -- Somebody did answer, and it cost less.
    when 11 then update call_attempts set outcome = 'completed', reason_code = 'answered', answered = true, cost_cents = 1
      where id in (select id from call_attempts where state = 'ended' order by random() limit 2);
    else delete from call_schedules where id = some_call and call_status not in ('scheduled', 'in_progress');
  end case;
  perform set_clock(clock() + interval '20 seconds');
end $$;

select setseed(0.42);
create temporary table watched (step integer, name text, value numeric);
do $$
begin
  for n in 1..100 loop
    -- Of every kind as often, in an order that is none.
    perform pg_temp.step(n, (n * 5 % 12 + random()) / 12);
    insert into watched select n, c.name, c.value from pg_temp.counters() c;
  end loop;
end $$;

select is_empty(
  $$ select * from (select name, step, value, lag(value) over (partition by name order by step) as before from watched) w
     where value < before $$,
  'in no step of a history does a counter fall');
select is_empty(
  $$ select a.name, a.step from watched a join watched b on b.step = a.step + 1
     where not exists (select from watched c where c.name = a.name and c.step = b.step) $$,
  'nor does one disappear');
select is(coalesce(pg_temp.told('calls_total', jsonb_build_object('status', what)), 0), (select count(*)::numeric from happened h where h.what = kind.what),
  format('%s: as often as it happened', what))
from unnest('{scheduled,in_progress,completed,failed,cancelled}'::text[]) kind (what);
select is(pg_temp.told('call_lateness_seconds', '{"le": "+Inf"}'), (select count(*)::numeric from happened where what = 'placed'),
  'the lateness of each call that Bolna took is counted once');
select ok((select count(*) from happened) > 150, 'and much has happened');
select is(pg_temp.told('calls_total', each => true), pg_temp.told('calls_total'), 'organisation by organisation it is the same');
select is(
  pg_temp.told('attempts_total', '{"outcome": "answered"}') >= (
    select count(*) from call_attempts where state = 'ended' and private.outcome_of_attempt(outcome, reason_code, answered, voicemail) = 'answered'),
  true, 'an attempt that turned out to be answered counts as that');

-- The only one of its kind, corrected before it was folded.
select book('corrected');
select claim_due_calls('worker', 1000);
select record_call_placed(id, 'execution of ' || id) from call_attempts where state = 'placing';
select settle_call(t.id, t.bolna_execution_id,
  '{"outcome": "no_answer", "call_status": "failed", "reason_code": "busy", "reason": "Busy."}'::jsonb)
from call_attempts t where t.schedule_id = id_of('corrected');
select is(pg_temp.told('attempts_total', '{"code": "busy"}'), 1::numeric, 'a new kind of end is told');
update call_attempts set outcome = 'completed', reason_code = 'answered', answered = true where schedule_id = id_of('corrected');
select is(pg_temp.told('attempts_total', '{"code": "busy"}'), 1::numeric, 'and still when it turned out to be another');

-- Pruned, counted anew, folded.
create temporary table before as select * from pg_temp.counters();
delete from call_schedules where call_status in ('completed', 'failed', 'cancelled');
select set_eq('select * from pg_temp.counters()', 'select * from before', 'what is pruned stays counted');
select lives_ok('select private.fold_call_tallies()', 'it folds');
select set_eq('select * from pg_temp.counters()', 'select * from before', 'and the sums are the same');
select lives_ok('select private.recount_call_tallies()', 'the statistics are counted anew');
select set_eq('select * from pg_temp.counters()', 'select * from before', 'which takes nothing from what has ever happened, and adds nothing');

-- An organisation goes.
select book('last call', 'globex');
select is(pg_temp.told('calls_total', '{"status": "scheduled"}') - (select value from before where name = 'calls_total{"status": "scheduled"}'),
  1::numeric, 'another call counts at once');
delete from organizations where id = id_of('globex');
select is(pg_temp.told('calls_total', '{"status": "scheduled"}') - (select value from before where name = 'calls_total{"status": "scheduled"}'),
  1::numeric, 'and when its organisation is deleted');
select private.fold_call_tallies();
select is(pg_temp.told('calls_total', '{"status": "scheduled"}') - (select value from before where name = 'calls_total{"status": "scheduled"}'),
  1::numeric, 'folded, too');
select is(pg_temp.told('calls_total', '{"organization": "globex"}', each => true), null, 'of itself nothing is told any more');
select is_empty($$ select from private.counter_totals where org_id = id_of('globex') $$, 'nor kept');

-- A correction takes off; then it stands still until it has been caught up with.
-- What the history above took off, by chance twice and more, is caught up with first.
create function pg_temp.catch_up() returns void language plpgsql as $$
declare
  so_far constant numeric := pg_temp.told('attempts_total', '{"outcome": "no_answer"}');
begin
  for n in 1..100 loop
    perform place('caught up ' || n);
    perform settle('caught up ' || n, 'no_answer', '{"reason_code": "no_answer"}');
    exit when pg_temp.told('attempts_total', '{"outcome": "no_answer"}') > so_far;
  end loop;
end $$;
select pg_temp.catch_up();
select place('corrected');
select settle('corrected', 'no_answer', '{"reason_code": "no_answer"}');
create temporary table unanswered as select pg_temp.told('attempts_total', '{"outcome": "no_answer"}') as value;
update call_attempts set answered = true, outcome = 'completed' where id = attempt_of('corrected');
select is(pg_temp.told('attempts_total', '{"outcome": "no_answer"}'), (select value from unanswered), 'a correction takes nothing off');
select place('another');
select settle('another', 'no_answer', '{"reason_code": "no_answer"}');
select is(pg_temp.told('attempts_total', '{"outcome": "no_answer"}'), (select value from unanswered), 'the next one makes it right');
select place('a third');
select settle('a third', 'no_answer', '{"reason_code": "no_answer"}');
select is(pg_temp.told('attempts_total', '{"outcome": "no_answer"}'), (select value + 1 from unanswered), 'and then it grows again');

select * from finish();
rollback;

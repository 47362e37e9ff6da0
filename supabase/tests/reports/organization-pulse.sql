-- What a live page asks: of its members alone, true at each moment, and the same until something changes.
begin;
set local search_path = public, extensions, fixtures;
select plan(15);

select set_clock('2026-12-01 06:30Z');
select make_acme_and_globex();
delete from private.worker_runs;
create function pg_temp.pulse(who text default 'viewer', slug text default 'acme') returns jsonb language sql as $$
  select answer_to(who, format('select organization_pulse(%L)', slug))::jsonb
$$;
create temporary table seen as select pg_temp.pulse() as at_first;

select is(at_first - 'revision', '{"in_progress": 0, "lines": 10, "due": 0, "attention": 0, "next_due_at": null, "stalled": false,
  "swept_at": null, "paused_reason": null, "paused_at": null, "calls_today": {"day": "2026-12-01", "scheduled": 0, "in_progress": 0,
  "completed": 0, "failed": 0, "cancelled": 0, "completion_rate": null}}', 'where nothing is booked all is still') from seen;
select is(pg_temp.pulse(who), null, who || ' is told nothing of Acme') from unnest(array['rival', 'nobody']) who;
select is(pg_temp.pulse('viewer', 'no-such'), null, 'nor is anybody of an organisation that is not there');

select book('to come', due_in => '1 hour');
select ok((pg_temp.pulse() ->> 'revision')::bigint > (at_first ->> 'revision')::bigint, 'a booking moves the revision') from seen;
select is((pg_temp.pulse() ->> 'next_due_at')::timestamptz, '2026-12-01 07:30Z', 'the first call that waits is told by its time');
insert into private.worker_runs (worker, instance, started_at, finished_at) values ('sweep', 'w', clock(), clock());
select is(pg_temp.pulse() ->> 'swept_at', null, 'a pass that was made for others is not told');

select complete_later('reached');
select book('late', due_in => '-5 minutes');
select flag_attention(dial('on the phone'), 'outcome_unknown', 'Nobody knows.');
select book('tomorrow', due => '2026-12-02 06:30Z');
select settle('not reached', 'no_answer', '{"retry_in_minutes": null}') from place('not reached');
select book('globex call', 'globex');
select is(pg_temp.pulse() -> name, value, format('%s is counted', name))
from (values ('in_progress', to_jsonb((select count(*) from call_schedules where call_status = 'in_progress'))),
  ('due', to_jsonb((select count(*) from call_schedules where org_id = id_of('acme') and dial_after <= clock()))), ('attention', '1')) as t (name, value);
select is(pg_temp.pulse() #> '{calls_today}', (select jsonb_build_object('day', '2026-12-01',
  'scheduled', count(*) filter (where call_status = 'scheduled'), 'in_progress', count(*) filter (where call_status = 'in_progress'),
  'completed', count(*) filter (where call_status = 'completed'), 'failed', count(*) filter (where call_status = 'failed'),
  'cancelled', count(*) filter (where call_status = 'cancelled'), 'completion_rate', pg_temp.pulse() #> '{calls_today,completion_rate}')
  from call_schedules where org_id = id_of('acme') and due_at < '2026-12-01 18:30Z'), 'today is the organisation''s day, and not that in London');
select isnt(pg_temp.pulse() ->> 'swept_at', null, 'a pass is told while calls of its own are made');

update seen set at_first = pg_temp.pulse();
select set_clock(clock() + interval '1 second');
select is(pg_temp.pulse(), at_first, 'a second later nothing has changed') from seen;
select private.fold_call_tallies();
select is(pg_temp.pulse(), at_first, 'nor when what was counted is added up') from seen;
update organizations set calling_paused_reason = 'Holidays' where id = id_of('acme');
select is(array[pg_temp.pulse() ->> 'paused_reason', pg_temp.pulse() ->> 'paused_at'], array['Holidays', to_jsonb(clock()) #>> '{}'],
  'a pause is told with its reason and since when');

select * from finish();
rollback;

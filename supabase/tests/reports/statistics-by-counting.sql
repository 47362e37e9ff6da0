-- The statistics are what counting the rows gives, after any history, folded or not.
begin;
set local search_path = public, extensions, fixtures;
select plan(57);

select set_clock('2026-11-22 06:30Z');
select make_acme_and_globex();
create function pg_temp.told(org text) returns jsonb language sql as $$
  select answer_to(case org when 'acme' then 'viewer' else 'rival' end, format('select call_statistics(%L)', id_of(org)))::jsonb
    - array['scheduler', 'checkup_compliance'] || jsonb_build_object('of_days', answer_to(case org when 'acme' then 'viewer' else 'rival' end,
      format('select count_call_schedules(%L, %L)', id_of(org), '{"from": "2026-11-19T03:00:00Z", "to": "2026-11-22T07:00:00Z"}'))::jsonb)
$$;
create function pg_temp.counted(org text) returns jsonb language sql as $$
  select jsonb_build_object(
    'total_scheduled', count(*) filter (where call_status = 'scheduled'), 'total_completed', count(*) filter (where call_status = 'completed'),
    'total_failed', count(*) filter (where call_status = 'failed'), 'total_cancelled', count(*) filter (where call_status = 'cancelled'),
    'in_progress', count(*) filter (where call_status = 'in_progress'), 'needs_attention', count(*) filter (where attention),
    'overdue_schedules', count(*) filter (where dial_after <= clock()), 'upcoming_schedules', count(*) filter (where dial_after > clock()),
    'completion_rate', round((count(*) filter (where call_status = 'completed'))::numeric
      / nullif(count(*) filter (where call_status in ('completed', 'failed')), 0), 4),
    'average_response_seconds', (select round(avg(extract(epoch from (placed_at - due_at))), 3) from call_attempts
      where org_id = id_of(org) and placed_at is not null),
    'failure_reasons', (
      select coalesce(jsonb_agg(jsonb_build_object('code', code, 'reason', reason, 'count', count) order by count desc, code), '[]')
      from (
        select status_reason_code as code, (array_agg(status_reason order by id))[1] as reason, count(*)
        from call_schedules where org_id = id_of(org) and deleted_at is null and call_status = 'failed' group by 1) f),
    -- Two whole days, and the ends of two more.
    'of_days', (
      select jsonb_build_object('more', '[]'::jsonb, 'attention', sum(n.flagged), 'counts', jsonb_object_agg(w.status, n.calls))
      from unnest(enum_range(null::call_status)) as w (status)
      cross join lateral (
        select count(*) as calls, count(*) filter (where s.attention) as flagged from call_schedules s
        where s.org_id = id_of(org) and s.deleted_at is null and s.call_status = w.status
          and s.due_at between '2026-11-19 03:00Z' and '2026-11-22 07:00Z') n))
  from call_schedules where org_id = id_of(org) and deleted_at is null
$$;

-- One step of a history, by chance; `luck` is between 0 and 1. What a step may not do, it leaves.
create function pg_temp.step(n integer, luck double precision) returns void language plpgsql as $$
declare
  org text := case when random() < 0.7 then 'acme' else 'globex' end;
  name text := (select s.contact_id from call_schedules s order by random() limit 1);
begin
  case width_bucket(luck, 0, 1, 14)
    when 1, 2 then perform book('call ' || n, org, due_in => make_interval(mins => (random() * 60)::integer - 30));
    when 3 then perform book('call ' || n || ' ' || k, org, due_in => make_interval(hours => -13 * (k - 1))) from generate_series(1, 7) k;
    when 4, 5 then perform claim_due_calls('worker', (random() * 10)::integer + 1);
    when 6, 7 then perform record_call_placed(id, 'execution ' || n || id) from call_attempts where state = 'placing';
    when 8, 9 then
      perform settle_call(id, bolna_execution_id, case when random() < 0.5
        then '{"outcome": "completed", "call_status": "completed", "reason_code": "answered", "reason": "Done."}'::jsonb
        else jsonb_build_object('outcome', 'failed', 'call_status', 'failed', 'reason_code', (array['busy', 'no_answer', 'failed', null])[1 + n % 4],
          'reason', 'Failed ' || n) end)
      from call_attempts where state = 'placed' order by random() limit 5;
    when 10 then perform flag_attention(id, 'outcome_unknown', 'Nobody knows.') from call_attempts where state = 'placed' limit 2;
    when 11 then update call_schedules set is_active = not is_active where contact_id = name and call_status = 'scheduled';
    when 12 then perform private.fold_call_tallies();
    when 13 then
      update call_schedules set call_status = 'cancelled', status_reason = 'No.', deleted_at = case when n % 2 = 0 then clock() end
      where contact_id = name and call_status = 'scheduled';
      update call_attempts set due_at = due_at - interval '1.5 seconds' where state = 'ended' and random() < 0.1;
    else delete from call_schedules where contact_id = name;
  end case;
  perform set_clock(clock() + interval '20.123 seconds');
end $$;

select setseed(0.42);
create temporary table compared (org text, step integer, told jsonb, counted jsonb);
do $$ begin
  for n in 1..500 loop
    perform pg_temp.step(n, random());
    if n % 20 = 0 then
      insert into compared select org, n, pg_temp.told(org), pg_temp.counted(org) from unnest(array['acme', 'globex']) org;
    end if;
  end loop;
end $$;
select is(told, counted, format('%s after %s steps', org, step)) from compared order by step, org;
select ok((select count(*) > 5 from jsonb_each(counted) c where c.value not in ('0', 'null', '[]')), 'there was something to count')
from compared where step = 500 and org = 'acme';

-- Folded, each organisation has a row for each status and reason; what is gone leaves none.
select cmp_ok(private.fold_call_tallies(), '>=', 0::bigint, 'it folds');
select is(private.fold_call_tallies(), 0::bigint, 'what is folded stays as it is');
select is(pg_temp.told(org), pg_temp.counted(org), format('and says the same of %s', org)) from unnest(array['acme', 'globex']) org;
select private.recount_call_tallies();
select is(pg_temp.told('acme'), pg_temp.counted('acme'), 'as does counting anew');
delete from organizations where slug = 'globex';
select private.fold_call_tallies();
select is((select count(*) from private.call_tallies where org_id = id_of('globex')), 0::bigint,
  'of an organisation that is deleted nothing stays');

select * from finish();
rollback;

-- The check-up compliance of calls is what counting them gives, after any history, folded or not.
begin;
set local search_path = public, extensions, fixtures;
select plan(64);

select set_clock('2026-11-22 06:30Z');
select make_acme_and_globex();
create function pg_temp.told(org text) returns jsonb language sql as $$
  select answer_to(case org when 'acme' then 'viewer' else 'rival' end, format('select private.schedule_compliance(%L)', id_of(org)))::jsonb
$$;
create function pg_temp.counted(org text) returns jsonb language sql as $$
  with latest as (
    select distinct on (contact_id) last_checkup_date as done, checkup_threshold_days as days from call_schedules
    where org_id = id_of(org) and deleted_at is null
    order by contact_id, last_checkup_date desc nulls last, created_at desc, id
  ), today as (select (clock() at time zone time_zone)::date as day from organizations where id = id_of(org))
  select jsonb_build_object('within', count(*) filter (where done + days > day), 'overdue', count(*) filter (where done + days <= day),
    'unknown', count(*) filter (where done is null),
    'rate', round(count(*) filter (where done + days > day)::numeric / nullif(count(*) filter (where done is not null), 0), 4))
  from latest, today
$$;
select setseed(0.42);
-- One step of a history, by chance.
create function pg_temp.step(n integer) returns void language plpgsql as $$
declare
  org text := case when random() < 0.7 then 'acme' else 'globex' end;
  one uuid := (select id from call_schedules order by random() limit 1);
begin
  case 1 + n % 8
    when 1, 2 then
      insert into call_schedules (org_id, agent_id, contact_id, contact_name, contact_phone_enc, contact_phone_hash, scheduled_at,
        purpose, last_checkup_date, checkup_threshold_days)
      select id_of(org), id_of(org || ' agent'), 'contact ' || (random() * 10)::integer, 'Asha Rao', some_ciphertext(),
        hash_of('number ' || n || ' ' || k), clock() + interval '1 day', 'service',
        case when random() < 0.7 then date '2026-11-22' - (random() * 30)::integer end, (random() * 20)::integer
      from generate_series(1, 5) k;
    when 3 then update call_schedules set last_checkup_date = date '2026-11-22' - (random() * 9)::integer where id = one;
    when 4 then update call_schedules set checkup_threshold_days = (random() * 30)::integer where id = one;
    when 5 then
      update call_schedules set call_status = 'cancelled', status_reason = 'No.', deleted_at = clock()
      where id = one and call_status = 'scheduled';
    when 6 then update call_schedules set contact_id = 'contact ' || (random() * 10)::integer where id = one;
    when 7 then perform private.fold_checkup_standings(case when random() < 0.5 then 3 else 100000 end);
    else delete from call_schedules where id = one;
  end case;
  perform set_clock(clock() + interval '5 hours');
end $$;

select is(pg_temp.told(org), pg_temp.counted(org), format('nothing is known of %s without calls', org)) from unnest(array['acme', 'globex']) org;
create temporary table compared (org text, step integer, told jsonb, counted jsonb);
do $$ begin
  for n in 0..159 loop
    perform pg_temp.step(n);
    insert into compared select org, n, pg_temp.told(org), pg_temp.counted(org) from unnest(array['acme', 'globex']) org;
  end loop;
end $$;
select is(jsonb_agg(told order by step), jsonb_agg(counted order by step), format('%s: steps %s to %s', org, min(step), max(step)))
from compared group by org, step / 6 order by org, min(step);
select ok(count(*) > 0, 'there was news that nobody had folded') from private.checkup_news;
select private.fold_checkup_standings();
select is((select count(*) from private.checkup_news), 0::bigint, 'folding takes all of it');
select is(pg_temp.told(org), pg_temp.counted(org), format('folded, %s is told the same', org)) from unnest(array['acme', 'globex']) org;
select is(answer_to('rival', format('select private.schedule_compliance(%L)', id_of('acme'))), null, 'another organisation is told nothing');

create temporary table folded as select * from private.checkup_standings;
create temporary table folded_counts as select * from private.checkup_counts;
select private.recount_checkup_standings();
select is_empty('(table folded except table private.checkup_standings) union all (table private.checkup_standings except table folded)',
  'looking at every contact anew gives the same');
select is_empty('(table folded_counts except table private.checkup_counts) union all (table private.checkup_counts except table folded_counts)',
  'and counting anew too');
delete from organizations where id = id_of('globex');
select private.fold_checkup_standings();
select is((select count(*) from private.checkup_standings where org_id = id_of('globex'))
  + (select count(*) from private.checkup_counts where org_id = id_of('globex')), 0::bigint, 'of an organisation that is gone nothing stays');

select * from finish();
rollback;

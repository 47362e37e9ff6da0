-- Calls that rules plan are spread over the calling hours of their organisation, as its lines can carry them.
begin;
set local search_path = public, extensions, fixtures;
set local time zone 'UTC';
select plan(13);

select make_acme_and_globex();

-- When so many calls are made that are planned at this moment.
create function pg_temp.slots(calls integer, moment timestamptz, zone text default 'Asia/Kolkata', lines integer default 10,
  hours_from time default '09:00', hours_to time default '18:00') returns text[] language sql as $$
  delete from organizations where slug = 'acme';
  insert into organizations (id, slug, name, time_zone, max_concurrent_calls, calling_hours_from, calling_hours_to)
  values (id_of('acme'), 'acme', 'Acme', zone, lines, hours_from, hours_to);
  select set_clock(moment);
  select coalesce(array_agg(to_char(slot at time zone zone, 'DD HH24:MI') order by turn), '{}')
  from private.spread_over_calling_hours(id_of('acme'), calls);
$$;
select is(pg_temp.slots(4, '2026-11-22 10:30Z'), '{"22 16:00","22 16:30","22 17:00","22 17:30"}',
  'calls are spread over what is left of the day, the first at once');
select is(pg_temp.slots(3, '2026-11-22 00:00Z'), '{"22 09:00","22 12:00","22 15:00"}', 'before the hours they wait for them');
select is(pg_temp.slots(3, '2026-11-22 15:00Z'), '{"23 09:00","23 12:00","23 15:00"}',
  'after the hours for those of the next day');
select is(pg_temp.slots(1, '2026-11-22 12:30Z'), '{"23 09:00"}', 'the end of the hours is after them');
select is(pg_temp.slots(0, '2026-11-22 10:30Z'), '{}', 'no calls need no moments');
select is(pg_temp.slots(3, '2026-11-22 08:45Z', 'Asia/Kathmandu', hours_to => '18:30'), '{"22 14:30","22 15:50","22 17:10"}',
  'a zone of quarter hours has its own');
select is(pg_temp.slots(6, '2026-11-22 12:22Z', lines => 1), '{"22 17:52","22 17:54","22 17:56","22 17:58","23 09:00","23 13:30"}',
  'what the lines cannot carry by then waits for the next day');
select is(pg_temp.slots(2, '2026-11-22 12:29Z', lines => 1), '{"23 09:00","23 13:30"}', 'with no time left for one, all do');
select is((select count(distinct left(s, 2)) || ' ' || count(*) from unnest(pg_temp.slots(1000, '2026-11-22 00:00Z', lines => 1)) s), '4 1000',
  'many calls are spread over as many days as it takes, and none is forgotten');
select is((select bool_and(right(s, 5) >= '09:00' and right(s, 5) < '18:00') from unnest(pg_temp.slots(1000, '2026-11-22 00:00Z', lines => 1)) s), true,
  'within the hours of each');
select is(pg_temp.slots(2, '2026-03-08 05:00Z', 'America/New_York', hours_from => '02:30', hours_to => '04:30'), '{"08 03:30","08 04:00"}',
  'on a day of 23 hours the hours are its own');
select is(pg_temp.slots(3, '2026-11-01 04:00Z', 'America/New_York', hours_from => '00:00', hours_to => '05:00'), '{"01 00:00","01 01:00","01 03:00"}',
  'as on one of 25');
select throws_ok($$ update organizations set calling_hours_to = '09:00' $$, '23514', null, 'hours that are none are refused');

select * from finish();
rollback;
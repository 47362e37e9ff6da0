-- From a local time to a moment: the strict reading of a window's end, and a zone whose law is newer than the server's data.
begin;
set local search_path = public, extensions, fixtures;
set local time zone 'UTC';
select plan(27);

create function pg_temp.earlier(local timestamp, zone text) returns text language sql as $$
  select to_char(private.earlier(local, zone), 'YYYY-MM-DD HH24:MI')
$$;
create function pg_temp.later(local timestamp, zone text) returns text language sql as $$
  select to_char(local at time zone zone, 'YYYY-MM-DD HH24:MI')
$$;
select is(pg_temp.earlier(local, zone), said, why)
from (values
  ('2026-07-01 12:00'::timestamp, 'America/New_York', '2026-07-01 16:00', 'a time that is there once is that moment'),
  ('2026-03-08 01:59', 'America/New_York', '2026-03-08 06:59', 'also the last before a jump'),
  ('2026-03-08 02:00', 'America/New_York', '2026-03-08 06:00', 'a skipped time is as far before the jump as the jump is wide'),
  ('2026-03-08 02:30', 'America/New_York', '2026-03-08 06:30', 'and so is one in the middle'),
  ('2026-03-08 03:00', 'America/New_York', '2026-03-08 07:00', 'the first after a jump is itself'),
  ('2026-11-01 00:59', 'America/New_York', '2026-11-01 04:59', 'the last before a doubled hour is itself'),
  ('2026-11-01 01:00', 'America/New_York', '2026-11-01 05:00', 'a doubled time is its first pass'),
  ('2026-11-01 01:30', 'America/New_York', '2026-11-01 05:30', 'so is one in the middle'),
  ('2026-11-01 02:00', 'America/New_York', '2026-11-01 07:00', 'the first after a doubled hour is itself'),
  ('2026-10-04 02:15', 'Australia/Lord_Howe', '2026-10-03 15:15', 'a jump of half an hour goes back by half an hour'),
  ('2026-04-05 01:45', 'Australia/Lord_Howe', '2026-04-04 14:45', 'half an hour twice: the first pass'),
  ('2026-04-24 00:30', 'Africa/Cairo', '2026-04-23 21:30', 'a day in Cairo that begins at one o''clock'),
  ('2026-03-29 00:00', 'Asia/Beirut', '2026-03-28 21:00', 'so does one in Beirut'),
  ('2026-10-30 23:30', 'Africa/Cairo', '2026-10-30 21:30', 'what comes after a doubled hour before midnight is itself'),
  ('2011-12-30 12:00', 'Pacific/Apia', '2011-12-29 22:00', 'a day that Apia did not have is the day before'),
  ('2011-12-31 06:00', 'Pacific/Apia', '2011-12-30 16:00', 'and the day after it is itself'),
  ('2026-10-25 01:30', 'Europe/Dublin', '2026-10-25 00:30', 'winter time as the exception makes no difference')
) as t (local, zone, said, why);
select is(pg_temp.later('2026-03-08 02:30', 'America/New_York'), '2026-03-08 07:30', 'a window opens at the later reading of a skipped time');
select is(pg_temp.later('2026-11-01 01:30', 'America/New_York'), '2026-11-01 06:30', 'and at the second pass of a doubled one');
select is(pg_temp.later('2026-04-24 00:30', 'Africa/Cairo'), '2026-04-23 22:30', 'also where midnight is skipped');

-- Zones whose law changed.
select is(private.zone_on('America/Vancouver', '2026-10-31'), 'America/Vancouver', 'until its law changes a zone is itself');
select is(private.zone_on('America/Vancouver', '2026-11-01'), 'Etc/GMT+7', 'from that day on it goes by what is put in its place');
select is(private.zone_on('America/Havana', '2027-11-06'), 'Etc/GMT+4', 'while that lasts');
select is(private.zone_on('America/Havana', '2027-11-07'), 'America/Havana', 'and is itself again afterwards');
select is(private.zone_on('Asia/Kolkata', '2026-11-01'), 'Asia/Kolkata', 'nothing stands for any other');
insert into private.zone_overrides (zone, instead, from_at, source)
values ('America/Vancouver', 'Etc/GMT+8', '2027-11-07 09:00Z', 'a test');
select is(private.zone_on('America/Vancouver', '2027-12-01'), 'Etc/GMT+8', 'of two the newer counts');
select throws_ok($$ insert into private.zone_overrides (zone, instead, from_at, source) values ('Mars/Base', 'Etc/GMT', '2027-01-01Z', 'a test') $$,
  '23514', null, 'a zone that nobody knows stands for none');

select * from finish();
rollback;

-- Holidays of the pack, written from official lists and the reference (calling rules 2), not from the data files.
begin;
set local search_path = public, extensions, fixtures;
select plan(44);

create function pg_temp.days(places text[], from_day date, to_day date) returns text language sql as $$
  select coalesce(string_agg(distinct to_char(h.day, 'MM-DD'), ' ' order by to_char(h.day, 'MM-DD')), 'none') from private.holidays h
  where h.jurisdiction = any (places) and h.day between from_day and to_day
$$;

select is(pg_temp.days('{US}', '2026-01-01', '2026-12-31'), '01-01 01-19 02-16 05-25 06-19 07-03 07-04 09-07 10-12 11-11 11-26 12-25',
  'the eleven federal holidays of 2026, with Independence Day and the Friday that stands for it');
select is(pg_temp.days('{US}', '2027-01-01', '2027-12-31'), '01-01 01-18 02-15 05-31 06-18 06-19 07-04 07-05 09-06 10-11 11-11 11-25 12-24 12-25 12-31',
  'those of 2027, with New Year''s of 2028');
select is(pg_temp.days('{GB}', '2026-01-01', '2026-12-31'), '01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-26 12-28', 'England''s of 2026');
select is(pg_temp.days('{GB-SCT}', '2026-01-01', '2026-12-31'), '01-02 08-03 11-30', 'what Scotland has beside');
select is(pg_temp.days('{GB-NIR}', '2026-01-01', '2026-12-31'), '03-17 07-12 07-13', 'and Northern Ireland, where 12 July is a Sunday');
select is(pg_temp.days('{DE}', '2026-01-01', '2026-12-31'), '01-01 04-03 04-06 05-01 05-14 05-25 10-03 12-25 12-26', 'Germany''s nine');
select is(pg_temp.days(array['DE-' || land], '2026-01-01', '2026-12-31'), said, 'DE-' || land)
from (values
  ('BW', '01-06 06-04 11-01'), ('BY', '01-06 06-04 08-15 11-01'), ('BE', '03-08'), ('BB', '04-05 05-24 10-31'), ('HB', '10-31'), ('HE', '06-04'),
  ('HH', '10-31'), ('MV', '03-08 10-31'), ('NI', '10-31'), ('NW', '06-04 11-01'), ('RP', '06-04 11-01'), ('SL', '06-04 08-15 11-01'),
  ('SN', '10-31 11-18'), ('ST', '01-06 10-31'), ('SH', '10-31'), ('TH', '09-20 10-31')
) as t (land, said);

-- India: the fourteen compulsory ones of the central list, and Ambedkar Jayanti.
select is(pg_temp.days('{IN}', '2026-01-01', '2026-12-31'),
  '01-26 03-21 03-31 04-03 04-14 05-01 05-27 06-26 08-15 08-26 10-02 10-20 11-08 11-24 12-25', 'India''s of 2026');
select is((select count(*) from private.holidays where jurisdiction = 'IN' and day between make_date(y, 1, 1) and make_date(y, 12, 31)), 15::bigint,
  'as many in ' || y) from generate_series(2027, 2028) y;
select is((select string_agg(distinct certainty::text, ' ' order by certainty::text) from private.holidays
    where jurisdiction = 'IN' and name = t.name and date_part('year', day) = t.year), said, t.name || ' of ' || year || ' is ' || said)
from (values ('Diwali (Deepavali)', 2026, 'fixed'), ('Diwali (Deepavali)', 2027, 'predicted'), ('Id-ul-Fitr', 2027, 'predicted'),
  ('Republic Day', 2027, 'fixed'), ('Good Friday', 2027, 'rule')) as t (name, year, said);

select is(pg_temp.days('{AE}', '2026-03-01', '2026-06-30'), '03-20 03-21 03-22 05-26 05-27 05-28 05-29 06-16',
  'both Eids of the UAE with Arafat Day, each by whole days and not from the eve');
select is(pg_temp.days('{AE}', '2026-12-01', '2026-12-31'), '12-02 12-03', 'its national days, both');
select is_empty($$ select from private.holidays where jurisdiction = 'AE' and name ~* 'mi.raj|ramadan$' $$, 'and no day that the Cabinet took away');

-- The states whose law closes on holidays.
select is(pg_temp.days('{US-AL}', '2027-07-01', '2027-07-31'), '07-04 07-05', 'Alabama moves a Sunday''s holiday to Monday');
select is(pg_temp.days('{US-AL}', '2026-07-01', '2026-07-31'), '07-03 07-04', 'and a Saturday''s to Friday');
select is(pg_temp.days('{US-AL}', '2026-04-01', '2026-06-30'), '04-27 05-25 06-01 06-19', 'Alabama has days of its own');
select is(pg_temp.days('{US-LA}', '2026-01-01', '2026-12-31'),
  '01-01 01-19 02-17 04-03 05-25 06-19 07-03 07-04 09-07 11-03 11-11 11-26 11-27 12-25', 'Louisiana goes by the PSC''s list: no Washington, no Columbus');
select is(pg_temp.days('{US-PA}', '2027-01-01', '2027-12-31'), '02-12 03-26 06-14 11-02 11-26', 'Pennsylvania keeps Flag Day and the like');
select is(pg_temp.days('{US-RI}', '2026-01-01', '2026-12-31'), '05-04 08-10 11-03', 'Rhode Island its own days');
select is(pg_temp.days('{US-UT}', '2027-01-01', '2027-12-31'), '06-21 07-23 07-24', 'Utah Pioneer Day, which is a Saturday in 2027');
select is(pg_temp.days('{US-NE}', '2027-01-01', '2027-12-31'), '04-30 11-26', 'Nebraska Arbor Day');

select is_empty($$
  select y.year, s.country from generate_series(2026, 2028) y (year),
    (select distinct split_part(jurisdiction, '-', 1) as country from private.policy_rules where jurisdiction <> '*') s
  where not exists (select from private.holidays h where h.jurisdiction = s.country and date_part('year', h.day) = y.year)
$$, 'every country of the pack has holidays in each year of it');
select cmp_ok((select count(distinct jurisdiction) from private.holidays where jurisdiction ~ '^..$'), '>', 200::bigint,
  'so has nearly every other country, for the default to go by');
select is_empty($$ select distinct r.id from private.policy_rules r, unnest(r.holiday_sets) s
  where s <> '*' and not exists (select from private.holidays h where h.jurisdiction = s) $$, 'no rule goes by holidays that are not there');

select * from finish();
rollback;

-- The pack as the judge reads it, in five jurisdictions, at the edges: written from the reference (calling rules 1 and 2), not from
-- the data files. Times are those of the called person.
begin;
set local search_path = public, extensions, fixtures;
set local time zone 'UTC';
select plan(130);

select make_acme_and_globex();
select mind_the_law();
select set_clock('2026-11-29 00:00Z');

-- A number in each place, with everything that marketing asks for: a signed consent, and registries that have just been asked.
create temporary table places (place text, zone text, country text, regions text[]);
insert into places values
  ('US-FL', 'America/New_York', 'US', '{US-FL}'), ('US-TX', 'America/Chicago', 'US', '{US-TX}'), ('GB', 'Europe/London', 'GB', '{}'),
  ('IN', 'Asia/Kolkata', 'IN', '{}'), ('DE', 'Europe/Berlin', 'DE', '{}'), ('DE-BE', 'Europe/Berlin', 'DE', '{DE-BE}'),
  ('GB-SCT', 'Europe/London', 'GB', '{GB-SCT}'), ('ZZ', 'Europe/Berlin', 'ZZ', '{}');
select book(place || ' ' || purpose, due => '2026-11-01Z')
from places, unnest(enum_range(null::call_purpose)) purpose;
update call_schedules s set purpose = p.purpose, phone_country = l.country, phone_regions = l.regions, phone_zones = array[l.zone],
  phone_zone_source = 'number'
from places l, unnest(enum_range(null::call_purpose)) p (purpose) where s.contact_id = l.place || ' ' || p.purpose;
select consent(place || ' marketing', '{"kind": "express_written", "obtained_at": "2026-11-01T00:00Z"}') from places;
insert into private.registry_checks (registry, phone_hash, listed, checked_at)
select registry, global_hash_of(place || ' marketing'), false, '2027-12-31Z' from places, unnest(array['US-DNC', 'GB-TPS']) registry;

-- What the judge says at a local time: outcome, code, and until when there.
create function pg_temp.said(place text, purpose text, at timestamp) returns text language sql as $$
  select concat_ws(' ', d.outcome, d.code, to_char(d.until at time zone l.zone, 'MM-DD HH24:MI'))
  from places l join call_schedules s on s.id = id_of(l.place || ' ' || said.purpose)
  cross join lateral private.judge_call(s, at at time zone l.zone) d where l.place = said.place
$$;

select is(pg_temp.said(place, purpose, at::timestamp), said, format('%s %s %s: %s', place, purpose, at, said))
from (values
  -- Florida: 8 to 20 on every day. 30 November 2026 is a Monday.
  ('US-FL', 'marketing', '2026-11-30 07:59:59', 'defer outside_window 11-30 08:00'),
  ('US-FL', 'marketing', '2026-11-30 08:00', 'call allowed'),
  ('US-FL', 'marketing', '2026-11-30 19:55', 'call allowed'),
  ('US-FL', 'marketing', '2026-11-30 19:55:01', 'defer closing_soon 12-01 08:00'),
  ('US-FL', 'marketing', '2026-11-30 20:00', 'defer outside_window 12-01 08:00'),
  ('US-FL', 'marketing', '2026-12-05 19:30', 'call allowed'),
  ('US-FL', 'marketing', '2026-12-06 08:00', 'call allowed'),
  ('US-FL', 'marketing', '2026-12-06 20:00', 'defer outside_window 12-07 08:00'),
  ('US-FL', 'marketing', '2026-12-25 08:00', 'call allowed'),
  -- Service and reminders there: 8 to 20, Sunday 10 to 18, not on holidays; federal law has no word on them.
  ('US-FL', 'service', '2026-11-30 07:59', 'defer outside_window 11-30 08:00'),
  ('US-FL', 'service', '2026-11-30 08:00', 'call allowed'),
  ('US-FL', 'service', '2026-12-05 19:54', 'call allowed'),
  ('US-FL', 'service', '2026-12-06 09:59', 'defer outside_window 12-06 10:00'),
  ('US-FL', 'health_reminder', '2026-12-06 10:00', 'call allowed'),
  ('US-FL', 'health_reminder', '2026-12-06 18:00', 'defer outside_window 12-07 08:00'),
  ('US-FL', 'health_reminder', '2026-12-25 12:00', 'defer holiday 12-26 08:00'),
  ('US-FL', 'service', '2027-01-18 12:00', 'defer holiday 01-19 08:00'),
  -- A holiday on a Sunday: the day and the Monday that stands for it.
  ('US-FL', 'service', '2027-07-04 12:00', 'defer holiday 07-06 08:00'),
  ('US-FL', 'service', '2027-07-05 12:00', 'defer holiday 07-06 08:00'),
  ('US-FL', 'survey', '2026-12-05 16:54', 'call allowed'),
  ('US-FL', 'survey', '2026-12-05 17:00', 'defer outside_window 12-07 09:00'),
  ('US-FL', 'survey', '2026-12-06 12:00', 'defer weekday_closed 12-07 09:00'),
  ('US-FL', 'collection', '2026-12-06 08:00', 'call allowed'),
  ('US-FL', 'collection', '2026-12-06 20:54', 'call allowed'),
  ('US-FL', 'collection', '2026-12-06 21:00', 'defer outside_window 12-07 08:00'),
  ('US-FL', 'emergency', '2026-12-25 03:00', 'call allowed'),
  -- Texas: 9 to 21, Sunday from noon.
  ('US-TX', 'marketing', '2026-11-30 08:59:59', 'defer outside_window 11-30 09:00'),
  ('US-TX', 'marketing', '2026-11-30 09:00', 'call allowed'),
  ('US-TX', 'marketing', '2026-12-05 20:55', 'call allowed'),
  ('US-TX', 'marketing', '2026-12-05 21:00', 'defer outside_window 12-06 12:00'),
  ('US-TX', 'marketing', '2026-12-06 11:59:59', 'defer outside_window 12-06 12:00'),
  ('US-TX', 'marketing', '2026-12-06 12:00', 'call allowed'),
  ('US-TX', 'marketing', '2026-12-06 20:55', 'call allowed'),
  ('US-TX', 'marketing', '2026-12-06 21:00', 'defer outside_window 12-07 09:00'),
  ('US-TX', 'service', '2026-11-30 08:00', 'call allowed'),
  ('US-TX', 'service', '2026-11-30 20:00', 'defer outside_window 12-01 08:00'),
  -- The United Kingdom: 8 to 21, Saturday 9 to 20, Sunday and bank holidays 10 to 18.
  ('GB', 'marketing', '2026-12-01 07:59:59', 'defer outside_window 12-01 08:00'),
  ('GB', 'marketing', '2026-12-01 08:00', 'call allowed'),
  ('GB', 'marketing', '2026-12-04 20:55', 'call allowed'),
  ('GB', 'marketing', '2026-12-04 21:00', 'defer outside_window 12-05 09:00'),
  ('GB', 'marketing', '2026-12-05 08:59:59', 'defer outside_window 12-05 09:00'),
  ('GB', 'marketing', '2026-12-05 19:55', 'call allowed'),
  ('GB', 'marketing', '2026-12-05 20:00', 'defer outside_window 12-06 10:00'),
  ('GB', 'marketing', '2026-12-06 10:00', 'call allowed'),
  ('GB', 'marketing', '2026-12-06 18:00', 'defer outside_window 12-07 08:00'),
  ('GB', 'marketing', '2026-12-28 09:59:59', 'defer holiday 12-28 10:00'),
  ('GB', 'marketing', '2026-12-28 10:00', 'call allowed'),
  ('GB', 'marketing', '2026-12-28 18:00', 'defer holiday 12-29 08:00'),
  ('GB', 'marketing', '2027-11-30 19:00', 'stop consent_expired'),
  -- A day of Scotland: where the region is not known it counts for marketing, not for service.
  ('GB', 'marketing', '2027-01-04 09:00', 'defer holiday 01-04 10:00'),
  ('GB', 'service', '2027-01-04 09:00', 'call allowed'),
  ('GB-SCT', 'service', '2027-01-04 09:00', 'defer holiday 01-05 08:00'),
  ('GB', 'service', '2026-12-06 10:00', 'call allowed'),
  ('GB', 'service', '2026-12-06 18:00', 'defer outside_window 12-07 08:00'),
  ('GB', 'service', '2026-12-28 12:00', 'defer holiday 12-29 08:00'),
  ('GB', 'survey', '2026-12-06 12:00', 'defer weekday_closed 12-07 09:00'),
  ('GB', 'collection', '2026-12-06 12:00', 'defer weekday_closed 12-07 08:00'),
  ('GB', 'collection', '2026-12-05 19:54', 'call allowed'),
  -- India: promotional 10 to 21 but on national holidays, service 9 to 21, collection 8 to 19.
  ('IN', 'marketing', '2026-11-30 09:59:59', 'defer outside_window 11-30 10:00'),
  ('IN', 'marketing', '2026-11-30 10:00', 'call allowed'),
  ('IN', 'marketing', '2026-12-06 20:55', 'call allowed'),
  ('IN', 'marketing', '2026-12-06 21:00', 'defer outside_window 12-07 10:00'),
  ('IN', 'marketing', '2027-01-26 12:00', 'defer holiday 01-27 10:00'),
  ('IN', 'service', '2026-11-30 08:59:59', 'defer outside_window 11-30 09:00'),
  ('IN', 'service', '2026-11-30 09:00', 'call allowed'),
  ('IN', 'health_reminder', '2026-12-06 20:55', 'call allowed'),
  ('IN', 'health_reminder', '2026-12-06 21:00', 'defer outside_window 12-07 09:00'),
  ('IN', 'service', '2027-01-26 12:00', 'call allowed'),
  ('IN', 'collection', '2026-11-30 07:59:59', 'defer outside_window 11-30 08:00'),
  ('IN', 'collection', '2026-12-06 08:00', 'call allowed'),
  ('IN', 'collection', '2026-12-06 18:55', 'call allowed'),
  ('IN', 'collection', '2026-12-06 19:00', 'defer outside_window 12-07 08:00'),
  ('IN', 'survey', '2026-12-06 12:00', 'defer weekday_closed 12-07 09:00'),
  -- Id-ul-Fitr hangs on the moon: its neighbours are closed for marketing too. 10 March 2027 is a Wednesday.
  ('IN', 'marketing', '2027-03-08 12:00', 'call allowed'),
  ('IN', 'marketing', '2027-03-09 12:00', 'defer holiday 03-12 10:00'),
  ('IN', 'marketing', '2027-03-10 12:00', 'defer holiday 03-12 10:00'),
  ('IN', 'marketing', '2027-03-11 12:00', 'defer holiday 03-12 10:00'),
  ('IN', 'service', '2027-03-10 12:00', 'call allowed'),
  -- Germany: 9 to 20, Saturday 10 to 18, no Sunday and no holiday.
  ('DE', 'marketing', '2026-11-30 08:59:59', 'defer outside_window 11-30 09:00'),
  ('DE', 'marketing', '2026-11-30 09:00', 'call allowed'),
  ('DE', 'marketing', '2026-12-04 19:55', 'call allowed'),
  ('DE', 'marketing', '2026-12-04 20:00', 'defer outside_window 12-05 10:00'),
  ('DE', 'marketing', '2026-12-05 17:55', 'call allowed'),
  ('DE', 'marketing', '2026-12-05 18:00', 'defer outside_window 12-07 09:00'),
  ('DE', 'marketing', '2026-12-06 12:00', 'defer weekday_closed 12-07 09:00'),
  ('DE', 'marketing', '2026-12-25 12:00', 'defer holiday 12-28 09:00'),
  ('DE', 'marketing', '2026-12-24 12:00', 'call allowed'),
  ('DE', 'service', '2026-12-06 10:00', 'call allowed'),
  ('DE', 'service', '2027-05-06 12:00', 'defer holiday 05-07 08:00'),
  -- Epiphany is a holiday in three Länder, Women's Day in two.
  ('DE', 'marketing', '2027-01-06 12:00', 'defer holiday 01-07 09:00'),
  ('DE', 'service', '2027-01-06 12:00', 'call allowed'),
  ('DE-BE', 'marketing', '2027-01-06 12:00', 'call allowed'),
  ('DE-BE', 'marketing', '2027-03-08 12:00', 'defer holiday 03-09 09:00'),
  ('DE-BE', 'service', '2027-03-08 12:00', 'defer holiday 03-09 08:00'),
  -- A country that nobody has a word on, and whose holidays nobody knows.
  ('ZZ', 'service', '2026-11-30 08:00', 'call allowed'),
  ('ZZ', 'marketing', '2026-11-30 12:00', 'defer holiday_data_missing')
) as t (place, purpose, at, said);

-- What marketing asks for, and what is enough.
create function pg_temp.said_while(statement text, place text, purpose text default 'marketing', at timestamp default '2026-11-30 12:00')
returns text language plpgsql as $$
declare
  said text;
begin
  execute statement;
  said := pg_temp.said(place, purpose, at);
  raise exception using errcode = 'UNDO1', message = said;
exception when sqlstate 'UNDO1' then return sqlerrm;
end $$;
select is(pg_temp.said_while('update call_schedules set contact_id = ''another''', place), 'stop consent_missing', place || ': none is recorded')
from unnest(array['US-FL', 'US-TX', 'GB', 'IN', 'DE']) place;
select is(pg_temp.said_while(format('update call_schedules set contact_id = ''another''; select consent(''another'', ''{"obtained_at": "2026-11-01T00:00Z"}'', %L)', place || ' marketing'), place),
  said, place || ': what was only said') from (values
  ('US-FL', 'stop consent_missing'), ('US-TX', 'stop consent_missing'), ('GB', 'call allowed'), ('IN', 'call allowed'), ('DE', 'call allowed')) as t (place, said);
select is(pg_temp.said_while(format('update private.registry_checks set checked_at = timestamptz ''2026-11-30 12:00 %s'' - interval ''%s days''', zone, days), place),
  said, format('%s: a registry asked %s days ago', place, days)) from (values
  ('US-FL', 31, 'defer registry_check_stale 11-30 13:00'), ('US-FL', 30, 'call allowed'),
  ('GB', 28, 'defer registry_check_stale 11-30 13:00'), ('GB', 27, 'call allowed'), ('DE', 300, 'call allowed')) as t (place, days, said)
join places using (place);

-- Caps. A call that rang so many hours before noon of 30 November.
create function pg_temp.said_after(hours_ago integer[], place text, purpose text, at timestamp default '2026-11-30 12:00', answered boolean default false)
returns text language plpgsql as $$
declare
  number constant text := place || ' ' || purpose;
  said text;
begin
  perform keep_call('rang ' || n, 'rang ' || n, number => number, placed => rang.at, created => rang.at)
  from unnest(hours_ago) with ordinality as h (ago, n) join places l on l.place = said_after.place
  cross join lateral (select timestamp '2026-11-30 12:00' at time zone l.zone - make_interval(hours => h.ago)) as rang (at);
  update call_attempts a set claimed_at = a.placed_at, answered = said_after.answered;
  said := pg_temp.said(place, purpose, at);
  raise exception using errcode = 'UNDO1', message = said;
exception when sqlstate 'UNDO1' then return sqlerrm;
end $$;
select is(pg_temp.said_after(ago, place, purpose), said, format('%s %s after calls %s hours ago: %s', place, purpose, ago::text, said))
from (values
  ('{2,3}'::integer[], 'US-FL', 'marketing', 'call allowed'),
  ('{2,3,20}', 'US-FL', 'marketing', 'defer cap_number 11-30 16:00'),
  ('{2,3,25}', 'US-FL', 'marketing', 'call allowed'),
  ('{25}', 'US-TX', 'marketing', 'call allowed'),
  ('{20}', 'US-TX', 'marketing', 'defer cap_number 11-30 16:00'),
  ('{30,60,90}', 'GB', 'marketing', 'defer cap_number 12-03 18:00'),
  ('{20}', 'IN', 'service', 'call allowed'),
  ('{10,20}', 'IN', 'service', 'defer cap_number 11-30 16:00'),
  -- A day there as well as 24 hours.
  ('{3}', 'US-TX', 'health_reminder', 'defer cap_number 12-01 09:00'),
  ('{25,50,75}', 'US-TX', 'health_reminder', 'defer cap_number 12-04 09:00'),
  ('{100,200}', 'US-TX', 'service', 'call allowed'),
  ('{100,200,300}', 'US-TX', 'service', 'defer cap_number 12-18 00:00')
) as t (ago, place, purpose, said);
select is(pg_temp.said_after('{24}', 'US-TX', 'collection', answered => true), 'defer talk_quiet_period 12-06 12:00', 'a talk about a debt is followed by seven days of quiet');

-- A rule begins and ends at local midnight, by itself.
select make_law('ZZ.service.from_may', '{"aspect": "hours", "week": "{[720,10080)}", "valid_from": "2027-05-01", "valid_to": "2027-06-01"}');
select is(pg_temp.said('ZZ', 'service', at::timestamp), said, 'a law of May alone, ' || at) from (values
  ('2027-04-30 19:00', 'call allowed'), ('2027-04-30 23:59:59', 'defer outside_window 05-01 00:00'), ('2027-05-01 00:00', 'call allowed'),
  ('2027-05-31 06:00', 'defer outside_window 05-31 12:00'), ('2027-05-31 23:50', 'call allowed'), ('2027-06-01 07:00', 'defer outside_window 06-01 08:00')
) as t (at, said);

select * from finish();
rollback;

-- Where the week is another: the days of rest are Friday (and Saturday), and Sunday is a working day. Judged, on the called person's
-- clock. 15 January 2027 is a Friday.
begin;
set local search_path = public, extensions, fixtures;
set local time zone 'UTC';
select plan(22);

select make_acme_and_globex();
select mind_the_law();
select set_clock('2027-01-10 00:00Z');
create temporary table places (place text, zone text);
insert into places values ('EG', 'Africa/Cairo'), ('KW', 'Asia/Kuwait'), ('QA', 'Asia/Qatar'), ('IL', 'Asia/Jerusalem');
select book(place || ' ' || purpose, due => '2027-01-01Z') from places, unnest('{marketing,service}'::text[]) purpose;
update call_schedules s set purpose = split_part(s.contact_id, ' ', 2)::call_purpose, phone_country = l.place, phone_zones = array[l.zone],
  phone_zone_source = 'number'
from places l where l.place = split_part(s.contact_id, ' ', 1);
select consent(place || ' marketing', '{"obtained_at": "2027-01-01T00:00Z"}') from places;
create function pg_temp.said(place text, purpose text, at timestamp) returns text language sql as $$
  select concat_ws(' ', d.outcome, d.code, to_char(d.until at time zone l.zone, 'MM-DD HH24:MI'))
  from places l join call_schedules s on s.id = id_of(l.place || ' ' || said.purpose)
  cross join lateral private.judge_call(s, at at time zone l.zone) d where l.place = said.place
$$;

select is(pg_temp.said(place, 'marketing', at::timestamp), said, format('%s marketing %s: %s', place, at, said))
from places, (values
  ('2027-01-15 11:00', 'defer weekday_closed 01-16 10:00'),
  ('2027-01-16 16:54', 'call allowed'),
  ('2027-01-17 09:00', 'call allowed'),
  ('2027-01-17 19:54', 'call allowed')) t (at, said)
where place <> 'IL';
select is(pg_temp.said('EG', 'service', at::timestamp), said, format('Egypt, service %s: %s', at, said))
from (values ('2027-01-15 09:59', 'defer outside_window 01-15 10:00'), ('2027-01-15 12:30', 'defer outside_window 01-15 14:00'),
  ('2027-01-15 14:00', 'call allowed'), ('2027-01-17 19:00', 'call allowed')) t (at, said);
select is(pg_temp.said('IL', purpose, at::timestamp), said, format('Israel, %s %s: %s', purpose, at, said))
from (values ('marketing', '2027-01-15 12:54', 'call allowed'), ('marketing', '2027-01-15 13:00', 'defer outside_window 01-17 09:00'),
  ('marketing', '2027-01-16 11:00', 'defer weekday_closed 01-17 09:00'), ('marketing', '2027-01-17 19:00', 'call allowed'),
  ('service', '2027-01-16 11:00', 'defer weekday_closed 01-17 08:00')) t (purpose, at, said);

-- What is asked besides hours holds on either day, where it is another day in another zone: here a cap that begins on the 12th.
select make_law('ZZ.cap', '{"aspect": "cap", "max_calls": 1, "period": "24 hours", "valid_from": "2027-01-12"}');
select is(private.policy_demands(null, 'service', '{ZZ}', zones, '2027-01-11 20:00Z') -> 'rules' ? 'ZZ.cap', asked, zones::text)
from (values ('{America/New_York,Asia/Tokyo}'::text[], true)) t (zones, asked);

select * from finish();
rollback;

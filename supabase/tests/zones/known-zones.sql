-- Which zones a call is judged in, where HubSpot knows more than the number says: what it says replaces what the number leaves open,
-- and stands beside what the number says otherwise. Clocks are compared, not names.
begin;
set local search_path = public, extensions, fixtures;
select plan(9);

select make_acme_and_globex();
select set_clock('2026-11-22 06:30Z');
create function pg_temp.zones_of(country text, by_number text[], hubspot text default null, region text default null) returns text
language plpgsql as $$
declare
  said text;
begin
  perform keep_contact('1', jsonb_strip_nulls(jsonb_build_object('time_zone', hubspot)));
  update contacts set address_region = region where contact_id = '1';
  perform book_for_checkup('call', '1');
  update call_schedules set phone_country = country, phone_zones = by_number, phone_zone_source = 'country';
  select array_to_string((private.call_terms(s)).zones, ' ') into said from call_schedules s;
  raise exception using errcode = 'UNDO1', message = said;
exception when sqlstate 'UNDO1' then return sqlerrm;
end $$;

select is(pg_temp.zones_of(country, by_number::text[], hubspot, region), zones, why)
from (values
  ('AU', '{Australia/Brisbane,Australia/Perth,Australia/Sydney}', null, null, 'Australia/Brisbane Australia/Perth Australia/Sydney',
    'a mobile that may ring in several zones is judged in all'),
  ('AU', '{Australia/Brisbane,Australia/Perth,Australia/Sydney}', 'Australia/Perth', null, 'Australia/Perth',
    'unless HubSpot knows in which'),
  ('AU', '{Australia/Brisbane,Australia/Perth,Australia/Sydney}', 'Australia/Melbourne', null, 'Australia/Melbourne',
    'also by another name of one: Melbourne''s clocks go like Sydney''s'),
  ('AU', '{Australia/Brisbane,Australia/Perth,Australia/Sydney}', null, 'AU-TAS', 'Australia/Hobart', 'or by its address'),
  ('AU', '{Australia/Brisbane,Australia/Sydney}', 'Australia/Darwin', null, 'Australia/Brisbane Australia/Darwin Australia/Sydney',
    'a zone that the number does not leave open stands beside it'),
  ('IN', '{Asia/Kolkata}', 'Asia/Calcutta', null, 'Asia/Calcutta', 'an older name is no other zone'),
  ('US', '{America/Phoenix}', 'America/Denver', null, 'America/Denver America/Phoenix',
    'one that goes alike in winter alone is another'),
  ('CA', '{America/Vancouver}', 'America/Fort_Nelson', null, 'America/Fort_Nelson', 'one that goes alike by an override is the same'),
  ('IN', '{Asia/Kolkata}', 'America/New_York', null, 'Asia/Kolkata', 'one of another country is not believed')
) as t (country, by_number, hubspot, region, zones, why);

select * from finish();
rollback;

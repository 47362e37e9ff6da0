-- On which days of a month a booking could leave at no moment: by the law of the number, by the organisation's policy, and by lists.
begin;
set local search_path = public, extensions, fixtures;
set local time zone 'UTC';
select plan(9);

select make_acme_and_globex();
select mind_the_law();
-- A Monday.
select set_clock('2026-11-23 10:00Z');
-- Mondays and Wednesdays, 09:00 to 18:00.
select make_law('ZZ.hours', '{"aspect": "hours", "week": "{[540,1080),[3420,3960)}"}');

create function pg_temp.closed(who text default 'viewer', day date default '2026-11-22', days integer default 10, zone text default 'UTC')
returns text language sql as $$
  select coalesce((select string_agg(to_char((c ->> 'day')::date, 'FMDD') || ' ' || (c ->> 'code'), ', ' order by n)
      from jsonb_array_elements(a -> 'closed') with ordinality as t (c, n)), a ->> 'outcome')
  from check_call_days(id_of('acme'), id_of(who), jsonb_build_object('agent_id', id_of('acme agent'), 'contact_id', '1',
    'contact_phone_hash', hash_of('1'), 'scheduled_at', clock(), 'phone_country', 'ZZ', 'phone_zones', '["UTC"]'::jsonb,
    'phone_zone_source', 'number', 'purpose', 'service'), zone, day, days) a
$$;
create function pg_temp.days_of(told text) returns text language sql as $$ select regexp_replace(told, ' [a-z_]+', '', 'g') $$;

select is(pg_temp.days_of(pg_temp.closed()), '24, 26, 27, 28, 29, 1',
  'the days on which the law of the number never lets it leave; one that is over is none of them');
select is(pg_temp.days_of(pg_temp.closed(day => '2026-11-23', days => 1)), 'checked', 'today, while it is open');
select set_clock('2026-11-23 18:30Z');
select is(pg_temp.days_of(pg_temp.closed(day => '2026-11-23', days => 1)), '23', 'today, when it is not any more');
select is(pg_temp.days_of(pg_temp.closed(day => '2026-11-24', days => 2, zone => 'Pacific/Kiritimati')), '24',
  'by the calendar that is asked for: its Wednesday has the morning of that day''s UTC');
update calling_policies set blackouts = '[{"from": "2026-11-25T00:00:00Z", "to": "2026-11-26T00:00:00Z", "reason": "Stocktaking"}]'
where org_id = id_of('acme');
select is(pg_temp.days_of(pg_temp.closed(day => '2026-11-25', days => 1)), '25', 'the organisation''s own pause closes a day too');
select matches(pg_temp.closed(day => '2026-11-25', days => 1), '^25 [a-z_]+$', 'with the code of why');
select is(pg_temp.closed('rival'), 'forbidden', 'another organisation asks nothing');
select is(pg_temp.closed(zone => 'Mars/Base'), 'invalid', 'nor by a zone that is none');
insert into suppressions (org_id, scope, phone_hash, phone_last4, reason, source)
select id_of('acme'), 'all', hash_of('1'), '0001', 'Asked', 'user';
select is(pg_temp.days_of(pg_temp.closed(day => '2026-11-29', days => 3)), '29, 30, 1', 'whom nobody may call is called on no day');

select * from finish();
rollback;

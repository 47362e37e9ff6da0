-- Whether the clocks that calls go by are the law's, whatever the age of the server's data.
begin;
set local search_path = public, extensions, fixtures;
select plan(5);

select is((select count(*) from zone_health()), 10::bigint, 'ten moments are asked for');
select is((select array_agg(h.zone) from zone_health() h where h.reckoned is distinct from h.expected), null, 'and each is the law''s');
delete from private.zone_overrides;
select is((select array_agg(h.zone order by h.zone) from zone_health() h where h.reckoned <> h.expected),
  (select array_agg(h.zone order by h.zone) from zone_health() h where h.told <> h.expected),
  'without overrides each is what the server''s data say');
insert into private.zone_overrides (zone, instead, from_at, source) values ('Asia/Almaty', 'Etc/GMT-6', '2026-01-01Z', 'a test');
select is((select h.reckoned from zone_health() h where h.zone = 'Asia/Almaty'), '13:00', 'a wrong override shows');
select is(outcome_of('admin', 'select * from zone_health()'), '42501', 'only the service asks');

select * from finish();
rollback;

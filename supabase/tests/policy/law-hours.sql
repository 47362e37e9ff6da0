-- Hours of the pack, row by row, written from the reference (calling rules 1.2 to 1.4) and not from the data files: on Monday to
-- Friday, Saturday, Sunday and a holiday. 'same': a holiday is as any day.
begin;
set local search_path = public, extensions, fixtures;
select plan(89);

create function pg_temp.clock(minute integer) returns text language sql as $$
  select (minute / 60)::text || case when minute % 60 > 0 then ':' || to_char(minute % 60, 'FM00') else '' end
$$;
create function pg_temp.said(minutes int4multirange) returns text language sql as $$
  select coalesce(string_agg(pg_temp.clock(lower(r)) || '-' || pg_temp.clock(upper(r)), ' ' order by lower(r)), 'none') from unnest(minutes) r
$$;
-- The hours of weekdays 1 (Monday) to 7, where they are the same on all of them.
create function pg_temp.hours(rule private.policy_rules, first_day integer, last_day integer) returns text language sql as $$
  select string_agg(distinct d.said, ' but ')
  from generate_series(first_day - 1, last_day - 1) n
  cross join lateral (
    select pg_temp.said(coalesce(range_agg(int4range(lower(r) - n * 1440, upper(r) - n * 1440)), '{}')) as said
    from unnest(rule.week * int4multirange(int4range(n * 1440, n * 1440 + 1440))) r
  ) d
$$;

select is(
  (select concat_ws(' | ', pg_temp.hours(r, 1, 5), pg_temp.hours(r, 6, 6), pg_temp.hours(r, 7, 7),
      case when r.holiday_minutes is null then 'same' else pg_temp.said(r.holiday_minutes) end, array_to_string(r.purposes, ' '))
   from private.policy_rules r where r.id = t.id),
  concat_ws(' | ', t.weekdays, t.saturday, t.sunday, t.holiday, t.purposes), t.id)
from (values
  ('default.marketing.hours', '9-20', '10-17', 'none', 'none', 'marketing survey'),
  ('default.service.hours', '8-20', '8-20', '8-20', 'same', 'service health_reminder'),
  ('default.service.rest', '0-24', '0-24', '10-18', 'none', 'service health_reminder'),
  ('default.collection.hours', '8-20', '8-20', 'none', 'none', 'collection'),
  -- 1.2
  ('US.marketing.hours', '8-21', '8-21', '8-21', 'same', 'marketing'),
  ('US.service.hours', '8-20', '8-20', '8-20', 'same', 'service health_reminder'),
  ('US.service.rest', '0-24', '0-24', '10-18', 'none', 'service health_reminder'),
  ('US.survey.hours', '9-20', '10-17', 'none', 'none', 'survey'),
  ('US.collection.hours', '8-21', '8-21', '8-21', 'same', 'collection'),
  -- 1.3
  ('US-AL.marketing.hours', '8-20', '8-20', 'none', 'none', 'marketing'),
  ('US-CA.automated.hours', '9-21', '9-21', '9-21', 'same', 'marketing service health_reminder survey'),
  ('US-CT.marketing.hours', '9-20', '9-20', '9-20', 'same', 'marketing'),
  ('US-FL.marketing.hours', '8-20', '8-20', '8-20', 'same', 'marketing'),
  ('US-IL.marketing.hours', '9-21', '9-21', '9-21', 'same', 'marketing'),
  ('US-IN.automated.hours', '9-20', '9-20', '9-20', 'same', 'marketing service health_reminder survey'),
  ('US-KY.marketing.hours', '10-21', '10-21', '10-21', 'same', 'marketing'),
  ('US-KY.automated.hours', '8-21', '8-21', '8-21', 'same', 'marketing service health_reminder survey'),
  ('US-LA.marketing.hours', '8-20', '8-20', 'none', 'none', 'marketing'),
  ('US-ME.marketing.hours', '9-17', 'none', 'none', 'same', 'marketing'),
  ('US-MD.marketing.hours', '8-20', '8-20', '8-20', 'same', 'marketing'),
  ('US-MA.marketing.hours', '8-20', '8-20', '8-20', 'same', 'marketing'),
  ('US-MI.marketing.hours', '9-21', '9-21', '9-21', 'same', 'marketing'),
  ('US-MN.marketing.hours', '9-21', '9-21', '9-21', 'same', 'marketing'),
  ('US-MS.marketing.hours', '8-20', '8-20', 'none', 'same', 'marketing'),
  ('US-NE.automated.hours', '8-21', '8-21', '13-21', '13-21', 'marketing service health_reminder survey'),
  ('US-NV.marketing.hours', '9-20', '9-20', '9-20', 'same', 'marketing'),
  ('US-NV.automated.hours', '9-21', '9-21', '9-21', 'same', 'marketing service health_reminder survey'),
  ('US-NM.marketing.hours', '9-21', '9-21', '9-21', 'same', 'marketing'),
  ('US-OK.marketing.hours', '8-20', '8-20', '8-20', 'same', 'marketing'),
  ('US-OK.automated.hours', '9-20', '9-20', '9-20', 'same', 'marketing service health_reminder survey'),
  ('US-OR.marketing.hours', '8-20', '8-20', '8-20', 'same', 'marketing'),
  ('US-PA.marketing.hours', '8-21', '8-21', '8-21', 'none', 'marketing'),
  ('US-RI.marketing.hours', '9-18', '10-17', 'none', 'none', 'marketing'),
  ('US-SC.marketing.hours', '8-21', '8-21', '8-21', 'same', 'marketing'),
  ('US-SC.automated.hours', '8-19', '8-19', '8-19', 'same', 'marketing'),
  ('US-SD.marketing.hours', '9-21', 'none', 'none', 'same', 'marketing'),
  ('US-TX.marketing.hours', '9-21', '9-21', '12-21', 'same', 'marketing'),
  ('US-UT.marketing.hours', '8-21', '8-21', 'none', 'none', 'marketing'),
  ('US-WA.marketing.hours', '8-20', '8-20', '8-20', 'same', 'marketing'),
  ('US-WY.marketing.hours', '8-20', '8-20', '8-20', 'same', 'marketing'),
  -- 1.4
  ('GB.marketing.hours', '8-21', '9-20', '10-18', '10-18', 'marketing'),
  ('IE.marketing.hours', '9-20', '10-18', 'none', 'none', 'marketing'),
  ('IN.marketing.hours', '10-21', '10-21', '10-21', 'none', 'marketing'),
  ('IN.service.hours', '9-21', '9-21', '9-21', 'same', 'service health_reminder'),
  ('IN.collection.hours', '8-19', '8-19', '8-19', 'same', 'collection'),
  ('CA.marketing.hours', '9-21:30', '10-18', '10-18', '10-18', 'marketing'),
  ('CA.automated.hours', '9:30-20', '10:30-17', '12-17', '12-17', 'service health_reminder survey'),
  ('AU.marketing.hours', '9-20', '9-17', 'none', 'none', 'marketing'),
  ('AU.survey.hours', '9-20', '9-17', '9-17', 'none', 'survey'),
  ('NZ.marketing.hours', '8-21', '8-21', 'none', 'none', 'marketing'),
  ('DE.marketing.hours', '9-20', '10-18', 'none', 'none', 'marketing'),
  ('FR.marketing.hours', '10-13 14-20', 'none', 'none', 'none', 'marketing'),
  ('ES.marketing.hours', '9-21', 'none', 'none', 'none', 'marketing'),
  ('IT.marketing.hours', '9-20', '10-19', 'none', 'none', 'marketing'),
  ('NL.marketing.hours', '9-20', '10-16', 'none', 'none', 'marketing'),
  ('BR.marketing.hours', '9-21', '10-16', 'none', 'none', 'marketing'),
  ('MX.marketing.hours', '9-20', '9-15', 'none', 'none', 'marketing'),
  ('MX.collection.hours', '7-22', 'none', 'none', 'same', 'collection'),
  ('AE.marketing.hours', '9-18', '9-18', '9-18', 'same', 'marketing'),
  ('AE.marketing.holidays', '0-24', '0-24', '0-24', 'none', 'marketing'),
  ('AE.service.hours', '8-20', '8-20', '8-20', 'same', 'service health_reminder'),
  ('AE.service.rest', '0-24', '0-24', '10-18', 'none', 'service health_reminder'),
  ('SA.service.hours', '8-20', '8-20', '8-20', 'same', 'service health_reminder'),
  ('SA.service.rest', '0-24', '0-24', '10-18', 'none', 'service health_reminder'),
  ('SG.marketing.hours', '9-20', '9-18', 'none', 'none', 'marketing'),
  ('MY.marketing.hours', '9-20', '9-18', 'none', 'none', 'marketing'),
  ('PH.marketing.hours', '9-20', '9-18', 'none', 'none', 'marketing'),
  ('ID.marketing.hours', '8-18', '8-18', 'none', 'none', 'marketing'),
  ('ZA.marketing.hours', '8-20', '9-13', 'none', 'none', 'marketing'),
  ('KE.marketing.hours', '8-20', '9-17', 'none', 'none', 'marketing'),
  ('NG.marketing.hours', '8-20', '8-20', '8-20', 'same', 'marketing'),
  ('JP.marketing.hours', '9-20', '9-20', 'none', 'none', 'marketing')
) as t (id, weekdays, saturday, sunday, holiday, purposes);

-- Friday is the weekly rest there.
select is(pg_temp.hours(r, 5, 5), said, r.id || ' on Friday')
from (values ('SA.marketing.hours', '16-21'), ('AE.marketing.friday', '0-12 14-24'), ('AE.service.friday', '0-12 14-24'),
  ('SA.service.friday', '16-24')) as t (id, said)
join private.policy_rules r using (id);
select is(pg_temp.hours(r, 6, 7) || ', ' || pg_temp.hours(r, 1, 4), '9-21, 9-21', 'SA.marketing.hours on all other days')
from private.policy_rules r where r.id = 'SA.marketing.hours';

select is((select array_agg(r.id order by r.id) from private.policy_rules r where r.aspect = 'hours' and r.jurisdiction = any (array['US', 'US-FL', 'US-TX', 'GB', 'IN', 'DE'])),
  array['DE.marketing.hours', 'GB.marketing.hours', 'IN.collection.hours', 'IN.marketing.hours', 'IN.service.hours', 'US-FL.marketing.hours',
    'US-TX.marketing.hours', 'US.collection.hours', 'US.marketing.hours', 'US.service.hours', 'US.service.rest', 'US.survey.hours'],
  'of five jurisdictions there are no hours beside those above');

-- From when on, and until when.
select is((select concat_ws(' ', nullif(r.valid_from, '2000-01-01'), 'to ' || r.valid_to) from private.policy_rules r where r.id = t.id), said, t.id || ' holds ' || said)
from (values
  ('US-FL.marketing.hours', '2021-07-01'), ('US-CT.marketing.hours', '2023-10-01'), ('US-MD.marketing.cap.day', '2024-01-01'),
  ('US-OK.marketing.cap.day', '2022-11-01'), ('US-OR.marketing.cap.day', '2026-01-01'), ('FR.marketing.hours', '2023-03-01'),
  ('FR.marketing.consent', '2026-08-11'), ('FR.marketing.registry', 'to 2026-08-11'), ('DE.opening', '2026-08-02'),
  ('AE.marketing.cap.week', '2024-08-27'), ('US-CO.opening', '2027-01-01')
) as t (id, said);

select * from finish();
rollback;

-- The pack of the law as data: it replaces the one before and nothing of the operator's, and says the same twice.
begin;
set local search_path = public, extensions, fixtures;
select plan(17);

create function pg_temp.pack(version text, checksum text, rules jsonb, holidays jsonb default '{}') returns jsonb language sql as $$
  select jsonb_build_object('version', version, 'published_at', '2026-11-29', 'checksum', repeat(checksum, 64), 'rules', rules,
    'holidays', holidays)
$$;
create function pg_temp.rule(more jsonb default '{}') returns jsonb language sql as $$
  select jsonb_build_object('id', 'GB.marketing.hours', 'jurisdiction', 'GB', 'name', 'Hours', 'aspect', 'hours',
    'purposes', array['marketing'], 'week', '{[480,1260)}', 'confidence', 'ours', 'source', 'Our own choice',
    'reviewed_on', '2026-11-24') || more
$$;

select isnt_empty('select from private.policy_packs', 'a database comes up with a pack');
select cmp_ok((select count(*) from private.policy_rules), '>', 100::bigint, 'with the rules of all jurisdictions');
select is_empty($$ select id from private.policy_rules where 'emergency' = any (purposes) $$, 'none of which is for emergencies');
select is_empty($$
  select p.purpose, a.aspect
  from unnest(array['marketing', 'service', 'health_reminder', 'survey', 'collection']::call_purpose[]) p (purpose),
    unnest(array['hours', 'cap', 'opening']::policy_aspect[]) a (aspect)
  where not exists (select from private.policy_rules r where r.jurisdiction = '*' and r.aspect = a.aspect and p.purpose = any (r.purposes))
$$, 'and where no country has a word, the default has hours, caps and an opening for every purpose');

insert into private.holidays (jurisdiction, day, name, kind, certainty, source) values
  ('AE', '2030-01-04', 'Eid as sighted', 'public', 'fixed', 'Cabinet'),
  ('AE', '2030-01-03', 'Eid', 'optional', 'fixed', 'Cabinet: not this day');
select private.load_policy_pack(pg_temp.pack('2030.1.1', 'a', jsonb_build_array(pg_temp.rule()),
  '{"AE": {"a list": {"predicted": {"Eid": ["2030-01-03", "2031-01-02"]}, "fixed": {"New Year": ["2030-01-01"]}}}, "GB-SCT": {"a list": {"rule": {"St Andrew": ["2030-11-30"]}}}}'));
select results_eq('select id, week, pack_version from private.policy_rules',
  $$ values ('GB.marketing.hours', '{[480,1260)}'::int4multirange, '2030.1.1') $$, 'a new pack takes the place of all rules');
select results_eq('select jurisdiction, day, name, kind, certainty, pack_version from private.holidays order by day', $$ values
  ('AE', '2030-01-01'::date, 'New Year', 'public'::holiday_kind, 'fixed'::holiday_certainty, '2030.1.1'),
  ('AE', '2030-01-03', 'Eid', 'optional', 'fixed', null),
  ('AE', '2030-01-04', 'Eid as sighted', 'public', 'fixed', null),
  ('GB-SCT', '2030-11-30', 'St Andrew', 'state', 'rule', '2030.1.1'),
  ('AE', '2031-01-02', 'Eid', 'public', 'predicted', '2030.1.1')
$$, 'and of the pack''s holidays; what the operator says of a day stays, and wins');
select lives_ok($$ select private.load_policy_pack(pg_temp.pack('2030.1.1', 'a', jsonb_build_array(pg_temp.rule()))) $$,
  'the same pack may come again');
select throws_ok($$ select private.load_policy_pack(pg_temp.pack('2030.1.1', 'b', jsonb_build_array(pg_temp.rule()))) $$, '22023', null,
  'another one under its version is refused');
select is((select count(*) from private.policy_rules), 1::bigint, 'and changes nothing');

select set_clock('2030-02-01Z');
select private.load_policy_pack(pg_temp.pack('2030.2.1', 'd', jsonb_build_array(pg_temp.rule())));
select set_clock('2030-02-02Z');
select private.load_policy_pack(pg_temp.pack('2030.1.1', 'a', jsonb_build_array(pg_temp.rule())));
select results_eq($$ select version, (select distinct pack_version from private.policy_rules) from private.policy_packs order by loaded_at desc limit 1 $$,
  $$ values ('2030.1.1', '2030.1.1') $$, 'an older pack that is loaded again is the one in force');

-- A rule has the columns of its aspect and no others.
select throws_ok(format('select private.load_policy_pack(pg_temp.pack(''2030.1.2'', ''c'', jsonb_build_array(pg_temp.rule(%L))))', more),
  '23514', null, 'refused: ' || what)
from (values
  ('hours without a week', '{"week": null}'),
  ('a week beyond Sunday', '{"week": "{[10000,10100)}"}'),
  ('a holiday''s hours without a list of holidays', '{"holiday_minutes": "{}"}'),
  ('a cap beside hours', '{"max_calls": 1, "period": "24 hours"}'),
  ('consent that nobody can show', '{"aspect": "consent", "week": null, "consent": "imported_unproven"}'),
  ('a rule that ends before it begins', '{"valid_from": "2030-01-02", "valid_to": "2030-01-01"}')
) as t (what, more);

select is(outcome_of('admin', 'select private.load_policy_pack(''{}'')'), '42501', 'nobody but the operator loads a pack');

select * from finish();
rollback;

-- Caps, consents, registries, refusals and openings of the pack, row by row, written from the reference (calling rules 1.2 to 1.5 and
-- 5.1) and not from the data files.
begin;
set local search_path = public, extensions, fixtures;
select plan(9);

select bag_eq(
  $$ select jurisdiction, max_calls, justify_hours(period)::text, per_day, purpose::text
     from private.policy_rules, unnest(purposes) purpose where aspect = 'cap' and confidence <> 'ours' $$,
  $$ values
    ('US', 1, '1 day', true, 'health_reminder'), ('US', 3, '7 days', false, 'health_reminder'), ('US', 7, '7 days', false, 'collection'),
    ('US-FL', 3, '1 day', false, 'marketing'), ('US-MD', 3, '1 day', false, 'marketing'), ('US-OK', 3, '1 day', false, 'marketing'),
    ('US-OR', 3, '1 day', false, 'marketing'), ('US-ME', 1, '08:00:00', false, 'marketing'),
    ('AE', 1, '1 day', true, 'marketing'), ('AE', 2, '7 days', false, 'marketing'), ('FR', 4, '30 days', false, 'marketing') $$,
  'the caps of laws');
select bag_eq(
  $$ select jurisdiction, max_calls, justify_hours(period)::text, purpose::text
     from private.policy_rules, unnest(purposes) purpose where aspect = 'cap' and confidence = 'ours' $$,
  $$ values
    ('*', 1, '1 day', 'marketing'), ('*', 3, '7 days', 'marketing'), ('*', 8, '30 days', 'marketing'),
    ('*', 2, '1 day', 'service'), ('*', 4, '7 days', 'service'), ('*', 2, '1 day', 'health_reminder'), ('*', 4, '7 days', 'health_reminder'),
    ('*', 2, '1 day', 'survey'), ('*', 4, '7 days', 'survey'), ('*', 2, '1 day', 'collection'), ('*', 4, '7 days', 'collection'),
    -- The law's limit for residential lines without consent, kept for all.
    ('US', 3, '30 days', 'service'), ('US', 3, '30 days', 'survey'), ('US', 2, '1 day', 'service'), ('US', 2, '1 day', 'survey'),
    -- The default's limit of a month, beside a law's of a day.
    ('US-FL', 8, '30 days', 'marketing'), ('US-MD', 8, '30 days', 'marketing'), ('US-OK', 8, '30 days', 'marketing'),
    ('US-OR', 8, '30 days', 'marketing'), ('US-ME', 8, '30 days', 'marketing') $$,
  'and ours');
select results_eq($$ select id, quiet from private.policy_rules where aspect = 'quiet_after_talk' $$,
  $$ values ('US.collection.quiet', interval '7 days') $$, 'seven days of quiet after a talk about a debt');

select bag_eq(
  $$ select jurisdiction, consent::text from private.policy_rules
     where aspect = 'consent' and purposes = '{marketing}' and valid_from <= '2026-11-28' and coalesce(valid_to > '2026-11-28', true) $$,
  $$ values ('*', 'express'), ('US', 'express_written'), ('US-CA', 'express'), ('US-CT', 'express_written'), ('US-FL', 'express_written'),
    ('US-IN', 'express'), ('US-KY', 'express'), ('US-MD', 'express_written'), ('US-OK', 'express_written'), ('US-UT', 'express'),
    ('GB', 'express'), ('IE', 'express'), ('CA', 'express'), ('DE', 'express'), ('FR', 'express'), ('ES', 'express'), ('IT', 'express'),
    ('NL', 'express'), ('SA', 'express'), ('PH', 'express'), ('ID', 'express'), ('ZA', 'express'), ('KE', 'express') $$,
  'marketing by an artificial voice needs a consent everywhere');
select is_empty($$ select id from private.policy_rules where aspect in ('consent', 'registry', 'refusal') and purposes <> '{marketing}' $$,
  'and calls that sell nothing need none, nor a registry: that the number was given is the consent');

select bag_eq(
  $$ select registry, max_age_days from private.policy_rules
     where aspect = 'registry' and coalesce(valid_to > '2026-11-28', true) $$,
  $$ values ('US-DNC', 31), ('GB-TPS', 28), ('IE-NDD', 28), ('CA-DNCL', 31), ('AU-DNCR', 30), ('IT-RPO', 15), ('MX-REPEP', 30),
    ('AE-DNCR', 30), ('SG-DNC', 21) $$, 'registries and how old their word may be');
select bag_eq($$ select jurisdiction, refusal from private.policy_rules where aspect = 'refusal' $$,
  $$ values ('*', null::interval), ('AE', null), ('JP', null), ('FR', '60 days'), ('US-WA', '1 year'), ('US-NV', null) $$,
  'a refusal holds for ever, or as long as the law says');
select bag_eq($$ select jurisdiction, hang_ups from private.policy_rules where hang_ups is not null $$,
  $$ values ('*', 3), ('JP', 3), ('US-NV', 1) $$, 'hanging up at once three times in a row is one, in Nevada the first time');

-- Openings: say_ai for every purpose wherever the default does not speak, and from 2026-08-02 by the AI Act.
select is_empty($$
  select j.jurisdiction, p.purpose
  from (select distinct jurisdiction from private.policy_rules where aspect = 'opening' and jurisdiction !~ '-') j,
    unnest(array['marketing', 'service', 'health_reminder', 'survey', 'collection']::call_purpose[]) p (purpose),
    unnest(array['2026-08-01', '2026-08-02', '2028-01-01']::date[]) at
  where not exists (
    select from private.policy_rules r
    where r.jurisdiction = j.jurisdiction and r.aspect = 'opening' and 'say_ai' = any (r.opening) and p.purpose = any (r.purposes)
      and r.valid_from <= at and coalesce(at < r.valid_to, true))
$$, 'say_ai is never lost where a country has an opening of its own');

select * from finish();
rollback;

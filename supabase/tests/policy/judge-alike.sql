-- Of calls that are alike the judge is asked once, and each hears what it would have heard by itself.
begin;
set local search_path = public, extensions, fixtures;
set local time zone 'UTC';
select plan(10);

select make_acme_and_globex();
select set_clock('2026-11-23 06:30Z');
select make_law('ZZ.hours', jsonb_build_object('aspect', 'hours', 'week', usual_week()));
select make_law('ZZ.consent', '{"aspect": "consent", "consent": "express", "purposes": ["marketing"]}');
select make_law('ZZ.cap', '{"aspect": "cap", "max_calls": 1, "period": "24 hours"}');
select mind_the_law('acme');
select connect_hubspot('acme');
select make_rule('rule');

-- Calls of a kind, two of each, and of some kinds one is told apart by what is known of its number or contact.
create temporary table kinds as
select zone, country, purpose, org, format('%s %s %s %s', zone, country, purpose, org) as name
from unnest(array['Asia/Kolkata', 'America/New_York']) zone, unnest(array['ZZ', 'IN']) country,
  unnest(array['service', 'marketing']::call_purpose[]) purpose, unnest(array['acme', 'globex']) org;
select book(name || n, org) from kinds, generate_series(1, 2) n;
update call_schedules s set phone_country = k.country, phone_zones = array[k.zone], phone_zone_source = 'number', purpose = k.purpose
from kinds k, generate_series(1, 2) n where s.id = id_of(k.name || n);
select book_in(name, '{Asia/Kolkata}') from unnest(array['plain', 'asked us to stop', 'of a flagged contact', 'to a flagged number', 'called today',
  'under way', 'on the operator''s list', 'listed', 'without a hash', 'of another topic', 'in another zone', 'with a deadline', 'off', 'to no zone',
  'agreed', 'agreed to be sold to']) name;
-- Nothing that is waiting hears of it before it is judged.
set local session_replication_role = replica;
insert into suppressions (org_id, phone_hash, phone_last4, reason, source, scope) values
  (id_of('acme'), hash_of('asked us to stop'), '1111', 'Asked.', 'transcript', 'all');
update call_schedules set contact_id = '7' where id = id_of('of a flagged contact');
select keep_contact('7', '{"do_not_call": true}'), keep_contact('8', '{"do_not_call": true, "number": "to a flagged number"}'),
  keep_contact('9', '{"time_zone": "America/New_York"}');
update call_schedules set contact_id = '9' where id = id_of('in another zone');
insert into call_attempts (org_id, schedule_id, agent_id, attempt_number, contact_phone_hash, trigger, worker, due_at, lease_expires_at, claimed_at,
  placed_at, state, outcome, ended_at, bolna_execution_id, next_check_at)
select id_of('acme'), id_of(name), id_of('acme agent'), 1, hash_of(name), 'sweep', 'w', clock(), clock(), clock() - interval '1 hour',
  clock() - interval '1 hour', state, case when state = 'ended' then 'completed'::attempt_outcome end, case when state = 'ended' then clock() end, name,
  case when state <> 'ended' then clock() + interval '1 hour' end
from (values ('called today', 'ended'::attempt_state), ('under way', 'placed')) t (name, state);
insert into private.global_suppressions (phone_hash, reason) values (global_hash_of('on the operator''s list'), 'Fraud.');
insert into private.registry_checks (registry, phone_hash, listed, checked_at) values ('ZZ-DNC', global_hash_of('listed'), true, clock());
set local session_replication_role = origin;
update call_schedules set global_phone_hash = null where id = id_of('without a hash');
update call_schedules set call_topic = 'billing' where id = id_of('of another topic');
update call_schedules set deadline_at = clock() - interval '1 minute' where id = id_of('with a deadline');
update call_schedules set is_active = false where id = id_of('off');
update call_schedules set phone_zones = '{}' where id = id_of('to no zone');
update call_schedules set purpose = 'marketing' where id in (id_of('agreed'), id_of('agreed to be sold to'));
insert into consents (org_id, phone_hash, phone_last4, contact_id, kind, purposes, artificial_voice, obtained_at, obtained_through, valid_until)
values (id_of('acme'), hash_of('agreed to be sold to'), '1111', 'agreed to be sold to', 'express', '{marketing}', true, clock() - interval '1 day', 'Paper',
  clock() + interval '1 year');
select keep_contact('1'), book_for_checkup('of a rule', '1', 'rule'), book_for_checkup('of another', '2', 'rule');

create temporary table said as
select c.id, j.looks_first, j.decision, cardinality(j.schedule_ids) as together
from private.judge_alike(array(select id from call_schedules where call_status = 'scheduled'), false, true) j, unnest(j.schedule_ids) c (id);
select results_eq('select id from said order by id', $$ select id from call_schedules where call_status = 'scheduled' order by id $$, 'each call is judged, once');
select is_empty($$
  select s.contact_id, said.decision, d from said join call_schedules s using (id)
  cross join lateral private.judge_call(s, clock(), false, private.looks_first(s), false, true) d
  where said.decision is distinct from d or said.looks_first <> private.looks_first(s)
$$, 'and as it would be by itself');
select ok((select count(distinct (decision).code) from said) > 8, 'whatever there is to be said');
select is((select count(*) from said join kinds k on said.id in (id_of(k.name || 1), id_of(k.name || 2)) where together < 2), 0::bigint, 'those that are alike together');
select is((select count(distinct s.contact_id) from said join call_schedules s using (id) where together > 1 and s.contact_id in
  ('asked us to stop', '7', 'to a flagged number', 'called today', 'under way', 'on the operator''s list', 'listed', 'agreed to be sold to', '1', '2')),
  0::bigint, 'and each of whose number or contact something is known by itself');
select is((select code from (select (decision).code::text from said where id = id_of('plain')) c), 'allowed', 'one of whom nothing is known may be called');

-- What the judge reads, wherever it does. A column or table that is new here is asked of each call in private.alike_calls too: the calls
-- that differ in it are not alike.
-- What private.judge_contacts reads it reads for a rule's call, which is judged by itself.
create temporary table judges as
with recursive asked (name) as (
  select 'judge_call'::name
  union
  select m[1]::name from asked a join pg_proc p on p.proname = a.name and p.pronamespace = 'private'::regnamespace,
    regexp_matches(p.prosrc, 'private\.([a-z_]+)\(', 'g') m
  where m[1] not in ('judge_contacts', 'orphan_code')
)
select p.proname, regexp_replace(p.prosrc, '--[^\n]*', '', 'g') as source from asked a join pg_proc p on p.proname = a.name and p.pronamespace = 'private'::regnamespace;
select set_eq($$ select distinct m[1] from judges, regexp_matches(source, '\ms\.([a-z_]+)', 'g') m join pg_attribute t on t.attname = m[1] and t.attrelid = 'call_schedules'::regclass $$,
  array[
    -- In which like calls agree.
    'org_id', 'agent_id', 'rule_id', 'campaign_id', 'purpose', 'call_topic', 'phone_country', 'phone_regions', 'phone_zones', 'phone_zone_source', 'time_zone',
    'deadline_at', 'is_active', 'auto_trigger_enabled', 'last_checkup_date',
    -- Of which nothing is known.
    'id', 'contact_id', 'contact_phone_hash', 'global_phone_hash', 'occasion',
    -- Which have come.
    'due_at', 'retry_at'],
  'the judge asks no other column of a call than alike_calls compares');
select set_eq($$ select distinct m[1] from judges, regexp_matches(source, '\m(?:from|join)\s+((?:public|private)\.[a-z_0-9]+)(?!\()\M', 'g') m $$,
  array[
    -- The same for all that agree in organisation, agent, purpose, zones and jurisdictions.
    'private.scheduler', 'public.organizations', 'public.agents', 'public.call_schedule_rules', 'public.calling_policies', 'private.calling_windows',
    'private.open_spans', 'private.policy_rules', 'private.blackouts', 'private.holidays', 'private.time_zones', 'private.region_zones',
    'private.zone_overrides', 'private.organization_lines', 'public.campaigns',
    -- Asked of each number and contact.
    'public.contacts', 'public.suppressions', 'private.global_suppressions', 'private.registry_checks', 'public.consents', 'public.call_attempts', 'private.rung_attempts',
    'private.recovery_holds',
    -- The calls of such attempts.
    'public.call_schedules'],
  'nor another table');

-- The same of calls that wait for another policy: each is moved to where it would be moved by itself.
update call_schedules set scheduled_at = clock() + make_interval(hours => abs(hashtext(contact_id)) % 200) where contact_id ~ '2$';
-- One whose own time is when the hours open: it need not wait.
update call_schedules set scheduled_at = '2026-11-24 04:30Z' where id = id_of('Asia/Kolkata IN service acme2');
update call_schedules set not_before = clock() + interval '1 hour', status_reason_code = 'blackout', status_reason = 'Closed.' where call_status = 'scheduled';
update calling_policies set week = '{[600,700),[2040,2140),[7800,8000)}' where org_id = id_of('acme');
select is_empty($$ select s.contact_id, s.not_before, private.earliest_start(s) from call_schedules s
  where s.org_id = id_of('acme') and s.dial_after is not null and s.not_before is distinct from private.earliest_start(s) $$,
  'a call follows another policy to where it would go by itself');
select ok((select count(distinct s.not_before) from call_schedules s where s.org_id = id_of('acme')) > 3, 'each to its own moment');

select * from finish();
rollback;

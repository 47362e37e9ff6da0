-- Whom a custom rule calls: who meets all of its conditions, once for each check-up.
begin;
set local search_path = public, extensions;
set local time zone 'UTC';
select plan(21);

-- Acme and Globex. The id of anything here is the md5 of its name.
delete from organizations;
insert into organizations (id, slug, name, time_zone) values
  (md5('acme')::uuid, 'acme', 'Acme', 'Asia/Kolkata'),
  (md5('globex')::uuid, 'globex', 'Globex', 'America/New_York');
insert into agents (id, org_id, name) values
  (md5('acme agent')::uuid, md5('acme')::uuid, 'Front desk'),
  (md5('globex agent')::uuid, md5('globex')::uuid, 'Front desk');

-- A clock that these tests move; the migrations' own comes back with the rollback.
create or replace function private.current_time() returns timestamptz language sql stable set search_path = '' as $$
  select current_setting('test.now')::timestamptz
$$;
create function pg_temp.set_clock(moment timestamptz) returns void language sql as $$
  select set_config('test.now', moment::text, true)
$$;

select pg_temp.set_clock('2026-11-22 10:00Z');
insert into hubspot_connections (org_id, uses_default_token, synced_until)
select id, true, private.current_time() from organizations;
create function pg_temp.keep(contact text, facts jsonb default '{}', org text default 'acme') returns void language sql as $$
  insert into contacts (org_id, contact_id, contact_name, phone_enc, phone_hash, phone_problem, do_not_call, last_checkup_date,
    checkup_problem, problem, merged_ids, language, time_zone, properties)
  select md5(org)::uuid, contact, 'Asha Rao',
    case when not facts ? 'phone_problem' then 'v1.k1.AAAAAAAAAAAAAAAA.BBBBBBBBBBBBBBBBBBBBBB' end,
    case when not facts ? 'phone_problem' then encode(sha256(coalesce(facts ->> 'number', contact)::bytea), 'hex') end,
    facts ->> 'phone_problem', coalesce((facts ->> 'do_not_call')::boolean, false),
    case when not facts ? 'checkup_problem' then coalesce(facts ->> 'checkup', '2026-11-01')::date end, facts ->> 'checkup_problem',
    facts ->> 'problem', array(select jsonb_array_elements_text(coalesce(facts -> 'merged', '[]'))), facts ->> 'language',
    facts ->> 'time_zone', coalesce(facts -> 'properties', '{}')
$$;
create function pg_temp.rule(name text, type text default 'checkup_threshold', days integer default 5, conditions jsonb default null,
  property text default null, a_day integer default 100, org text default 'acme')
returns void language sql as $$
  insert into call_schedule_rules (id, org_id, agent_id, rule_name, rule_type, checkup_threshold_days, periodic_days, custom_conditions,
    checkup_property, max_calls_per_day)
  values (md5(name)::uuid, md5(org)::uuid, md5(org || ' agent')::uuid, name, type, days, days, conditions, property, a_day)
$$;
-- A call as it may stand there; placed: the day on which it was made.
create function pg_temp.book(name text, contact text, rule text default null, occasion text default null, status text default 'completed',
  number text default null, placed timestamptz default null, created timestamptz default null) returns void language sql as $$
  insert into call_schedules (id, org_id, agent_id, rule_id, contact_id, contact_name, contact_phone_enc, contact_phone_hash,
    scheduled_at, call_status, status_reason, occasion, created_at)
  values (md5(name)::uuid, md5('acme')::uuid, md5('acme agent')::uuid, md5(rule)::uuid, contact, 'Asha Rao',
    'v1.k1.AAAAAAAAAAAAAAAA.BBBBBBBBBBBBBBBBBBBBBB', encode(sha256(coalesce(number, contact)::bytea), 'hex'), private.current_time(),
    status, 'Because.', occasion, coalesce(created, private.current_time() - interval '30 days'));
  insert into call_attempts (org_id, schedule_id, agent_id, attempt_number, contact_phone_hash, trigger, worker, due_at, lease_expires_at,
    state, outcome, ended_at, placed_at)
  select org_id, id, agent_id, 1, contact_phone_hash, 'sweep', 'worker 1', placed, placed, 'ended', 'completed', placed, placed
  from call_schedules where id = md5(name)::uuid and placed is not null;
$$;

create function pg_temp.verdict(rule text, contact text) returns text language sql as $$
  select v.reason_code from private.judge_contacts(md5(rule)::uuid) v where v.contact_id = contact
$$;

select pg_temp.keep('1', '{"checkup": "2026-11-12", "language": "hi", "time_zone": "Asia/Kolkata",
  "properties": {"lifecyclestage": "customer", "country": "India", "hubspot_owner_id": "7"}}');
select pg_temp.keep('2', '{"checkup_problem": "missing"}');
select pg_temp.keep('3', '{"checkup": "2026-11-25"}');
select pg_temp.book('1', '1', placed => '2026-11-19 06:00Z');
create function pg_temp.who_meets(condition text) returns text language sql as $$
  delete from call_schedule_rules where id = md5('custom')::uuid;
  select pg_temp.rule('custom', 'custom', conditions => format('{"all": [%s]}', condition)::jsonb);
  select string_agg(contact_id, ',' order by contact_id) from private.judge_contacts(md5('custom')::uuid) where would_call;
$$;
select is(coalesce(pg_temp.who_meets(condition), 'nobody'), who, condition || ' is met by ' || who)
from (values
  ('{"property": "lifecyclestage", "operator": "equals", "value": "Customer"}', '1'),
  ('{"property": "lifecyclestage", "operator": "not_equals", "value": "CUSTOMER"}', '2,3'),
  ('{"property": "country", "operator": "one_of", "value": ["nepal", "india"]}', '1'),
  ('{"property": "country", "operator": "none_of", "value": ["India"]}', '2,3'),
  ('{"property": "hubspot_owner_id", "operator": "is_set"}', '1'),
  ('{"property": "language", "operator": "equals", "value": "HI"}', '1'),
  ('{"property": "time_zone", "operator": "is_not_set"}', '2,3'),
  ('{"property": "hs_lead_status", "operator": "is_set"}', 'nobody'),
  ('{"property": "days_since_checkup", "operator": "at_least", "value": 10}', '1'),
  ('{"property": "days_since_checkup", "operator": "at_least", "value": 11}', 'nobody'),
  ('{"property": "days_since_checkup", "operator": "at_most", "value": 10}', '1'),
  ('{"property": "days_since_checkup", "operator": "at_most", "value": 9}', 'nobody'),
  ('{"property": "days_since_checkup", "operator": "is_not_set"}', '2,3'),
  ('{"property": "days_since_last_call", "operator": "at_least", "value": 3}', '1'),
  ('{"property": "days_since_last_call", "operator": "at_most", "value": 2}', 'nobody'),
  ('{"property": "days_since_last_call", "operator": "is_not_set"}', '2,3'),
  ('{"property": "country", "operator": "is_set"}, {"property": "language", "operator": "equals", "value": "en"}', 'nobody'),
  ('{"property": "country", "operator": "is_set"}, {"property": "language", "operator": "equals", "value": "hi"}', '1')) as t (condition, who);
select is(pg_temp.verdict('custom', '2'), 'conditions_not_met', 'who does not meet them is told so');
select pg_temp.book('custom', '1', 'custom', '2026-11-12');
select is(pg_temp.verdict('custom', '1'), 'already_called', 'who was called for this check-up is not called again');
update contacts set do_not_call = true;
select is(pg_temp.verdict('custom', '1'), 'do_not_call', 'whoever is not to be called is not, whatever the conditions');

select * from finish();
rollback;

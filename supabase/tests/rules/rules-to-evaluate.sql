-- Rules are evaluated after each reading of the contacts, and just after midnight of their organisation.
begin;
set local search_path = public, extensions;
set local time zone 'UTC';
select plan(20);

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

create function pg_temp.rules() returns text[] language sql as $$
  select coalesce(array_agg(r.rule_name order by r.org_id, r.rule_name), '{}') from rules_to_evaluate() e join call_schedule_rules r on r.id = e.rule_id
$$;
create function pg_temp.evaluated(org text default 'acme', began timestamptz default private.current_time()) returns void language sql as $$
  select note_rules_evaluated(md5(org)::uuid, began)
$$;
create function pg_temp.read_contacts() returns void language sql as $$
  select claim_contact_sync('worker 1', false, md5('acme')::uuid);
  select complete_contact_sync(max(id), 'worker 1') from contact_syncs;
$$;

select pg_temp.rule('first');
select pg_temp.rule('globex rule', org => 'globex');
select is(pg_temp.rules(), '{}', 'without HubSpot there is nothing to go by');
insert into hubspot_connections (org_id, uses_default_token) select id, true from organizations;
select is(pg_temp.rules(), '{}', 'nor before everything was read once');
select pg_temp.read_contacts();
select is(pg_temp.rules(), '{first}', 'then its rules are evaluated, and no other organisation''s');
select pg_temp.rule('off');
update call_schedule_rules set is_active = false where rule_name = 'off';
select pg_temp.rule('second');
update call_schedule_rules set created_at = created_at - interval '1 minute' where rule_name = 'second';
select is((select array_agg(r.rule_name) from rules_to_evaluate() e join call_schedule_rules r on r.id = e.rule_id), '{second,first}',
  'those that are switched on, in the order of their making');
select is(pg_temp.rules(), '{first,second}', 'until they were');
select pg_temp.evaluated();
select is(pg_temp.rules(), '{}', 'and then no more');
select is((select count(*) from rules_to_evaluate(md5('acme')::uuid)), 2::bigint, 'but whenever they are asked for');

-- After each reading.
select pg_temp.set_clock('2026-11-22 11:00Z');
select pg_temp.read_contacts();
select is(pg_temp.rules(), '{first,second}', 'the next reading has them evaluated again');
select pg_temp.set_clock('2026-11-22 11:10Z');
select pg_temp.read_contacts();
select pg_temp.set_clock('2026-11-22 11:11Z');
select pg_temp.evaluated(began => '2026-11-22 11:05Z');
select is(pg_temp.rules(), '{first,second}', 'a reading that was completed while they were evaluated does so too');
select pg_temp.evaluated(began => '2026-11-22 11:11Z');
select is(pg_temp.rules(), '{}', 'until they are evaluated after it');

-- On each new day. Midnight in Kolkata is at 18:30.
select pg_temp.set_clock('2026-11-22 18:29:59Z');
select is(pg_temp.rules(), '{}', 'the same day nothing is to be done');
select pg_temp.set_clock('2026-11-22 18:30Z');
select is(pg_temp.rules(), '{first,second}', 'at midnight of the organisation they are evaluated');
select pg_temp.evaluated(began => '2026-11-22 18:29:59Z');
select is(pg_temp.rules(), '{first,second}', 'what was begun the day before does not count for this one');
select pg_temp.evaluated();
select is(pg_temp.rules(), '{}', 'once a day');
update organizations set time_zone = 'Pacific/Kiritimati' where slug = 'acme';
select pg_temp.set_clock('2026-11-23 10:00Z');
select is(pg_temp.rules(), '{first,second}', 'wherever the organisation is');

-- Without a rule that is on.
update call_schedule_rules set is_active = false where org_id = md5('acme')::uuid;
select is(pg_temp.rules(), '{}', 'with no rule switched on nothing is evaluated');
select is((select rules_evaluated_on from hubspot_connections where org_id = md5('acme')::uuid), '2026-11-24',
  'which is the evaluation of the day');
update call_schedule_rules set is_active = true where rule_name = 'first';
select pg_temp.set_clock('2026-11-24 10:00Z');
select is(pg_temp.rules(), '{first}', 'the next day it is');
update hubspot_connections set removed_at = now(), synced_until = null where org_id = md5('acme')::uuid;
select is(pg_temp.rules(), '{}', 'not any more when HubSpot was disconnected');
select is((select count(*) from rules_to_evaluate(md5('acme')::uuid)), 0::bigint, 'even when they are asked for');

select * from finish();
rollback;

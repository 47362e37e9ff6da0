-- The sync is rung when there is something to read, to evaluate or to write back, and only then.
begin;
set local search_path = public, extensions;
set local time zone 'UTC';
select plan(34);

-- Acme and Globex; the rival is an admin of Globex. The id of anything here is the md5 of its name.
delete from organizations;
insert into auth.users (id)
select md5(who)::uuid from unnest(array['admin', 'member', 'viewer', 'rival', 'nobody']) who;
insert into organizations (id, slug, name, time_zone) values
  (md5('acme')::uuid, 'acme', 'Acme', 'Asia/Kolkata'),
  (md5('globex')::uuid, 'globex', 'Globex', 'America/New_York');
insert into memberships (org_id, user_id, role) values
  (md5('acme')::uuid, md5('admin')::uuid, 'admin'),
  (md5('acme')::uuid, md5('member')::uuid, 'member'),
  (md5('acme')::uuid, md5('viewer')::uuid, 'viewer'),
  (md5('globex')::uuid, md5('rival')::uuid, 'admin');
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
-- Stand-ins where pg_net and Vault are not installed; they vanish with this transaction.
do $$
begin
  if to_regnamespace('net') is null then
    create schema net;
    create table net.http_request_queue (id bigint generated always as identity, method text, url text, headers jsonb, body bytea,
      timeout_milliseconds integer);
    create function net.http_post(url text, body jsonb default '{}', params jsonb default '{}', headers jsonb default '{}',
      timeout_milliseconds integer default 5000) returns bigint language sql as $fn$
      insert into net.http_request_queue (method, url, headers, body, timeout_milliseconds)
      values ('POST', url, headers, convert_to(body::text, 'UTF8'), timeout_milliseconds) returning id
    $fn$;
  end if;
  if to_regnamespace('vault') is null then
    create schema vault;
    create table vault.secrets (name text, secret text);
    create view vault.decrypted_secrets as select name, secret as decrypted_secret from vault.secrets;
    create function vault.create_secret(new_secret text, new_name text, new_description text default '') returns void
    language sql as $fn$ insert into vault.secrets (name, secret) values (new_name, new_secret) $fn$;
  end if;
end $$;
delete from vault.secrets where name like 'call_scheduler_%';
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

update private.scheduler set enabled = false;
update private.sync_schedule set enabled = false, interval_minutes = 60;
-- How often a statement rings the sync.
create function pg_temp.rings(statement text) returns bigint language plpgsql as $$
declare
  before bigint := (select count(*) from net.http_request_queue);
begin
  execute statement;
  return (select count(*) from net.http_request_queue) - before;
end $$;
create function pg_temp.tick() returns boolean language sql as $$ select private.ring_sync_if_needed() $$;
create function pg_temp.read_contacts() returns void language sql as $$
  select claim_contact_sync('worker 1', false, md5('acme')::uuid);
  select complete_contact_sync(max(id), 'worker 1') from contact_syncs;
  select note_rules_evaluated(md5('acme')::uuid, private.current_time());
$$;

-- Without the secrets.
select is(pg_temp.tick(), false, 'with nothing to do no secret is needed');
insert into hubspot_connections (org_id, uses_default_token, next_sync_at, full_sync_after)
values (md5('acme')::uuid, true, private.current_time(), private.current_time());
select throws_ok('select pg_temp.tick()', '55000', null, 'with something to do the tick says that they are not set');
select is(ring_sync_again(), false, 'a worker that cannot ring is only told so');
select is((request_contact_sync(md5('acme')::uuid, md5('admin')::uuid)) ->> 'outcome', 'requested',
  'what is asked for is not refused because of it');
select vault.create_secret('http://127.0.0.1:1/functions/v1/sweep', 'call_scheduler_sweep_url');
select vault.create_secret('sb_secret_test', 'call_scheduler_secret_key');
select is(pg_temp.rings('select pg_temp.tick()'), 1::bigint, 'with them it rings once');
select is((select row(method, url, headers ->> 'apikey', lower(headers ->> 'Content-Type'), convert_from(body, 'UTF8'))::text
    from net.http_request_queue order by id desc limit 1),
  row('POST', 'http://127.0.0.1:1/functions/v1/sync?only=due', 'sb_secret_test', 'application/json', '{}')::text,
  'beside the sweep, for what is due, with the key and no data');
select ok((select timeout_milliseconds <= 5000 from net.http_request_queue order by id desc limit 1), 'and waits for nobody');
select vault.create_secret('http://127.0.0.1:2/sync', 'call_scheduler_sync_url');
select pg_temp.tick();
select is((select url from net.http_request_queue order by id desc limit 1), 'http://127.0.0.1:2/sync?only=due',
  'or where its own secret says');
select is(pg_temp.rings('select ring_sync_again()'), 1::bigint, 'a worker whose time is over rings for the rest');

-- Readings.
select claim_contact_sync('worker 1', true) ->> 'kind';
select ok(not pg_temp.tick(), 'a reading that a worker has rings nobody');
select pg_temp.set_clock('2026-11-22 10:01Z');
select ok(pg_temp.tick(), 'one that a dead worker left does');
select suspend_contact_sync((select max(id) from contact_syncs), 'worker 1', true, 'slow_down', 'Later.', 300);
select ok(not pg_temp.tick(), 'one that waits does not');
select pg_temp.set_clock('2026-11-22 10:06Z');
select ok(pg_temp.tick(), 'until its time');
select pg_temp.read_contacts();
select ok(not pg_temp.tick(), 'after it there is nothing to do');
select is(pg_temp.rings($$ select request_contact_sync(md5('acme')::uuid, md5('admin')::uuid) $$), 1::bigint,
  'a reading that is asked for rings at once');
select ok(pg_temp.tick(), 'and until it is taken');
select is(pg_temp.rings($$ select request_contact_sync(md5('acme')::uuid, md5('rival')::uuid) $$), 0::bigint,
  'for those who may ask');
select pg_temp.read_contacts();
select pg_temp.set_clock('2026-11-22 11:05:59Z');
select ok(not pg_temp.tick(), 'the next one is not due');
select pg_temp.set_clock('2026-11-22 11:06Z');
select ok(pg_temp.tick(), 'until an hour after the last');
select pg_temp.read_contacts();

-- Rules.
select pg_temp.rule('rule');
update hubspot_connections set next_sync_at = '2100-01-01Z';
select pg_temp.set_clock('2026-11-22 18:29Z');
select ok(not pg_temp.tick(), 'the day''s rules are evaluated');
select pg_temp.set_clock('2026-11-22 18:30Z');
select ok(pg_temp.tick(), 'the next day''s are rung for at midnight of the organisation');
select note_rules_evaluated(md5('acme')::uuid, private.current_time());

-- Write-back.
create function pg_temp.settle(name text, contact text) returns bigint language sql as $$
  insert into call_schedules (id, org_id, agent_id, contact_id, contact_name, contact_phone_enc, contact_phone_hash, scheduled_at)
  values (md5(name)::uuid, md5('acme')::uuid, md5('acme agent')::uuid, contact, 'Asha Rao',
    'v1.k1.AAAAAAAAAAAAAAAA.BBBBBBBBBBBBBBBBBBBBBB', encode(sha256(name::bytea), 'hex'), private.current_time());
  select count(*) from claim_due_calls('worker 1');
  select record_call_placed(id, name) from call_attempts where schedule_id = md5(name)::uuid;
  select pg_temp.rings(format('select settle_call(%L, %L, %L)', id, name, '{"outcome": "completed", "call_status": "completed", "reason": "Done."}'))
  from call_attempts where schedule_id = md5(name)::uuid;
$$;
select is(pg_temp.settle('off', '1'), 0::bigint, 'while the sync is switched off a call that ends rings nobody');
select ok(pg_temp.tick(), 'what is to be written back is found all the same');
update private.sync_schedule set enabled = true;
select is(pg_temp.settle('on', '2'), 1::bigint, 'switched on, a call that ends rings for its entry');
select is(pg_temp.settle('crm', 'crm-7'), 0::bigint, 'one that leaves none does not');
select count(*) from claim_crm_outbox('worker 1');
select ok(not pg_temp.tick(), 'entries that a worker has ring nobody');
select pg_temp.set_clock('2026-11-22 18:30:30Z');
select pg_temp.settle('behind', '1');
select ok(not pg_temp.tick(), 'nor one that waits for an earlier one of its contact');
update crm_outbox set state = 'dead', reason = 'Refused.' where schedule_id = md5('off')::uuid;
select ok(pg_temp.tick(), 'until that is over');
update crm_outbox set state = 'dead', reason = 'Refused.';
select ok(not pg_temp.tick(), 'dead ones ring nobody');
delete from vault.secrets where name = 'call_scheduler_secret_key';
select lives_ok($$ select pg_temp.settle('unrung', '3') $$, 'a ring that cannot be made never refuses an outcome');
select is((select call_status from call_schedules where id = md5('unrung')::uuid), 'completed', 'which is written');
select vault.create_secret('sb_secret_test', 'call_scheduler_secret_key');
update hubspot_connections set removed_at = private.current_time();
select ok(not pg_temp.tick(), 'what waits for a connection that is removed rings nobody');

-- An installation that may have its token in the environment.
delete from hubspot_connections;
select ok(not pg_temp.tick(), 'with several organisations and no connection there is nothing to find out');
delete from organizations where slug = 'globex';
select ok(pg_temp.tick(), 'with one, the function finds out whether the environment has a token for it');

select * from finish();
rollback;

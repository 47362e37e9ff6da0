-- A call that rang somebody leaves one entry to be written to HubSpot, born with its outcome.
begin;
set local search_path = public, extensions;
set local time zone 'UTC';
select plan(25);

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
insert into hubspot_connections (org_id, uses_default_token) select id, true from organizations;
create function pg_temp.attempt_of(name text) returns uuid language sql as $$
  select id from call_attempts where schedule_id = md5(name)::uuid order by attempt_number desc limit 1
$$;
-- A call to a contact, on its way; each at its own time.
create function pg_temp.dial(name text, contact text default '1', org text default 'acme') returns void language sql as $$
  select pg_temp.set_clock(private.current_time() + interval '1 minute');
  insert into call_schedules (id, org_id, agent_id, contact_id, contact_name, contact_phone_enc, contact_phone_hash, scheduled_at)
  values (md5(name)::uuid, md5(org)::uuid, md5(org || ' agent')::uuid, contact, 'Asha Rao',
    'v1.k1.AAAAAAAAAAAAAAAA.BBBBBBBBBBBBBBBBBBBBBB', encode(sha256(name::bytea), 'hex'), private.current_time());
  select count(*) from claim_due_calls('worker 1');
  select record_call_placed(pg_temp.attempt_of(name), name);
$$;
create function pg_temp.settle(name text, outcome text default 'completed', facts jsonb default '{}') returns text language sql as $$
  select settle_call(pg_temp.attempt_of(name), name, jsonb_build_object('outcome', outcome,
    'call_status', case outcome when 'completed' then 'completed' when 'balance_low' then 'scheduled' else 'failed' end,
    'reason_code', outcome, 'reason', 'Because.') || facts) ->> 'settled'
$$;
create function pg_temp.ring(name text, contact text default '1', org text default 'acme') returns void language sql as $$
  select pg_temp.dial(name, contact, org); select pg_temp.settle(name);
$$;

-- Which calls.
create function pg_temp.entries_after(outcome text, facts jsonb) returns bigint language plpgsql as $$
declare
  entries bigint;
begin
  perform pg_temp.dial('a');
  perform pg_temp.settle('a', outcome, facts);
  entries := (select count(*) from crm_outbox);
  raise exception using errcode = 'UNDO1', message = entries;
exception when sqlstate 'UNDO1' then return sqlerrm;
end $$;
select is(pg_temp.entries_after(outcome, facts::jsonb), entries, format('a call that ended as %s %s leaves %s entries', outcome, facts, entries))
from (values ('completed', '{}', 1::bigint), ('no_answer', '{}', 1), ('busy', '{}', 1), ('failed', '{}', 1), ('error', '{}', 1),
  ('lost', '{}', 1), ('completed', '{"voicemail": true}', 1), ('stopped', '{"answered": true}', 1), ('stopped', '{"conversation_seconds": 3}', 1),
  ('stopped', '{}', 0), ('stopped', '{"answered": false, "conversation_seconds": 0}', 0), ('canceled', '{}', 0), ('balance_low', '{}', 0),
  ('undialled', '{}', 0)) as t (outcome, facts, entries);
create function pg_temp.entries_without_call(statement text) returns bigint language plpgsql as $$
declare
  entries bigint;
begin
  insert into call_schedules (id, org_id, agent_id, contact_id, contact_name, contact_phone_enc, contact_phone_hash, scheduled_at)
  values (md5('a')::uuid, md5('acme')::uuid, md5('acme agent')::uuid, '1', 'Asha Rao',
    'v1.k1.AAAAAAAAAAAAAAAA.BBBBBBBBBBBBBBBBBBBBBB', encode(sha256('a'), 'hex'), private.current_time());
  perform claim_due_calls('worker 1');
  execute format(statement, pg_temp.attempt_of('a'));
  entries := (select count(*) from crm_outbox);
  if not exists (select from call_attempts where state = 'ended') then
    entries := -1;
  end if;
  raise exception using errcode = 'UNDO1', message = entries;
exception when sqlstate 'UNDO1' then return sqlerrm;
end $$;
select is(pg_temp.entries_without_call(statement), 0::bigint, 'a call that rang nobody leaves none: ' || substring(statement, '[a-z_]+(?=\()'))
from unnest(array['select record_call_refused(%L, 400, ''bad_number'', ''Wrong.'')', 'select record_call_not_sent(%L, 429, ''slow_down'', ''Later.'', 60)',
  'select record_calling_paused(%L, 401, ''bad_key'', ''No.'')', 'select check_contact_before_call(%L, ''{"contact_id": "1", "contact_name": "A",
    "phone_problem": "missing", "checkup_problem": "missing", "do_not_call": true}'', null, null)']) statement;
select pg_temp.ring('a');
select is((select row(org_id, schedule_id, attempt_id, contact_id, state, tries)::text from crm_outbox),
  row(md5('acme')::uuid, md5('a')::uuid, pg_temp.attempt_of('a'), '1', 'pending', 0)::text, 'an entry names its call and contact');
select is(pg_temp.settle('a'), 'false', 'a call that is settled again');
select throws_ok($$ insert into crm_outbox (org_id, schedule_id, attempt_id, contact_id) select org_id, schedule_id, attempt_id, contact_id from crm_outbox $$,
  '23505', null, 'never has a second one');
select pg_temp.dial('twice', '2');
select pg_temp.settle('twice', 'no_answer', '{"retry_category": "no_answer"}');
select pg_temp.set_clock(dial_after) from call_schedules where id = md5('twice')::uuid;
select count(*) from claim_due_calls('worker 1');
select record_call_placed(pg_temp.attempt_of('twice'), 'twice again') ->> 'recorded';
select settle_call(pg_temp.attempt_of('twice'), 'twice again', '{"outcome": "completed", "call_status": "completed", "reason": "Done."}') ->> 'settled';
select is((select count(*) from crm_outbox where contact_id = '2'), 2::bigint, 'each attempt that rang has its own');
select pg_temp.ring('crm', 'crm-7');
update hubspot_connections set write_back_enabled = false;
select pg_temp.ring('off', '3');
update hubspot_connections set write_back_enabled = true;
update hubspot_connections set removed_at = now() where org_id = md5('globex')::uuid;
select pg_temp.ring('unconnected', '4', 'globex');
update hubspot_connections set removed_at = null;
select is((select count(*) from crm_outbox where contact_id not in ('1', '2')), 0::bigint,
  'calls to contacts that are none of HubSpot''s, or while write-back is off or HubSpot not connected, leave none');
create function pg_temp.refuse() returns trigger language plpgsql as $$ begin raise exception 'no room'; end $$;
create trigger refuse before insert on crm_outbox for each row execute function pg_temp.refuse();
select pg_temp.dial('b', '5');
select throws_ok($$ select pg_temp.settle('b') $$, 'P0001', 'no room', 'what keeps the entry from being written');
drop trigger refuse on crm_outbox;
select is((select state from call_attempts where id = pg_temp.attempt_of('b')), 'placed',
  'keeps the call from being settled: both or neither');

select * from finish();
rollback;

-- A call that rang somebody leaves one entry to be written to HubSpot, born with its outcome.
begin;
set local search_path = public, extensions, fixtures;
set local time zone 'UTC';
select plan(24);

select set_clock('2026-11-22 10:00Z');
select make_acme_and_globex();
select connect_hubspot();

-- Which calls.
create function pg_temp.entries_after(outcome text, facts jsonb) returns bigint language plpgsql as $$
declare
  entries bigint;
begin
  perform place_later('a');
  perform settle('a', outcome, facts);
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
  perform dial('a', contact => '1');
  execute format(statement, attempt_of('a'));
  entries := (select count(*) from crm_outbox);
  if not exists (select from call_attempts where state = 'ended') then
    entries := -1;
  end if;
  raise exception using errcode = 'UNDO1', message = entries;
exception when sqlstate 'UNDO1' then return sqlerrm;
end $$;
select is(pg_temp.entries_without_call(statement), 0::bigint, 'a call that rang nobody leaves none: ' || substring(statement, '[a-z_]+(?=\()'))
from unnest(array['select record_call_refused(%L, 400, ''bolna_refused'', ''Wrong.'')', 'select record_call_not_sent(%L, 429, ''bolna_rate_limit'', ''Later.'', 60)',
  'select record_calling_paused(%L, 401, ''bolna_credentials'', ''No.'')']) statement;
select complete_later('a');
select is((select row(org_id, schedule_id, attempt_id, contact_id, state, tries)::text from crm_outbox),
  row(id_of('acme'), id_of('a'), attempt_of('a'), '1', 'pending', 0)::text, 'an entry names its call and contact');
select is(settle('a'), 'false', 'a call that is settled again');
select throws_ok($$ insert into crm_outbox (org_id, schedule_id, attempt_id, contact_id) select org_id, schedule_id, attempt_id, contact_id from crm_outbox $$,
  '23505', null, 'never has a second one');
select place_later('twice', '2');
select settle('twice', 'no_answer', '{"retry_category": "no_answer"}');
select set_clock(dial_after) from call_schedules where id = id_of('twice');
select claim_all();
select record_call_placed(attempt_of('twice'), 'twice again') ->> 'recorded';
select settle_call(attempt_of('twice'), 'twice again', '{"outcome": "completed", "call_status": "completed", "reason": "Done."}') ->> 'settled';
select is((select count(*) from crm_outbox where contact_id = '2'), 2::bigint, 'each attempt that rang has its own');
select complete_later('crm', 'crm-7');
update hubspot_connections set write_back_enabled = false;
select complete_later('off', '3');
update hubspot_connections set write_back_enabled = true;
update hubspot_connections set removed_at = now() where org_id = id_of('globex');
select complete_later('unconnected', '4', 'globex');
update hubspot_connections set removed_at = null;
select is((select count(*) from crm_outbox where contact_id not in ('1', '2')), 0::bigint,
  'calls to contacts that are none of HubSpot''s, or while write-back is off or HubSpot not connected, leave none');
create function pg_temp.refuse() returns trigger language plpgsql as $$ begin raise exception 'no room'; end $$;
create trigger refuse before insert on crm_outbox for each row execute function pg_temp.refuse();
select place_later('b', '5');
select throws_ok($$ select settle('b') $$, 'P0001', 'no room', 'what keeps the entry from being written');
drop trigger refuse on crm_outbox;
select is((select state from call_attempts where id = attempt_of('b')), 'placed',
  'keeps the call from being settled: both or neither');

select * from finish();
rollback;
-- Every change leaves one row that says who changed what, in the same transaction, and no row holds a private value.
begin;
set local search_path = public, extensions;
select plan(36);

-- Acme and Globex; the rival is an admin of Globex. The id of anything here is the md5 of its name.
delete from organizations;
insert into auth.users (id)
select md5(who)::uuid from unnest(array['admin', 'member', 'colleague', 'viewer', 'rival', 'nobody']) who;
insert into organizations (id, slug, name, time_zone) values
  (md5('acme')::uuid, 'acme', 'Acme', 'Asia/Kolkata'),
  (md5('globex')::uuid, 'globex', 'Globex', 'America/New_York');
insert into memberships (org_id, user_id, role) values
  (md5('acme')::uuid, md5('admin')::uuid, 'admin'),
  (md5('acme')::uuid, md5('member')::uuid, 'member'),
  (md5('acme')::uuid, md5('colleague')::uuid, 'member'),
  (md5('acme')::uuid, md5('viewer')::uuid, 'viewer'),
  (md5('globex')::uuid, md5('rival')::uuid, 'admin');
insert into agents (id, org_id, name) values
  (md5('acme agent')::uuid, md5('acme')::uuid, 'Front desk'),
  (md5('globex agent')::uuid, md5('globex')::uuid, 'Front desk');

create function pg_temp.book(
  name text, org text default 'acme', due_in interval default '-1 minute', number text default null, owner text default null
) returns void language sql as $$
  insert into call_schedules (id, org_id, agent_id, contact_id, contact_name, contact_phone_enc, contact_phone_hash,
    scheduled_at, created_by)
  values (md5(name)::uuid, md5(org)::uuid, md5(org || ' agent')::uuid, name, 'Asha Rao',
    'v1.k1.AAAAAAAAAAAAAAAA.BBBBBBBBBBBBBBBBBBBBBB', encode(sha256(coalesce(number, name)::bytea), 'hex'),
    now() + due_in, md5(owner)::uuid)
$$;
create function pg_temp.attempt_of(name text) returns uuid language sql as $$
  select id from call_attempts where schedule_id = md5(name)::uuid order by attempt_number desc limit 1
$$;
create function pg_temp.become(who text) returns void language sql as $$
  select set_config('request.jwt.claim.sub', '', true), set_config('app.actor_id', '', true),
    set_config('request.jwt.claims', case when who in ('owner', 'anon', 'service_role') then ''
      else json_build_object('sub', md5(who)::uuid, 'role', 'authenticated')::text end, true),
    set_config('role', case when who = 'owner' then 'none' when who in ('anon', 'service_role') then who
      else 'authenticated' end, true);
$$;
-- What Postgres answers somebody's statement: the rows it touched ('ok 1') or the SQLSTATE. Leaves nothing behind.
create function pg_temp.outcome_of(who text, statement text) returns text language plpgsql as $$
declare
  touched bigint;
begin
  perform pg_temp.become(who);
  execute statement;
  get diagnostics touched = row_count;
  raise exception using errcode = 'UNDO1', message = 'ok ' || touched;
exception
  when sqlstate 'UNDO1' then return sqlerrm;
  when others then return sqlstate;
end $$;
-- The one value that somebody's statement answers. What it did stays done.
create function pg_temp.answer_to(who text, statement text) returns text language plpgsql as $$
declare
  answer text;
begin
  perform pg_temp.become(who);
  execute statement into answer;
  reset role;
  perform pg_temp.become('owner');
  return answer;
end $$;

-- The audit rows written by somebody's statement: "action table kind changed columns", oldest first.
create function pg_temp.trail_of(who text, statement text) returns text language plpgsql as $$
declare
  before bigint := (select coalesce(max(id), 0) from audit_log);
begin
  perform pg_temp.become(who);
  execute statement;
  reset role;
  perform pg_temp.become('owner');
  return (
    select string_agg(concat_ws(' ', a.action, a.table_name, a.actor_kind,
      (select string_agg(k, ',' order by k) from jsonb_object_keys(a.changes) k)), '; ' order by a.id)
    from audit_log a where a.id > before);
end $$;
create function pg_temp.last_row() returns audit_log language sql as $$ select * from audit_log order by id desc limit 1 $$;

-- Who.
select is(pg_temp.trail_of('admin', 'update agents set name = ''Reception'''), 'update agents user name',
  'a user''s change leaves one row');
select is((pg_temp.last_row()).actor_id, md5('admin')::uuid, 'which names the user');
select is((pg_temp.last_row()).org_id, md5('acme')::uuid, 'and the organisation');
select is((pg_temp.last_row()).row_id, md5('acme agent')::uuid::text, 'and the row');
select is((pg_temp.last_row()).changes, '{"name": ["Front desk", "Reception"]}', 'and the value before and after');
select is(pg_temp.trail_of('service_role', 'update agents set name = ''Desk'' where id = md5(''globex agent'')::uuid'),
  'update agents service name', 'the service''s change is the service''s');
select is((pg_temp.last_row()).actor_id, null, 'which is no user');
select is(pg_temp.trail_of('owner', 'update agents set name = ''Office'' where id = md5(''globex agent'')::uuid'),
  'update agents operator name', 'a change in SQL is an operator''s');
select is(pg_temp.trail_of('owner', 'update agents set name = name'), null, 'a change that changes nothing leaves no row');

-- What: insert, update and delete of each audited table.
select is(pg_temp.trail_of('service_role', $$ insert into organizations (id, slug, name) values (md5('initech')::uuid, 'initech', 'Initech') $$),
  'insert organizations service calling_hours_from,calling_hours_to,id,max_concurrent_calls,name,queue_deadline_seconds,retry_policy,slug,time_zone', 'a new organisation is recorded');
select is(pg_temp.trail_of('service_role', $$ update organizations set calling_paused_reason = 'Holiday' where slug = 'initech' $$),
  'update organizations service calling_paused_at,calling_paused_reason', 'a pause is recorded');
select is(pg_temp.trail_of('service_role', $$ delete from organizations where slug = 'initech' $$),
  'delete organizations service calling_hours_from,calling_hours_to,calling_paused_at,calling_paused_reason,id,max_concurrent_calls,name,queue_deadline_seconds,'
    || 'retry_policy,slug,time_zone',
  'a removed organisation is recorded');
select is(pg_temp.trail_of('admin', $$ insert into memberships (org_id, user_id, role) values (md5('acme')::uuid, md5('nobody')::uuid, 'viewer') $$),
  'insert memberships user org_id,role,user_id', 'a new member is recorded');
select is(pg_temp.trail_of('admin', $$ update memberships set role = 'admin' where user_id = md5('nobody')::uuid $$),
  'update memberships user role', 'a change of role is recorded');
select is(pg_temp.trail_of('admin', $$ delete from memberships where user_id = md5('nobody')::uuid $$),
  'delete memberships user org_id,role,user_id', 'a removed member is recorded');
select is(pg_temp.trail_of('admin', $$ insert into agents (org_id, name) values (md5('acme')::uuid, 'Second') $$),
  'insert agents user id,is_active,name,org_id', 'a new agent is recorded');
select is(pg_temp.trail_of('admin', $$ delete from agents where name = 'Second' $$),
  'delete agents user id,is_active,name,org_id', 'a removed agent is recorded');
select is(pg_temp.trail_of('admin', $$ insert into call_schedule_rules (org_id, agent_id, rule_name, rule_type)
    values (md5('acme')::uuid, md5('acme agent')::uuid, 'Check-ups', 'checkup_threshold') $$),
  'insert call_schedule_rules user agent_id,call_language,call_topic,checkup_threshold_days,created_by,id,is_active,'
    || 'max_calls_per_day,org_id,retry_policy,rule_name,rule_type', 'a new rule is recorded');
select is(pg_temp.trail_of('admin', 'update call_schedule_rules set max_calls_per_day = 7'),
  'update call_schedule_rules user max_calls_per_day', 'a changed rule is recorded');
select is(pg_temp.trail_of('admin', 'delete from call_schedule_rules'),
  'delete call_schedule_rules user agent_id,call_language,call_topic,checkup_threshold_days,created_by,id,is_active,'
    || 'max_calls_per_day,org_id,retry_policy,rule_name,rule_type', 'a removed rule is recorded');

-- Calls, and that nobody's number or name is in the trail.
select matches(pg_temp.trail_of('owner', 'select pg_temp.book(''call'', owner => ''member'')'),
  '^insert call_schedules operator [a-z_,]+$', 'a booked call is recorded');
select is((pg_temp.last_row()).changes - array['id', 'due_at', 'dial_after', 'org_id', 'agent_id', 'created_by'] @>
  '{"contact_phone_enc": "private", "contact_phone_hash": "private", "contact_name": "private"}', true,
  'with its number, hash and name said to be private');
select is(pg_temp.trail_of('member', $$ update call_schedules set contact_name = 'Ravi Rao',
    contact_phone_enc = 'v1.k1.CCCCCCCCCCCCCCCC.DDDDDDDDDDDDDDDDDDDDDD', contact_phone_hash = repeat('1', 64) $$),
  'update call_schedules user contact_name,contact_phone_enc,contact_phone_hash', 'a changed number is recorded as changed');
select is((pg_temp.last_row()).changes,
  '{"contact_phone_enc": "private", "contact_phone_hash": "private", "contact_name": "private"}',
  'without the old or the new one');
select is(pg_temp.trail_of('service_role', 'select claim_due_calls(''worker 1'')'),
  'insert call_attempts service absent_listings,agent_id,attempt_number,check_count,claimed_at,contact_phone_hash,due_at,id,'
    || 'lease_expires_at,org_id,schedule_id,state,trigger,worker; update call_schedules service attempt_count,call_status',
  'a claim records the attempt and the call');
select is(pg_temp.trail_of('service_role', format('select record_call_placed(%L, ''execution'')', pg_temp.attempt_of('call'))),
  'update call_attempts service bolna_execution_id,bolna_status,bolna_status_at,http_status,next_check_at,placed_at,state; '
    || 'update call_schedules service bolna_call_id', 'what Bolna answered is recorded');
select matches(pg_temp.trail_of('service_role', format('select settle_call(%L, ''execution'', %L, %L)', pg_temp.attempt_of('call'),
    '{"outcome": "stopped", "call_status": "cancelled", "reason": "Stopped."}', md5('member')::uuid)),
  '^update call_attempts user [a-z_,]*outcome,reason,state; update call_schedules user call_status,status_reason$',
  'the end of a call stopped for a user is the user''s change');
select is((pg_temp.last_row()).actor_id, md5('member')::uuid, 'though the service wrote it');
select is(pg_temp.trail_of('member', 'select cancel_call_schedule(md5(''call'')::uuid, true)'),
  'update call_schedules user deleted_at', 'a deletion is recorded');
select is((select count(*) from audit_log where row_id = md5('call')::uuid::text) >= 5, true,
  'and what was recorded before stays');
select matches(pg_temp.trail_of('owner', 'delete from call_schedules'),
  '^delete call_schedules operator .*; delete call_attempts operator ',
  'a row removed in SQL is recorded with the rows that go with it');
select is((select count(*) from audit_log where changes::text ~ 'Asha|Ravi|v1\.k1|1111111111'
    or changes::text like '%' || encode(sha256('call'), 'hex') || '%'), 0::bigint,
  'no audit row holds a name, a number or its hash');

-- With the change, or not at all.
savepoint before_change;
update agents set name = 'Undone';
rollback to savepoint before_change;
select is((select count(*) from audit_log where changes::text like '%Undone%'), 0::bigint,
  'a change that is rolled back leaves no row');
select is(pg_temp.outcome_of('admin', 'update agents set name = '''''), '23514', 'a change that is refused');
select is((select count(*) from audit_log where changes::text like '%["%", ""]%'), 0::bigint, 'leaves no row either');
select is(pg_temp.answer_to('rival', 'select count(*) from audit_log where org_id <> md5(''globex'')::uuid'), '0',
  'an admin reads the trail of their own organisation only');

select * from finish();
rollback;

-- Every change leaves one row that says who changed what, in the same transaction, and no row holds a private value.
begin;
set local search_path = public, extensions, fixtures;
select plan(36);

select make_acme_and_globex();

-- The audit rows written by somebody's statement: "action table kind changed columns", oldest first.
create function pg_temp.trail_of(who text, statement text) returns text language plpgsql as $$
declare
  before bigint := (select coalesce(max(id), 0) from audit_log);
begin
  perform become(who);
  execute statement;
  reset role;
  perform become('owner');
  return (
    select string_agg(concat_ws(' ', a.action, a.table_name, a.actor_kind,
      (select string_agg(k, ',' order by k) from jsonb_object_keys(a.changes) k)), '; ' order by a.id)
    from audit_log a where a.id > before);
end $$;
create function pg_temp.last_row() returns audit_log language sql as $$ select * from audit_log order by id desc limit 1 $$;

-- Who.
select is(pg_temp.trail_of('admin', $$ select save_agent(id_of('acme'), '{"name": "Reception"}', id_of('acme agent')) $$), 'update agents user name',
  'a user''s change leaves one row');
select is((pg_temp.last_row()).actor_id, id_of('admin'), 'which names the user');
select is((pg_temp.last_row()).org_id, id_of('acme'), 'and the organisation');
select is((pg_temp.last_row()).row_id, id_of('acme agent')::text, 'and the row');
select is((pg_temp.last_row()).changes, '{"name": ["Front desk", "Reception"]}', 'and the value before and after');
select is(pg_temp.trail_of('service_role', 'update agents set name = ''Desk'' where id = id_of(''globex agent'')'),
  'update agents service name', 'the service''s change is the service''s');
select is((pg_temp.last_row()).actor_id, null, 'which is no user');
select is(pg_temp.trail_of('owner', 'update agents set name = ''Office'' where id = id_of(''globex agent'')'),
  'update agents operator name', 'a change in SQL is an operator''s');
select is(pg_temp.trail_of('owner', 'update agents set name = name'), null, 'a change that changes nothing leaves no row');

-- What: insert, update and delete of each audited table.
select is(pg_temp.trail_of('service_role', $$ insert into organizations (id, slug, name) values (id_of('initech'), 'initech', 'Initech') $$),
  'insert organizations service allowed_number_kinds,calling_hours_from,calling_hours_to,max_concurrent_calls,name,queue_deadline_seconds,retry_policy,slug,time_zone', 'a new organisation is recorded');
select is(pg_temp.trail_of('service_role', $$ update organizations set calling_paused_reason = 'Holiday' where slug = 'initech' $$),
  'update organizations service calling_paused_at,calling_paused_reason', 'a pause is recorded');
select is(pg_temp.trail_of('service_role', $$ delete from organizations where slug = 'initech' $$),
  'delete organizations service allowed_number_kinds,calling_hours_from,calling_hours_to,calling_paused_at,calling_paused_reason,max_concurrent_calls,name,queue_deadline_seconds,'
    || 'retry_policy,slug,time_zone',
  'a removed organisation is recorded');
select is(pg_temp.trail_of('owner', $$ insert into memberships (org_id, user_id, role) values (id_of('acme'), id_of('nobody'), 'viewer') $$),
  'insert memberships operator role', 'a new member is recorded');
select is(pg_temp.trail_of('admin', $$ select change_member_role(id_of('acme'), id_of('nobody'), 'admin') $$),
  'update memberships user role', 'a change of role is recorded');
select is(pg_temp.trail_of('admin', $$ select remove_member(id_of('acme'), id_of('nobody')) $$),
  'delete memberships user role', 'a removed member is recorded');
select is(pg_temp.trail_of('admin', $$ select save_agent(id_of('acme'), '{"name": "Second"}') $$),
  'insert agents user dispositions,is_active,name,opening', 'a new agent is recorded');
select is(pg_temp.trail_of('admin', format('select remove_agent(id_of(''acme''), %L)', (select id from agents where name = 'Second'))),
  'delete agents user dispositions,is_active,name,opening', 'a removed agent is recorded');
select is(pg_temp.trail_of('service_role', $$ select create_call_rule(id_of('acme'), id_of('admin'), id_of('rule'),
    jsonb_build_object('agent_id', id_of('acme agent'), 'rule_name', 'Check-ups', 'rule_type', 'checkup_threshold')) $$),
  'insert call_schedule_rules user agent_id,best_time,call_language,call_topic,checkup_threshold_days,created_by,is_active,'
    || 'max_calls_per_day,purpose,retry_policy,rule_name,rule_type', 'a new rule is recorded');
select is(pg_temp.trail_of('service_role', $$ select change_call_rule(id_of('acme'), id_of('rule'), id_of('admin'), '{"max_calls_per_day": 7}') $$),
  'update call_schedule_rules user max_calls_per_day', 'a changed rule is recorded');
select is(pg_temp.trail_of('admin', $$ select delete_call_rule(id_of('acme'), id_of('rule')) $$),
  'delete call_schedule_rules user agent_id,best_time,call_language,call_topic,checkup_threshold_days,created_by,is_active,'
    || 'max_calls_per_day,purpose,retry_policy,rule_name,rule_type', 'a removed rule is recorded');

-- Calls, and that nobody's number or name is in the trail.
select matches(pg_temp.trail_of('owner', 'select book(''call'', owner => ''member'')'),
  '^insert call_schedules operator [a-z_,]+$', 'a booked call is recorded');
select is((pg_temp.last_row()).changes - array['id', 'due_at', 'dial_after', 'org_id', 'agent_id', 'created_by'] @>
  '{"contact_phone_enc": "private", "contact_phone_hash": "private", "global_phone_hash": "private", "contact_name": "private"}', true,
  'with its number, hash and name said to be private');
select is(pg_temp.trail_of('service_role', $$ select change_call_schedule(id_of('acme'), id_of('call'), id_of('member'),
    jsonb_build_object('contact_name', 'Ravi Rao', 'contact_phone_enc', 'v1.k1.CCCCCCCCCCCCCCCC.DDDDDDDDDDDDDDDDDDDDDD',
      'contact_phone_hash', repeat('1', 64))) $$),
  'update call_schedules user contact_name,contact_phone_enc,contact_phone_hash,global_phone_hash', 'a changed number is recorded as changed');
select is((pg_temp.last_row()).changes,
  '{"contact_phone_enc": "private", "contact_phone_hash": "private", "global_phone_hash": "private", "contact_name": "private"}',
  'without the old or the new one');
select is(pg_temp.trail_of('service_role', 'select claim_due_calls(''worker 1'')'),
  'insert call_attempts service agent_id,attempt_number,contact_phone_hash,due_at,'
    || 'schedule_id,state,trigger,worker; update call_schedules service call_status',
  'a claim records the attempt and the call');
select is(pg_temp.trail_of('service_role', format('select record_call_placed(%L, ''execution'')', attempt_of('call'))),
  'update call_attempts service bolna_execution_id,bolna_status,http_status,state', 'what Bolna answered is recorded, once');
select matches(pg_temp.trail_of('service_role', format('select settle_call(%L, ''execution'', %L, %L)', attempt_of('call'),
    '{"outcome": "stopped", "call_status": "cancelled", "reason": "Stopped."}', id_of('member'))),
  '^update call_attempts user [a-z_,]*outcome,reason,state; update call_schedules user call_status,status_reason$',
  'the end of a call stopped for a user is the user''s change');
select is((pg_temp.last_row()).actor_id, id_of('member'), 'though the service wrote it');
select is(pg_temp.trail_of('member', 'select cancel_call_schedule(id_of(''call''), true)'),
  'update call_schedules user deleted_at', 'a deletion is recorded');
select is((select count(*) from audit_log where row_id = id_of('call')::text) >= 5, true,
  'and what was recorded before stays');
select matches(pg_temp.trail_of('owner', 'delete from call_schedules'),
  '^delete call_schedules operator .*; delete call_attempts operator ',
  'a row removed in SQL is recorded with the rows that go with it');
select is((select count(*) from audit_log where changes::text ~ 'Asha|Ravi|v1\.k1|1111111111'
    or changes::text like '%' || hash_of('call') || '%'), 0::bigint,
  'no audit row holds a name, a number or its hash');

-- With the change, or not at all.
savepoint before_change;
update agents set name = 'Undone';
rollback to savepoint before_change;
select is((select count(*) from audit_log where changes::text like '%Undone%'), 0::bigint,
  'a change that is rolled back leaves no row');
select is(outcome_of('admin', $$ select save_agent(id_of('acme'), '{"name": ""}', id_of('acme agent')) $$), '23514', 'a change that is refused');
select is((select count(*) from audit_log where changes::text like '%["%", ""]%'), 0::bigint, 'leaves no row either');
select is(answer_to('rival', 'select count(*) from audit_log where org_id <> id_of(''globex'')'), '0',
  'an admin reads the trail of their own organisation only');

select * from finish();
rollback;
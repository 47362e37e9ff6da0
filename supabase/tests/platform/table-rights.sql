-- Every table × role × verb. A verb without a grant is refused; one that row-level security filters touches no row.
begin;
set local search_path = public, extensions;
select plan(540);

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

insert into agents (id, org_id, name) values (md5('spare agent')::uuid, md5('acme')::uuid, 'Spare');
create function pg_temp.book(
  name text, org text default 'acme', due_in interval default '-1 minute', number text default null, owner text default null
) returns void language sql as $$
  insert into call_schedules (id, org_id, agent_id, contact_id, contact_name, contact_phone_enc, contact_phone_hash,
    scheduled_at, created_by)
  values (md5(name)::uuid, md5(org)::uuid, md5(org || ' agent')::uuid, name, 'Asha Rao',
    'v1.k1.AAAAAAAAAAAAAAAA.BBBBBBBBBBBBBBBBBBBBBB', encode(sha256(coalesce(number, name)::bytea), 'hex'),
    now() + due_in, md5(owner)::uuid)
$$;
select pg_temp.book('booked', owner => 'member');
insert into call_schedule_rules (id, org_id, agent_id, rule_name, rule_type)
values (md5('rule')::uuid, md5('acme')::uuid, md5('acme agent')::uuid, 'Check-ups', 'checkup_threshold');
insert into call_attempts (id, org_id, schedule_id, agent_id, attempt_number, contact_phone_hash, trigger, worker, due_at,
  lease_expires_at)
values (md5('attempt')::uuid, md5('acme')::uuid, md5('booked')::uuid, md5('acme agent')::uuid, 1,
  encode(sha256('booked'), 'hex'), 'sweep', 'worker 1', now(), now());
insert into call_events (org_id, attempt_id, execution_id, status, source, snapshot, snapshot_hash)
values (md5('acme')::uuid, md5('attempt')::uuid, 'execution', 'queued', 'webhook', '{}', repeat('0', 64));
insert into idempotency_keys (org_id, user_id, idempotency_key, fingerprint, resource_id)
values (md5('acme')::uuid, md5('member')::uuid, 'key', repeat('0', 64), md5('booked')::uuid);
insert into private.sweep_runs (worker) values ('worker 1');
insert into hubspot_connections (org_id, uses_default_token) values (md5('acme')::uuid, true);
insert into contacts (org_id, contact_id, contact_name, phone_problem, checkup_problem)
values (md5('acme')::uuid, '1', 'Asha Rao', 'missing', 'missing');
insert into contact_syncs (org_id, kind) values (md5('acme')::uuid, 'full');
insert into crm_outbox (org_id, schedule_id, attempt_id, contact_id)
values (md5('acme')::uuid, md5('booked')::uuid, md5('attempt')::uuid, '1');

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

-- One row of Acme's in each table, and what each verb tries with it.
create temporary table tries (relation text, verb text, statement text);
insert into tries
select relation, verb, format(statement, relation, condition)
from (values
  ('organizations', $$ id = md5('acme')::uuid $$, $$ (slug, name) values ('fresh', 'Fresh') $$, 'name = ''Other'''),
  ('memberships', $$ user_id = md5('viewer')::uuid $$,
    $$ (org_id, user_id, role) values (md5('acme')::uuid, md5('nobody')::uuid, 'viewer') $$, 'role = ''member'''),
  ('agents', $$ id = md5('spare agent')::uuid $$, $$ (org_id, name) values (md5('acme')::uuid, 'Fresh') $$, 'name = ''Other'''),
  ('call_schedules', $$ id = md5('booked')::uuid $$,
    $$ (org_id, agent_id, contact_id, contact_name, contact_phone_enc, contact_phone_hash, scheduled_at)
       values (md5('acme')::uuid, md5('acme agent')::uuid, 'c', 'Asha', 'v1.k1.AAAAAAAAAAAAAAAA.BBBBBBBBBBBBBBBBBBBBBB',
         repeat('0', 64), now()) $$, 'call_topic = ''other'''),
  ('call_schedule_rules', $$ id = md5('rule')::uuid $$,
    $$ (org_id, agent_id, rule_name, rule_type)
       values (md5('acme')::uuid, md5('acme agent')::uuid, 'Fresh', 'checkup_threshold') $$, 'rule_name = ''Other'''),
  ('call_attempts', $$ id = md5('attempt')::uuid $$, $$ (org_id) values (md5('acme')::uuid) $$, 'reason = ''other'''),
  ('call_events', $$ execution_id = 'execution' $$, $$ (org_id) values (md5('acme')::uuid) $$, 'status = ''other'''),
  ('audit_log', $$ table_name = 'agents' and row_id = md5('spare agent')::uuid::text $$,
    $$ (org_id) values (md5('acme')::uuid) $$, 'actor_id = null'),
  ('idempotency_keys', $$ idempotency_key = 'key' $$,
    $$ (org_id, idempotency_key, fingerprint, resource_id)
       values (md5('acme')::uuid, 'fresh', repeat('0', 64), md5('booked')::uuid) $$, 'started_at = now()'),
  ('due_call_schedules', $$ id = md5('booked')::uuid $$, $$ (org_id) values (md5('acme')::uuid) $$, 'call_topic = ''other'''),
  ('hubspot_connections', $$ org_id = md5('acme')::uuid $$, $$ (org_id) values (md5('globex')::uuid) $$,
    'uses_default_token = false'),
  ('contacts', $$ contact_id = '1' $$, $$ (org_id) values (md5('acme')::uuid) $$, 'do_not_call = false'),
  ('contact_syncs', $$ kind = 'full' $$, $$ (org_id) values (md5('acme')::uuid) $$, 'reason = ''other'''),
  ('crm_outbox', $$ contact_id = '1' $$, $$ (org_id) values (md5('acme')::uuid) $$, 'reason = ''other'''),
  ('private.scheduler', 'only_row', 'default values', 'enabled = true'),
  ('private.sync_schedule', 'only_row', 'default values', 'enabled = true'),
  ('private.hubspot_limits', 'true', $$ (account, kind, next_at) values ('other', 'search', now()) $$, 'next_at = now()'),
  ('private.sweep_runs', 'true', $$ (worker) values ('other') $$, 'worker = ''other''')
) as t (relation, condition, fresh, change)
cross join lateral (values
  ('select', 'select 1 from %s where %s'),
  ('insert', 'insert into %s ' || fresh),
  ('update', 'update %s set ' || change || ' where %s'),
  ('delete', 'delete from %s where %s'),
  ('truncate', 'truncate %s cascade')
) as v (verb, statement);

-- no: refused (42501). 0: nothing found. 1: done.
create temporary table rights (relation text, who text, select_ text, insert_ text, update_ text, delete_ text, truncate_ text);
insert into rights values
  ('hubspot_connections', 'anon', 'no', 'no', 'no', 'no', 'no'),
  ('hubspot_connections', 'viewer', '0', 'no', 'no', 'no', 'no'),
  ('hubspot_connections', 'member', '0', 'no', 'no', 'no', 'no'),
  ('hubspot_connections', 'admin', '1', 'no', 'no', 'no', 'no'),
  ('hubspot_connections', 'rival', '0', 'no', 'no', 'no', 'no'),
  ('hubspot_connections', 'service_role', '1', '1', '1', 'no', 'no'),

  ('contacts', 'anon', 'no', 'no', 'no', 'no', 'no'),
  ('contacts', 'viewer', '1', 'no', 'no', 'no', 'no'),
  ('contacts', 'member', '1', 'no', 'no', 'no', 'no'),
  ('contacts', 'admin', '1', 'no', 'no', 'no', 'no'),
  ('contacts', 'rival', '0', 'no', 'no', 'no', 'no'),
  ('contacts', 'service_role', '1', 'no', 'no', 'no', 'no'),

  ('contact_syncs', 'anon', 'no', 'no', 'no', 'no', 'no'),
  ('contact_syncs', 'viewer', '1', 'no', 'no', 'no', 'no'),
  ('contact_syncs', 'member', '1', 'no', 'no', 'no', 'no'),
  ('contact_syncs', 'admin', '1', 'no', 'no', 'no', 'no'),
  ('contact_syncs', 'rival', '0', 'no', 'no', 'no', 'no'),
  ('contact_syncs', 'service_role', '1', 'no', 'no', 'no', 'no'),

  ('crm_outbox', 'anon', 'no', 'no', 'no', 'no', 'no'),
  ('crm_outbox', 'viewer', '0', 'no', 'no', 'no', 'no'),
  ('crm_outbox', 'member', '0', 'no', 'no', 'no', 'no'),
  ('crm_outbox', 'admin', '1', 'no', 'no', 'no', 'no'),
  ('crm_outbox', 'rival', '0', 'no', 'no', 'no', 'no'),
  ('crm_outbox', 'service_role', '1', 'no', 'no', 'no', 'no'),

  ('organizations', 'anon', 'no', 'no', 'no', 'no', 'no'),
  ('organizations', 'viewer', '1', 'no', '0', 'no', 'no'),
  ('organizations', 'member', '1', 'no', '0', 'no', 'no'),
  ('organizations', 'admin', '1', 'no', '1', 'no', 'no'),
  ('organizations', 'rival', '0', 'no', '0', 'no', 'no'),
  ('organizations', 'service_role', '1', '1', '1', '1', 'no'),

  ('memberships', 'anon', 'no', 'no', 'no', 'no', 'no'),
  ('memberships', 'viewer', '1', 'no', '0', '0', 'no'),
  ('memberships', 'member', '1', 'no', '0', '0', 'no'),
  ('memberships', 'admin', '1', '1', '1', '1', 'no'),
  ('memberships', 'rival', '0', 'no', '0', '0', 'no'),
  ('memberships', 'service_role', '1', '1', '1', '1', 'no'),

  ('agents', 'anon', 'no', 'no', 'no', 'no', 'no'),
  ('agents', 'viewer', '1', 'no', '0', '0', 'no'),
  ('agents', 'member', '1', 'no', '0', '0', 'no'),
  ('agents', 'admin', '1', '1', '1', '1', 'no'),
  ('agents', 'rival', '0', 'no', '0', '0', 'no'),
  ('agents', 'service_role', '1', '1', '1', '1', 'no'),

  ('call_schedules', 'anon', 'no', 'no', 'no', 'no', 'no'),
  ('call_schedules', 'viewer', '1', 'no', '0', 'no', 'no'),
  ('call_schedules', 'member', '1', '1', '1', 'no', 'no'),
  ('call_schedules', 'admin', '1', '1', '1', 'no', 'no'),
  ('call_schedules', 'rival', '0', 'no', '0', 'no', 'no'),
  ('call_schedules', 'service_role', '1', 'no', 'no', 'no', 'no'),

  ('call_schedule_rules', 'anon', 'no', 'no', 'no', 'no', 'no'),
  ('call_schedule_rules', 'viewer', '1', 'no', '0', '0', 'no'),
  ('call_schedule_rules', 'member', '1', 'no', '0', '0', 'no'),
  ('call_schedule_rules', 'admin', '1', '1', '1', '1', 'no'),
  ('call_schedule_rules', 'rival', '0', 'no', '0', '0', 'no'),
  ('call_schedule_rules', 'service_role', '1', 'no', 'no', 'no', 'no'),

  ('call_attempts', 'anon', 'no', 'no', 'no', 'no', 'no'),
  ('call_attempts', 'viewer', '1', 'no', 'no', 'no', 'no'),
  ('call_attempts', 'member', '1', 'no', 'no', 'no', 'no'),
  ('call_attempts', 'admin', '1', 'no', 'no', 'no', 'no'),
  ('call_attempts', 'rival', '0', 'no', 'no', 'no', 'no'),
  ('call_attempts', 'service_role', '1', 'no', 'no', 'no', 'no'),

  ('call_events', 'anon', 'no', 'no', 'no', 'no', 'no'),
  ('call_events', 'viewer', '0', 'no', 'no', 'no', 'no'),
  ('call_events', 'member', '0', 'no', 'no', 'no', 'no'),
  ('call_events', 'admin', '1', 'no', 'no', 'no', 'no'),
  ('call_events', 'rival', '0', 'no', 'no', 'no', 'no'),
  ('call_events', 'service_role', '1', 'no', 'no', 'no', 'no'),

  ('audit_log', 'anon', 'no', 'no', 'no', 'no', 'no'),
  ('audit_log', 'viewer', '0', 'no', 'no', 'no', 'no'),
  ('audit_log', 'member', '0', 'no', 'no', 'no', 'no'),
  ('audit_log', 'admin', '1', 'no', 'no', 'no', 'no'),
  ('audit_log', 'rival', '0', 'no', 'no', 'no', 'no'),
  ('audit_log', 'service_role', '1', 'no', 'no', 'no', 'no'),

  ('idempotency_keys', 'anon', 'no', 'no', 'no', 'no', 'no'),
  ('idempotency_keys', 'viewer', '0', '1', '0', '0', 'no'),
  ('idempotency_keys', 'member', '1', '1', '1', '1', 'no'),
  ('idempotency_keys', 'admin', '0', '1', '0', '0', 'no'),
  ('idempotency_keys', 'rival', '0', 'no', '0', '0', 'no'),
  ('idempotency_keys', 'service_role', '1', 'no', 'no', 'no', 'no'),

  ('due_call_schedules', 'anon', 'no', 'no', 'no', 'no', 'no view'),
  ('due_call_schedules', 'viewer', '1', 'no', 'no', 'no', 'no view'),
  ('due_call_schedules', 'member', '1', 'no', 'no', 'no', 'no view'),
  ('due_call_schedules', 'admin', '1', 'no', 'no', 'no', 'no view'),
  ('due_call_schedules', 'rival', '0', 'no', 'no', 'no', 'no view'),
  ('due_call_schedules', 'service_role', '1', 'no', 'no', 'no', 'no view');

insert into rights
select relation, who, 'no', 'no', 'no', 'no', 'no'
from unnest(array['private.scheduler', 'private.sweep_runs', 'private.sync_schedule', 'private.hubspot_limits']) relation,
  unnest(array['anon', 'viewer', 'member', 'admin', 'rival', 'service_role']) who;

select is(
  pg_temp.outcome_of(r.who, t.statement),
  case e.expected when 'no' then '42501' when 'no view' then '42809' else 'ok ' || e.expected end,
  format('%s by %s on %s %s', t.verb, r.who, r.relation,
    case e.expected when '1' then 'is allowed' when '0' then 'finds nothing' else 'is refused' end))
from rights r
cross join lateral (values ('select', select_), ('insert', insert_), ('update', update_), ('delete', delete_),
  ('truncate', truncate_)) as e (verb, expected)
join tries t on t.relation = r.relation and t.verb = e.verb;

select * from finish();
rollback;

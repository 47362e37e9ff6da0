-- Every table × role × verb. A verb without a grant is refused; what row-level security filters is not found. No user writes any table:
-- they go through the functions that check.
begin;
set local search_path = public, extensions, fixtures;
select plan(1230);

select make_acme_and_globex();

insert into invitations (org_id, email, role) values (id_of('acme'), 'a@example.test', 'viewer');
insert into agents (id, org_id, name) values (id_of('spare agent'), id_of('acme'), 'Spare');
select book('booked', owner => 'member');
select make_rule('rule');
insert into call_attempts (id, org_id, schedule_id, agent_id, attempt_number, contact_phone_hash, trigger, worker, due_at,
  lease_expires_at)
values (id_of('attempt'), id_of('acme'), id_of('booked'), id_of('acme agent'), 1,
  hash_of('booked'), 'sweep', 'worker 1', now(), now());
insert into call_events (org_id, attempt_id, execution_id, status, source, snapshot, snapshot_hash)
values (id_of('acme'), id_of('attempt'), 'execution', 'queued', 'webhook', '{}', repeat('0', 64));
insert into idempotency_keys (org_id, user_id, idempotency_key, fingerprint, resource_id)
values (id_of('acme'), id_of('member'), 'key', repeat('0', 64), id_of('booked'));
insert into private.worker_runs (worker, instance) values ('sweep', 'worker 1');
select connect_hubspot('acme');
select keep_contact('1');
insert into contact_syncs (org_id, kind) values (id_of('acme'), 'full');
insert into crm_outbox (org_id, schedule_id, attempt_id, contact_id)
values (id_of('acme'), id_of('booked'), id_of('attempt'), '1');
select suppress('number');
select suppress_globally(jsonb_build_array(jsonb_build_object('setting', 'PHONE_INDEX_KEY', 'key_id', '', 'check_value', repeat('1', 64))),
  jsonb_build_array(jsonb_build_object('phone_hash', global_hash_of('number'))), 'Because');
select look_up_in_registry('number', true);
select consent('asha');
insert into campaigns (id, org_id, name, agent_id, purpose)
values (id_of('campaign'), id_of('acme'), 'Spring', id_of('acme agent'), 'service');
insert into campaign_contacts (org_id, campaign_id, position, contact_name, phone_enc, phone_hash)
values (id_of('acme'), id_of('campaign'), 1, 'Asha', some_ciphertext(), hash_of('asha'));
insert into campaign_dry_runs (org_id, campaign_id, fingerprint, will_call, will_not_call, needs_confirmation, result)
values (id_of('acme'), id_of('campaign'), repeat('0', 32), 1, 0, false, '{}');
insert into audience_uploads (id, org_id, campaign_id, source, rows_total)
values (id_of('upload'), id_of('acme'), id_of('campaign'), 'csv', 2);
insert into private.list_readings (upload_id, list_id, worker, lease_expires_at) values (id_of('upload'), '27', 'a worker', clock());
insert into private.audience_parts (upload_id, part, rows_read, rejected) values (id_of('upload'), 0, 1, '[]');
insert into private.audience_rows (upload_id, line, id, contact_name, phone_enc, phone_hash, global_phone_hash, phone_last4)
values (id_of('upload'), 2, id_of('row'), 'Asha', some_ciphertext(), hash_of('row'), global_hash_of('row'), '0001');

-- One row of Acme's in each table, and what each verb tries with it.
create temporary table tries (relation text, verb text, statement text);
insert into tries
select relation, verb, format(statement, relation, condition)
from (values
  ('organizations', $$ id = id_of('acme') $$, $$ (slug, name) values ('fresh', 'Fresh') $$, 'name = ''Other'''),
  ('memberships', $$ user_id = id_of('viewer') $$,
    $$ (org_id, user_id, role) values (id_of('acme'), id_of('nobody'), 'viewer') $$, 'role = ''member'''),
  ('invitations', $$ email = 'a@example.test' $$,
    $$ (org_id, email, role) values (id_of('acme'), 'b@example.test', 'viewer') $$, 'role = ''member'''),
  ('agents', $$ id = id_of('spare agent') $$, $$ (org_id, name) values (id_of('acme'), 'Fresh') $$, 'name = ''Other'''),
  ('call_schedules', $$ id = id_of('booked') $$,
    $$ (org_id, agent_id, contact_id, contact_name, contact_phone_enc, contact_phone_hash, scheduled_at)
       values (id_of('acme'), id_of('acme agent'), 'c', 'Asha', some_ciphertext(),
         repeat('0', 64), now()) $$, 'call_topic = ''other'''),
  ('call_schedule_rules', $$ id = id_of('rule') $$,
    $$ (org_id, agent_id, rule_name, rule_type)
       values (id_of('acme'), id_of('acme agent'), 'Fresh', 'checkup_threshold') $$, 'rule_name = ''Other'''),
  ('call_attempts', $$ id = id_of('attempt') $$, $$ (org_id) values (id_of('acme')) $$, 'reason = ''other'''),
  ('call_events', $$ execution_id = 'execution' $$, $$ (org_id) values (id_of('acme')) $$, 'status = ''other'''),
  ('audit_log', $$ table_name = 'agents' and row_id = id_of('spare agent')::text $$,
    $$ (org_id) values (id_of('acme')) $$, 'actor_id = null'),
  ('idempotency_keys', $$ idempotency_key = 'key' $$,
    $$ (org_id, idempotency_key, fingerprint, resource_id)
       values (id_of('acme'), 'fresh', repeat('0', 64), id_of('booked')) $$, 'started_at = now()'),
  ('due_call_schedules', $$ id = id_of('booked') $$, $$ (org_id) values (id_of('acme')) $$, 'call_topic = ''other'''),
  ('hubspot_connections', $$ org_id = id_of('acme') $$, $$ (org_id) values (id_of('globex')) $$,
    'uses_default_token = false'),
  ('contacts', $$ contact_id = '1' $$, $$ (org_id) values (id_of('acme')) $$, 'do_not_call = false'),
  ('contact_syncs', $$ kind = 'full' $$, $$ (org_id) values (id_of('acme')) $$, 'reason = ''other'''),
  ('crm_outbox', $$ contact_id = '1' $$, $$ (org_id) values (id_of('acme')) $$, 'reason = ''other'''),
  ('suppressions', $$ org_id = id_of('acme') $$, $$ (org_id) values (id_of('acme')) $$, 'reason = ''other'''),
  ('consents', $$ org_id = id_of('acme') $$, $$ (org_id) values (id_of('acme')) $$, 'evidence = ''other'''),
  ('consent_wordings', $$ org_id = id_of('acme') $$, $$ (org_id) values (id_of('acme')) $$, 'wording = ''other'''),
  ('campaigns', $$ org_id = id_of('acme') $$, $$ (org_id) values (id_of('acme')) $$, 'name = ''other'''),
  ('campaign_contacts', $$ org_id = id_of('acme') $$, $$ (org_id) values (id_of('acme')) $$, 'state = ''completed'''),
  ('campaign_dry_runs', $$ org_id = id_of('acme') $$, $$ (org_id) values (id_of('acme')) $$, 'will_call = 0'),
  ('audience_uploads', $$ org_id = id_of('acme') $$, $$ (org_id) values (id_of('acme')) $$, 'rows_total = 3'),
  ('private.audience_parts', 'true', $$ (upload_id, part, rows_read, rejected) values (id_of('upload'), 1, 1, '[]') $$, 'rows_read = 2'),
  ('private.list_readings', 'true', $$ (upload_id, list_id) values (id_of('upload'), '28') $$, 'list_id = ''29'''),
  ('private.audience_rows', 'true', $$ (upload_id, line) values (id_of('upload'), 3) $$, 'line = 4'),
  ('private.campaign_tallies', 'true', $$ (campaign_id, state, contacts) values (id_of('campaign'), 'waiting', 1) $$, 'contacts = 0'),
  ('private.outcome_counts', 'true', $$ (org_id, day, block, outcome) values (id_of('acme'), '2026-11-01', 1, 'busy') $$, 'calls = 0'),
  ('private.outcome_tallies', 'true', $$ (org_id, day, block, outcome) values (id_of('acme'), '2026-11-01', 1, 'busy') $$, 'block = 0'),
  ('private.campaign_feeds', 'true', $$ (campaign_id, planned_from, fed_until) values (id_of('campaign'), now(), now()) $$, 'next_feed_at = now()'),
  ('private.campaign_groups', 'true', $$ (campaign_id, number, contacts) values (id_of('campaign'), 1, 1) $$, 'released = 0'),
  ('private.campaign_results', 'true', $$ (campaign_id, schedule_id) values (id_of('campaign'), id_of('booked')) $$, 'code = null'),
  ('private.global_suppressions', 'true', $$ (phone_hash, reason) values (repeat('1', 64), 'x') $$, 'reason = ''other'''),
  ('private.registry_checks', 'true', $$ (registry) values ('US-DNC') $$, 'listed = false'),
  ('private.scheduler', 'only_row', 'default values', 'calling_paused_reason = null'),
  ('private.workers', $$ name = 'sync' $$, $$ (name, path, cron_job) values ('other', 'other', 'other') $$, 'enabled = true'),
  ('private.sync_schedule', 'only_row', 'default values', 'interval_minutes = 1'),
  ('private.dial_pace', 'only_row', 'default values', 'calls_per_minute = 1'),
  ('private.hubspot_limits', 'true', $$ (account, kind, next_at) values ('other', 'search', now()) $$, 'next_at = now()'),
  ('private.request_limits', 'true', $$ (kind, per_second, burst) values ('any', 1, 1) $$, 'burst = 1'),
  ('private.request_buckets', 'true', $$ (owner, kind, full_at) values (id_of('viewer'), 'any', now()) $$, 'full_at = now()'),
  ('private.worker_runs', 'true', $$ (worker, instance) values ('sweep', 'other') $$, 'instance = ''other''')
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
  ('suppressions', 'anon', 'no', 'no', 'no', 'no', 'no'),
  ('suppressions', 'viewer', '1', 'no', 'no', 'no', 'no'),
  ('suppressions', 'member', '1', 'no', 'no', 'no', 'no'),
  ('suppressions', 'admin', '1', 'no', 'no', 'no', 'no'),
  ('suppressions', 'rival', '0', 'no', 'no', 'no', 'no'),
  ('suppressions', 'service_role', '1', 'no', 'no', 'no', 'no'),

  ('consents', 'anon', 'no', 'no', 'no', 'no', 'no'),
  ('consents', 'viewer', '1', 'no', 'no', 'no', 'no'),
  ('consents', 'member', '1', 'no', 'no', 'no', 'no'),
  ('consents', 'admin', '1', 'no', 'no', 'no', 'no'),
  ('consents', 'rival', '0', 'no', 'no', 'no', 'no'),
  ('consents', 'service_role', '1', 'no', 'no', 'no', 'no'),

  ('consent_wordings', 'anon', 'no', 'no', 'no', 'no', 'no'),
  ('consent_wordings', 'viewer', '1', 'no', 'no', 'no', 'no'),
  ('consent_wordings', 'member', '1', 'no', 'no', 'no', 'no'),
  ('consent_wordings', 'admin', '1', 'no', 'no', 'no', 'no'),
  ('consent_wordings', 'rival', '0', 'no', 'no', 'no', 'no'),
  ('consent_wordings', 'service_role', '1', 'no', 'no', 'no', 'no'),

  ('campaigns', 'anon', 'no', 'no', 'no', 'no', 'no'),
  ('campaigns', 'viewer', '1', 'no', 'no', 'no', 'no'),
  ('campaigns', 'member', '1', 'no', 'no', 'no', 'no'),
  ('campaigns', 'admin', '1', 'no', 'no', 'no', 'no'),
  ('campaigns', 'rival', '0', 'no', 'no', 'no', 'no'),
  ('campaigns', 'service_role', '1', 'no', 'no', 'no', 'no'),

  ('campaign_contacts', 'anon', 'no', 'no', 'no', 'no', 'no'),
  ('campaign_contacts', 'viewer', '1', 'no', 'no', 'no', 'no'),
  ('campaign_contacts', 'member', '1', 'no', 'no', 'no', 'no'),
  ('campaign_contacts', 'admin', '1', 'no', 'no', 'no', 'no'),
  ('campaign_contacts', 'rival', '0', 'no', 'no', 'no', 'no'),
  ('campaign_contacts', 'service_role', '1', 'no', 'no', 'no', 'no'),

  ('audience_uploads', 'anon', 'no', 'no', 'no', 'no', 'no'),
  ('audience_uploads', 'viewer', '1', 'no', 'no', 'no', 'no'),
  ('audience_uploads', 'member', '1', 'no', 'no', 'no', 'no'),
  ('audience_uploads', 'admin', '1', 'no', 'no', 'no', 'no'),
  ('audience_uploads', 'rival', '0', 'no', 'no', 'no', 'no'),
  ('audience_uploads', 'service_role', '1', 'no', 'no', 'no', 'no'),

  ('campaign_dry_runs', 'anon', 'no', 'no', 'no', 'no', 'no'),
  ('campaign_dry_runs', 'viewer', '1', 'no', 'no', 'no', 'no'),
  ('campaign_dry_runs', 'member', '1', 'no', 'no', 'no', 'no'),
  ('campaign_dry_runs', 'admin', '1', 'no', 'no', 'no', 'no'),
  ('campaign_dry_runs', 'rival', '0', 'no', 'no', 'no', 'no'),
  ('campaign_dry_runs', 'service_role', '1', 'no', 'no', 'no', 'no'),

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
  ('organizations', 'viewer', '1', 'no', 'no', 'no', 'no'),
  ('organizations', 'member', '1', 'no', 'no', 'no', 'no'),
  ('organizations', 'admin', '1', 'no', 'no', 'no', 'no'),
  ('organizations', 'rival', '0', 'no', 'no', 'no', 'no'),
  ('organizations', 'service_role', '1', '1', '1', '1', 'no'),

  ('memberships', 'anon', 'no', 'no', 'no', 'no', 'no'),
  ('memberships', 'viewer', '1', 'no', 'no', 'no', 'no'),
  ('memberships', 'member', '1', 'no', 'no', 'no', 'no'),
  ('memberships', 'admin', '1', 'no', 'no', 'no', 'no'),
  ('memberships', 'rival', '0', 'no', 'no', 'no', 'no'),
  ('memberships', 'service_role', '1', '1', '1', '1', 'no'),

  ('invitations', 'anon', 'no', 'no', 'no', 'no', 'no'),
  ('invitations', 'viewer', '0', 'no', 'no', 'no', 'no'),
  ('invitations', 'member', '0', 'no', 'no', 'no', 'no'),
  ('invitations', 'admin', '1', 'no', 'no', 'no', 'no'),
  ('invitations', 'rival', '0', 'no', 'no', 'no', 'no'),
  ('invitations', 'service_role', '1', 'no', 'no', 'no', 'no'),

  ('agents', 'anon', 'no', 'no', 'no', 'no', 'no'),
  ('agents', 'viewer', '1', 'no', 'no', 'no', 'no'),
  ('agents', 'member', '1', 'no', 'no', 'no', 'no'),
  ('agents', 'admin', '1', 'no', 'no', 'no', 'no'),
  ('agents', 'rival', '0', 'no', 'no', 'no', 'no'),
  ('agents', 'service_role', '1', '1', '1', '1', 'no'),

  ('call_schedules', 'anon', 'no', 'no', 'no', 'no', 'no'),
  ('call_schedules', 'viewer', '1', 'no', 'no', 'no', 'no'),
  ('call_schedules', 'member', '1', 'no', 'no', 'no', 'no'),
  ('call_schedules', 'admin', '1', 'no', 'no', 'no', 'no'),
  ('call_schedules', 'rival', '0', 'no', 'no', 'no', 'no'),
  ('call_schedules', 'service_role', '1', 'no', 'no', 'no', 'no'),

  ('call_schedule_rules', 'anon', 'no', 'no', 'no', 'no', 'no'),
  ('call_schedule_rules', 'viewer', '1', 'no', 'no', 'no', 'no'),
  ('call_schedule_rules', 'member', '1', 'no', 'no', 'no', 'no'),
  ('call_schedule_rules', 'admin', '1', 'no', 'no', 'no', 'no'),
  ('call_schedule_rules', 'rival', '0', 'no', 'no', 'no', 'no'),
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
  ('idempotency_keys', 'viewer', '0', 'no', 'no', 'no', 'no'),
  ('idempotency_keys', 'member', '1', 'no', 'no', 'no', 'no'),
  ('idempotency_keys', 'admin', '0', 'no', 'no', 'no', 'no'),
  ('idempotency_keys', 'rival', '0', 'no', 'no', 'no', 'no'),
  ('idempotency_keys', 'service_role', '1', 'no', 'no', 'no', 'no'),

  ('due_call_schedules', 'anon', 'no', 'no', 'no', 'no', 'no view'),
  ('due_call_schedules', 'viewer', '1', 'no', 'no', 'no', 'no view'),
  ('due_call_schedules', 'member', '1', 'no', 'no', 'no', 'no view'),
  ('due_call_schedules', 'admin', '1', 'no', 'no', 'no', 'no view'),
  ('due_call_schedules', 'rival', '0', 'no', 'no', 'no', 'no view'),
  ('due_call_schedules', 'service_role', '1', 'no', 'no', 'no', 'no view');

insert into rights
select relation, who, 'no', 'no', 'no', 'no', 'no'
from unnest(array['private.scheduler', 'private.workers', 'private.worker_runs', 'private.sync_schedule', 'private.hubspot_limits', 'private.dial_pace',
    'private.request_limits', 'private.request_buckets', 'private.global_suppressions', 'private.registry_checks', 'private.campaign_tallies',
    'private.outcome_counts', 'private.outcome_tallies', 'private.audience_parts', 'private.audience_rows', 'private.list_readings', 'private.campaign_feeds',
    'private.campaign_groups', 'private.campaign_results']) relation,
  unnest(array['anon', 'viewer', 'member', 'admin', 'rival', 'service_role']) who;

select is(
  outcome_of(r.who, t.statement),
  case e.expected when 'no' then '42501' when 'no view' then '42809' else 'ok ' || e.expected end,
  format('%s by %s on %s %s', t.verb, r.who, r.relation,
    case e.expected when '1' then 'is allowed' when '0' then 'finds nothing' else 'is refused' end))
from rights r
cross join lateral (values ('select', select_), ('insert', insert_), ('update', update_), ('delete', delete_),
  ('truncate', truncate_)) as e (verb, expected)
join tries t on t.relation = r.relation and t.verb = e.verb;

select * from finish();
rollback;
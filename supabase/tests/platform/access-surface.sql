-- What the Data API exposes, held against the whole catalogue: a new table or function that forgets a guard turns this red.
begin;
set local search_path = public, extensions;
select plan(18);

-- Ours: everything in public and private that no extension brought (pgTAP itself may live in public).
create view pg_temp.our_relations as
select c.oid, c.relname::text as name, c.relnamespace::regnamespace::text as schema, c.relkind, c.relacl, c.relrowsecurity,
  c.reloptions
from pg_class c
where c.relnamespace in ('public'::regnamespace, 'private'::regnamespace) and c.relkind in ('r', 'p', 'v', 'm', 'f', 'S')
  and not exists (select from pg_depend d where d.objid = c.oid and d.classid = 'pg_class'::regclass and d.deptype = 'e');

create view pg_temp.our_functions as
select p.oid, p.proname::text as name, p.pronamespace::regnamespace::text as schema, p.prosecdef, p.proconfig, p.proacl
from pg_proc p
where p.pronamespace in ('public'::regnamespace, 'private'::regnamespace)
  and not exists (select from pg_depend d where d.objid = p.oid and d.classid = 'pg_proc'::regclass and d.deptype = 'e');

select is_empty(
  $$ select schema, name from pg_temp.our_relations where relkind in ('r', 'p') and not relrowsecurity $$,
  'row-level security is on for every table');

select is_empty(
  $$ select name from pg_temp.our_relations where relkind in ('m', 'f') $$,
  'nothing that cannot have row-level security is kept here');

select is_empty(
  $$ select name from pg_temp.our_relations
     where relkind = 'v' and not coalesce('security_invoker=true' = any (reloptions), false) $$,
  'every view reads with the rights of its caller');

select is_empty(
  $$ select tablename, policyname from pg_policies
     where schemaname in ('public', 'private') and (cmd = 'ALL' or roles <> '{authenticated}' or permissive <> 'PERMISSIVE') $$,
  'every policy is for one verb and for signed-in users');

select is_empty(
  $$ select tablename, cmd from pg_policies where schemaname in ('public', 'private')
     group by tablename, cmd, roles having count(*) > 1 $$,
  'no verb of a table has two policies that would add up');

select set_eq(
  $$ select r.name, coalesce(g.rolname, 'PUBLIC'), string_agg(lower(a.privilege_type), ' ' order by a.privilege_type)
     from pg_temp.our_relations r cross join aclexplode(r.relacl) a left join pg_roles g on g.oid = a.grantee
     where a.grantee = 0 or g.rolname in ('anon', 'authenticated', 'service_role') group by 1, 2 $$,
  $$ values
    ('organizations', 'authenticated', 'select'), ('organizations', 'service_role', 'delete insert select update'),
    ('memberships', 'authenticated', 'select'), ('memberships', 'service_role', 'delete insert select update'),
    ('agents', 'authenticated', 'select'), ('agents', 'service_role', 'delete insert select update'),
    ('call_schedules', 'service_role', 'select'), ('call_attempts', 'service_role', 'select'),
    ('call_schedule_rules', 'authenticated', 'select'), ('call_schedule_rules', 'service_role', 'select'),
    ('call_events', 'authenticated', 'select'), ('call_events', 'service_role', 'select'),
    ('audit_log', 'authenticated', 'select'), ('audit_log', 'service_role', 'select'),
    ('idempotency_keys', 'authenticated', 'select'), ('idempotency_keys', 'service_role', 'select'),
    ('due_call_schedules', 'authenticated', 'select'), ('due_call_schedules', 'service_role', 'select'),
    ('hubspot_connections', 'service_role', 'select'), ('contacts', 'service_role', 'select'),
    ('contact_syncs', 'service_role', 'select'), ('contact_list', 'authenticated', 'select'),
    ('crm_outbox', 'authenticated', 'select'), ('crm_outbox', 'service_role', 'select'),
    ('invitations', 'authenticated', 'select'), ('invitations', 'service_role', 'select'),
    ('calling_policies', 'authenticated', 'select'), ('calling_policies', 'service_role', 'select'),
    ('call_decisions', 'authenticated', 'select'), ('call_decisions', 'service_role', 'select'),
    ('suppressions', 'service_role', 'select'), ('consents', 'service_role', 'select'),
    ('webhooks', 'service_role', 'select'), ('webhook_deliveries', 'service_role', 'select'),
    ('consent_wordings', 'authenticated', 'select'), ('consent_wordings', 'service_role', 'select'),
    ('campaigns', 'authenticated', 'select'), ('campaigns', 'service_role', 'select'),
    ('campaign_contacts', 'service_role', 'select'), ('campaign_list', 'authenticated', 'select'),
    ('campaign_dry_runs', 'authenticated', 'select'), ('campaign_dry_runs', 'service_role', 'select'),
    ('alerts', 'authenticated', 'select'), ('alerts', 'service_role', 'select'),
    ('alert_thresholds', 'authenticated', 'select'), ('alert_thresholds', 'service_role', 'select'),
    ('audience_uploads', 'authenticated', 'select'), ('audience_uploads', 'service_role', 'select') $$,
  'whole tables are granted to exactly these roles, and none to anon or PUBLIC');

select set_eq(
  $$ select r.name, a.privilege_type, count(*)
     from pg_temp.our_relations r
     join pg_attribute c on c.attrelid = r.oid cross join aclexplode(c.attacl) a join pg_roles g on g.oid = a.grantee
     where g.rolname = 'authenticated' group by 1, 2 $$,
  $$ values
    ('call_schedules', 'SELECT', 39::bigint), ('call_attempts', 'SELECT', 29),
    ('hubspot_connections', 'SELECT', 26), ('contacts', 'SELECT', 27), ('contact_syncs', 'SELECT', 12),
    ('webhooks', 'SELECT', 14), ('webhook_deliveries', 'SELECT', 18),
    ('suppressions', 'SELECT', 18), ('consents', 'SELECT', 22),
    ('campaign_contacts', 'SELECT', 15) $$,
  'no column is granted to users beyond those counted here');

select is_empty(
  $$ select r.name, role, verb from pg_temp.our_relations r, unnest(array['anon', 'authenticated']) role,
       unnest(array['insert', 'update', 'delete', 'truncate']) verb
     where r.relkind <> 'S' and (has_table_privilege(role, r.oid, verb)
       or (verb in ('insert', 'update') and has_any_column_privilege(role, r.oid, verb))) $$,
  'no user may write any table: they write through the functions that check');

select is_empty(
  $$ select tablename, policyname from pg_policies where schemaname in ('public', 'private') and cmd <> 'SELECT' $$,
  'no policy lets anybody write');

select set_eq(
  $$ select r.name, c.attname::text, coalesce(g.rolname::text, 'PUBLIC'), a.privilege_type from pg_temp.our_relations r
     join pg_attribute c on c.attrelid = r.oid cross join aclexplode(c.attacl) a left join pg_roles g on g.oid = a.grantee
     where a.grantee = 0 or g.rolname in ('anon', 'service_role') $$,
  $$ values ('hubspot_connections', 'org_id', 'service_role', 'INSERT'),
    ('hubspot_connections', 'uses_default_token', 'service_role', 'INSERT'),
    ('hubspot_connections', 'uses_default_token', 'service_role', 'UPDATE') $$,
  'no column is granted to anon or PUBLIC, and to the service only whose the environment''s token is');

select is_empty(
  $$ select role, schema from unnest(array['anon', 'authenticated', 'service_role']) role,
       unnest(array['public', 'private']) schema
     where has_schema_privilege(role, schema, 'create') or (role = 'anon' and schema = 'private'
       and has_schema_privilege(role, schema, 'usage')) $$,
  'no API role may create objects, and anon does not reach the private schema');

select is_empty(
  $$ select f.schema, f.name from pg_temp.our_functions f
     where f.proacl is null or exists (select from aclexplode(f.proacl) a where a.grantee = 0) $$,
  'no function may be executed by PUBLIC');

select is_empty(
  $$ select f.schema, f.name from pg_temp.our_functions f where has_function_privilege('anon', f.oid, 'execute') $$,
  'anon may execute no function');

select is_empty(
  $$ select f.name from pg_temp.our_functions f
     where f.schema = 'public' and f.prosecdef and has_function_privilege('authenticated', f.oid, 'execute') $$,
  'no exposed function lends its owner''s rights to a user');

select is_empty(
  $$ select f.schema, f.name from pg_temp.our_functions f
     where not coalesce('search_path=""' = any (f.proconfig), false) $$,
  'every function has an empty search_path of its own');

select set_eq(
  $$ select f.schema || '.' || f.name from pg_temp.our_functions f
     where has_function_privilege('authenticated', f.oid, 'execute') $$,
  array['public.my_organization', 'public.enter_organization', 'public.plain_contact_id', 'private.plain_contact_id', 'private.take_request_tokens', 'public.call_statistics', 'public.call_report', 'private.call_report', 'private.tallied_calls', 'private.count_overdue', 'private.schedule_compliance', 'public.cancel_call_schedule', 'public.resolve_call_schedule',
    'public.change_organization', 'public.save_agent', 'public.remove_agent', 'public.change_member_role', 'public.remove_member',
    'public.invite_member', 'public.revoke_invitation', 'public.my_invitations', 'public.accept_invitation',
    'public.delete_call_rule', 'private.change_organization', 'private.save_agent', 'private.remove_agent',
    'private.change_member_role', 'private.remove_member', 'private.invite_member', 'private.revoke_invitation',
    'private.my_invitations', 'private.accept_invitation', 'private.delete_call_rule',
    'private.current_time', 'private.is_time_zone', 'private.is_retry_policy', 'private.my_org_ids', 'private.my_org_ids_as',
    'private.cancel_call_schedule', 'private.resolve_call_schedule', 'private.is_stalled', 'private.all_calling_paused', 'private.are_conditions',
    'private.shares_number', 'private.contact_compliance', 'private.preview_call_rule', 'public.preview_call_rule',
    'public.remove_suppression', 'private.remove_suppression', 'public.revoke_consent', 'private.revoke_consent',
    'public.organization_recovery', 'private.organization_recovery', 'public.release_recovery', 'private.release_recovery',
    'private.count_campaign_contacts', 'public.audience_progress', 'private.audience_progress',
    'private.campaign_contacts_page', 'public.campaign_contacts_page', 'private.campaign_burn_down', 'public.campaign_burn_down',
    'private.find_contacts', 'public.list_contacts', 'private.find_calls', 'public.list_call_schedules', 'private.count_call_schedules', 'public.count_call_schedules',
    'private.organization_pulse', 'public.organization_pulse', 'private.organization_people', 'public.organization_people',
    'private.call_history', 'public.call_history', 'private.change_many_calls', 'public.change_many_calls',
    'private.audit_page', 'public.audit_page',
    'private.organization_health', 'public.organization_health',
    'private.alert_settings', 'public.alert_settings', 'private.set_alert_threshold', 'public.set_alert_threshold'],
  'users may execute exactly these functions');

select set_eq(
  $$ select f.schema || '.' || f.name from pg_temp.our_functions f
     where has_function_privilege('service_role', f.oid, 'execute') $$,
  array['public.read_metrics', 'public.operators_call_report', 'public.claim_due_calls', 'public.claim_call_schedule', 'public.claim_overdue_calls', 'public.next_call_due_at',
    'public.record_call_placed', 'public.record_calls_placed', 'public.record_call_refused', 'public.record_call_not_sent',
    'public.record_call_unknown', 'public.record_calling_paused', 'public.receive_bolna_event', 'public.receive_bolna_events', 'public.receive_bolna_event_and_wishes', 'public.agent_tool_terms', 'public.call_dispositions', 'public.calls_without_global_hash', 'public.keep_global_hashes', 'public.hear_agent_tool', 'public.book_call_later', 'public.settle_call', 'public.settle_calls',
    'public.claim_follow_ups', 'public.record_absence', 'public.flag_attention', 'public.begin_sweep', 'public.check_phone_keys', 'public.judge_phone_keys', 'public.use_phone_hashes', 'public.next_phone_numbers', 'public.keep_phone_numbers', 'public.rotation_health', 'public.finish_worker_run', 'public.begin_worker_run', 'public.configure_worker', 'public.worker_health',
    'public.configure_call_scheduler', 'public.pause_all_calling', 'public.scheduler_health', 'public.configure_alerts', 'public.alerts_health', 'public.hubspot_health',
    'public.hubspot_access', 'public.put_hubspot_connection', 'public.remove_hubspot_connection', 'public.note_hubspot_state',
    'public.adopt_default_hubspot_token', 'public.take_hubspot_turn', 'public.hold_hubspot_account',
    'public.claim_contact_sync', 'public.save_contacts_page', 'public.remove_contacts', 'public.complete_contact_sync',
    'public.suspend_contact_sync', 'public.request_contact_sync', 'public.contact_sync_progress', 'public.ring_worker',
    'public.configure_hubspot_sync', 'public.rules_to_evaluate', 'public.note_rules_evaluated', 'public.plan_rule_calls',
    'public.book_rule_calls', 'public.call_look_terms', 'public.claim_looked_call', 'public.claim_crm_outbox',
    'public.save_webhook', 'public.remove_webhook', 'public.replay_delivery', 'public.claim_webhook_deliveries', 'public.record_delivery', 'public.record_deliveries_told',
    'public.record_crm_step', 'public.resend_crm_entry', 'public.book_call_schedule', 'public.change_call_schedule',
    'public.create_call_rule', 'public.change_call_rule', 'public.begin_idempotent_request', 'public.finish_idempotent_request',
    'public.zone_health', 'public.policy_health', 'public.find_by_number', 'public.put_calling_policy', 'public.check_call', 'public.check_call_days', 'public.explain_call',
    'public.add_suppression', 'public.import_suppressions', 'public.record_consent', 'public.suppress_globally',
    'public.lift_global_suppression', 'public.keep_registry_checks', 'public.export_person', 'public.erase_person',
    'public.begin_audience_upload', 'public.keep_audience_part', 'public.finish_audience_upload', 'public.drop_audience_upload',
    'public.contacts_of_rule', 'public.contacts_to_close',
    'public.begin_list_audience', 'public.claim_list_reading', 'public.keep_list_contacts', 'public.keep_list_page',
    'public.finish_list_audience', 'public.suspend_list_reading',
    'public.judge_campaign', 'public.keep_dry_run',
    'public.create_campaign', 'public.change_campaign', 'public.delete_campaign', 'public.start_campaign', 'public.pause_campaign',
    'public.resume_campaign', 'public.cancel_campaign',
    'public.begin_recovery', 'public.recovery_health', 'public.claim_recovery_window', 'public.executions_to_adopt',
    'public.organizations_of_agent', 'public.adopt_call', 'public.note_unidentified_call', 'public.finish_recovery_window',
    'public.finish_recovery', 'public.reveal_number',
    'public.abandon_idempotent_request', 'public.database_time', 'private.is_text', 'private.current_time', 'private.are_conditions',
    'private.are_dispositions', 'private.are_number_kinds', 'private.is_time_zone', 'private.is_retry_policy', 'private.my_org_ids', 'private.my_org_ids_as'],
  'the service may execute exactly these functions');

select is_empty(
  $$ select k.conrelid::regclass, k.conname from pg_constraint k
     join pg_temp.our_relations r on r.oid = k.conrelid
     where k.contype = 'f' and not exists (
       select from pg_index i where i.indrelid = k.conrelid
         -- Of a column that is mostly null, an index of the others serves the key as well and costs most writes nothing.
         and (i.indpred is null or pg_get_expr(i.indpred, i.indrelid) in (
           select format('(%I IS NOT NULL)', a.attname) from pg_attribute a where a.attrelid = k.conrelid and a.attnum = any (k.conkey)))
         and (i.indkey::smallint[])[0:cardinality(k.conkey) - 1] @> k.conkey) $$,
  'every foreign key has an index that begins with its columns');

select * from finish();
rollback;
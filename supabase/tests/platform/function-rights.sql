-- What only the workers may call is refused to every user, whatever they pass; what users may call is refused to anon.
begin;
set local search_path = public, extensions, fixtures;
select plan(547);

select make_acme_and_globex();

select dial('dialled');
insert into agents (id, org_id, name) values (id_of('spare agent'), id_of('acme'), 'Spare');
select connect_hubspot('acme');
select claim_contact_sync('w', false) ->> 'kind';

create temporary table calls (entitled text, statement text);
insert into calls select 'service_role', statement from unnest(array[
  $$ select claim_due_calls('w') $$,
  $$ select book_call_schedule(id_of('acme'), id_of('rival'), id_of('fresh'), '{}') $$,
  $$ select change_call_schedule(id_of('acme'), id_of('dialled'), id_of('admin'), '{}') $$,
  $$ select create_call_rule(id_of('acme'), id_of('rival'), id_of('fresh'), '{}') $$,
  $$ select change_call_rule(id_of('acme'), id_of('rule'), id_of('rival'), '{}') $$,
  $$ select create_campaign(id_of('acme'), id_of('rival'), id_of('fresh'), '{}') $$,
  $$ select change_campaign(id_of('acme'), id_of('fresh'), id_of('rival'), '{}') $$,
  $$ select delete_campaign(id_of('acme'), id_of('fresh'), id_of('rival')) $$,
  $$ select judge_campaign(id_of('acme'), id_of('rival'), id_of('fresh')) $$,
  $$ select keep_dry_run(id_of('acme'), id_of('rival'), id_of('fresh'), repeat('0', 32), 0, 0, false, '{}') $$,
  $$ select start_campaign(id_of('acme'), id_of('fresh'), id_of('rival'), id_of('nothing')) $$,
  $$ select pause_campaign(id_of('acme'), id_of('fresh'), id_of('rival'), 'why') $$,
  $$ select resume_campaign(id_of('acme'), id_of('fresh'), id_of('rival')) $$,
  $$ select cancel_campaign(id_of('acme'), id_of('fresh'), id_of('rival'), 'why') $$,
  $$ select add_suppression(id_of('acme'), id_of('rival'), id_of('fresh'), '{}') $$,
  $$ select import_suppressions(id_of('acme'), id_of('rival'), '[]') $$,
  $$ select record_consent(id_of('acme'), id_of('rival'), id_of('fresh'), '{}') $$,
  $$ select export_person(id_of('acme'), id_of('rival'), id_of('fresh'), '1', null) $$,
  $$ select erase_person(id_of('acme'), id_of('rival'), id_of('fresh'), '1', null, 'Because') $$,
  $$ select suppress_globally('[{"setting": "PHONE_INDEX_KEY", "key_id": "", "check_value": "1111111111111111111111111111111111111111111111111111111111111111"}]', '[]', 'Because') $$,
  $$ select lift_global_suppression(repeat('1', 64), 'Because') $$,
  $$ select keep_registry_checks(null, null, 'US-DNC', now(), '[]') $$,
  $$ select begin_idempotent_request(id_of('acme'), id_of('admin'), 'key', repeat('0', 64), id_of('dialled')) $$,
  $$ select finish_idempotent_request(id_of('acme'), id_of('admin'), 'key', 200, 'v1.') $$,
  $$ select abandon_idempotent_request(id_of('acme'), id_of('admin'), 'key') $$,
  $$ select claim_call_schedule(id_of('dialled'), id_of('admin'), 'w') $$,
  $$ select claim_overdue_calls(id_of('acme'), id_of('admin'), 'w') $$,
  $$ select next_call_due_at(10) $$,
  $$ select database_time() $$,
  format('select record_call_placed(%L, %L)', attempt_of('dialled'), 'execution'),
  format('select record_calls_placed(array[%L]::uuid[], array[%L], array[%L])', attempt_of('dialled'), 'execution', 'queued'),
  format('select record_call_refused(%L, 400, %L, %L)', attempt_of('dialled'), 'bolna_refused', 'why'),
  format('select record_call_not_sent(%L, 429, %L, %L, 1)', attempt_of('dialled'), 'bolna_refused', 'why'),
  format('select record_call_unknown(%L, 500, %L, %L)', attempt_of('dialled'), 'bolna_refused', 'why'),
  format('select record_calling_paused(%L, 401, %L, %L)', attempt_of('dialled'), 'bolna_refused', 'why'),
  $$ select calls_without_global_hash() $$,
  $$ select keep_global_hashes('[]') $$,
  $$ select agent_tool_terms(id_of('nothing'), null, null) $$,
  $$ select hear_agent_tool(id_of('nothing'), null, '{}') $$,
  $$ select book_call_later(id_of('nothing'), null, id_of('fresh'), 'v1.', now(), null, 'UTC') $$,
  $$ select receive_bolna_event_and_wishes('execution', null, 'queued', 0, '{}', repeat('0', 64), 'webhook', '[]') $$,
  $$ select receive_bolna_event('execution', null, 'queued', 0, '{}', repeat('0', 64), 'webhook') $$,
  $$ select receive_bolna_events('[]') $$,
  $$ select settle_calls('[]') $$,
  format('select settle_call(%L, null, %L)', attempt_of('dialled'), '{"call_status": "failed"}'),
  $$ select claim_follow_ups(1) $$,
  format('select record_absence(%L, true)', attempt_of('dialled')),
  format('select flag_attention(%L, %L, %L)', attempt_of('dialled'), 'outcome_unknown', 'why'),
  $$ select begin_sweep('w') $$,
  $$ select begin_worker_run('sweep', 'w') $$,
  $$ select finish_worker_run(1, '{}') $$,
  $$ select pause_all_calling('why') $$,
  $$ select scheduler_health() $$,
  $$ select hubspot_health() $$,
  $$ select alerts_health() $$,
  $$ select worker_health() $$,
  $$ select hubspot_access(id_of('acme')) $$,
  $$ select put_hubspot_connection(id_of('acme'), id_of('admin'), null, '{}', false) $$,
  $$ select remove_hubspot_connection(id_of('acme'), id_of('admin')) $$,
  $$ select note_hubspot_state(id_of('acme'), 1, 'ok', null) $$,
  $$ select adopt_default_hubspot_token() $$,
  $$ select take_hubspot_turn('account', 'search', 1) $$,
  $$ select hold_hubspot_account('account', 'search', 1) $$,
  $$ select claim_contact_sync('w', false) $$,
  $$ select contact_sync_progress(id_of('acme'), now()) $$,
  $$ select request_contact_sync(id_of('acme'), id_of('admin')) $$,
  $$ select ring_worker('sync') $$,
  $$ select rules_to_evaluate() $$,
  $$ select note_rules_evaluated(id_of('acme'), now()) $$,
  $$ select plan_rule_calls(id_of('rule')) $$,
  $$ select book_rule_calls(id_of('rule'), '[]') $$,
  $$ select claim_crm_outbox('w') $$,
  $$ select record_crm_step(id_of('entry'), 'w', 'sent') $$,
  $$ select resend_crm_entry(id_of('entry'), id_of('admin')) $$,
  format('select call_look_terms(%L, ''worker 1'')', id_of('dialled')),
  format('select claim_looked_call(%L, ''worker 1'', ''{}'')', id_of('dialled'))
]) statement;
insert into calls select 'service_role', format(statement, r.id) from contact_syncs r, unnest(array[
  'select save_contacts_page(%s, ''w'', ''[]'', 0, true)',
  'select remove_contacts(%s, ''w'', ''{}'')',
  'select complete_contact_sync(%s, ''w'')',
  'select suspend_contact_sync(%s, ''w'', true, ''unclear'', ''why'', 60)'
]) statement;
insert into calls select 'admin', statement from unnest(array[
  $$ select my_organization('acme') $$,
  $$ select campaign_contacts_page(id_of('acme'), id_of('fresh'), null, 0, 50) $$,
  $$ select audit_page(id_of('acme'), null, null, null, null, null, null, null, 50) $$,
  $$ select enter_organization('acme') $$,
  $$ select private.all_calling_paused() $$,
  $$ select call_statistics(id_of('acme')) $$,
  $$ select list_call_schedules(id_of('acme')) $$,
  $$ select list_contacts(id_of('acme')) $$,
  $$ select count_call_schedules(id_of('acme')) $$,
  $$ select organization_pulse('acme') $$,
  $$ select organization_people(id_of('acme')) $$,
  $$ select call_history(id_of('acme'), id_of('dialled')) $$,
  $$ select change_many_calls(id_of('acme'), 'cancel', array[id_of('dialled')]) $$,
  $$ select organization_health('acme') $$,
  $$ select alert_settings(id_of('acme')) $$,
  $$ select set_alert_threshold(id_of('acme'), 'calls_late', 600) $$,
  $$ select preview_call_rule(id_of('rule')) $$,
  $$ select cancel_call_schedule(id_of('dialled')) $$,
  $$ select remove_suppression(id_of('acme'), id_of('fresh'), 'Because') $$,
  $$ select revoke_consent(id_of('acme'), id_of('fresh'), 'phone', 'Because') $$,
  $$ select resolve_call_schedule(id_of('dialled'), 'placed') $$,
  $$ select change_organization(id_of('acme'), '{"name": "Acme"}') $$,
  $$ select save_agent(id_of('acme'), '{"name": "Second"}') $$,
  $$ select remove_agent(id_of('acme'), id_of('spare agent')) $$,
  $$ select change_member_role(id_of('acme'), id_of('viewer'), 'viewer') $$,
  $$ select remove_member(id_of('acme'), id_of('viewer')) $$,
  $$ select invite_member(id_of('acme'), 'a@example.test', 'viewer') $$,
  $$ select my_invitations() $$,
  $$ select delete_call_rule(id_of('acme'), id_of('rule')) $$
]) statement;

select matches(outcome_of(entitled, statement), '^ok', format('%s may call %s', entitled, name))
from calls, substring(statement, '[a-z_]+(?=\()') name;

select is(outcome_of(who, statement), '42501', format('%s may not call %s', who, name))
from calls, substring(statement, '[a-z_]+(?=\()') name, unnest(array['anon', 'viewer', 'member', 'admin', 'service_role']) who
where entitled <> who and not (entitled = 'admin' and who in ('viewer', 'member'));

select is(outcome_of(who, statement), '42501', format('%s may not call %s', who, substring(statement, '[a-z_.]+(?=\()')))
from unnest(array['admin', 'anon']) who, unnest(array[
  $$ select configure_call_scheduler() $$,
  $$ select configure_worker('sweep') $$,
  $$ select configure_alerts() $$,
  $$ select private.take_token(id_of('admin'), 'any') $$,
  $$ select private.role_of(id_of('acme'), id_of('admin')) $$,
  $$ select private.begin_attempts(array[id_of('dialled')], 'sweep', 'w', 45, null) $$,
  $$ select private.lines_in_use(id_of('acme')) $$,
  $$ select private.default_retry_policy() $$,
  $$ select private.next_retry_at(t, 'busy') from call_attempts t $$,
  $$ select private.conclude_schedule(t, 'busy', 'failed', 'busy', 'why') from call_attempts t $$,
  $$ select private.note_late_execution('execution', id_of('dialled')) $$,
  $$ select private.ring_for_waiting_calls(id_of('acme')) $$,
  $$ select private.ring('sweep') $$,
  $$ select private.tick('sweep') $$,
  $$ select private.sweep_has_work(10) $$,
  $$ select private.prune_history() $$,
  $$ select configure_hubspot_sync() $$,
  $$ select private.read_token(id_of('secret')) $$,
  $$ select private.keep_token(id_of('acme'), null, 'token') $$,
  $$ select private.drop_token(id_of('secret')) $$,
  $$ select private.judge_contacts(id_of('rule')) $$,
  $$ select private.organizations_to_evaluate() $$,
  $$ select private.spread_over_calling_hours(id_of('acme'), 1) $$,
  $$ select private.save_contacts(id_of('acme'), '[]') $$,
  $$ select private.hold_contact_sync(1, 'w') $$,
  $$ select private.sync_interval_minutes() $$,
  $$ select private.sync_has_work(10) $$,
  $$ select private.try_to_ring('sync') $$,
  $$ select private.worker_address('sync') $$,
  $$ select private.worker_health('sync') $$
]) statement;

select * from finish();
rollback;
-- Nothing grows without bound: what is kept no longer goes in small batches, and nothing of a call that is not over.
begin;
set local search_path = public, extensions, fixtures;
set local time zone 'UTC';
select plan(32);

select set_clock('2026-11-22 06:30Z');
select make_acme_and_globex();
create function pg_temp.prune(name public.retained, at timestamptz default clock()) returns integer language sql as $$
  select set_clock(at);
  select private.prune_batch(name);
$$;

-- Every table that grows has a line in the list.
select set_eq('select name::text from private.retention', array['audit_log', 'call_events', 'unknown_events', 'crm_outbox', 'calls',
  'removed_contacts', 'contact_syncs', 'idempotency_keys', 'invitations', 'request_buckets', 'call_looks', 'worker_runs', 'cron_runs', 'call_decisions', 'registry_checks', 'webhook_deliveries', 'reports', 'audience_uploads', 'alerts',
  'campaign_contacts'],
  'the list names everything that grows');
select throws_ok($$ insert into private.retention (name, keep) values ('nothing', '1 day') $$, '22P02', null, 'and nothing else');
select throws_ok($$ update private.retention set keep = '1 day' where name = 'audit_log' $$, '23514', null,
  'the audit trail cannot be set to be kept for a short time');

-- Events: with their call, not before it is over.
select keep_contact('1');
select place('live');
select place('over');
select receive_bolna_event('over', attempt_of('over'), 'in-progress', 0, '{}', repeat('a', 64), 'webhook');
select receive_bolna_event('live', attempt_of('live'), 'in-progress', 0, '{}', repeat('b', 64), 'webhook');
select receive_bolna_event('nobody''s', null, 'completed', 0, '{}', repeat('c', 64), 'webhook');
select settle('over');
select is(pg_temp.prune('unknown_events', '2026-11-25 06:29Z'), 0, 'an event of nobody''s call is kept for three days');
select is(pg_temp.prune('unknown_events', '2026-11-25 06:31Z'), 1, 'and no longer');
select is(pg_temp.prune('call_events', '2027-02-20 06:29Z'), 0, 'an event of a call for ninety days after it');
select is(pg_temp.prune('call_events', '2027-02-21 06:31Z'), 1, 'and no longer');
select is((select array_agg(execution_id) from call_events), '{live}', 'that of a live call stays, however old');

-- Calls stay, unless the operator says so; then those that are over.
select is(pg_temp.prune('calls', '2036-01-01Z'), 0, 'calls are kept for ever');
select make_rule('rule');
select keep_call('of a rule', '1', 'rule', '2026-11-01');
alter table call_schedules disable trigger call_schedules_touch;
update call_schedules set updated_at = '2026-11-22Z';
update private.retention set keep = '1 hour' where name = 'calls';
select is(pg_temp.prune('calls', '2026-12-21 23:59Z'), 0, 'as long as a cap may count it a call stays, however short the operator says');
update private.retention set keep = '1 year' where name = 'calls';
select is(pg_temp.prune('calls', '2027-11-23Z'), 1, 'or for as long as the operator says');
select is((select array_agg(contact_id order by contact_id) from call_schedules), '{1,live}', 'a live one stays, and a rule''s,');
select is(verdict('rule', '1'), 'already_called', 'so that the rule never calls for the same check-up again');
alter table call_schedules enable trigger call_schedules_touch;

-- The trail: what is sealed.
select private.seal_audit_rows((select max(id) from audit_log));
select is(pg_temp.prune('audit_log', '2027-12-21Z'), 0, 'the trail is kept for thirteen months');
select throws_ok('delete from audit_log', '42501', null, 'until then nobody deletes a row of it, not even its owner');
select ok(pg_temp.prune('audit_log', '2027-12-23Z') > 0, 'then its oldest rows go');
select throws_ok('update audit_log set row_id = row_id', '42501', null, 'changed they are never');
select is(outcome_of('service_role', 'delete from audit_log'), '42501', 'and the service has no right to delete');

-- Small steps.
insert into private.worker_runs (worker, instance, started_at) select 'sweep', 'worker', '2027-01-01Z' from generate_series(1, 25);
update private.retention set batch = 2 where name = 'worker_runs';
select is(pg_temp.prune('worker_runs'), 2, 'a batch is no larger than it may be');
select private.prune_history();
select is((select count(*) from private.worker_runs where started_at = '2027-01-01Z'), 3::bigint, 'a run makes ten of them at most');
select private.prune_history();
select is((select count(*) from private.worker_runs where started_at = '2027-01-01Z'), 0::bigint, 'and the next one goes on');

-- Why calls were made or not.
select set_clock('2026-11-25 12:00Z');
select book('explained');
select claim_all();
select is(pg_temp.prune('call_decisions', '2027-12-25 11:59Z'), 0, 'a decision is kept for thirteen months');
select cmp_ok(pg_temp.prune('call_decisions', '2027-12-25 12:01Z'), '>=', 1, 'and no longer');

-- One kind that cannot be pruned.
create function pg_temp.refuse() returns trigger language plpgsql as $$
begin
  raise exception 'a hand is held over it' using errcode = '55006';
end $$;
create function pg_temp.unpruned() returns jsonb language sql as $$ select worker_health() -> 'unpruned' $$;
create trigger refuse before delete on idempotency_keys for each row execute function pg_temp.refuse();
insert into idempotency_keys (org_id, user_id, idempotency_key, fingerprint, resource_id, created_at)
values (id_of('acme'), id_of('admin'), 'old', repeat('f', 64), id_of('x'), '2027-01-01Z');
insert into invitations (org_id, email, role, expires_at) values (id_of('acme'), 'old@example.test', 'viewer', '2026-11-01Z');
insert into private.worker_runs (worker, instance, started_at) values ('sweep', 'last', '2027-01-01Z');
select is(pg_temp.unpruned(), '[]', 'while all goes well there is nothing to tell');
select set_clock('2027-12-24Z');
select lives_ok('select private.prune_history()', 'what cannot be pruned does not end the run');
select is((select array_agg(idempotency_key) from idempotency_keys), '{old}', 'it stays');
select is((select count(*) from invitations) + (select count(*) from private.worker_runs where instance = 'last'), 0::bigint,
  'and what comes after it is pruned all the same');
select set_clock('2027-12-24 00:10Z');
select private.prune_history();
select is(pg_temp.unpruned(), '[{"name": "idempotency_keys", "failure": "55006: a hand is held over it", "failing_seconds": 600}]',
  'the operator is told what, why and for how long');
drop trigger refuse on idempotency_keys;
select private.prune_history();
select is((select count(*) from idempotency_keys), 0::bigint, 'once it can be, it is pruned');
select is(pg_temp.unpruned(), '[]', 'and nothing is told any more');

-- What registries said.
select look_up_in_registry('old', true, '2025-06-01Z'), look_up_in_registry('young', true, '2026-06-01Z');
select is(pg_temp.prune('registry_checks', '2027-06-02Z'), 1, 'what a registry said is kept for two years');
select is((select array_agg(phone_hash) from private.registry_checks), array[global_hash_of('young')], 'and what it said since stays');

select * from finish();
rollback;

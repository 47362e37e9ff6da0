-- What only the workers may call is refused to every user, whatever they pass; what users may call is refused to anon.
begin;
set local search_path = public, extensions;
select plan(294);

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
-- Books a call that is due and claims it; answers its attempt.
create function pg_temp.dial(name text) returns uuid language sql as $$
  select pg_temp.book(name);
  select count(*) from claim_due_calls('worker 1');
  select pg_temp.attempt_of(name);
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

select pg_temp.dial('dialled');
insert into hubspot_connections (org_id, uses_default_token) values (md5('acme')::uuid, true);
select claim_contact_sync('w', false) ->> 'kind';

create temporary table calls (entitled text, statement text);
insert into calls select 'service_role', statement from unnest(array[
  $$ select claim_due_calls('w') $$,
  $$ select claim_call_schedule(md5('dialled')::uuid, md5('admin')::uuid, 'w') $$,
  $$ select claim_overdue_calls(md5('acme')::uuid, md5('admin')::uuid, 'w') $$,
  $$ select next_call_due_at(10) $$,
  format('select record_call_placed(%L, %L)', pg_temp.attempt_of('dialled'), 'execution'),
  format('select record_call_refused(%L, 400, %L, %L)', pg_temp.attempt_of('dialled'), 'code', 'why'),
  format('select record_call_not_sent(%L, 429, %L, %L, 1)', pg_temp.attempt_of('dialled'), 'code', 'why'),
  format('select record_call_unknown(%L, 500, %L, %L)', pg_temp.attempt_of('dialled'), 'code', 'why'),
  format('select record_calling_paused(%L, 401, %L, %L)', pg_temp.attempt_of('dialled'), 'code', 'why'),
  $$ select receive_bolna_event('execution', null, 'queued', 0, '{}', repeat('0', 64), 'webhook') $$,
  format('select settle_call(%L, null, %L)', pg_temp.attempt_of('dialled'), '{"call_status": "failed"}'),
  $$ select claim_follow_ups(1) $$,
  format('select record_absence(%L, true)', pg_temp.attempt_of('dialled')),
  format('select flag_attention(%L, %L)', pg_temp.attempt_of('dialled'), 'why'),
  $$ select begin_sweep('w') $$,
  $$ select finish_sweep(1, '{}') $$,
  $$ select pause_all_calling('why') $$,
  $$ select scheduler_health() $$,
  $$ select hubspot_health() $$,
  $$ select hubspot_access(md5('acme')::uuid) $$,
  $$ select put_hubspot_connection(md5('acme')::uuid, md5('admin')::uuid, null, '{}', false) $$,
  $$ select remove_hubspot_connection(md5('acme')::uuid, md5('admin')::uuid) $$,
  $$ select note_hubspot_state(md5('acme')::uuid, 'ok', null) $$,
  $$ select adopt_default_hubspot_token() $$,
  $$ select take_hubspot_turn('account', 'search', 1) $$,
  $$ select hold_hubspot_account('account', 'search', 1) $$,
  $$ select claim_contact_sync('w', false) $$,
  $$ select contact_sync_progress(md5('acme')::uuid, now()) $$,
  $$ select request_contact_sync(md5('acme')::uuid, md5('admin')::uuid) $$,
  $$ select ring_sync_again() $$,
  $$ select rules_to_evaluate() $$,
  $$ select note_rules_evaluated(md5('acme')::uuid, now()) $$,
  $$ select plan_rule_calls(md5('rule')::uuid) $$,
  $$ select book_rule_calls(md5('rule')::uuid, '[]') $$,
  $$ select claim_crm_outbox('w') $$,
  $$ select record_crm_step(md5('entry')::uuid, 'w', 'sent') $$,
  $$ select resend_crm_entry(md5('entry')::uuid, md5('admin')::uuid) $$,
  format('select contact_check_terms(%L)', pg_temp.attempt_of('dialled')),
  format('select check_contact_before_call(%L, null, null, null)', pg_temp.attempt_of('dialled'))
]) statement;
insert into calls select 'service_role', format(statement, r.id) from contact_syncs r, unnest(array[
  'select save_contacts_page(%s, ''w'', ''[]'', 0, true)',
  'select remove_contacts(%s, ''w'', ''{}'')',
  'select complete_contact_sync(%s, ''w'')',
  'select suspend_contact_sync(%s, ''w'', true, ''code'', ''why'', 60)'
]) statement;
insert into calls select 'admin', statement from unnest(array[
  $$ select my_organization('acme') $$,
  $$ select private.all_calling_paused() $$,
  $$ select call_statistics(md5('acme')::uuid) $$,
  $$ select preview_call_rule(md5('rule')::uuid) $$,
  $$ select cancel_call_schedule(md5('dialled')::uuid) $$,
  $$ select resolve_call_schedule(md5('dialled')::uuid, 'placed') $$,
  $$ select begin_idempotent_request(md5('acme')::uuid, 'key', repeat('0', 64), md5('dialled')::uuid) $$,
  $$ select finish_idempotent_request(md5('acme')::uuid, 'key', 200, 'v1.') $$,
  $$ select abandon_idempotent_request(md5('acme')::uuid, 'key') $$
]) statement;

select matches(pg_temp.outcome_of(entitled, statement), '^ok', format('%s may call %s', entitled, name))
from calls, substring(statement, '[a-z_]+(?=\()') name;

select is(pg_temp.outcome_of(who, statement), '42501', format('%s may not call %s', who, name))
from calls, substring(statement, '[a-z_]+(?=\()') name, unnest(array['anon', 'viewer', 'member', 'admin', 'service_role']) who
where entitled <> who and not (entitled = 'admin' and who in ('viewer', 'member'));

select is(pg_temp.outcome_of(who, statement), '42501', format('%s may not call %s', who, substring(statement, '[a-z_.]+(?=\()')))
from unnest(array['admin', 'anon']) who, unnest(array[
  $$ select configure_call_scheduler() $$,
  $$ select private.role_of(md5('acme')::uuid, md5('admin')::uuid) $$,
  $$ select private.begin_attempts(array[md5('dialled')::uuid], 'sweep', 'w', 45, null) $$,
  $$ select private.live_calls(md5('acme')::uuid) $$,
  $$ select private.default_retry_policy() $$,
  $$ select private.next_retry_at(t, 'busy') from call_attempts t $$,
  $$ select private.conclude_schedule(t, 'busy', 'failed', 'code', 'why') from call_attempts t $$,
  $$ select private.note_late_execution('execution', md5('dialled')::uuid, 1) $$,
  $$ select private.ring_for_waiting_calls(md5('acme')::uuid) $$,
  $$ select private.ring_sweep() $$,
  $$ select private.ring_sweep_if_needed() $$,
  $$ select private.has_work(10) $$,
  $$ select private.prune_history() $$,
  $$ select configure_hubspot_sync() $$,
  $$ select private.read_token(md5('secret')::uuid) $$,
  $$ select private.keep_token(md5('acme')::uuid, null, 'token') $$,
  $$ select private.drop_token(md5('secret')::uuid) $$,
  $$ select private.judge_contacts(md5('rule')::uuid) $$,
  $$ select private.organizations_to_evaluate() $$,
  $$ select private.spread_over_calling_hours(md5('acme')::uuid, 1) $$,
  $$ select private.save_contacts(md5('acme')::uuid, '[]') $$,
  $$ select private.hold_contact_sync(1, 'w') $$,
  $$ select private.sync_interval_minutes() $$,
  $$ select private.sync_has_work() $$,
  $$ select private.ring_sync() $$,
  $$ select private.ring_sync_if_needed() $$
]) statement;

select * from finish();
rollback;

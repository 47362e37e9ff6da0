-- What runs for every call reads a few rows of each table, however many there are, also by the plan that is kept.
begin;
set local search_path = public, extensions, fixtures;
select plan(164);

select make_acme_and_globex();
update organizations set max_concurrent_calls = 1000;

-- A past and a future: 10 000 calls that are over, with their attempts and events, and 10 000 that wait for next year.
set local session_replication_role = replica;
insert into call_schedules (id, org_id, agent_id, contact_id, contact_name, contact_phone_enc, contact_phone_hash, scheduled_at, due_at,
  purpose, call_status, status_reason)
select id_of('past' || n), id_of('acme'), id_of('acme agent'), 'p' || n, 'Asha Rao', some_ciphertext(), hash_of('p' || n),
  now() - make_interval(secs => 86400 + n), now() - interval '1 day', 'service'::call_purpose, 'completed'::call_status, 'Done.' from generate_series(1, 10000) n
union all
select id_of('future' || n), id_of('acme'), id_of('acme agent'), 'f' || n, 'Asha Rao', some_ciphertext(), hash_of('f' || n),
  now() + interval '1 year', now() + interval '1 year', 'service', 'scheduled', null from generate_series(1, 10000) n;
insert into call_attempts (id, org_id, schedule_id, agent_id, attempt_number, contact_phone_hash, trigger, worker, due_at,
  lease_expires_at, claimed_at, state, outcome, ended_at, placed_at, bolna_execution_id)
select id_of('past attempt' || n), id_of('acme'), id_of('past' || n), id_of('acme agent'), 1, hash_of('p' || n), 'sweep', 'w',
  now(), now(), now() - interval '1 day', 'ended', 'completed', now(), now(), 'past' || n from generate_series(1, 10000) n;
insert into call_events (org_id, attempt_id, execution_id, status, source, snapshot, snapshot_hash)
select id_of('acme'), id_of('past attempt' || n), 'past' || n, 'completed', 'webhook', '{}', hash_of('e' || n) from generate_series(1, 10000) n;
-- An import's numbers and as many consents, all of one moment; and calls of one moment.
insert into suppressions (org_id, phone_hash, phone_last4, reason, source)
select id_of('acme'), hash_of('p' || n), '0000', 'Imported.', 'import' from generate_series(1, 10000) n;
insert into consents (org_id, phone_hash, phone_last4, contact_id, kind, purposes, artificial_voice, obtained_at, obtained_through, valid_until)
select id_of('acme'), hash_of('p' || n), '0000', 'p' || n, 'express', '{service}', true, now() - interval '1 day', 'web form',
  now() + interval '1 year' from generate_series(1, 10000) n;
-- What was told to HubSpot and to endpoints, why calls were made, the trail, and contacts, of which nobody has gone.
insert into crm_outbox (org_id, schedule_id, attempt_id, contact_id, state, engagement_id, sent_at)
select id_of('acme'), id_of('past' || n), id_of('past attempt' || n), n, 'sent', n, now() from generate_series(1, 10000) n;
insert into webhook_deliveries (org_id, webhook_id, event_id, type, subject_id, data, state, delivered_at)
select id_of('acme'), id_of('endpoint'), id_of('told' || n), 'call.completed'::webhook_event, id_of('past' || n), '{}', 'delivered', now() from generate_series(1, 10000) n;
insert into call_decisions (org_id, schedule_id, at, stage, outcome, code, purpose, zones, jurisdictions, rule_ids)
select id_of('acme'), id_of('past' || n), now(), 'claim', 'call', 'allowed', 'service', '{}', '{}', '{}' from generate_series(1, 10000) n;
insert into audit_log (org_id, actor_kind, action, table_name, row_id, changes)
select id_of('acme'), 'service', 'update', 'call_attempts', id_of('past attempt' || n), '{}' from generate_series(1, 10000) n;
insert into contacts (org_id, contact_id, contact_name, phone_problem, checkup_problem)
select id_of('acme'), n, 'Asha Rao', 'missing', 'missing' from generate_series(1, 10000) n;
insert into contact_syncs (org_id, kind, state, finished_at) select id_of('acme'), 'full', 'completed', now() from generate_series(1, 10000) n;
insert into private.audit_seals (org_id, month, number, follows, row_ids, row_hashes, row_salts, personal, first_at, last_at, hash)
select org, date_trunc('month', now())::date, n, '', array[n], decode(hash_of('row'), 'hex'), decode(left(hash_of('salt'), 32), 'hex'), '{}', now(), now(),
  decode(hash_of('seal'), 'hex')
from generate_series(1, 5000) n, unnest(array[id_of('acme'), null]) org;
insert into audit_log (org_id, actor_kind, action, table_name, row_id, changes)
select org, 'service', 'update', 'call_attempts', 'sealed next', '{"reason": ["Asha asked.", null]}' from unnest(array[id_of('acme'), null]) org;
update private.audit_sealing set sealed_to = (select min(id) - 1 from audit_log where row_id = 'sealed next'),
  seen_to = (select max(id) from audit_log);
set local session_replication_role = origin;
select private.recount_checkup_standings();
select private.recount_call_names();
analyze private.call_names, call_schedules, call_attempts, call_events, suppressions, consents, private.checkup_standings,
  crm_outbox, webhook_deliveries, call_decisions, audit_log, private.audit_seals, contacts, contact_syncs;
set local plan_cache_mode = force_generic_plan;

select book('call ' || n) from generate_series(1, 60) n;

create function pg_temp.counters(out whole bigint, out rows_read bigint) language sql as $$
  select sum(seq_scan), sum(seq_tup_read + coalesce(idx_tup_fetch, 0)) from pg_stat_xact_user_tables
  where relname in ('call_schedules', 'call_attempts', 'call_events', 'suppressions', 'consents', 'checkup_standings',
    'call_names', 'call_days', 'crm_outbox', 'webhook_deliveries', 'call_decisions', 'audit_log', 'audit_seals', 'contacts', 'contact_syncs')
$$;
-- Runs the statement and says how many rows it had Postgres read.
create function pg_temp.reads_little(what text, statement text, most integer) returns setof text language plpgsql as $$
declare
  before record := pg_temp.counters();
  since record;
begin
  execute statement;
  since := pg_temp.counters();
  return next is(since.whole - before.whole, 0::bigint, what || ' reads no whole table');
  return next ok(since.rows_read - before.rows_read <= most,
    format('%s reads %s rows, no more than %s', what, since.rows_read - before.rows_read, most));
end $$;
create function pg_temp.live(n integer) returns uuid[] language sql as $$
  select array(select attempt_of('call ' || k) from generate_series(1, n) k)
$$;
create function pg_temp.executions(n integer) returns text[] language sql as $$ select array(select 'x' || k from generate_series(1, n) k) $$;

select pg_temp.reads_little('which of 50 are alike', $$ select private.alike_calls(array(select id_of('call ' || n) from generate_series(1, 50) n)) $$, 300);
select pg_temp.reads_little('a claim of 50', $$ select claim_due_calls('w', 50) $$, 2500);
select pg_temp.reads_little('a claim of the rest', $$ select claim_due_calls('w', 50) $$, 2500);
select pg_temp.reads_little('a claim of nothing', $$ select claim_due_calls('w', 50) $$, 200);
select pg_temp.reads_little('when the next call is due', $$ select next_call_due_at(10) $$, 200);
select pg_temp.reads_little('sealing two rows', format('select private.seal_audit_rows(%s)', max(id)), 50) from audit_log where row_id = 'sealed next';
select pg_temp.reads_little('erasing them', $$ select private.erase_audit_rows(array(
  select id from audit_log where table_name = 'call_attempts' and row_id = 'sealed next'), gen_random_uuid()) $$, 60);
select is((select string_agg(number::text, ' ') from private.audit_seals where cardinality(row_ids) = 1 and number > 5000), '5001 5001',
  'each is the next of its chain');
create temporary table args as select pg_temp.live(50) as attempts, pg_temp.executions(50) as executions;
select pg_temp.reads_little('a batch of 50 that were placed',
  $$ select record_calls_placed(attempts, executions, array_fill('queued'::text, array[50])) from args $$, 1500);
select pg_temp.reads_little('one that was placed', format($$ select record_call_placed(%L, 'x51') $$, attempt_of('call 51')), 100);
create temporary table events as
  select jsonb_agg(jsonb_build_object('execution_id', 'x' || k, 'status', 'ringing', 'snapshot', '{}'::jsonb,
    'snapshot_hash', hash_of('ringing'), 'source', 'webhook')) as events from generate_series(1, 50) k;
select pg_temp.reads_little('a batch of 50 events', $$ select receive_bolna_events(events) from events $$, 1500);
select pg_temp.reads_little('one event', $$ select receive_bolna_event('x51', null, 'ringing', 0, '{}', repeat('0', 64), 'webhook') $$, 100);
create temporary table settles as
  select jsonb_agg(jsonb_build_object('attempt_id', attempt_of('call ' || k), 'execution_id', 'x' || k, 'result', jsonb_build_object(
    'outcome', 'completed', 'call_status', 'completed', 'reason_code', 'answered', 'reason', 'Done.'))) as settles
  from generate_series(1, 50) k;
select pg_temp.reads_little('a batch of 50 ends', $$ select settle_calls(settles) from settles $$, 2500);
select pg_temp.reads_little('one end', format($$ select settle_call(%L, 'x51', '{"outcome": "completed", "call_status": "completed",
  "reason_code": "answered", "reason": "Done."}') $$, attempt_of('call 51')), 100);
-- Forty that the policy made wait, while 10 000 wait for their time alone.
select book('closed ' || n) from generate_series(1, 40) n;
update call_schedules set not_before = now() + interval '1 hour', status_reason_code = 'blackout', status_reason = 'Closed.'
where id in (select id_of('closed ' || n) from generate_series(1, 40) n);
insert into private.policy_changes (org_id) values (id_of('acme')) on conflict do nothing;
select pg_temp.reads_little('moving what another policy made wait', $$ select private.move_calls_again(id_of('acme'), 100) $$, 1000);
select pg_temp.reads_little('the silent calls', $$ select claim_follow_ups(20) $$, 200);
select pg_temp.reads_little('an idle look for lines that came free', format($$ select private.ring_for_waiting_calls(%L) $$, id_of('acme')), 50);

-- What users look at, under row-level security, wherever they are in it. One of fifty rows is read to be shown.
create function pg_temp.seen(conditions text) returns text language sql as $$
  select format('select answer_to(''viewer'', %L)', format('select count(*) from (select s.id, s.contact_name from call_schedules s '
    || 'where s.org_id = %L and %s order by s.scheduled_at, s.id limit 51) page', id_of('acme'), conditions))
$$;
select pg_temp.reads_little('the first page of a list', pg_temp.seen('true'), 100);
select pg_temp.reads_little('a page in its middle', pg_temp.seen(format('s.scheduled_at > %L', scheduled_at)), 100)
from (select scheduled_at from call_schedules order by scheduled_at, id offset 5000 limit 1) c;
select pg_temp.reads_little('a page amid 10 000 of one moment', pg_temp.seen(format('s.scheduled_at = %L and s.id > %L', scheduled_at, id)), 100)
from (select scheduled_at, id from call_schedules order by scheduled_at, id offset 15000 limit 1) c;
select pg_temp.reads_little('a list of those that are ' || status, pg_temp.seen(format('s.call_status = %L', status)), 150)
from unnest(array['cancelled', 'failed', 'in_progress']) status;
select pg_temp.reads_little('a list of completed ones that are to come', pg_temp.seen('s.call_status = ''completed'' and s.scheduled_at > now()'), 100);
-- As PostgREST asks for a page of what people do not want, and of what they agreed to.
create function pg_temp.listed(name text, conditions text) returns text language sql as $$
  select format('select answer_to(''viewer'', %L)', format('select count(*) from (select t.id, t.phone_last4 from %I t '
    || 'where t.org_id = %L and %s order by t.added_at, t.id limit 51) page', name, id_of('acme'), conditions))
$$;
select pg_temp.reads_little('a page amid an import', pg_temp.listed('suppressions', format(
  't.removed_at is null and t.added_at = %L and t.id > %L', added_at, id)), 100)
from (select added_at, id from suppressions order by added_at, id offset 5000 limit 1) c;
select pg_temp.reads_little('numbers of which ' || conditions, pg_temp.listed('suppressions', conditions), 100)
from unnest(array['t.removed_at is null and t.needs_review', 't.removed_at is not null', 't.removed_at is null and t.source = ''agent_tool''',
  't.removed_at is null and t.scope = ''topic''']) conditions;
select pg_temp.reads_little('a page amid consents', pg_temp.listed('consents', format('t.added_at = %L and t.id > %L', added_at, id)), 100)
from (select added_at, id from consents order by added_at, id offset 5000 limit 1) c;
select pg_temp.reads_little('nobody''s consents', pg_temp.listed('consents', 't.contact_id = ''nobody'''), 100);
select pg_temp.reads_little('whether calling has stalled',
  $$ select answer_to('viewer', 'select private.is_stalled(id_of(''acme''))') $$, 300);
select pg_temp.reads_little('check-up compliance',
  $$ select answer_to('viewer', 'select private.schedule_compliance(id_of(''acme''))') $$, 200);
select pg_temp.reads_little('a list of nobody''s calls', pg_temp.seen($$ s.contact_id = 'nobody' $$), 100);
select pg_temp.reads_little('what is due', $$ select answer_to('viewer', 'select count(*) from due_call_schedules where org_id = id_of(''acme'')') $$, 300);
select pg_temp.reads_little('what the statistics count',
  $$ select answer_to('viewer', 'select private.count_overdue(id_of(''acme'')) + sum(calls) from private.tallied_calls(id_of(''acme''))') $$, 300);
select pg_temp.reads_little('a tick', $$ select private.sweep_has_work(10) $$, 200);

-- The list of the functions: in each order, by status, deep in it, and what is searched for. One in a hundred fits the search.
create function pg_temp.listed_calls(filters text, sort text, behind text default 'null, null') returns text language sql as $$
  select format('select answer_to(''viewer'', %L)', format('select list_call_schedules(%L, %L, %L, %s, 51)', id_of('acme'), filters, sort, behind))
$$;
select pg_temp.reads_little('the calls by ' || sort, pg_temp.listed_calls('{}', sort), 450) from unnest(array['due_at', '-updated_at']) sort;
select pg_temp.reads_little('a page amid 10 000 that are due at one moment', pg_temp.listed_calls('{}', 'due_at', format('%L, %L', due_at, id)), 450)
from (select due_at, id from call_schedules order by due_at, id offset 15000 limit 1) c;
select pg_temp.reads_little('those of a few statuses', pg_temp.listed_calls('{"status": ["cancelled", "in_progress"]}', '-due_at'), 150);
select pg_temp.reads_little('those to be looked at', pg_temp.listed_calls('{"attention": true}', 'due_at'), 50);
select pg_temp.reads_little('a name that all have', pg_temp.listed_calls('{"q": "asha"}', 'due_at'), 12000);
select pg_temp.reads_little('a name that nobody has', pg_temp.listed_calls('{"q": "meera"}', 'due_at'), 12000);
select pg_temp.reads_little('a number', pg_temp.listed_calls(format('{"phone_hash": "%s"}', hash_of('p77')), 'due_at'), 10);
select pg_temp.reads_little('how many there are', format('select answer_to(''viewer'', %L)', format('select count_call_schedules(%L)', id_of('acme'))), 300);
select pg_temp.reads_little('how many there are ' || what, format('select answer_to(''viewer'', %L)',
  format('select count_call_schedules(%L, %L)', id_of('acme'), filters)), 100)
from (values ('since a year', '{"from": "2020-01-01T03:00:00Z"}'), ('of ten years', '{"from": "2020-01-01T03:00:00Z", "to": "2030-01-01T03:00:00Z"}'))
  as f (what, filters);
select pg_temp.reads_little('the pulse', $$ select answer_to('viewer', 'select organization_pulse(''acme'')') $$, 400);

-- What monitoring and reports ask, what workers find nothing in, and what looks for what is kept no longer.
select pg_temp.reads_little('the metrics of ' || what, format('select read_metrics(%L)', each), 3000)
from (values ('all', false), ('each organisation', true)) m (what, each);
select pg_temp.reads_little('a report', $$ select answer_to('viewer', 'select call_report(id_of(''acme''), ''2026-01-01'', ''2026-12-31'')') $$, 200);
select pg_temp.reads_little('a look for all that somebody is told of', $$ select private.look_at_alerts() $$, 3000);
select pg_temp.reads_little('what is to be told to HubSpot', $$ select count(*) from claim_crm_outbox('w') $$, 100);
select pg_temp.reads_little('what is to be told to endpoints', $$ select count(*) from claim_webhook_deliveries('w') $$, 100);
select pg_temp.reads_little('whether ' || worker || ' has work', format('select private.%s_has_work(10)', worker), 100) from unnest(array['sync', 'deliveries']) worker;
select pg_temp.reads_little('an event of an execution that nobody knows',
  $$ select receive_bolna_event('nobody', null, 'ringing', 0, '{}', repeat('0', 64), 'webhook') $$, 50);
select pg_temp.reads_little('the history of a call', $$ select answer_to('viewer', 'select call_history(id_of(''acme''), id_of(''past7''))') $$, 100);
select pg_temp.reads_little('why a call was made', format($$ select explain_call(id_of('acme'), %L, id_of('viewer')) $$, id_of('past7')), 100);
select pg_temp.reads_little('a page of the trail',
  $$ select answer_to('admin', 'select audit_page(id_of(''acme''), null, null, null, null, null, null, null, 51)') $$, 200);
select pg_temp.reads_little('the trail of a row',
  $$ select answer_to('admin', 'select audit_page(id_of(''acme''), null, id_of(''past attempt7'')::text, null, null, null, null, null, 51)') $$, 200);
-- When more is due than is read at once, each organisation is counted by itself.
create function pg_temp.due_of(org text) returns numeric language sql as $$
  select (m ->> 'value')::numeric from jsonb_array_elements(read_metrics(true)) m where m ->> 'metric' = 'due_calls' and m #>> '{labels,organization}' = org
$$;
select is(pg_temp.due_of('acme'), (select count(*) from call_schedules where dial_after <= now())::numeric, 'what is due is counted one by one');
select set_clock(now() + interval '1 year 1 day');
select is(pg_temp.due_of('acme') || ' ' || pg_temp.due_of('globex'), '10000 0', 'and of an organisation to ten thousand');
select pg_temp.reads_little('the metrics beside a queue', $$ select read_metrics() $$, 45000);
-- A queue that nothing takes from hides nobody's call behind it.
select book('rival call', 'globex', due_in => '0');
update agents set is_active = false where id = id_of('acme agent');
select set_clock(clock() + interval '40 seconds');
select is((select (m ->> 'value')::numeric from jsonb_array_elements(read_metrics()) m where m ->> 'metric' = 'oldest_claimable_seconds'),
  40::numeric, 'the first that a claim could take is found behind it');
select set_clock(now());

update private.retention set keep = '50 years';
-- Of calls that go with time all that are over are read; they stay, unless an operator says otherwise.
select pg_temp.reads_little('a look for ' || name || ' that go with time', format('select private.prune_batch(%L)', name), 100)
from unnest(enum_range(null::public.retained)) name where name not in ('calls', 'cron_runs') order by name;

select * from finish();
rollback;

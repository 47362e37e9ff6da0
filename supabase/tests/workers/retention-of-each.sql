-- Of everything that grows: what is old goes, what is not stays, and so does what something still hangs on.
begin;
set local search_path = public, extensions, fixtures;
set local time zone 'UTC';
select plan(22);

select make_acme_and_globex();
select set_clock('2026-06-01Z');
alter table call_schedules disable trigger call_schedules_touch;
-- All that a run of cron takes, at the moment that the clock shows.
create function pg_temp.prune_at(moment timestamptz) returns void language sql as $$
  select set_clock(moment);
  select private.prune_history();
$$;
create function pg_temp.hear(name text, n integer) returns void language sql as $$
  select receive_bolna_event(name, attempt_of(name), 'in-progress', 0, '{}', hash_of(name || n), 'webhook')
$$;
create function pg_temp.end_call(name text) returns void language sql as $$
  select settle_call(attempt_of(name), name, '{"outcome": "completed", "call_status": "completed", "reason": "Over."}')
$$;

-- Calls, their events and what HubSpot is told: each of them was over on the first of June but for one thing.
select connect_hubspot('acme');
select keep_contact(n::text) from generate_series(1, 7) n;
select place(name, contact => contact)
from (values ('plain', '1'), ('long', '2'), ('flagged', '3'), ('unsent', '4'), ('dialled', '5'), ('changed', '6')) as t (name, contact);
select pg_temp.hear(name, 1) from unnest(array['plain', 'long']) name;
select pg_temp.end_call(name) from unnest(array['plain', 'flagged', 'unsent', 'changed']) name;
update crm_outbox set state = 'sent', sent_at = clock(), engagement_id = '1' where contact_id <> '4';
update call_schedules set attention_code = 'late_execution', attention_reason = 'Look.' where id = id_of('flagged');
update call_schedules set call_status = 'failed', status_reason = 'A person ended it.' where id = id_of('dialled');
update call_schedules set updated_at = clock();
select set_clock('2026-08-25Z');
select pg_temp.hear('plain', 2);
select pg_temp.end_call('long');
update crm_outbox set state = 'sent', sent_at = clock(), engagement_id = '2' where contact_id = '2';
update call_schedules set updated_at = clock() where id in (id_of('long'), id_of('changed'));

select pg_temp.prune_at('2026-08-31Z');
select is((select string_agg(execution_id || ' ' || received_at::date, ', ' order by execution_id) from call_events),
  'long 2026-06-01, plain 2026-08-25', 'an event stays while it is young, and while its call has just ended');
select is((select string_agg(contact_id || ' ' || state, ', ' order by contact_id) from crm_outbox), '2 sent, 4 pending',
  'what HubSpot has goes after ninety days, what it has not stays however old');
select is((select count(*) from call_schedules), 6::bigint, 'calls stay');
update private.retention set keep = '90 days' where name = 'calls';
select pg_temp.prune_at('2026-08-31Z');
select is((select string_agg(contact_id, ', ' order by contact_id) from call_schedules), '2, 3, 4, 5, 6',
  'unless the operator says so: then what is over goes, and not what changed lately, what a person is to look at, what HubSpot has not got, or what is dialled');

-- The others: one that is due to go, and one that is not.
select set_clock('2026-09-01Z');
update contacts set removed_at = '2026-08-01Z', removed_reason = 'deleted' where contact_id = '1';
update contacts set removed_at = '2026-08-03Z', removed_reason = 'deleted' where contact_id = '2';
insert into contact_syncs (org_id, kind, window_start, state, finished_at) values
  (id_of('acme'), 'full', null, 'completed', '2026-08-01Z'), (id_of('acme'), 'full', null, 'completed', '2026-08-03Z'),
  (id_of('acme'), 'changes', '2026-07-01Z', 'running', null);
insert into idempotency_keys (org_id, user_id, idempotency_key, fingerprint, resource_id, created_at) values
  (id_of('acme'), id_of('admin'), 'old', repeat('f', 64), id_of('x'), '2026-08-30 23:59Z'),
  (id_of('acme'), id_of('admin'), 'young', repeat('f', 64), id_of('x'), '2026-08-31 00:01Z');
insert into invitations (org_id, email, role, expires_at) values
  (id_of('acme'), 'old@acme.test', 'member', '2026-08-01Z'), (id_of('acme'), 'young@acme.test', 'member', '2026-08-03Z');
delete from private.request_buckets;
insert into private.request_buckets (owner, kind, full_at) values
  (id_of('full'), 'any', '2026-08-31 22:59Z'), (id_of('filling'), 'any', '2026-09-01 00:10Z');
insert into private.call_looks (schedule_id, org_id, worker, trigger, expires_at)
select id_of(name), id_of('acme'), 'worker 1', 'sweep', at::timestamptz
from (values ('long', '2026-08-31 22:59Z'), ('changed', '2026-09-01 00:01Z')) as t (name, at);
delete from private.worker_runs;
insert into private.worker_runs (worker, instance, started_at) values
  ('sweep', 'old', '2026-08-24Z'), ('sweep', 'young', '2026-08-26Z');
create temporary table runs as select to_regclass('cron.job_run_details') is not null as are_kept;
do $$
begin
  if (select are_kept from runs) then
    delete from cron.job_run_details;
    insert into cron.job_run_details (jobid, runid, database, username, command, status, start_time, end_time)
    values (1, 1, 'x', 'x', 'old', 'succeeded', '2026-08-28Z', '2026-08-28Z'), (1, 2, 'x', 'x', 'young', 'succeeded', '2026-08-30Z', '2026-08-30Z');
  end if;
end $$;
select pg_temp.prune_at('2026-09-01Z');
select is((select string_agg(contact_id, ', ' order by contact_id) from contacts), '2, 3, 4, 5, 6, 7', 'a contact that HubSpot has no more, thirty days after');
select is((select string_agg(coalesce(finished_at::date::text, state::text), ', ' order by id) from contact_syncs), '2026-08-03, running',
  'a reading, thirty days after its end');
select is((select string_agg(idempotency_key, ', ') from idempotency_keys), 'young', 'a kept answer, after a day');
select is((select string_agg(email, ', ') from invitations), 'young@acme.test', 'an invitation, thirty days after it ran out');
select is((select array_agg(owner) from private.request_buckets), array[id_of('filling')], 'a bucket, an hour after it is full');
select is((select array_agg(schedule_id) from private.call_looks), array[id_of('changed')], 'a look, an hour after it ran out');
select is((select string_agg(instance, ', ') from private.worker_runs), 'young', 'a heartbeat, after seven days');
create function pg_temp.left_of_cron() returns text language plpgsql as $$
begin
  return case when (select are_kept from runs) then (select string_agg(d.command, ', ') from cron.job_run_details d) else 'young' end;
end $$;
select is(pg_temp.left_of_cron(), 'young', 'and cron''s own, after three');

-- The trail.
select private.seal_audit_rows((select max(id) from audit_log));
create temporary table trail as select min(id) as first, max(id) as last from audit_log where occurred_at < '2026-08-01Z';
select pg_temp.prune_at('2027-07-02Z');
select ok(not exists (select from audit_log where id = (select first from trail)), 'the trail, after thirteen months');
select ok(exists (select from audit_log where occurred_at = '2026-08-25Z'), 'and not before');

-- Reports outlive the calls they tell of, and go in their time.
insert into private.compliance_days (org_id, counted_at, within, overdue, unknown, threshold_days)
select id_of('acme'), at, 1, 1, 1, 5 from unnest(array['2026-08-31 23:59Z', '2026-09-01 00:01Z']::timestamptz[]) at;
select private.fold_call_tallies();
delete from private.call_tallies;
update private.report_counts set starts_at = starts_at + interval '1 year' where grain in ('day', 'total');
update private.report_codes set starts_at = starts_at + interval '1 year' where grain in ('day', 'total');
update private.retention set keep = '5 years' where name = 'reports';
select pg_temp.prune_at('2031-09-01Z');
select is((select string_agg(distinct concat(grain, extract(year from starts_at)), ' ') from (select grain, starts_at from private.report_counts
    union all select grain, starts_at from private.report_codes) r)
  || ', ' || (select string_agg(counted_at::text, ' ') from private.compliance_days),
  'day2027 total2027, 2026-09-01 00:01:00+00', 'what reports add up goes after five years');

-- Whom a campaign called, when it is over. One was erased, and the call of another goes on beyond its end.
select set_clock('2031-09-02Z');
select make_campaign(name), add_contacts(name, 2) from unnest(array['over', 'called off', 'goes on']) name;
update campaign_contacts set state = 'completed', code = 'answered', ended_at = clock(), phone_enc = null
where id in (id_of('over 1'), id_of('over 2'), id_of('called off 1'), id_of('goes on 1'));
update campaign_contacts set contact_id = 'crm-1' where id = id_of('over 1');
update campaign_contacts set contact_name = 'Erased', phone_last4 = null, global_phone_hash = null, phone_hash = hash_of('erased')
where id = id_of('over 2');
update campaign_contacts set state = 'in_progress' where id = id_of('called off 2');
alter table campaigns disable trigger campaigns_guard;
update campaigns set state = case id when id_of('over') then 'completed' else 'cancelled' end::campaign_state, ended_at = clock()
where id in (id_of('over'), id_of('called off'));
create function pg_temp.known_contacts() returns text language sql as $$
  select string_agg(c.name || ' ' || m.position, ', ' order by c.name, m.position) from campaign_contacts m join campaigns c on c.id = m.campaign_id
  where m.contact_name <> 'Erased'
$$;
create function pg_temp.counted() returns text language sql as $$ select concat_ws('; ', counts_of('over'), counts_of('called off'), counts_of('goes on')) $$;
create temporary table counted as select pg_temp.counted() as before;
select pg_temp.prune_at('2031-12-01Z');
select is(pg_temp.known_contacts(), 'called off 1, called off 2, goes on 1, goes on 2, over 1', 'whom a campaign called is known for ninety days after its end');
select pg_temp.prune_at('2031-12-01 00:00:01Z');
select is(pg_temp.known_contacts(), 'called off 2, goes on 1, goes on 2', 'and no longer, but for whose call is not over, and while the campaign is not');
select is((select concat_ws(' ', contact_id, phone_enc, phone_last4, global_phone_hash, time_zone, nullif(phone_hash, hash_of('over 1')) is not null,
    phone_zones, state, code) from campaign_contacts where id = id_of('over 1')), 't {} completed answered', 'of the contact is left how it ended');
select is((select phone_hash from campaign_contacts where id = id_of('over 2')), hash_of('erased'), 'who was erased is not touched again');
select is(pg_temp.counted(), (select before from counted), 'the counts stay');
select is((select string_agg(concat(name, ' ', contacts_pruned_at), ', ' order by name) from campaigns),
  'called off , goes on , over 2031-12-01 00:00:01+00', 'a campaign of which nobody is known is not looked at again');
update campaign_contacts set state = 'failed', ended_at = clock() where id = id_of('called off 2');
select pg_temp.prune_at('2031-12-01 00:10Z');
select is(pg_temp.known_contacts(), 'goes on 1, goes on 2', 'once its call is over that contact goes too');

select * from finish();
rollback;

-- A row at least in every table, and a call in every state: what a migration must bring along (`deno task schema`). Runs
-- behind the demo data. Ids are the md5 of a name.

insert into public.invitations (org_id, email, role, invited_by)
values ('0a000000-0000-4000-8000-000000000001', 'asked@acme.test', 'member', '0c000000-0000-4000-8000-000000000001');

insert into public.call_schedule_rules (id, org_id, agent_id, rule_name, rule_type, checkup_threshold_days, created_by)
select md5('rule')::uuid, a.org_id, a.id, 'Every 90 days', 'checkup_threshold', 90,
  '0c000000-0000-4000-8000-000000000001'
from public.agents a where a.id = '0b000000-0000-4000-8000-000000000001';

insert into public.contacts (org_id, contact_id, contact_name, phone_enc, phone_hash, phone_problem, do_not_call,
  last_checkup_date, checkup_problem, properties)
select '0a000000-0000-4000-8000-000000000001', c.contact_id, c.contact_name, c.phone_enc, c.phone_hash,
  case when c.phone_enc is null then 'missing'::public.phone_problem end, c.do_not_call, c.last_checkup_date,
  case when c.last_checkup_date is null then 'missing'::public.checkup_problem end, '{"country": "India"}'
from (values
  ('101', 'Asha Rao', 'v1.k1.AAAAAAAAAAAAAAAA.BBBBBBBBBBBBBBBBBBBBBB', encode(sha256('101'), 'hex'), false,
    '2026-01-05'::date),
  ('102', 'Ravi Iyer', 'v1.k1.AAAAAAAAAAAAAAAA.CCCCCCCCCCCCCCCCCCCCCC', encode(sha256('102'), 'hex'), true,
    '2026-02-06'::date),
  ('103', 'Meera Das', null, null, false, null)
) as c (contact_id, contact_name, phone_enc, phone_hash, do_not_call, last_checkup_date);

insert into public.contact_syncs (org_id, kind, window_start, state, finished_at, contacts_read)
values
  ('0a000000-0000-4000-8000-000000000001', 'full', null, 'completed', '2026-03-01 10:00Z', 3),
  ('0a000000-0000-4000-8000-000000000001', 'changes', '2026-03-01 10:00Z', 'running', null, 0);
update private.dial_pace set calls_per_minute = 700, paced_until = '2026-03-01 10:10Z', next_at = '2026-03-01 10:00Z';
insert into private.hubspot_limits (account, kind, next_at) values ('portal 1', 'search', '2026-03-01 10:00Z');

-- One of each status; those that are over were booked by hand, the others are the rule's.
insert into public.call_schedules (id, org_id, agent_id, rule_id, occasion, contact_id, contact_name, contact_phone_enc,
  contact_phone_hash, scheduled_at, purpose, call_status, status_reason_code, status_reason, attempt_count, created_by)
select md5(s.status)::uuid, a.org_id, a.id,
  case when s.reason is null then md5('rule')::uuid end, case when s.reason is null then s.status end,
  '101', 'Asha Rao', 'v1.k1.AAAAAAAAAAAAAAAA.BBBBBBBBBBBBBBBBBBBBBB', encode(sha256(s.status::bytea), 'hex'),
  '2026-03-02 09:00Z', 'service', s.status::public.call_status, s.code::public.reason_code, s.reason, s.attempts, '0c000000-0000-4000-8000-000000000002'
from public.agents a
cross join (values
  ('scheduled', null, null, 0),
  ('in_progress', null, null, 1),
  ('completed', 'answered', 'The call was answered.', 1),
  ('failed', 'no_answer', 'Nobody answered.', 1),
  ('cancelled', 'cancelled_by_user', 'Cancelled before it was dialled.', 0)
) as s (status, code, reason, attempts)
where a.id = '0b000000-0000-4000-8000-000000000001';

insert into public.call_attempts (id, org_id, schedule_id, agent_id, attempt_number, contact_phone_hash, trigger, state,
  worker, due_at, lease_expires_at, placed_at, bolna_execution_id, bolna_status, next_check_at, outcome, answered, ended_at)
select md5('attempt ' || s.call_status)::uuid, s.org_id, s.id, s.agent_id, 1, s.contact_phone_hash, 'sweep', t.state::public.attempt_state,
  'worker 1', s.scheduled_at, s.scheduled_at + interval '45 seconds', s.scheduled_at + interval '1 second',
  'execution ' || s.call_status, t.bolna_status,
  case when t.state <> 'ended' then s.scheduled_at + interval '20 seconds' end, t.outcome::public.attempt_outcome, t.answered,
  case when t.state = 'ended' then s.scheduled_at + interval '1 minute' end
from public.call_schedules s
join (values
  ('in_progress', 'placed', 'ringing', null, null),
  ('completed', 'ended', 'completed', 'completed', true),
  ('failed', 'ended', 'no-answer', 'no_answer', false)
) as t (status, state, bolna_status, outcome, answered) on t.status = s.call_status::text;

insert into public.call_events (org_id, attempt_id, execution_id, call_ref, status, source, snapshot, snapshot_hash)
select t.org_id, t.id, t.bolna_execution_id, t.id, t.bolna_status, 'webhook', '{"status": "a snapshot"}',
  encode(sha256(t.bolna_execution_id::bytea), 'hex')
from public.call_attempts t;

insert into public.crm_outbox (org_id, schedule_id, attempt_id, contact_id, state, engagement_id, sent_at, created_at)
select t.org_id, t.schedule_id, t.id, '101', 'sent', '9001', '2026-03-02 09:05Z', '2026-03-02 09:01Z'
from public.call_attempts t where t.outcome = 'completed';

insert into public.idempotency_keys (org_id, user_id, idempotency_key, fingerprint, resource_id)
values ('0a000000-0000-4000-8000-000000000001', '0c000000-0000-4000-8000-000000000002', 'key 1', repeat('f', 64),
  md5('scheduled')::uuid);
insert into private.phone_keys (setting, key_id, check_value) values ('PHONE_ENCRYPTION_KEYS', 'k1', repeat('c', 64));
insert into private.worker_runs (worker, instance, finished_at, counts)
values ('sweep', 'worker 1', '2026-03-02 09:00Z', '{"claimed": 1}');
insert into private.call_looks (schedule_id, org_id, worker, trigger, expires_at)
select s.id, s.org_id, 'worker 1', 'sweep', s.scheduled_at from public.call_schedules s where s.call_status = 'scheduled';
insert into private.former_occasions (rule_id, contact_id, occasion, schedule_id)
select r.id, '101', '2026-02-01', s.id from public.call_schedules s
join public.call_schedule_rules r on r.org_id = s.org_id where s.call_status = 'completed' limit 1;
insert into private.request_buckets (owner, kind, full_at) values (md5('anybody')::uuid, 'any', '2026-03-02 09:00Z');
insert into private.time_zones (zone, countries) values ('Asia/Kolkata', '{IN}') on conflict do nothing;
insert into private.region_zones (region, zones) values ('IN-KA', '{Asia/Kolkata}') on conflict do nothing;
-- The operator's, which outlives every pack.
insert into private.holidays (jurisdiction, day, name, certainty, source)
values ('AE', '2027-03-09', 'Eid al-Fitr, as sighted', 'fixed', 'Cabinet announcement');

insert into public.suppressions (org_id, phone_hash, phone_last4, reason, source, added_by)
values ('0a000000-0000-4000-8000-000000000001', encode(sha256('901'), 'hex'), '0901', 'Asked by letter', 'user',
  '0c000000-0000-4000-8000-000000000002');
insert into private.global_suppressions (phone_hash, reason) values (encode(sha256('902'), 'hex'), 'A court order');
insert into private.registry_checks (registry, phone_hash, listed, checked_at)
values ('US-DNC', encode(sha256('903'), 'hex'), true, '2026-03-01 10:00Z');
insert into public.consent_wordings (org_id, wording_hash, wording)
values ('0a000000-0000-4000-8000-000000000001', encode(sha256('Yes, call me.'), 'hex'), 'Yes, call me.');
insert into public.consents (org_id, phone_hash, phone_last4, contact_id, kind, purposes, artificial_voice, obtained_at,
  obtained_through, wording_hash, valid_until)
values ('0a000000-0000-4000-8000-000000000001', encode(sha256('101'), 'hex'), '0101', '101', 'express_written',
  '{marketing}', true, '2026-03-01 10:00Z', 'web form', encode(sha256('Yes, call me.'), 'hex'), '2028-03-01 10:00Z');

insert into private.blackouts (jurisdiction, from_at, to_at, reason)
values ('US-LA', '2026-03-02 00:00Z', '2026-03-03 00:00Z', 'A storm');
insert into public.call_decisions (org_id, schedule_id, at, stage, outcome, code, purpose, zones, zone_source, jurisdictions, rule_ids)
select s.org_id, s.id, '2026-03-02 09:00Z', 'claim', 'call', 'allowed', s.purpose, '{Asia/Kolkata}', 'number', '{IN}',
  '{IN.service.hours}'
from public.call_schedules s where s.call_status = 'completed';
insert into public.webhooks (id, org_id, url, events, secret_id)
values (md5('webhook')::uuid, '0a000000-0000-4000-8000-000000000001', 'https://hooks.example.com/', '{call.completed}', md5('secret')::uuid);
insert into public.webhook_deliveries (org_id, webhook_id, event_id, type, subject_id, data)
values ('0a000000-0000-4000-8000-000000000001', md5('webhook')::uuid, md5('event')::uuid, 'call.completed', md5('call')::uuid, '{}');
insert into private.checkup_news (org_id, contact_id) values ('0a000000-0000-4000-8000-000000000001', '101');
-- Last: whatever is told of the law before makes windows anew.
insert into private.calling_windows (id, key, purpose, jurisdictions, zones, demands, demands_until, spans_until, used_on)
values (md5('window')::uuid, 'everybody/service/IN/Asia/Kolkata', 'service', '{IN}', '{Asia/Kolkata}', '{}', '2026-03-02Z',
  '2026-03-02Z', '2026-03-02');
insert into private.open_spans (window_id, opens, closes)
values (md5('window')::uuid, '2026-03-02 03:30Z', '2026-03-02 15:30Z');

insert into public.campaigns (id, org_id, name, agent_id, purpose, created_by)
select md5('campaign')::uuid, a.org_id, 'Check-ups of the spring', a.id, 'health_reminder', '0c000000-0000-4000-8000-000000000001'
from public.agents a where a.id = '0b000000-0000-4000-8000-000000000001';
insert into public.campaign_contacts (id, org_id, campaign_id, position, contact_name, phone_enc, phone_hash, phone_last4)
select md5('campaign contact')::uuid, c.org_id, c.id, 1, 'Asha Rao', 'v1.k1.AAAAAAAAAAAAAAAA.BBBBBBBBBBBBBBBBBBBBBB',
  encode(sha256('904'), 'hex'), '0904'
from public.campaigns c;
insert into public.campaign_dry_runs (org_id, campaign_id, fingerprint, will_call, will_not_call, needs_confirmation, result)
select c.org_id, c.id, md5('dry run'), 1, 0, false, '{}' from public.campaigns c;

insert into private.compliance_days (org_id, counted_at, within, overdue, unknown, threshold_days)
values ('0a000000-0000-4000-8000-000000000001', '2026-03-02 00:05Z', 3, 2, 1, 5);
-- Whatever is counted as it changes, in the tables that it is added up in.
select private.fold_call_tallies();
insert into private.counters_told (org_id, metric, label, quantity)
values ('0a000000-0000-4000-8000-000000000001', 'calls_total', 'completed', 1);
select private.fold_checkup_standings(1);
update public.call_schedules set call_topic = 'moved' where call_status = 'cancelled';
insert into private.outcome_counts (org_id, day, block, outcome, calls, hold_seconds, talk_seconds, cost_cents, costed_seconds)
values ('0a000000-0000-4000-8000-000000000001', '2026-03-02', 4, 'answered', 2, 240, 180, 14, 240);
insert into private.outcome_tallies (org_id, day, block, outcome, hold_seconds, talk_seconds, cost_cents, costed_seconds)
values ('0a000000-0000-4000-8000-000000000001', '2026-03-02', 4, 'no_answer', 48, 0, 0, 0);
insert into public.audience_uploads (id, org_id, campaign_id, source, rows_total, started_by)
select md5('upload')::uuid, c.org_id, c.id, 'csv', 2, '0c000000-0000-4000-8000-000000000001' from public.campaigns c;
insert into private.list_readings (upload_id, list_id, worker, lease_expires_at)
values (md5('upload')::uuid, '27', 'a worker', '2026-03-02 10:00Z');
insert into private.audience_parts (upload_id, part, rows_read, rejected)
values (md5('upload')::uuid, 0, 2, '[{"line": 3, "field": "phone", "reason": "The phone number is missing."}]');
insert into private.audience_rows (upload_id, line, id, contact_name, phone_enc, phone_hash, global_phone_hash, phone_last4)
values (md5('upload')::uuid, 2, md5('audience row')::uuid, 'Asha Rao', 'v1.k1.AAAAAAAAAAAAAAAA.BBBBBBBBBBBBBBBBBBBBBB',
  encode(sha256('905'), 'hex'), encode(sha256('905 global'), 'hex'), '0905');
insert into private.campaign_groups (campaign_id, number, contacts) select c.id, 1, 1 from public.campaigns c;
insert into private.campaign_feeds (campaign_id, planned_from, fed_until) select c.id, c.created_at, c.created_at from public.campaigns c;
insert into private.campaign_results (campaign_id, schedule_id, code) select c.id, md5('completed')::uuid, 'answered' from public.campaigns c;
insert into public.alerts (org_id, code, subject, severity, state, value, threshold, sentence, raised_at)
values ('0a000000-0000-4000-8000-000000000001', 'calls_late', '', 'warning', 'open', 1000, 900, 'A call that is due has waited for 1000 seconds.',
  '2026-03-02 10:00Z');
insert into public.alert_thresholds (org_id, code, threshold) values ('0a000000-0000-4000-8000-000000000001', 'calls_late', 600);
insert into private.recoveries (backup_taken_at, began_at, finished_at) values ('2026-03-02 08:00Z', '2026-03-02 09:00Z', '2026-03-02 10:00Z');
insert into private.recovery_windows (recovery_id, bolna_agent_id, starts_at, ends_at, final_at, done_at)
select r.id, 'an agent', '2026-03-02 08:00Z', '2026-03-02 09:00Z', '2026-03-02 09:10Z', '2026-03-02 09:11Z' from private.recoveries r;
insert into private.recovery_organizations (recovery_id, org_id, adopted, missed)
select r.id, '0a000000-0000-4000-8000-000000000001', 1, 1 from private.recoveries r;
insert into private.recovery_holds (recovery_id, org_id, schedule_id)
select r.id, '0a000000-0000-4000-8000-000000000001', md5('scheduled')::uuid from private.recoveries r;
insert into private.unidentified_calls (recovery_id, execution_id) select r.id, 'an execution' from private.recoveries r;

-- Last, what the rows above left in the trail is sealed; and what is left of seals that were pruned.
select private.seal_audit_rows((select max(id) from public.audit_log));
insert into private.audit_prunings (org_id, month, last_number, row_count, hash, last_at)
values ('0a000000-0000-4000-8000-000000000001', '2024-03-01', 2, 1500, sha256('pruned'), '2024-03-31 20:00Z');
insert into private.audit_erasures (audit_id, erasure_id, personal_hash)
select min(a.id), md5('erasure')::uuid, sha256('what it was') from public.audit_log a;
insert into private.erased_contacts (org_id, contact_id) values ('0a000000-0000-4000-8000-000000000001', '999');
insert into private.phone_rotations (setting, key_id, old_check, new_check, moves_from, finished_at)
values ('PHONE_INDEX_KEY', '', repeat('0', 64), repeat('1', 64), '2026-03-02 08:00Z', '2026-03-02 09:00Z');
insert into private.phone_hash_links (old_hash, new_hash) values (encode(sha256('old'), 'hex'), encode(sha256('new'), 'hex'));
insert into private.page_wakeups (org_id, woken_at) values ('0a000000-0000-4000-8000-000000000001', '2026-03-01 10:00Z');
insert into private.recovery_erasures (recovery_id, org_id, phone_hash)
select r.id, '0a000000-0000-4000-8000-000000000001', encode(sha256('erased'), 'hex') from private.recoveries r;

-- States that must not exist cannot be stored, whoever writes: even the owner of the tables is refused.
begin;
set local search_path = public, extensions, fixtures;
select plan(143);

select make_acme_and_globex();

select book('call', due_in => '1 hour', owner => 'member');
select dial('dialled');
select make_rule(org || ' rule', org => org) from unnest(array['acme', 'globex']) org;
update call_schedules set rule_id = id_of('acme rule') where id = id_of('call');
insert into call_events (execution_id, status, source, snapshot, snapshot_hash)
values ('execution', 'queued', 'webhook', '{}', repeat('0', 64));
insert into idempotency_keys (org_id, user_id, idempotency_key, fingerprint, resource_id)
values (id_of('acme'), id_of('member'), 'key', repeat('0', 64), id_of('call'));
select suppress('number');
select consent('asha');
select look_up_in_registry('number', true);
insert into private.global_suppressions (phone_hash, reason) values (global_hash_of('number'), 'Because');

select is(
  outcome_of('owner', format('update %s set %s where %s', relation, change, condition)),
  '23514', format('%s cannot be stored with %s', relation, left(change, 70)))
from (values
  ('organizations', $$ slug = 'acme' $$, array[
    $$ slug = 'Acme' $$, $$ slug = '' $$, $$ slug = 'a b' $$, $$ slug = '-acme' $$, $$ slug = 'acme/../globex' $$, $$ name = '' $$, $$ name = E'a\nb' $$,
    $$ time_zone = 'Mars/Olympus' $$, $$ time_zone = '' $$, $$ time_zone = '+05:30' $$, $$ time_zone = 'IST' $$, $$ max_concurrent_calls = 0 $$,
    $$ max_concurrent_calls = 1001 $$, $$ calling_paused_reason = '' $$, $$ retry_policy = '[]' $$,
    $$ retry_policy = '{"other": {"max_retries": 1, "minutes": [1]}}' $$, $$ queue_deadline_seconds = 29 $$,
    $$ queue_deadline_seconds = 86401 $$]),
  ('agents', $$ id = id_of('acme agent') $$, array[
    $$ name = '' $$, $$ from_number = '080 1234 5678' $$, $$ from_number = '+0123456789' $$, $$ from_number = '' $$]),
  ('call_schedules', $$ id = id_of('call') $$, array[
    $$ contact_phone_enc = '+919876543210' $$, $$ contact_phone_enc = '' $$, $$ contact_phone_enc = 'v1.k1.+919876543210.x' $$,
    $$ contact_phone_enc = 'v2.k1.AAAAAAAAAAAAAAAA.BBBBBBBBBBBBBBBBBBBBBB' $$, $$ contact_phone_hash = '+919876543210' $$,
    $$ contact_phone_hash = repeat('A', 64) $$, $$ contact_id = '' $$, $$ contact_id = repeat('x', 129) $$, $$ contact_name = '' $$,
    $$ contact_name = repeat('x', 201) $$, $$ contact_name = '  ' $$, $$ contact_name = E'a\u0085b' $$, $$ contact_id = E'a\tb' $$, $$ call_topic = U&'\00a0\2003' $$,
    $$ contact_phone_enc = contact_phone_enc || repeat('A', 300) $$, $$ call_language = 'en' || repeat('-abcdefgh', 4) $$, $$ scheduled_at = '1970-01-01Z' $$, $$ scheduled_at = '9999-01-01Z' $$,
    $$ scheduled_at = 'infinity' $$, $$ call_topic = '' $$, $$ call_language = 'english please' $$, $$ call_language = '' $$,
    $$ checkup_threshold_days = -1 $$, $$ checkup_threshold_days = 3651 $$, $$ last_checkup_date = '0001-01-01' $$,
    $$ attempt_count = -1 $$, $$ deferral_count = -1 $$, $$ call_status = 'cancelled' $$,
    $$ call_status = 'failed', status_reason = null $$, $$ deleted_at = now() $$, $$ attention_code = 'late_execution' $$,
    $$ attention_reason = 'Look' $$]),
  ('call_schedule_rules', $$ id = id_of('acme rule') $$, array[
    $$ rule_name = '' $$, $$ rule_name = E'a\x1bb' $$, $$ call_topic = E'\x7f' $$, $$ rule_type = 'periodic' $$, $$ rule_type = 'custom' $$, $$ periodic_days = 0 $$,
    $$ custom_conditions = '[]' $$, $$ custom_conditions = '1' $$, $$ checkup_threshold_days = -1 $$, $$ call_topic = '' $$,
    $$ call_language = '?' $$, $$ max_calls_per_day = 0 $$, $$ retry_policy = 'null' $$, $$ retry_policy = '{"max_attempts": 0}' $$]),
  ('call_attempts', $$ schedule_id = id_of('dialled') $$, array[
    $$ attempt_number = 0 $$, $$ worker = '' $$, $$ contact_phone_hash = '+919876543210' $$,
    $$ state = 'ended' $$, $$ outcome = 'completed' $$, $$ ended_at = now() $$, $$ state = 'placed', placed_at = now(), next_check_at = now() $$,
    $$ state = 'placed', bolna_execution_id = 'x', next_check_at = now() $$, $$ state = 'unknown' $$,
    $$ bolna_execution_id = '' $$, $$ http_status = 42 $$,
    $$ conversation_seconds = -1 $$, $$ duration_seconds = -1 $$, $$ check_count = -1 $$, $$ absent_listings = -1 $$,
    $$ bolna_agent_id = '' $$]),
  ('call_events', $$ execution_id = 'execution' $$, array[
    $$ execution_id = '' $$, $$ status = '' $$, $$ snapshot = '[]' $$, $$ snapshot_hash = '' $$]),
  ('idempotency_keys', $$ idempotency_key = 'key' $$, array[
    $$ idempotency_key = '' $$, $$ idempotency_key = repeat('x', 256) $$, $$ fingerprint = '' $$, $$ status_code = 200 $$,
    $$ response_enc = 'v1.x' $$, $$ status_code = 503, response_enc = 'v1.x' $$, $$ status_code = 200, response_enc = '{"phone":1}' $$]),
  ('suppressions', 'true', array[
    $$ removed_at = now() $$, $$ removed_reason = 'Because' $$, $$ removed_at = now(), removed_reason = '' $$]),
  ('consents', 'true', array[$$ revoked_at = now() $$, $$ revoked_via = 'phone' $$, $$ revoked_at = now(), revoked_via = '' $$]),
  ('private.registry_checks', 'true', array[$$ registry = 'us-dnc' $$, $$ registry = 'US' $$, $$ phone_hash = '+919876543210' $$]),
  ('private.global_suppressions', 'true', array[
    $$ scope = 'topic' $$, $$ phone_hash = '+919876543210' $$, $$ removed_at = now() $$, $$ reason = '' $$]),
  ('private.scheduler', 'only_row', array[$$ only_row = false $$,
    $$ calling_paused_reason = '' $$, $$ calling_paused_reason = repeat('x', 1001) $$]),
  ('private.workers', $$ name = 'sync' $$, array[$$ interval_seconds = 0 $$, $$ interval_seconds = 3601 $$, $$ name = 'No one' $$,
    $$ path = '../sync' $$, $$ cron_job = '' $$]),
  ('private.retention', $$ name = 'calls' $$, array[$$ failure = 'why' $$, $$ failing_since = now() $$,
    $$ failing_since = now(), failure = '' $$])
) as t (relation, condition, changes), unnest(changes) change;

-- Every closed set is a type: a word that is none of it is no value at all.
select is(outcome_of('owner', format('update %s set %s', relation, change)), '22P02',
  format('%s cannot be stored with %s', relation, change))
from (values
  ('memberships', array[$$ role = 'owner' $$, $$ role = '' $$]),
  ('call_schedules', array[$$ call_status = 'ringing' $$, $$ status_reason_code = 'bored' $$, $$ attention_code = 'bored' $$]),
  ('call_schedule_rules', array[$$ rule_type = 'other' $$]),
  ('call_attempts', array[$$ trigger = 'chance' $$, $$ state = 'ringing' $$, $$ outcome = 'bored' $$,
    $$ retry_category = 'completed' $$, $$ reason_code = 'bored' $$]),
  ('call_events', array[$$ source = 'rumour' $$])
) as t (relation, changes), unnest(changes) change;

select is(outcome_of('owner', statement), state, name)
from (values
  ($$ insert into organizations (slug, name) values ('acme', 'Other') $$, '23505', 'a slug belongs to one organisation'),
  ($$ insert into memberships (org_id, user_id, role) values (id_of('acme'), id_of('admin'), 'viewer') $$, '23505',
    'a user has one role in an organisation'),
  ($$ update call_schedules set scheduled_at = null $$, '23502', 'a call without a time cannot be stored'),
  ($$ update call_schedules set org_id = id_of('globex') where id = id_of('call') $$, '23503',
    'a call cannot move to another organisation and keep its agent'),
  ($$ update call_schedules set rule_id = id_of('no rule') $$, '23503', 'a call belongs to a rule that exists'),
  ($$ update call_schedules set rule_id = id_of('globex rule') $$, '23503', 'of its own organisation'),
  ($$ delete from call_schedule_rules where id = id_of('acme rule') $$, 'ok 1', 'a rule can be removed though it made calls'),
  ($$ update call_attempts set schedule_id = id_of('no call') $$, '23503', 'an attempt belongs to a schedule'),
  ($$ delete from agents where id = id_of('acme agent') $$, '23503', 'an agent with calls cannot be removed'),
  ($$ update call_schedules set dial_after = now() $$, '428C9', 'the moment of dialling is computed and never written'),
  ($$ delete from auth.users where id = id_of('member') $$, 'ok 1', 'a user can be removed'),
  ($$ delete from organizations where slug = 'acme' $$, 'ok 1', 'an organisation can be removed with all that is its own')
) as t (statement, state, name);

select * from finish();
rollback;
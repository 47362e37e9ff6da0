-- Rules plan one call per contact and check-up date, ever; a preview shows it and writes nothing.
begin;
set local search_path = public, extensions, fixtures;
set local time zone 'UTC';
select plan(53);

select set_clock('2026-11-22 06:30Z');
select make_acme_and_globex();
select connect_hubspot(synced_until => clock());

-- What the functions do with a plan: each number is closed anew for its schedule.
create function pg_temp.plan(rule text, amount integer default 500) returns jsonb language sql as $$
  select coalesce(jsonb_agg(jsonb_build_object('schedule_id', p.schedule_id, 'contact_id', p.contact_id,
    'phone_enc', 'v1.k1.CCCCCCCCCCCCCCCC.DDDDDDDDDDDDDDDDDDDDDD', 'phone_hash', p.phone_hash)), '[]')
  from plan_rule_calls(id_of(rule), amount) p
$$;
create function pg_temp.evaluate(rule text) returns integer language sql as $$ select book_rule_calls(id_of(rule), pg_temp.plan(rule)) $$;
create function pg_temp.calls() returns text language sql as $$
  select string_agg(concat_ws(' ', contact_id, occasion, call_status, status_reason_code), ', ' order by contact_id::bigint, occasion)
  from call_schedules where deleted_at is null
$$;
create function pg_temp.preview(who text, rule text default 'rule', amount integer default 1000) returns jsonb language sql as $$
  select answer_to(who, format('select preview_call_rule(%L, %s)', id_of(rule), amount))::jsonb
$$;

select make_rule('rule');
select make_rule('globex rule', org => 'globex');
select keep_contact('1', '{"checkup": "2026-11-10"}');
select keep_contact('2', '{"checkup": "2026-11-09"}');
select keep_contact('3', '{"checkup": "2026-11-20"}');
select keep_contact('4', '{"phone_problem": "missing"}');

-- The preview.
create temporary table before as
select (select count(*) from audit_log where table_name <> 'call_schedule_rules') as audit, (select count(*) from call_schedules) as calls;
select is(pg_temp.preview(who), pg_temp.preview('viewer'), format('%s sees whom a rule would call', who)) from unnest(array['admin', 'member']) who;
select is(pg_temp.preview('viewer') -> 'would_call', '[
  {"contact_id": "2", "contact_name": "Asha Rao", "last_checkup_date": "2026-11-09", "reason_code": "due",
    "reason": "The last check-up was on 2026-11-09, 13 days ago; the rule calls after 5."},
  {"contact_id": "1", "contact_name": "Asha Rao", "last_checkup_date": "2026-11-10", "reason_code": "due",
    "reason": "The last check-up was on 2026-11-10, 12 days ago; the rule calls after 5."}]', 'with the reason, the oldest check-up first');
select is(pg_temp.preview('viewer') - array['would_call', 'would_not_call'],
  '{"would_call_count": 2, "would_not_call_count": 2, "reason_counts": {"not_due": 1, "phone_missing": 1}}', 'how many, and why not');
select is(jsonb_path_query_array(pg_temp.preview('viewer'), '$.would_not_call[*].reason_code'), '["phone_missing", "not_due"]',
  'each of them');
select is(pg_temp.preview('viewer', amount => 1) #>> '{would_call,0,contact_id}', '2', 'or the first of them alone');
select is(jsonb_array_length(pg_temp.preview('viewer', amount => 1) -> 'would_call'), 1, 'and no more');
select is(pg_temp.preview('viewer', amount => 1) -> 'would_call_count', '2', 'while all are counted');
select is(pg_temp.preview(who), null, format('%s is told nothing', who)) from unnest(array['rival', 'nobody']) who;
select is(pg_temp.preview('admin', 'globex rule'), null, 'nor is an admin of another organisation');
select is(pg_temp.preview('admin', 'no such rule'), pg_temp.preview('admin', 'globex rule'),
  'the same as of a rule that is not there');
update call_schedule_rules set is_active = false where id = id_of('rule');
select is(pg_temp.preview('admin') -> 'would_call_count', '2', 'a rule may be tried before it is switched on');
update call_schedule_rules set purpose = 'marketing';
select is(pg_temp.preview('admin') -> 'reason_counts' -> 'consent_missing', '2', 'whom the calling policy stops would not be called, with its code');
update call_schedule_rules set purpose = 'health_reminder';
select is(pg_temp.evaluate('rule'), 0, 'but plans nothing until then');
select is((select count(*) from call_schedules), (select calls from before), 'none of this planned a call');
select is((select count(*) from audit_log where table_name <> 'call_schedule_rules'), (select audit from before),
  'or wrote anything else');
update call_schedule_rules set is_active = true;

-- One call per contact, rule and check-up date, ever.
create temporary table plans as select pg_temp.plan('rule') as plan;
select is(book_rule_calls(id_of('rule'), plan), 2, 'a plan is booked') from plans;
select is(pg_temp.calls(), '1 2026-11-10 scheduled, 2 2026-11-09 scheduled', 'one call for each that is due');
select is((select row(rule_id, agent_id, call_topic, call_language, contact_name, contact_phone_enc, last_checkup_date, auto_trigger_enabled, created_by)::text
    from call_schedules where contact_id = '1'),
  row(id_of('rule'), id_of('acme agent'), 'follow_up', 'en-IN', 'Asha Rao', 'v1.k1.CCCCCCCCCCCCCCCC.DDDDDDDDDDDDDDDDDDDDDD',
    '2026-11-10'::date, false, null::uuid)::text, 'as the rule says, with the number closed for it, made by nobody');
select is((select array_agg(id order by contact_id) from call_schedules),
  (select array_agg((c ->> 'schedule_id')::uuid order by c ->> 'contact_id') from plans, jsonb_array_elements(plan) c), 'under the ids that were planned');
select is(book_rule_calls(id_of('rule'), plan), 0, 'the same plan books nothing again') from plans;
select is(pg_temp.evaluate('rule'), 0, 'nor does another one');
update call_schedules set call_status = 'cancelled', status_reason = 'Over.', deleted_at = now();
select is(pg_temp.evaluate('rule'), 0, 'nor when the calls were deleted');
select throws_ok($$ insert into call_schedules (org_id, agent_id, rule_id, contact_id, contact_name, contact_phone_enc, contact_phone_hash, scheduled_at, purpose, occasion)
  select org_id, agent_id, rule_id, contact_id, contact_name, contact_phone_enc, contact_phone_hash, scheduled_at, purpose, occasion from call_schedules limit 1 $$,
  '23505', null, 'whoever writes, a second one is refused');
update contacts set last_checkup_date = '2026-11-15' where contact_id = '1';
select is(pg_temp.evaluate('rule'), 1, 'a new check-up date is called for again');
select make_rule('second rule', days => 3);
select is(pg_temp.plan('second rule') @> '[{"contact_id": "2"}]', true,
  'another rule may call for a check-up that one has called for');
select is(pg_temp.plan('second rule') @> '[{"contact_id": "1"}]', false, 'not while a call to the number waits');
delete from call_schedules;
delete from call_schedule_rules where id = id_of('second rule');

-- What changes between plan and booking.
create function pg_temp.booked_after(change text) returns integer language plpgsql as $$
declare
  plan jsonb := pg_temp.plan('rule');
  booked integer;
begin
  execute change;
  booked := book_rule_calls(id_of('rule'), plan);
  raise exception using errcode = 'UNDO1', message = booked;
exception when sqlstate 'UNDO1' then return sqlerrm;
end $$;
select is(pg_temp.booked_after(change), booked, format('after the plan: %s, and %s of two calls are booked', change, booked))
from (values
  ('select', 2),
  ('update contacts set phone_hash = repeat(''0'', 64) where contact_id = ''1''', 1),
  ('update contacts set do_not_call = true where contact_id = ''1''', 1),
  ('update contacts set last_checkup_date = ''2026-11-22'' where contact_id = ''1''', 1),
  ('update contacts set removed_at = now(), removed_reason = ''deleted'' where contact_id = ''1''', 1),
  ('select keep_call(''meanwhile'', ''by hand'', status => ''scheduled'', number => ''1'')', 1),
  ('select pg_temp.evaluate(''rule'')', 0),
  ('update call_schedule_rules set max_calls_per_day = 1', 1),
  ('update call_schedule_rules set checkup_threshold_days = 30', 0),
  ('update call_schedule_rules set is_active = false', 0),
  ('update agents set is_active = false', 0),
  ('delete from call_schedule_rules', 0)) as t (change, booked);
select is(book_rule_calls(id_of('rule'), (select jsonb_agg(c || '{"contact_id": "3"}') from jsonb_array_elements(pg_temp.plan('rule')) c)), 0,
  'nobody else is called than who is due');
select is(book_rule_calls(id_of('globex rule'), pg_temp.plan('rule')), 0, 'nor by another organisation''s rule');
select is(jsonb_array_length(pg_temp.plan('rule', 1)), 1, 'a plan may be taken in pieces');
select is(pg_temp.plan('rule', 1) #>> '{0,contact_id}', '2', 'the oldest check-up first');
update call_schedule_rules set max_calls_per_day = 1 where id = id_of('rule');
select is(pg_temp.evaluate('rule'), 1, 'a rule plans its calls of the day');
select is(pg_temp.evaluate('rule'), 0, 'and no more that day');
delete from call_schedules;
update call_schedule_rules set max_calls_per_day = 100000;

-- A periodic rule.
select make_rule('weekly', 'periodic', 7);
select is(pg_temp.evaluate('weekly'), 3, 'a periodic rule calls whoever was never called');
select is((select array_agg(distinct occasion) from call_schedules), '{first}', 'for the first time');
select is(pg_temp.evaluate('weekly'), 0, 'once');
delete from call_schedules;

-- Its rule goes.
select pg_temp.evaluate('rule');
update call_schedules set call_status = 'in_progress' where contact_id = '2';
select keep_call('by hand', '9', status => 'scheduled');
delete from call_schedule_rules where id = id_of('rule');
select is(pg_temp.calls(), '1 2026-11-15 cancelled rule_deleted, 2 2026-11-09 in_progress, 9 scheduled',
  'with a rule its waiting calls go; one on its way and those booked by hand stay');
insert into call_attempts (org_id, schedule_id, agent_id, attempt_number, contact_phone_hash, trigger, worker, due_at,
  lease_expires_at)
select org_id, id, agent_id, 1, contact_phone_hash, 'sweep', 'worker 1', clock(), clock() from call_schedules where contact_id = '2';
select record_call_not_sent((select id from call_attempts), 429, 'bolna_rate_limit', 'Too many.', 60) ->> 'call_status';
select is((select row(call_status, status_reason_code, retry_at)::text from call_schedules where contact_id = '2'), '(cancelled,rule_deleted,)',
  'and that one is not tried again');
delete from call_schedules;
select make_rule('rule', a_day => 100000);
select pg_temp.evaluate('rule');
delete from organizations where slug = 'acme';
select is((select count(*) from call_schedules), 0::bigint, 'an organisation goes with its rules and calls');

select is((select count(*) from audit_log where changes::text ~ 'Asha|v1\.k1'), 0::bigint, 'no name or number is in the trail');

select * from finish();
rollback;
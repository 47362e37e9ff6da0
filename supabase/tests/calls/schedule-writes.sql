-- A user writes the booking; the system writes what became of it.
begin;
set local search_path = public, extensions, fixtures;
select plan(70);

select make_acme_and_globex();

select book('mine', owner => 'member');
select book('another''s', owner => 'colleague');
select book('nobody''s');
select book('deleted', owner => 'member');
select book(status, owner => 'member') from unnest(array['in_progress', 'completed', 'failed', 'cancelled']) status;
update call_schedules set call_status = 'in_progress' where id in (id_of('in_progress'), id_of('completed'));
update call_schedules set call_status = 'completed', status_reason = 'Over.' where id = id_of('completed');
update call_schedules set call_status = 'failed', status_reason = 'Over.' where id = id_of('failed');
update call_schedules set call_status = 'cancelled', status_reason = 'Over.' where id = id_of('cancelled');
update call_schedules set call_status = 'cancelled', status_reason = 'Over.', deleted_at = now() where id = id_of('deleted');

create function pg_temp.booking(org text, agent text, extra_columns text default '', extra_values text default '')
returns text language sql as $$
  select format('insert into call_schedules (org_id, agent_id, contact_id, contact_name, contact_phone_enc,
      contact_phone_hash, scheduled_at %s)
    values (%L, %L, ''c'', ''Asha'', some_ciphertext(), repeat(''0'', 64), now() %s)',
    extra_columns, id_of(org), id_of(agent), extra_values)
$$;

-- The system's columns.
select is(
  outcome_of('admin', format('update call_schedules set %I = default where id = id_of(''mine'')', name)),
  '42501', format('an admin cannot write %s of a booked call', name))
from unnest(array['id', 'org_id', 'rule_id', 'call_status', 'bolna_call_id', 'status_reason_code', 'status_reason', 'attention',
  'attention_reason', 'attempt_count', 'deferral_count', 'due_at', 'retry_at', 'dial_after', 'created_by', 'created_at',
  'updated_at', 'deleted_at']) name;

select is(
  outcome_of('admin', pg_temp.booking('acme', 'acme agent', ', ' || name, ', default')),
  '42501', format('an admin cannot book a call with a %s of their own', name))
from unnest(array['rule_id', 'call_status', 'bolna_call_id', 'status_reason_code', 'status_reason', 'attention',
  'attention_reason', 'attempt_count', 'deferral_count', 'due_at', 'retry_at', 'dial_after', 'created_by', 'created_at', 'updated_at',
  'deleted_at']) name;

select is(
  outcome_of('admin', format('select %I from call_schedules', name)), '42501', format('nobody reads %s', name))
from unnest(array['contact_phone_hash', 'deferral_count']) name;
select is(outcome_of('admin', 'select contact_phone_hash from call_attempts'), '42501',
  'nobody reads the number''s hash from an attempt');
select is(outcome_of('admin', 'select worker from call_attempts'), '42501', 'nobody reads which worker dialled');
select is(outcome_of(who, format('update call_attempts set %I = default', name)), '42501',
  format('%s cannot write %s of an attempt', who, name))
from unnest(array['admin', 'service_role']) who, unnest(array['retry_category', 'absent_listings']) name;

-- Whose it is.
select is(answer_to('member', pg_temp.booking('acme', 'acme agent') || ' returning created_by'),
  id_of('member')::text, 'a booking belongs to the one who made it');
select is(answer_to('member', pg_temp.booking('acme', 'acme agent') || ' returning call_status'), 'scheduled',
  'a booking begins as scheduled');
select is(outcome_of('viewer', pg_temp.booking('acme', 'acme agent')), '42501', 'a viewer cannot book');
select is(outcome_of('rival', pg_temp.booking('acme', 'acme agent')), '42501',
  'an admin of another organisation cannot book here');
select is(outcome_of('rival', pg_temp.booking('acme', 'globex agent')), '42501',
  'nor with an agent of their own');
select is(outcome_of('nobody', pg_temp.booking('acme', 'acme agent')), '42501',
  'a user without an organisation cannot book');
select is(outcome_of('ghost', pg_temp.booking('acme', 'acme agent')), '42501',
  'a token of a user who is gone cannot book');
select is(outcome_of('admin', pg_temp.booking('acme', 'globex agent')), '23503',
  'another organisation''s agent cannot be booked');
select is(outcome_of('admin', pg_temp.booking('acme', 'no agent')), '23503',
  'an unknown agent gets the same answer as another organisation''s');

create function pg_temp.edit(who text, name text, change text default 'call_topic = ''other''') returns text language sql as $$
  select outcome_of(who, format('update call_schedules set %s where id = %L', change, id_of(name)))
$$;
select is(pg_temp.edit('member', 'mine'), 'ok 1', 'a member changes their own call');
select is(pg_temp.edit('member', 'another''s'), 'ok 0', 'a member cannot change another member''s call');
select is(pg_temp.edit('member', 'nobody''s'), 'ok 0', 'a member cannot change a call whose creator is gone');
select is(pg_temp.edit('admin', 'mine'), 'ok 1', 'an admin changes a member''s call');
select is(pg_temp.edit('admin', 'nobody''s'), 'ok 1', 'an admin changes a call whose creator is gone');
select is(pg_temp.edit('rival', 'mine'), 'ok 0', 'another organisation''s admin finds nothing to change');
select is(pg_temp.edit('admin', 'mine', format('agent_id = %L', id_of('globex agent'))), '23503',
  'a call cannot be given to another organisation''s agent');

select is(pg_temp.edit(who, status), 'ok 0', format('a call that is %s cannot be changed by %s', status, who))
from unnest(array['in_progress', 'completed', 'failed', 'cancelled']) status, unnest(array['member', 'admin']) who;
select is(pg_temp.edit('admin', 'deleted'), 'ok 0', 'a deleted call cannot be changed');
select is(outcome_of('admin', 'select 1 from call_schedules where id = id_of(''deleted'')'), 'ok 0',
  'a deleted call is in no list');

update memberships set role = 'viewer' where user_id = id_of('member');
select is(pg_temp.edit('member', 'mine'), 'ok 0', 'a member made viewer cannot change even their own call');
delete from memberships where user_id = id_of('member');
select is(outcome_of('member', 'select 1 from call_schedules'), 'ok 0', 'a member who was removed sees nothing at once');

select * from finish();
rollback;
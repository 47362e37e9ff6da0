-- A user writes the booking; the system writes what became of it.
begin;
set local search_path = public, extensions;
select plan(70);

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
select pg_temp.book('mine', owner => 'member');
select pg_temp.book('another''s', owner => 'colleague');
select pg_temp.book('nobody''s');
select pg_temp.book('deleted', owner => 'member');
select pg_temp.book(status, owner => 'member') from unnest(array['in_progress', 'completed', 'failed', 'cancelled']) status;
update call_schedules set call_status = 'in_progress' where id in (md5('in_progress')::uuid, md5('completed')::uuid);
update call_schedules set call_status = 'completed', status_reason = 'Over.' where id = md5('completed')::uuid;
update call_schedules set call_status = 'failed', status_reason = 'Over.' where id = md5('failed')::uuid;
update call_schedules set call_status = 'cancelled', status_reason = 'Over.' where id = md5('cancelled')::uuid;
update call_schedules set call_status = 'cancelled', status_reason = 'Over.', deleted_at = now() where id = md5('deleted')::uuid;

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
-- The one value that somebody's statement answers. What it did stays done.
create function pg_temp.answer_to(who text, statement text) returns text language plpgsql as $$
declare
  answer text;
begin
  perform pg_temp.become(who);
  execute statement into answer;
  reset role;
  perform pg_temp.become('owner');
  return answer;
end $$;
create function pg_temp.booking(org text, agent text, extra_columns text default '', extra_values text default '')
returns text language sql as $$
  select format('insert into call_schedules (org_id, agent_id, contact_id, contact_name, contact_phone_enc,
      contact_phone_hash, scheduled_at %s)
    values (%L, %L, ''c'', ''Asha'', ''v1.k1.AAAAAAAAAAAAAAAA.BBBBBBBBBBBBBBBBBBBBBB'', repeat(''0'', 64), now() %s)',
    extra_columns, md5(org)::uuid, md5(agent)::uuid, extra_values)
$$;

-- The system's columns.
select is(
  pg_temp.outcome_of('admin', format('update call_schedules set %I = default where id = md5(''mine'')::uuid', name)),
  '42501', format('an admin cannot write %s of a booked call', name))
from unnest(array['id', 'org_id', 'rule_id', 'call_status', 'bolna_call_id', 'status_reason_code', 'status_reason', 'attention',
  'attention_reason', 'attempt_count', 'deferral_count', 'due_at', 'retry_at', 'dial_after', 'created_by', 'created_at',
  'updated_at', 'deleted_at']) name;

select is(
  pg_temp.outcome_of('admin', pg_temp.booking('acme', 'acme agent', ', ' || name, ', default')),
  '42501', format('an admin cannot book a call with a %s of their own', name))
from unnest(array['rule_id', 'call_status', 'bolna_call_id', 'status_reason_code', 'status_reason', 'attention',
  'attention_reason', 'attempt_count', 'deferral_count', 'due_at', 'retry_at', 'dial_after', 'created_by', 'created_at', 'updated_at',
  'deleted_at']) name;

select is(
  pg_temp.outcome_of('admin', format('select %I from call_schedules', name)), '42501', format('nobody reads %s', name))
from unnest(array['contact_phone_hash', 'deferral_count']) name;
select is(pg_temp.outcome_of('admin', 'select contact_phone_hash from call_attempts'), '42501',
  'nobody reads the number''s hash from an attempt');
select is(pg_temp.outcome_of('admin', 'select worker from call_attempts'), '42501', 'nobody reads which worker dialled');
select is(pg_temp.outcome_of(who, format('update call_attempts set %I = default', name)), '42501',
  format('%s cannot write %s of an attempt', who, name))
from unnest(array['admin', 'service_role']) who, unnest(array['retry_category', 'absent_listings']) name;

-- Whose it is.
select is(pg_temp.answer_to('member', pg_temp.booking('acme', 'acme agent') || ' returning created_by'),
  md5('member')::uuid::text, 'a booking belongs to the one who made it');
select is(pg_temp.answer_to('member', pg_temp.booking('acme', 'acme agent') || ' returning call_status'), 'scheduled',
  'a booking begins as scheduled');
select is(pg_temp.outcome_of('viewer', pg_temp.booking('acme', 'acme agent')), '42501', 'a viewer cannot book');
select is(pg_temp.outcome_of('rival', pg_temp.booking('acme', 'acme agent')), '42501',
  'an admin of another organisation cannot book here');
select is(pg_temp.outcome_of('rival', pg_temp.booking('acme', 'globex agent')), '42501',
  'nor with an agent of their own');
select is(pg_temp.outcome_of('nobody', pg_temp.booking('acme', 'acme agent')), '42501',
  'a user without an organisation cannot book');
select is(pg_temp.outcome_of('ghost', pg_temp.booking('acme', 'acme agent')), '42501',
  'a token of a user who is gone cannot book');
select is(pg_temp.outcome_of('admin', pg_temp.booking('acme', 'globex agent')), '23503',
  'another organisation''s agent cannot be booked');
select is(pg_temp.outcome_of('admin', pg_temp.booking('acme', 'no agent')), '23503',
  'an unknown agent gets the same answer as another organisation''s');

create function pg_temp.edit(who text, name text, change text default 'call_topic = ''other''') returns text language sql as $$
  select pg_temp.outcome_of(who, format('update call_schedules set %s where id = %L', change, md5(name)::uuid))
$$;
select is(pg_temp.edit('member', 'mine'), 'ok 1', 'a member changes their own call');
select is(pg_temp.edit('member', 'another''s'), 'ok 0', 'a member cannot change another member''s call');
select is(pg_temp.edit('member', 'nobody''s'), 'ok 0', 'a member cannot change a call whose creator is gone');
select is(pg_temp.edit('admin', 'mine'), 'ok 1', 'an admin changes a member''s call');
select is(pg_temp.edit('admin', 'nobody''s'), 'ok 1', 'an admin changes a call whose creator is gone');
select is(pg_temp.edit('rival', 'mine'), 'ok 0', 'another organisation''s admin finds nothing to change');
select is(pg_temp.edit('admin', 'mine', format('agent_id = %L', md5('globex agent')::uuid)), '23503',
  'a call cannot be given to another organisation''s agent');

select is(pg_temp.edit(who, status), 'ok 0', format('a call that is %s cannot be changed by %s', status, who))
from unnest(array['in_progress', 'completed', 'failed', 'cancelled']) status, unnest(array['member', 'admin']) who;
select is(pg_temp.edit('admin', 'deleted'), 'ok 0', 'a deleted call cannot be changed');
select is(pg_temp.outcome_of('admin', 'select 1 from call_schedules where id = md5(''deleted'')::uuid'), 'ok 0',
  'a deleted call is in no list');

update memberships set role = 'viewer' where user_id = md5('member')::uuid;
select is(pg_temp.edit('member', 'mine'), 'ok 0', 'a member made viewer cannot change even their own call');
delete from memberships where user_id = md5('member')::uuid;
select is(pg_temp.outcome_of('member', 'select 1 from call_schedules'), 'ok 0', 'a member who was removed sees nothing at once');

select * from finish();
rollback;

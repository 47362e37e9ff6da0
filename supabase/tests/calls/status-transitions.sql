-- scheduled → in_progress → completed | failed | cancelled, and placing → unknown → placed → ended: no other way, whoever writes.
begin;
set local search_path = public, extensions;
select plan(43);

-- Acme and Globex. The id of anything here is the md5 of its name.
delete from organizations;
insert into organizations (id, slug, name, time_zone) values
  (md5('acme')::uuid, 'acme', 'Acme', 'Asia/Kolkata'),
  (md5('globex')::uuid, 'globex', 'Globex', 'America/New_York');
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

-- A schedule in each status.
select pg_temp.book(status) from unnest(array['scheduled', 'in_progress', 'completed', 'failed', 'cancelled']) status;
alter table call_schedules disable trigger user;
update call_schedules set call_status = contact_id, status_reason = 'Because.';
alter table call_schedules enable trigger user;

select is(
  pg_temp.outcome_of('owner', format('update call_schedules set call_status = %L where contact_id = %L', after, before)),
  case when (before, after) in (('scheduled', 'in_progress'), ('scheduled', 'cancelled'), ('scheduled', 'failed'),
    ('in_progress', 'completed'), ('in_progress', 'failed'), ('in_progress', 'cancelled'), ('in_progress', 'scheduled'))
    then 'ok 1' else '23514' end,
  format('a call goes from %s to %s only if that is a way', before, after))
from unnest(array['scheduled', 'in_progress', 'completed', 'failed', 'cancelled']) before,
  unnest(array['scheduled', 'in_progress', 'completed', 'failed', 'cancelled']) after
where before <> after;

-- An attempt in each state.
delete from call_schedules;
select pg_temp.dial(state) from unnest(array['placing', 'unknown', 'placed', 'ended']) state;
alter table call_attempts disable trigger user;
update call_attempts t
set state = s.contact_id, next_check_at = now(), placed_at = now(), bolna_execution_id = s.contact_id,
  outcome = case s.contact_id when 'ended' then 'completed' end, ended_at = case s.contact_id when 'ended' then now() end
from call_schedules s where s.id = t.schedule_id;
alter table call_attempts enable trigger user;

select is(
  pg_temp.outcome_of('owner', format(
    'update call_attempts set state = %L, outcome = %L, ended_at = %L where bolna_execution_id = %L',
    after, case after when 'ended' then 'completed' end, case after when 'ended' then now() end, before)),
  case when (before, after) in (('placing', 'unknown'), ('placing', 'placed'), ('placing', 'ended'), ('unknown', 'placed'),
    ('unknown', 'ended'), ('placed', 'ended')) then 'ok 1' else '23514' end,
  format('an attempt goes from %s to %s only if that is a way', before, after))
from unnest(array['placing', 'unknown', 'placed', 'ended']) before, unnest(array['placing', 'unknown', 'placed', 'ended']) after
where before <> after;

-- Never two live attempts.
create function pg_temp.second_attempt(schedule text, org text, number text, attempt_number integer default 2)
returns text language sql as $$
  select pg_temp.outcome_of('owner', format(
    'insert into call_attempts (org_id, schedule_id, agent_id, attempt_number, contact_phone_hash, trigger, worker, due_at,
       lease_expires_at) values (%L, %L, %L, %s, %L, ''sweep'', ''worker 2'', now(), now())',
    md5(org)::uuid, md5(schedule)::uuid, md5(org || ' agent')::uuid, attempt_number, encode(sha256(number::bytea), 'hex')))
$$;
select pg_temp.book('scheduled');
select pg_temp.book('globex call', 'globex');

select is(pg_temp.second_attempt(state, 'acme', 'fresh number'), '23505',
  format('a schedule whose attempt is %s gets no second attempt', state)) from unnest(array['placing', 'unknown', 'placed']) state;
select is(pg_temp.second_attempt('ended', 'acme', 'ended'), 'ok 1', 'a schedule whose attempt ended may be tried again');
select is(pg_temp.second_attempt('scheduled', 'acme', state), '23505',
  format('a number whose attempt is %s gets no second attempt', state)) from unnest(array['placing', 'unknown', 'placed']) state;
select is(pg_temp.second_attempt('scheduled', 'acme', 'ended'), 'ok 1', 'a number whose attempt ended may be called again');
select is(pg_temp.second_attempt('globex call', 'globex', 'placed'), 'ok 1',
  'another organisation''s call to the same number is its own affair');
select is(pg_temp.second_attempt('globex call', 'acme', 'fresh number'), '23503',
  'an attempt cannot belong to another organisation than its schedule');
select is(pg_temp.second_attempt('ended', 'acme', 'fresh number', 1), '23505', 'the attempts of a schedule are numbered');

select * from finish();
rollback;

-- scheduled → in_progress → completed | failed | cancelled, and placing → unknown → placed → ended: no other way, whoever writes.
begin;
set local search_path = public, extensions, fixtures;
select plan(43);

select make_acme_and_globex();

-- A schedule in each status.
select book(status) from unnest(array['scheduled', 'in_progress', 'completed', 'failed', 'cancelled']) status;
alter table call_schedules disable trigger user;
update call_schedules set call_status = contact_id::call_status, status_reason = 'Because.';
alter table call_schedules enable trigger user;

select is(
  outcome_of('owner', format('update call_schedules set call_status = %L where contact_id = %L', after, before)),
  case when (before, after) in (('scheduled', 'in_progress'), ('scheduled', 'cancelled'), ('scheduled', 'failed'),
    ('in_progress', 'completed'), ('in_progress', 'failed'), ('in_progress', 'cancelled'), ('in_progress', 'scheduled'))
    then 'ok 1' else '23514' end,
  format('a call goes from %s to %s only if that is a way', before, after))
from unnest(array['scheduled', 'in_progress', 'completed', 'failed', 'cancelled']) before,
  unnest(array['scheduled', 'in_progress', 'completed', 'failed', 'cancelled']) after
where before <> after;

-- An attempt in each state.
delete from call_schedules;
select dial(state) from unnest(array['placing', 'unknown', 'placed', 'ended']) state;
alter table call_attempts disable trigger user;
update call_attempts t
set state = s.contact_id::attempt_state, next_check_at = now(), placed_at = now(), bolna_execution_id = s.contact_id,
  outcome = case s.contact_id when 'ended' then 'completed'::attempt_outcome end, ended_at = case s.contact_id when 'ended' then now() end
from call_schedules s where s.id = t.schedule_id;
alter table call_attempts enable trigger user;

select is(
  outcome_of('owner', format(
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
  select outcome_of('owner', format(
    'insert into call_attempts (org_id, schedule_id, agent_id, attempt_number, contact_phone_hash, trigger, worker, due_at,
       lease_expires_at) values (%L, %L, %L, %s, %L, ''sweep'', ''worker 2'', now(), now())',
    id_of(org), id_of(schedule), id_of(org || ' agent'), attempt_number, hash_of(number)))
$$;
select book('scheduled');
select book('globex call', 'globex');

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
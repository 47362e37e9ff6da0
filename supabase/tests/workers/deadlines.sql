-- Whatever throws: no attempt is live and unflagged after its deadline, and a person can always end it.
begin;
set local search_path = public, extensions, fixtures;
select plan(24);

select make_acme_and_globex();
update organizations set max_concurrent_calls = 100;

create function pg_temp.lose(name text) returns void language sql as $$
  select dial(name);
  select record_call_unknown(attempt_of(name), 502, 'bolna_server_error', 'Bolna failed.');
$$;
-- As if all of it had begun so long ago.
create function pg_temp.age(name text, by interval) returns void language sql as $$
  update call_attempts set claimed_at = claimed_at - by, placed_at = placed_at - by
  where id = attempt_of(name)
$$;
create function pg_temp.is_flagged(name text) returns boolean language sql as $$
  select attention from call_schedules where id = id_of(name)
$$;
create function pg_temp.resolve(name text, outcome text) returns text language sql as $$
  select concat_ws(' ', a ->> 'outcome', a ->> 'call_status')
  from (select answer_to('admin', format('select resolve_call_schedule(%L, %L)', id_of(name), outcome))::jsonb) as t (a)
$$;

-- Each state has its deadline.
select place(name) from unnest(array['young', 'talking', 'forgotten']) name;
select pg_temp.lose(name) from unnest(array['just lost', 'lost']) name;
select pg_temp.age('talking', '4 hours 14 minutes'), pg_temp.age('forgotten', '4 hours 15 minutes'),
  pg_temp.age('just lost', '11 minutes'), pg_temp.age('lost', '12 minutes');
select lives_ok('select begin_sweep(''worker 2'')', 'a pass begins');
select is(pg_temp.is_flagged(name), flagged, format('%s is %s', name, case when flagged then 'shown to a person' else 'let be' end))
from (values ('young', false), ('talking', false), ('forgotten', true), ('just lost', false), ('lost', true)) as t (name, flagged);
select ok((select attention_reason ~ 'could not be read' from call_schedules where id = id_of('forgotten')),
  'with a sentence that says what to do');
update call_schedules set attention_reason = 'Somebody wrote here.' where id = id_of('forgotten');
select begin_sweep('worker 2');
select is((select attention_reason from call_schedules where id = id_of('forgotten')), 'Somebody wrote here.',
  'one that is flagged already keeps its reason');

-- A call whose writes all fail keeps no other from being looked after, and is flagged if it can be.
create function pg_temp.refuse() returns trigger language plpgsql as $$
begin
  raise exception 'unsupported Unicode escape sequence' using errcode = '22P05';
end $$;
select dial(name) from unnest(array['stubborn', 'dead', 'dumb', 'silent']) name;
select pg_temp.age(name, '1 hour') from unnest(array['stubborn', 'dead', 'dumb', 'silent']) name;
update call_attempts set lease_expires_at = now() - interval '2 seconds', worker = 'stubborn' where id = attempt_of('stubborn');
update call_attempts set lease_expires_at = now() - interval '1 second' where id = attempt_of('dead');
create trigger refuse_attempt before update on call_attempts for each row
  when (old.worker = 'stubborn') execute function pg_temp.refuse();
select is(begin_sweep('worker 3') -> 'expired_leases', '1', 'a lease that cannot be ended keeps no other from it');
drop trigger refuse_attempt on call_attempts;
select is(pg_temp.is_flagged(name), true, format('%s is flagged all the same', name)) from unnest(array['stubborn', 'dead']) name;
update call_schedules set attention_code = null, attention_reason = null where id in (id_of('dumb'), id_of('silent'));
create trigger refuse_schedule before update on call_schedules for each row
  when (old.contact_id = 'dumb') execute function pg_temp.refuse();
select lives_ok('select begin_sweep(''worker 4'')', 'one that cannot be flagged does not end the pass');
select is(pg_temp.is_flagged('silent'), true, 'and one beside it is flagged');
drop trigger refuse_schedule on call_schedules;
select begin_sweep('worker 5');
select is(pg_temp.is_flagged('dumb'), true, 'as it is itself, once it can be');

-- A person can end each of them, flagged or not.
update call_schedules set attention_code = null, attention_reason = null where attention;
select is(pg_temp.resolve(name, 'not_placed'), 'not_flagged in_progress', format('before its deadline %s is nobody''s to end', name))
from unnest(array['young', 'talking', 'just lost']) name;
select pg_temp.lose('lost too'), place('forgotten too');
select pg_temp.age('lost too', '12 minutes'), pg_temp.age('forgotten too', '5 hours');
select is(pg_temp.resolve('lost', 'not_placed'), 'resolved scheduled', 'an unknown one that was not made is tried again');
select is(pg_temp.resolve('lost too', 'placed'), 'resolved completed', 'one that was made is completed');
select is(pg_temp.resolve('forgotten', 'placed'), 'resolved completed', 'so is one that Bolna had');
select is(pg_temp.resolve('forgotten too', 'not_placed'), 'resolved failed',
  'one that Bolna had accepted fails when it was not made: it is never dialled again while Bolna may have it');
select dial('placing');
update call_attempts set lease_expires_at = now() + interval '1 hour' where id = attempt_of('placing');
select is(pg_temp.resolve('placing', 'not_placed'), 'not_flagged in_progress', 'a request that may be on its way is nobody''s to end');
select pg_temp.age('placing', '12 minutes');
select is(pg_temp.resolve('placing', 'not_placed'), 'resolved scheduled', 'until its deadline, when no worker can send it any more');

-- Number and line are free.
delete from call_schedules where call_status = 'scheduled';
select book('next', number => 'forgotten too');
select is((select schedule_id from claim_due_calls('worker 6')), id_of('next'), 'its number can be dialled again');

select * from finish();
rollback;

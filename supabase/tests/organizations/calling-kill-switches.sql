-- Three switches stop dialling: over all organisations, of one, and of one agent. Each is looked at inside every claim, and
-- neither the bell nor a waiting worker is kept busy by calls that it holds back.
begin;
set local search_path = public, extensions, fixtures;
select plan(45);

select make_acme_and_globex();

insert into agents (id, org_id, name) values (id_of('second agent'), id_of('acme'), 'Second');
select book('call', owner => 'member');
select book('second call', owner => 'member');
update call_schedules set agent_id = id_of('second agent') where contact_id = 'second call';
select book('globex call', 'globex', owner => 'rival');
update private.scheduler set calling_paused_reason = null;

-- What each way to take a call answers; whatever it took is put back.
create function pg_temp.answer(statement text) returns text language plpgsql as $$
declare
  answer text;
begin
  execute statement into answer;
  raise exception using errcode = 'UNDO1', message = coalesce(answer, 'nothing');
exception
  when sqlstate 'UNDO1' then return sqlerrm;
end $$;
create function pg_temp.claim() returns text language sql as $$
  select pg_temp.answer($q$ select string_agg(contact_id, ', ' order by contact_id) from claim_due_calls('worker 1') $q$)
$$;
create function pg_temp.execute(name text, actor text default 'admin') returns text language sql as $$
  select pg_temp.answer(format($q$ select coalesce((c ->> 'reason_code') || ': ' || (c ->> 'reason'), c ->> 'outcome')
    from claim_call_schedule(%L, %L, 'worker 1') c $q$, id_of(name), id_of(actor)))
$$;
create function pg_temp.trigger_overdue(org text default 'acme', actor text default 'admin') returns text language sql as $$
  select pg_temp.answer(format($q$ select string_agg(contact_id, ', ' order by contact_id)
    from claim_overdue_calls(%L, %L, 'worker 1') $q$, id_of(org), id_of(actor)))
$$;
-- The same for a question, with this call alone in the tables.
create function pg_temp.alone(name text, question text) returns text language plpgsql as $$
declare
  answer text;
begin
  delete from call_schedules s where s.contact_id <> name;
  execute question into answer;
  raise exception using errcode = 'UNDO1', message = answer;
exception
  when sqlstate 'UNDO1' then return sqlerrm;
end $$;
create function pg_temp.bell(name text) returns text language sql as $$
  select pg_temp.alone(name, 'select private.sweep_has_work(0)')
$$;
create function pg_temp.next_due(name text) returns text language sql as $$
  select pg_temp.alone(name, 'select next_call_due_at(0) is not null')
$$;

-- With every switch on.
select is(pg_temp.claim(), 'call, globex call, second call', 'with no switch thrown every call is claimed');
select is(pg_temp.execute('call'), 'claimed', 'by hand too');
select is(pg_temp.trigger_overdue(), 'call, second call', 'and as overdue');
select is(pg_temp.bell('call'), 'true', 'it rings the bell');
select is(pg_temp.next_due('call'), 'true', 'and a worker waits for it');

-- All organisations.
select is(outcome_of('service_role', 'select pause_all_calling(''Bolna outage'')'), 'ok 1', 'an operator stops all calling');
select is(outcome_of(who, 'select pause_all_calling(''Mine'')'), '42501', format('%s cannot', who))
from unnest(array['anon', 'viewer', 'member', 'admin']) who;
select is(outcome_of('owner', format('select pause_all_calling(%L)', reason)), '23514', 'not without a reason that can be read')
from unnest(array['', repeat('x', 1001)]) reason;
select pause_all_calling('Bolna outage');
select is(pg_temp.claim(), 'nothing', 'then no sweep claims anything, of nobody');
select is(pg_temp.execute('call'), 'all_calling_paused: The operator has paused all calling: Bolna outage', 'nor is a call dialled by hand, which says why');
select is(pg_temp.execute('globex call', 'rival'), 'all_calling_paused: The operator has paused all calling: Bolna outage', 'of any organisation');
select is(pg_temp.execute('call', 'rival'), 'not_found', 'though a stranger is not even told that');
select is(pg_temp.trigger_overdue(), 'nothing', 'nor as overdue');
select is(pg_temp.bell('call'), 'false', 'it does not ring the bell');
select is(pg_temp.next_due('call'), 'false', 'and no worker waits for it');
update organizations set calling_paused_reason = 'Holiday' where slug = 'acme';
select is(pg_temp.execute('call'), 'all_calling_paused: The operator has paused all calling: Bolna outage', 'over an organisation''s own pause it has the last word');
select pause_all_calling(null);
select is(pg_temp.claim(), 'globex call', 'when it is lifted, an organisation''s own pause stays');

-- One organisation.
select is(pg_temp.execute('call'), 'organisation_paused: Calling is paused: Holiday', 'its calls are not dialled by hand, which says why');
select is(pg_temp.trigger_overdue(), 'nothing', 'nor as overdue');
select is(pg_temp.trigger_overdue('globex', 'rival'), 'globex call', 'while another organisation''s are');
select is(pg_temp.bell('call'), 'false', 'they do not ring the bell');
select is(pg_temp.bell('globex call'), 'true', 'another organisation''s do');
select is(pg_temp.next_due('call'), 'false', 'no worker waits for them');
select is(pg_temp.next_due('globex call'), 'true', 'but for another organisation''s');
update organizations set calling_paused_reason = null where slug = 'acme';
select is(pg_temp.claim(), 'call, globex call, second call', 'when it is lifted, everything goes on');

-- One agent.
update agents set is_active = false where id = id_of('acme agent');
select is(pg_temp.claim(), 'globex call, second call', 'an inactive agent''s calls are not claimed, another agent''s are');
select is(pg_temp.execute('call'), 'agent_inactive: The schedule''s agent is not active.', 'nor dialled by hand, which says why');
select is(pg_temp.execute('second call'), 'claimed', 'another agent''s are');
select is(pg_temp.trigger_overdue(), 'second call', 'the same as overdue');
select is(pg_temp.bell('call'), 'false', 'they do not ring the bell');
select is(pg_temp.bell('second call'), 'true', 'another agent''s do');
select is(pg_temp.next_due('call'), 'false', 'no worker waits for them');
select is(pg_temp.next_due('second call'), 'true', 'but for another agent''s');
update agents set is_active = true where id = id_of('acme agent');
select is(pg_temp.claim(), 'call, globex call, second call', 'when it is active again, everything goes on');

-- What Bolna already has is followed to its end, whatever is switched off.
select claim_all();
select record_call_placed(attempt_of('call'), 'execution');
select pause_all_calling('Bolna outage');
update organizations set calling_paused_reason = 'Holiday';
update agents set is_active = false;
update call_attempts set next_check_at = now() where state = 'placed';
select is(record_call_unknown(attempt_of('second call'), 502, 'bolna_server_error', 'Bolna failed.') -> 'recorded', 'true',
  'a request that was on its way is written down while all is stopped');
select ok(private.sweep_has_work(0), 'a live call that nothing is heard of still rings the bell');
select is((select attempt_id from claim_follow_ups()), attempt_of('call'), 'and is looked after');
select is(receive_bolna_event('execution', null, 'ringing', 0, '{}', repeat('0', 64), 'webhook') -> 'known', 'true', 'its events are taken');
select is(settle_call(attempt_of('call'), 'execution', '{"outcome": "no_answer", "call_status": "failed",
  "retry_category": "no_answer", "reason_code": "no_answer", "reason": "Nobody answered."}'), '{"settled": true, "call_status": "scheduled"}',
  'its end is written, and its next try planned');
update call_schedules set retry_at = now() where contact_id = 'call';
select is(pg_temp.claim(), 'nothing', 'which waits like any other call');
select pause_all_calling(null);
update organizations set calling_paused_reason = null;
update agents set is_active = true;
select is(pg_temp.claim(), 'call', 'until everything is switched on again');

select * from finish();
rollback;
-- What nobody could find out is settled by an admin's word: made, and it counts as completed; not made, and it is tried again.
begin;
set local search_path = public, extensions, fixtures;
select plan(57);

select make_acme_and_globex();

create function pg_temp.resolve(who text, name text, outcome text default 'placed') returns jsonb language sql as $$
  select answer_to(who, format('select resolve_call_schedule(%L, %L)', id_of(name), outcome))::jsonb
$$;
-- The member books a call; Bolna gives no clear answer, and nobody finds out.
create function pg_temp.lose(name text) returns void language sql as $$
  select book(name, owner => 'member');
  select claim_all();
  select record_call_unknown(attempt_of(name), 502, 'bolna_server_error', 'Bolna failed.');
  select flag_attention(attempt_of(name), 'outcome_unknown', 'Nobody knows.');
$$;

-- Who may.
select pg_temp.lose('lost');
select is(pg_temp.resolve('admin', 'no such call'), '{"outcome": "not_found"}', 'a call that does not exist is not found');
select is(pg_temp.resolve('rival', 'lost', outcome), '{"outcome": "not_found"}',
  format('another organisation''s call gets the same answer (%s)', outcome)) from unnest(array['placed', 'not_placed']) outcome;
select is(pg_temp.resolve('nobody', 'lost'), '{"outcome": "not_found"}', 'nor does a user without organisation find it');
select is(pg_temp.resolve(who, 'lost', outcome), '{"outcome": "forbidden"}', format('%s may not say %s', who, outcome))
from unnest(array['member', 'colleague', 'viewer']) who, unnest(array['placed', 'not_placed']) outcome;
select is(outcome_of(who, 'select resolve_call_schedule(id_of(''lost''), ''placed'')'), '42501',
  format('%s cannot even ask', who)) from unnest(array['anon', 'service_role']) who;
select is(outcome_of('admin', format('select resolve_call_schedule(id_of(''lost''), %s)', said)),
  case said when 'null' then '22023' else '22P02' end, format('%s is no word on a call', said)) from unnest(array['''completed''', '''''', '''Placed''', 'null']) said;
select is(state_of('lost'), 'in_progress / unknown', 'none of them changed anything');
select is((select attention from call_schedules), true, 'and a person still has to look');

-- It was made.
create temporary table before as select coalesce(max(id), 0) as id from audit_log;
select is(pg_temp.resolve('admin', 'lost', 'placed'), '{"outcome": "resolved", "call_status": "completed"}', 'an admin says that it was made');
select is(state_of('lost'), 'completed / ended / settled_by_hand', 'which completes it');
select is((select row(status_reason_code, attention, attention_reason, retry_at)::text from call_schedules),
  row('placed_by_hand', false, null, null)::text, 'as settled by hand; nobody need look any more');
select is((select row(reason_code, next_check_at, ended_at is not null, retry_category)::text from call_attempts),
  row('placed_by_hand', null, true, null)::text, 'its attempt is over and no longer followed');
select ok((select status_reason ~ 'admin' from call_schedules), 'in words that a person understands');
select is((select array_agg(distinct concat_ws(' ', actor_kind, actor_id, org_id)) from audit_log where id > (select id from before)),
  array[concat_ws(' ', 'user', id_of('admin'), id_of('acme'))], 'the audit trail names the admin');
select is((select array_agg(table_name order by id) from audit_log where id > (select id from before)), '{call_attempts,call_schedules}',
  'for the attempt and for the call');
select is(pg_temp.resolve('admin', 'lost', 'not_placed'), '{"outcome": "not_flagged", "call_status": "completed"}',
  'it cannot be taken back');
select is(state_of('lost'), 'completed / ended / settled_by_hand', 'and stays');
select is((select count(*) from claim_due_calls('worker 1')), 0::bigint, 'a call that was made is not dialled again');
select book('twin', owner => 'member');
update call_schedules set contact_phone_hash = (select contact_phone_hash from call_schedules where contact_id = 'lost')
where contact_id = 'twin';
select is((select schedule_id from claim_due_calls('worker 1')), id_of('twin'), 'its number is free for the next call');

-- It was not.
delete from call_schedules;
select pg_temp.lose('lost');
update before set id = (select max(a.id) from audit_log a);
select is(pg_temp.resolve('admin', 'lost', 'not_placed'), '{"outcome": "resolved", "call_status": "scheduled"}',
  'an admin says that it was not made');
select is(state_of('lost'), 'scheduled / ended / settled_by_hand', 'which schedules it again');
select is((select row(status_reason_code, attention, attention_reason, retry_at)::text from call_schedules),
  row('not_placed_by_hand', false, null, null)::text, 'due at once, with the reason');
select is((select array_agg(distinct actor_id) from audit_log where id > (select id from before)), array[id_of('admin')],
  'the audit trail names the admin');
select is(pg_temp.resolve('admin', 'lost', 'not_placed'), '{"outcome": "not_flagged", "call_status": "scheduled"}', 'saying it twice is told');
select is((select attempt_number from claim_due_calls('worker 1')), 2, 'it goes out again as the second attempt');
select is(record_call_placed((select id from call_attempts where attempt_number = 1), 'late') ->> 'recorded', 'false',
  'a worker that comes late with the first attempt is not heard');
select is((select array_agg(state order by attempt_number) from call_attempts), '{ended,placing}', 'and the second goes on');

-- Each state that a call can be in.
delete from call_schedules;
select pg_temp.lose(name) from unnest(array['unflagged', 'placed', 'completed', 'failed', 'cancelled', 'deleted']) name;
update call_schedules set attention_code = null, attention_reason = null where contact_id <> 'placed';
select book(name) from unnest(array['placing', 'flagged placing']) name;
select claim_all();
select flag_attention(attempt_of('flagged placing'), 'outcome_unknown', 'Look.');
select book('scheduled');
select record_call_placed(attempt_of('placed'), 'execution');
select flag_attention(attempt_of('placed'), 'outcome_unknown', 'Bolna cannot be asked how this call ended.');
update call_attempts set state = 'ended', outcome = 'failed', ended_at = now()
where schedule_id in (select id from call_schedules where contact_id in ('completed', 'failed', 'cancelled', 'deleted'));
update call_schedules set call_status = case contact_id when 'deleted' then 'failed' else contact_id::call_status end, status_reason = 'Over.',
  deleted_at = case contact_id when 'deleted' then now() end
where contact_id in ('completed', 'failed', 'cancelled', 'deleted');
create temporary table stands as select contact_id as name, state_of(contact_id) as state from call_schedules;
select is(pg_temp.resolve('admin', name, outcome), jsonb_build_object('outcome', 'not_flagged', 'call_status', split_part(state, ' ', 1)),
  format('a call that is %s is not settled as %s', name, outcome))
from stands, unnest(array['placed', 'not_placed']) outcome
where name in ('scheduled', 'placing', 'unflagged', 'completed', 'failed', 'cancelled');
select is(pg_temp.resolve('admin', 'deleted', outcome), '{"outcome": "not_found"}', format('a deleted one is not found (%s)', outcome))
from unnest(array['placed', 'not_placed']) outcome;
select isnt(pg_temp.resolve('admin', 'flagged placing', 'not_placed') ->> 'outcome', 'resolved',
  'a call whose request may be on its way this moment is not settled, since its number would be dialled twice');
select isnt(pg_temp.resolve('admin', 'placed', 'not_placed') ->> 'outcome', 'resolved',
  'nor is one that Bolna has accepted settled as not made, since it may be talking while its number is dialled again');
select is((select array_agg(name) from stands where state_of(name) <> state), null, 'none of them changed');
select is(pg_temp.resolve('admin', 'placed', 'placed') ->> 'outcome', 'resolved', 'a call that Bolna has and cannot be asked about is settled');
select is(state_of('placed'), 'completed / ended / settled_by_hand', 'as made');
select is(settle_call(attempt_of('placed'), 'execution', '{"outcome": "failed", "call_status": "failed", "reason": "Late."}'),
  '{"settled": false, "call_status": "completed"}', 'what Bolna says later does not undo an admin''s word');

select * from finish();
rollback;
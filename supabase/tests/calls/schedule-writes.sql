-- Nobody writes a call but through the functions that check: those of the service, on behalf of somebody whose right they ask for.
begin;
set local search_path = public, extensions, fixtures;
select plan(133);

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
insert into agents (id, org_id, name, is_active) values (id_of('retired agent'), id_of('acme'), 'Retired', false);
select connect_hubspot('acme');
select keep_contact('7');
update contacts set do_not_call = true, merged_ids = '{8}' where contact_id = '7';

-- What the service sends to book for somebody; null takes a field out.
create function pg_temp.booking(who text, change jsonb default '{}', org text default 'acme', name text default 'fresh')
returns text language sql as $$
  select format('select book_call_schedule(%L, %L, %L, %L)', id_of(org), id_of(who), id_of(name), jsonb_strip_nulls(
    jsonb_build_object('agent_id', id_of('acme agent'), 'contact_id', 'c', 'contact_name', 'Asha',
      'contact_phone_enc', some_ciphertext(), 'contact_phone_hash', repeat('0', 64),
      'scheduled_at', clock() + interval '1 hour') || change))
$$;
create function pg_temp.change(who text, name text, change jsonb default '{"call_topic": "other"}', org text default 'acme')
returns text language sql as $$
  select format('select change_call_schedule(%L, %L, %L, %L)', id_of(org), id_of(name), id_of(who), change)
$$;
-- The outcome of such a statement, with the field that was refused, or the SQLSTATE. What is not refused by an error stays done.
create function pg_temp.sent(statement text) returns text language plpgsql as $$
declare
  answer jsonb;
begin
  answer := answer_to('service_role', statement);
  return concat_ws(' ', answer ->> 'outcome', answer ->> 'field', answer ->> 'call_status');
exception when others then
  perform become('owner');
  return sqlstate;
end $$;

-- The system's columns.
select is(pg_temp.sent(statement), '22023', format('nobody can %s a call with a %s of their own', verb, name))
from unnest(array['id', 'org_id', 'rule_id', 'occasion', 'call_status', 'bolna_call_id', 'status_reason_code', 'status_reason',
  'attention', 'attention_reason', 'attempt_count', 'deferral_count', 'due_at', 'retry_at', 'dial_after', 'created_by', 'created_at',
  'updated_at', 'deleted_at', 'no_such_field']) name
cross join lateral (values ('book', pg_temp.booking('admin', jsonb_build_object(name, 1))),
  ('change', pg_temp.change('admin', 'mine', jsonb_build_object(name, 1)))) as v (verb, statement);
select is(pg_temp.sent(pg_temp.change('admin', 'mine', nothing)), '22023', format('a change of %s is none', nothing))
from unnest(array['{}', '[]', 'null', '"call_topic"']::jsonb[]) nothing;

select is(
  outcome_of('admin', format('select %I from call_schedules', name)), '42501', format('nobody reads %s', name))
from unnest(array['contact_phone_hash', 'deferral_count']) name;
select is(outcome_of('admin', 'select contact_phone_hash from call_attempts'), '42501',
  'nobody reads the number''s hash from an attempt');
select is(outcome_of('admin', 'select worker from call_attempts'), '42501', 'nobody reads which worker dialled');
select is(outcome_of(who, format('update call_attempts set %I = default', name)), '42501',
  format('%s cannot write %s of an attempt', who, name))
from unnest(array['admin', 'service_role']) who, unnest(array['retry_category', 'absent_listings']) name;
select is(outcome_of(who, statement), '42501', format('%s cannot call it themselves: %s', who, left(statement, 30)))
from unnest(array['anon', 'viewer', 'member', 'admin']) who,
  unnest(array[pg_temp.booking('admin'), pg_temp.change('admin', 'mine')]) statement;

-- Who books.
select is(pg_temp.sent(pg_temp.booking(who)), 'forbidden', format('nothing is booked for %s', who))
from unnest(array['viewer', 'rival', 'nobody', 'ghost']) who;
select is(pg_temp.sent(pg_temp.booking('admin', org => 'no such')), 'forbidden', 'nor in an organisation that does not exist');
select is((select count(*) from call_schedules where id = id_of('fresh')), 0::bigint, 'and nothing is stored');
select is(answer_to('service_role', pg_temp.booking('member'))::jsonb -> 'schedule' ->> 'created_by',
  id_of('member')::text, 'a booking belongs to the one whom it was made for');
select is((select concat_ws(' ', call_status, call_topic, call_language, is_active, auto_trigger_enabled,
    checkup_threshold_days) from call_schedules where id = id_of('fresh')), 'scheduled follow_up en-IN t f 5',
  'what is not said about it is as the API describes it');
select is((select actor_id from audit_log where row_id = id_of('fresh')::text), id_of('member'), 'the trail names them');
select is(answer_to('service_role', pg_temp.booking('member', '{"call_topic": "again"}'))::jsonb -> 'schedule' ->> 'call_topic',
  'follow_up', 'the same id again gives what was booked the first time');
select is((select count(*) from call_schedules where id = id_of('fresh')), 1::bigint, 'and makes no second call');
select is(pg_temp.sent(pg_temp.booking('admin')), '23505', 'another''s id gives nothing of theirs');
select is(pg_temp.sent(pg_temp.booking('member', name => 'deleted')), 'not_found', 'a call that was deleted since is not booked again');

-- What may be booked, whoever sends it.
select is(pg_temp.sent(pg_temp.booking('admin', change, name => 'wrong')), refusal, format('%s is refused', left(change::text, 60)))
from (values
  ('{"agent_id": null}'::jsonb, '23502'),
  (jsonb_build_object('agent_id', id_of('globex agent')), 'invalid agent_id'),
  (jsonb_build_object('agent_id', id_of('no agent')), 'invalid agent_id'),
  (jsonb_build_object('agent_id', id_of('retired agent')), 'invalid agent_id'),
  ('{"contact_id": "7"}', 'invalid contact_id'), ('{"contact_id": "8"}', 'invalid contact_id'),
  ('{"contact_id": "0007"}', 'invalid contact_id'), ('{"contact_id": " 8 "}', 'invalid contact_id'),
  (jsonb_build_object('contact_phone_hash', hash_of('7')), 'invalid contact_phone_hash'),
  (jsonb_build_object('scheduled_at', clock() - interval '61 minutes'), 'invalid scheduled_at'),
  (jsonb_build_object('scheduled_at', clock() + interval '1831 days'), 'invalid scheduled_at'),
  ('{"scheduled_at": "infinity"}', 'invalid scheduled_at'), ('{"scheduled_at": "-infinity"}', 'invalid scheduled_at'),
  (jsonb_build_object('last_checkup_date', (clock() + interval '2 days')::date), 'invalid last_checkup_date'),
  ('{"last_checkup_date": "1899-12-31"}', '23514'), ('{"scheduled_at": null}', '23502'), ('{"contact_phone_enc": null}', '23502'),
  (jsonb_build_object('contact_phone_enc', some_ciphertext() || repeat('A', 300)), '23514'),
  ('{"contact_phone_hash": "+919876543210"}', '23514'), ('{"contact_name": ""}', '23514'), ('{"contact_name": " \t "}', '23514'),
  ('{"contact_name": "a\u001bb"}', '23514'), ('{"contact_name": "a\u0085b"}', '23514'), ('{"contact_id": "a\nb"}', '23514'),
  (jsonb_build_object('contact_name', repeat('😀', 201)), '23514'), (jsonb_build_object('contact_id', repeat('x', 129)), '23514'),
  (jsonb_build_object('call_topic', repeat('x', 201)), '23514'), ('{"call_topic": " "}', '23514'), ('{"call_language": "en_IN"}', '23514'),
  (jsonb_build_object('call_language', 'en' || repeat('-abcdefgh', 4)), '23514'), ('{"checkup_threshold_days": 3651}', '23514')
) as t (change, refusal);
select is((select count(*) from call_schedules where id = id_of('wrong')), 0::bigint, 'and nothing of that is stored');
select is(pg_temp.sent(pg_temp.booking('admin', jsonb_build_object('contact_name', repeat('😀', 200),
  'scheduled_at', clock() - interval '59 minutes'), name => 'just')), 'booked', 'what is just allowed is booked');

-- Who changes what.
select is(pg_temp.sent(pg_temp.change(who, name)), outcome, format('a change by %s of %s: %s', who, name, outcome))
from (values
  ('member', 'mine', 'changed'), ('member', 'another''s', 'forbidden'), ('member', 'nobody''s', 'forbidden'),
  ('admin', 'mine', 'changed'), ('admin', 'nobody''s', 'changed'), ('viewer', 'mine', 'forbidden'), ('rival', 'mine', 'not_found'),
  ('ghost', 'mine', 'not_found'), ('admin', 'deleted', 'not_found'), ('admin', 'no such', 'not_found'),
  ('member', 'in_progress', 'not_scheduled in_progress'), ('admin', 'completed', 'not_scheduled completed'),
  ('admin', 'failed', 'not_scheduled failed'), ('admin', 'cancelled', 'not_scheduled cancelled')) as t (who, name, outcome);
select is(pg_temp.sent(pg_temp.change('rival', 'mine', org => 'globex')), 'not_found', 'nor by the way of an organisation of their own');
select is(pg_temp.sent(pg_temp.change('admin', 'mine', change)), refusal, format('a change to %s is refused', left(change::text, 60)))
from (values (jsonb_build_object('agent_id', id_of('globex agent')), 'invalid agent_id'), ('{"contact_id": "7"}', 'invalid contact_id'),
  ('{"contact_id": "08"}', 'invalid contact_id'), (jsonb_build_object('contact_phone_hash', hash_of('7')), 'invalid contact_phone_hash'),
  (jsonb_build_object('scheduled_at', clock() - interval '61 minutes'), 'invalid scheduled_at'), ('{"contact_name": null}', '23502'),
  ('{"contact_name": "a\u0007b"}', '23514')) as t (change, refusal);
select is(outcome_of('admin', 'select 1 from call_schedules where id = id_of(''deleted'')'), 'ok 0', 'a deleted call is in no list');
select is((select array_agg(distinct actor_id) from audit_log where row_id = id_of('nobody''s')::text and action = 'update'),
  array[id_of('admin')], 'the trail names who changed it');

update memberships set role = 'viewer' where user_id = id_of('member');
select is(pg_temp.sent(pg_temp.change('member', 'mine')), 'forbidden', 'a member made viewer cannot change even their own call');
delete from memberships where user_id = id_of('member');
select is(pg_temp.sent(pg_temp.booking('member', name => 'late')), 'forbidden', 'nothing is booked for a member who was removed');
select is(outcome_of('member', 'select 1 from call_schedules'), 'ok 0', 'and they see nothing at once');

select * from finish();
rollback;

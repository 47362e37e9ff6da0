-- Rules are written by the service on behalf of an admin, whose right it asks for, and deleted by the admin.
begin;
set local search_path = public, extensions, fixtures;
select plan(60);

select make_acme_and_globex();
insert into agents (id, org_id, name, is_active) values (id_of('retired agent'), id_of('acme'), 'Retired', false);
select make_rule('rule');

create function pg_temp.creation(who text, change jsonb default '{}', org text default 'acme', name text default 'fresh')
returns text language sql as $$
  select format('select create_call_rule(%L, %L, %L, %L)', id_of(org), id_of(who), id_of(name), jsonb_strip_nulls(
    jsonb_build_object('agent_id', id_of('acme agent'), 'rule_name', 'Fresh', 'rule_type', 'checkup_threshold') || change))
$$;
create function pg_temp.change(who text, name text default 'rule', change jsonb default '{"call_topic": "other"}', org text default 'acme')
returns text language sql as $$
  select format('select change_call_rule(%L, %L, %L, %L)', id_of(org), id_of(name), id_of(who), change)
$$;
create function pg_temp.deletion(name text default 'rule', org text default 'acme') returns text language sql as $$
  select format('select delete_call_rule(%L, %L)', id_of(org), id_of(name))
$$;
-- The outcome of such a statement, with the field that was refused, or the SQLSTATE. What is not refused by an error stays done.
create function pg_temp.sent(statement text) returns text language plpgsql as $$
declare
  answer jsonb;
begin
  answer := answer_to('service_role', statement);
  return concat_ws(' ', answer ->> 'outcome', answer ->> 'field');
exception when others then
  perform become('owner');
  return sqlstate;
end $$;

select is(pg_temp.sent(pg_temp.creation(who)), 'forbidden', format('no rule is made for %s', who))
from unnest(array['member', 'viewer', 'rival', 'nobody', 'ghost']) who;
select is(pg_temp.sent(pg_temp.change(who)), 'forbidden', format('no rule is changed for %s', who))
from unnest(array['member', 'viewer', 'rival', 'nobody', 'ghost']) who;
select is(outcome_of(who, statement), '42501', format('%s cannot call it themselves: %s', who, left(statement, 25)))
from unnest(array['anon', 'member', 'admin']) who, unnest(array[pg_temp.creation('admin'), pg_temp.change('admin')]) statement;
select is(answer_to('service_role', pg_temp.creation('admin'))::jsonb -> 'rule' ->> 'created_by', id_of('admin')::text,
  'a rule belongs to the admin whom it was made for');
select is((select concat_ws(' ', call_topic, call_language, checkup_threshold_days, max_calls_per_day, retry_policy, is_active)
  from call_schedule_rules where id = id_of('fresh')), 'follow_up en-IN 5 100 {} t', 'what is not said about it is as the API describes it');
select is(pg_temp.sent(pg_temp.creation('admin', '{"rule_name": "Again"}')), 'created', 'the same id again gives what was made the first time');
select is((select rule_name from call_schedule_rules where id = id_of('fresh')), 'Fresh', 'and changes nothing of it');
select is(pg_temp.sent(pg_temp.change('admin')), 'changed', 'an admin''s change is made');
select is((select array_agg(actor_id order by id) from audit_log where row_id in (id_of('fresh')::text, id_of('rule')::text)
  and actor_kind = 'user'), array[id_of('admin'), id_of('admin')], 'the trail names them');
select is(pg_temp.sent(pg_temp.change('admin', name)), 'not_found', format('%s is no rule of the organisation', name))
from unnest(array['no such', 'globex rule']) name;
select is(pg_temp.sent(pg_temp.change('rival', org => 'globex')), 'not_found', 'nor is Acme''s one of Globex''s');

select is(pg_temp.sent(statement), refusal, format('%s with %s is refused', verb, left(change::text, 60)))
from (values
  (jsonb_build_object('agent_id', id_of('globex agent')), 'invalid agent_id'), (jsonb_build_object('agent_id', id_of('retired agent')), 'invalid agent_id'),
  ('{"created_by": "x"}', '22023'), ('{"id": "x"}', '22023'), ('{"rule_name": "a\u0007b"}', '23514'), ('{"rule_name": " "}', '23514'),
  ('{"rule_type": "periodic"}', '23514'), ('{"rule_type": "custom"}', '23514'), ('{"checkup_property": "No"}', '23514'),
  (jsonb_build_object('call_language', 'en' || repeat('-abcdefgh', 4)), '23514'), ('{"max_calls_per_day": 0}', '23514'),
  (jsonb_build_object('custom_conditions', jsonb_build_object('all', jsonb_build_array(jsonb_build_object('property', 'country',
    'operator', 'one_of', 'value', jsonb_build_array(repeat('x', 201)))))), '23514'),
  ('{"custom_conditions": {"all": [{"property": "country", "operator": "equals", "value": "a\u0007b"}]}}', '23514')) as t (change, refusal)
cross join lateral (values ('a rule', pg_temp.creation('admin', change, name => 'wrong')), ('a change', pg_temp.change('admin', 'rule', change))) v (verb, statement);
select is(pg_temp.sent(pg_temp.change('admin', change => '{"rule_name": null}')), '23502', 'a rule keeps a name');
select is((select count(*) from call_schedule_rules where id = id_of('wrong')), 0::bigint, 'and nothing of that is stored');

select is(answer_to(who, pg_temp.deletion()), outcome, format('deleting by %s: %s', who, outcome))
from (values ('member', 'forbidden'), ('viewer', 'forbidden'), ('rival', 'forbidden')) as t (who, outcome);
select is(answer_to('rival', pg_temp.deletion(org => 'globex')), 'not_found', 'nor by the way of an organisation of their own');
select is(answer_to('admin', pg_temp.deletion()), 'deleted', 'an admin deletes it');
select is(answer_to('admin', pg_temp.deletion()), 'not_found', 'once');
select is((select actor_id from audit_log where row_id = id_of('rule')::text and action = 'delete'), id_of('admin'), 'the trail names them');

select * from finish();
rollback;

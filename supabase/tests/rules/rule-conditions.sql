-- The conditions of a custom rule are a closed set: what is not in it cannot be stored.
begin;
set local search_path = public, extensions, fixtures;
select plan(60);

select make_acme_and_globex();

create function pg_temp.of(condition text) returns jsonb language sql as $$ select format('{"all": [%s]}', condition)::jsonb $$;

select is(private.are_conditions(pg_temp.of(condition)), true, condition || ' is one')
from unnest(array[
  '{"property": "lifecyclestage", "operator": "equals", "value": "customer"}',
  '{"property": "hs_lead_status", "operator": "not_equals", "value": "UNQUALIFIED"}',
  '{"property": "country", "operator": "one_of", "value": ["India", "Nepal"]}',
  '{"property": "state", "operator": "none_of", "value": ["Goa"]}',
  '{"property": "hubspot_owner_id", "operator": "is_set"}',
  '{"property": "language", "operator": "is_not_set"}',
  '{"property": "time_zone", "operator": "equals", "value": "Asia/Kolkata"}',
  '{"property": "days_since_checkup", "operator": "at_least", "value": 0}',
  '{"property": "days_since_checkup", "operator": "is_set"}',
  '{"property": "days_since_last_call", "operator": "at_most", "value": 36500}',
  '{"property": "days_since_last_call", "operator": "at_most", "value": 3.0}',
  '{"property": "days_since_last_call", "operator": "is_not_set"}'
]) condition;

select is(private.are_conditions(pg_temp.of(condition)), false, condition || ' is none')
from unnest(array[
  '{"property": "email", "operator": "equals", "value": "a"}',
  '{"property": "email", "operator": "is_set"}',
  '{"property": "country", "operator": "like", "value": "%"}',
  '{"property": "country", "operator": "equals", "value": ""}',
  '{"property": "country", "operator": "equals", "value": 7}',
  '{"property": "country", "operator": "equals", "value": ["India"]}',
  '{"property": "country", "operator": "equals"}',
  '{"property": "country", "operator": "one_of", "value": []}',
  '{"property": "country", "operator": "one_of", "value": [7]}',
  '{"property": "country", "operator": "one_of", "value": "India"}',
  '{"property": "country", "operator": "one_of"}',
  '{"property": "country", "operator": "at_least", "value": 7}',
  '{"property": "country", "operator": "is_set", "value": "x"}',
  '{"property": "country", "operator": null, "value": "x"}',
  '{"property": "country", "value": "x"}',
  '{"operator": "equals", "value": "x"}',
  '{"operator": "is_set"}',
  '{"property": "days_since_checkup", "operator": "equals", "value": 7}',
  '{"property": "days_since_checkup", "operator": "at_least", "value": -1}',
  '{"property": "days_since_checkup", "operator": "at_least", "value": 36501}',
  '{"property": "days_since_checkup", "operator": "at_least", "value": 1.5}',
  '{"property": "days_since_checkup", "operator": "at_least", "value": "7"}',
  '{"property": "days_since_checkup", "operator": "at_least"}',
  '{"property": "days_since_checkup", "value": 7}',
  '{"property": "country", "operator": "equals", "value": "India", "sql": "true"}',
  '"country"', 'null', '[]', '{}'
]) condition;

select is(private.are_conditions(conditions::jsonb), false, conditions || ' is no set of conditions')
from unnest(array['null', '7', '"x"', '[]', '{}', '{"all": null}', '{"all": {}}', '{"all": []}',
  '{"any": [{"property": "country", "operator": "is_set"}]}',
  '{"all": [{"property": "country", "operator": "is_set"}], "any": []}']) conditions;
select is(private.are_conditions(null), false, 'nor is nothing');
create function pg_temp.many(n integer) returns jsonb language sql as $$
  select jsonb_build_object('all', jsonb_agg('{"property": "country", "operator": "is_set"}'::jsonb)) from generate_series(1, n)
$$;
select is(private.are_conditions(pg_temp.many(20)), true, 'twenty conditions may have to hold');
select is(private.are_conditions(pg_temp.many(21)), false, 'and no more');
create function pg_temp.values_of(n integer) returns jsonb language sql as $$
  select pg_temp.of(format('{"property": "country", "operator": "one_of", "value": %s}', jsonb_agg('x' || i))) from generate_series(1, n) i
$$;
select is(private.are_conditions(pg_temp.values_of(100)), true, 'of a hundred values');
select is(private.are_conditions(pg_temp.values_of(101)), false, 'and no more');

-- Whoever writes.
create function pg_temp.rule(conditions jsonb) returns void language sql as $$
  insert into call_schedule_rules (org_id, agent_id, rule_name, rule_type, custom_conditions)
  values (id_of('acme'), id_of('acme agent'), 'Customers', 'custom', conditions)
$$;
select lives_ok($$ select pg_temp.rule(pg_temp.many(1)) $$, 'a rule with conditions is stored');
select throws_ok($$ select pg_temp.rule(pg_temp.of('{"property": "email", "operator": "is_set"}')) $$, '23514', null,
  'one with others is refused');
select throws_ok($$ select pg_temp.rule(null) $$, '23514', null, 'and one without any');
select throws_ok($$ update call_schedule_rules set checkup_property = 'drop table' $$, '23514', null,
  'as is a property that cannot be one');

select * from finish();
rollback;
-- Every text that is stored has a bound. Each column is offered values that it takes, and then the same ones grown, by
-- thousands of characters or to hundreds of kilobytes, in each way that such a value can grow: one of its checks must refuse those. Nothing is said of a column by a
-- check that merely names it.
begin;
set local search_path = public, extensions, fixtures;
select plan(4);

-- How values grow: something that columns take, and the same too large. A column that takes none of these wants a line here.
create function pg_temp.tailed(n text) returns jsonb language sql as $$ select (n || '.' || repeat('0', 16000))::jsonb $$;
create function pg_temp.conditions(condition jsonb, times integer default 1) returns jsonb language sql as $$
  select jsonb_build_object('all', jsonb_agg(condition)) from generate_series(1, times)
$$;
create function pg_temp.retries(minutes jsonb) returns jsonb language sql as $$
  select jsonb_object_agg(category, jsonb_build_object('max_retries', 1, 'minutes', minutes))
  from unnest(enum_range(null::retry_category)) category
$$;
create temporary table growing (type regtype, small jsonb, large jsonb);
insert into growing select 'text', to_jsonb(small), to_jsonb(large) from (values
  (repeat('a', 16), repeat('a', 20000)),
  (repeat('a', 32), repeat('a', 20000)),
  (repeat('a', 64), repeat('a', 20000)),
  ('AA', repeat('A', 20000)),
  ('1111', repeat('1', 20000)),
  ('+4915112345678', '+' || repeat('4', 20000)),
  ('US-DNC', 'US-' || repeat('D', 20000)),
  ('https://hooks.test/', 'https://hooks.test/' || repeat('h', 20000)),
  ('en-aaaa', 'en' || repeat('-aaaa', 7000)),
  ('Asia/Kolkata', 'Asia/' || repeat('Kolkata', 3000)),
  ('GB:PREMIUM_RATE', 'GB:' || repeat('PREMIUM_RATE', 2000)),
  ('US-FL', 'US-' || repeat('F', 20000)),
  ('US-FL.hours', 'US-FL.' || repeat('hours', 60000)),
  ('2026.11.1', '2026.11.' || repeat('1', 20000)),
  ('someone@acme.test', repeat('someone', 3000) || '@acme.test'),
  ('someone@acme.test', 'someone@' || repeat('acme.', 7000) || 'test'),
  (some_ciphertext(), some_ciphertext() || repeat('B', 300000)),
  (some_ciphertext(), replace(some_ciphertext(), 'A', repeat('A', 300000 / 16))),
  (some_ciphertext(), replace(some_ciphertext(), 'k1', repeat('k', 300000)))
) as t (small, large);
insert into growing select 'text[]', jsonb_build_array(small), jsonb_build_array(large) from growing where type = 'text'::regtype;
insert into growing select 'text[]', g.small, jsonb_agg(g.small -> 0)
from (select distinct small from growing where type = 'text[]'::regtype) g, generate_series(1, 20000) group by g.small;
insert into growing
select t.type::regtype, to_jsonb(array[t.word]), jsonb_agg(t.word)
from (values ('call_purpose[]', 'marketing'), ('opening_mark[]', 'say_ai'), ('webhook_event[]', 'call.failed')) as t (type, word), generate_series(1, 20000)
group by t.type, t.word;
insert into growing values
  ('bytea', to_jsonb(sha256('small')), to_jsonb((select string_agg(sha256('large'), ''::bytea) from generate_series(1, 2000)))),
  ('bigint[]', '[1]', (select jsonb_agg(n) from generate_series(1, 20000) n));
insert into growing
select 'int4multirange', '"{[1,2)}"', to_jsonb(range_agg(int4range(n * 2, n * 2 + 1))) from generate_series(1, 20000) n;
insert into growing select 'jsonb', small, large from (values
  ('{"a": "x"}'::jsonb, jsonb_build_object('a', repeat('x', 300000))),
  ('{"a": "x"}', jsonb_build_object(repeat('a', 300000), 'x')),
  ('{"a": "x"}', (select jsonb_object_agg('a' || n, 'x') from generate_series(1, 50000) n)),
  ('{"a": ["x"]}', jsonb_build_object('a', (select jsonb_agg('x'::text) from generate_series(1, 100000)))),
  ('{"a": {"b": "x"}}', jsonb_build_object('a', jsonb_build_object('b', repeat('x', 300000)))),
  ('{"a": 1}', (select jsonb_object_agg('a' || n, pg_temp.tailed('1')) from generate_series(1, 30) n)),
  (pg_temp.retries('[5]'), pg_temp.retries((select jsonb_agg(5) from generate_series(1, 50000)))),
  (pg_temp.retries('[5]'), pg_temp.retries((select jsonb_agg(pg_temp.tailed('5')) from generate_series(1, 10)))),
  ('[{"calls": 1, "per": "7 days"}]', (select jsonb_agg('{"calls": 1, "per": "7 days"}'::jsonb) from generate_series(1, 10000))),
  ('[{"from": "2026-11-30T05:00:00Z", "to": "2026-11-30T06:00:00Z", "reason": "Closed"}]',
    jsonb_build_array(jsonb_build_object('from', '2026-11-30T05:00:00Z', 'to', '2026-11-30T06:00:00Z', 'reason', repeat('Closed', 50000)))),
  ('[{"path": "$.a", "values": {"x": "none"}}]', (select jsonb_agg('{"path": "$.a", "values": {"x": "none"}}'::jsonb) from generate_series(1, 10000))),
  ('[{"rule_id": "a.b", "reason": "Ours", "until": null}]',
    jsonb_build_array(jsonb_build_object('rule_id', 'a.b', 'reason', repeat('Ours', 80000), 'until', null))),
  (pg_temp.conditions('{"property": "country", "operator": "equals", "value": "India"}'),
    pg_temp.conditions(jsonb_build_object('property', 'country', 'operator', 'equals', 'value', repeat('India', 100000)))),
  (pg_temp.conditions('{"property": "country", "operator": "equals", "value": "India"}'),
    pg_temp.conditions('{"property": "country", "operator": "equals", "value": "India"}', 10000)),
  (pg_temp.conditions('{"property": "country", "operator": "one_of", "value": ["India"]}'), pg_temp.conditions(jsonb_build_object(
    'property', 'country', 'operator', 'one_of', 'value', (select jsonb_agg(repeat('India', 40)) from generate_series(1, 100))), 20)),
  (pg_temp.conditions('{"property": "days_since_checkup", "operator": "at_least", "value": 5}'), pg_temp.conditions(jsonb_build_object(
    'property', 'days_since_checkup', 'operator', 'at_least', 'value', pg_temp.tailed('5')), 20))
) as t (small, large);

-- Whether the column's own checks take a value, were it alone in a row.
create function pg_temp.takes(relation regclass, column_number smallint, value jsonb) returns boolean language plpgsql as $$
declare
  is_taken boolean;
begin
  execute (
    select format('select %s from (select (jsonb_populate_record(null::%s, $1)).*) as r',
      coalesce(string_agg(format('coalesce(%s, true)', pg_get_expr(k.conbin, k.conrelid)), ' and '), 'true'), relation)
    from pg_constraint k where k.conrelid = relation and k.contype = 'c' and k.conkey = array[column_number]
  ) into is_taken using jsonb_build_object(
    (select a.attname from pg_attribute a where a.attrelid = relation and a.attnum = column_number), value);
  return is_taken;
exception when data_exception then
  return false;
end $$;

create temporary table kept_texts as
select c.attrelid::regclass as relation, c.attname, c.attnum, c.atttypid
from pg_attribute c
join pg_class r on r.oid = c.attrelid and r.relkind in ('r', 'p')
join pg_namespace n on n.oid = r.relnamespace and n.nspname in ('public', 'private')
where c.attnum > 0 and not c.attisdropped
  -- Whatever has no size of its own. What the audit trail repeats has its bounds where it comes from; a check there would refuse the change
  -- itself.
  and c.attlen = -1 and c.atttypid <> 'numeric'::regtype and (r.relname, c.attname) <> ('audit_log', 'changes');

create temporary table offered as
select t.*, g.small, g.large, pg_temp.takes(t.relation, t.attnum, g.small) as takes_small
from kept_texts t join growing g on g.type = t.atttypid;

select cmp_ok((select count(*) from kept_texts), '>', 70::bigint, 'texts are kept');
select is_empty($$ select relation, attname, atttypid::regtype from kept_texts where atttypid <> all (select type from growing) $$,
  'of types that are known here');
select is_empty($$ select relation, attname from offered group by 1, 2 having not bool_or(takes_small) $$,
  'each takes one of the values that grow here');
select is_empty($$ select relation, attname, left(small::text, 80) from offered
  where takes_small and pg_temp.takes(relation, attnum, large) $$, 'and none takes that value grown');

select * from finish();
rollback;

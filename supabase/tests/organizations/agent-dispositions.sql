-- Where a person's wish stands in what is extracted from an agent's calls: what an admin may say of it, and for which call it holds.
begin;
set local search_path = public, extensions, fixtures;
select plan(16);

select make_acme_and_globex();
create function pg_temp.answer(list jsonb, who text default 'admin') returns text language sql as $$
  select outcome_of(who, format('select save_agent(id_of(''acme''), %L, id_of(''acme agent''))', jsonb_build_object('dispositions', list)))
$$;
select is(pg_temp.answer(list::jsonb), said, list || ': ' || said)
from (values
  ('[]', 'ok 1'),
  ('[{"path": "$.*.result.objective", "values": {"never again": "opt_out_all", "later": "call_later", "no": "none"}}]', 'ok 1'),
  ('[{"path": "result", "values": {"x": "none"}}]', '23514'),
  ('[{"path": "$", "values": {"x": "none"}}]', '23514'),
  ('[{"path": "$.a..b", "values": {"x": "none"}}]', '23514'),
  ('[{"path": "$.a", "values": {}}]', '23514'),
  ('[{"path": "$.a", "values": {"X": "none"}}]', '23514'),
  ('[{"path": "$.a", "values": {"x": "dance"}}]', '23514'),
  ('[{"path": "$.a", "values": {"x": "none"}, "else": 1}]', '23514'),
  ('{"path": "$.a"}', '23514')
) as v (list, said);
select is(pg_temp.answer('[]', 'member'), '42501', 'an admin alone says it');

update agents set dispositions = '[{"path": "$.a", "values": {"x": "opt_out_all"}}]' where org_id = id_of('acme');
select set_clock('2026-11-22 06:30Z');
select dial('call');
select is(call_dispositions('unknown', attempt_of('call')) #>> '{0,path}', '$.a', 'a call is known by its reference until Bolna has named it');
select record_call_placed(attempt_of('call'), 'execution');
select is(call_dispositions('execution', null) #>> '{0,path}', '$.a', 'and then by its execution');
select is(call_dispositions('another', attempt_of('call')), '[]', 'and no more by a reference that anybody might send');
select is(call_dispositions('nobody''s', null), '[]', 'nobody''s call has none');
select is(call_dispositions('nobody''s', id_of('x')), '[]', 'nor has one that is made up');

select * from finish();
rollback;

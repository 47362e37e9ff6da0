-- Everything that asks for the time asks private.current_time(): functions, defaults, views, policies, checks and triggers.
begin;
set local search_path = public, extensions;
select plan(4);

-- Every text of ours that Postgres keeps and runs, without its comments.
create temporary view texts as
with ours as (
  select oid, nspname from pg_namespace where nspname in ('public', 'private')
), kept (place, source) as (
  -- A function of sql that begins with `begin atomic` has its text parsed, and prosrc is empty.
  select format('function %s.%s', n.nspname, p.proname), coalesce(pg_get_function_sqlbody(p.oid), p.prosrc)
  from pg_proc p join ours n on n.oid = p.pronamespace
  where not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')
  union all
  select format('an argument of function %s.%s', n.nspname, p.proname), pg_get_function_arguments(p.oid)
  from pg_proc p join ours n on n.oid = p.pronamespace
  union all
  select format('default of %s.%s', d.adrelid::regclass, a.attname), pg_get_expr(d.adbin, d.adrelid)
  from pg_attrdef d
  join pg_class c on c.oid = d.adrelid join ours n on n.oid = c.relnamespace
  join pg_attribute a on a.attrelid = d.adrelid and a.attnum = d.adnum
  union all
  select format('view %s', c.oid::regclass), pg_get_viewdef(c.oid)
  from pg_class c join ours n on n.oid = c.relnamespace where c.relkind in ('v', 'm')
  union all
  select format('policy %s on %s', p.polname, p.polrelid::regclass),
    concat_ws(' ', pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid))
  from pg_policy p join pg_class c on c.oid = p.polrelid join ours n on n.oid = c.relnamespace
  union all
  select format('check %s on %s', k.conname, coalesce(nullif(k.conrelid, 0)::regclass::text, k.contypid::regtype::text)),
    pg_get_constraintdef(k.oid)
  from pg_constraint k join ours n on n.oid = k.connamespace where k.contype = 'c'
  union all
  select format('trigger %s on %s', t.tgname, t.tgrelid::regclass), pg_get_triggerdef(t.oid)
  from pg_trigger t join pg_class c on c.oid = t.tgrelid join ours n on n.oid = c.relnamespace where not t.tgisinternal
)
select place, regexp_replace(regexp_replace(source, '/\*.*?\*/', ' ', 'g'), '--[^\n]*', ' ', 'g') as source from kept;

create function pg_temp.reads_another_clock(source text) returns boolean language sql as $$
  -- The stage 'now' of a decision is a word of ours. private.current_time() is ours, which Postgres shows as private."current_time"(); the word alone is the standard's.
  select regexp_replace(source, '\mprivate\.("current_time"|current_time)\(\)', ' ', 'gi') ~*
    ('\m(now|clock_timestamp|statement_timestamp|transaction_timestamp|timeofday)\s*\('
      || '|\m(current_(date|time|timestamp)|localtime(stamp)?)\M|''(now|today|tomorrow|yesterday)''(?!::public\.decision_stage)')
$$;

select ok(pg_temp.reads_another_clock(source), format('the time is read by: %s', source))
from unnest(array['now()', 'p < LOCALTIMESTAMP - interval ''1 day''', '''today''::date']) source;
select is((select array_agg(place order by place) from texts where pg_temp.reads_another_clock(source)),
  '{"function private.current_time"}', 'nothing but the clock itself asks another clock');

select * from finish();
rollback;

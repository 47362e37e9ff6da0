-- Every set of words that both SQL and the functions know stands in one place: as a type, so that no column, and no argument of
-- a function, takes another word. A new column with a list of its own, or with none, turns this red.
begin;
set local search_path = public, extensions;
select plan(9);

create view pg_temp.columns_of_words as
select c.table_schema || '.' || c.table_name as relation, c.column_name::text as name, c.udt_name::text as type
from information_schema.columns c
join information_schema.tables t using (table_schema, table_name)
where c.table_schema in ('public', 'private') and t.table_type = 'BASE TABLE' and c.data_type in ('text', 'USER-DEFINED')
  and c.column_name ~ '(^|_)(code|status|state|outcome|kind|role|type|trigger|source|action|category|problem|phase|step)$'
  and c.table_name !~ '^(pg_all_foreign_keys|tap_funky)$';

select set_eq(
  $$ select relation || '.' || name from pg_temp.columns_of_words w
     where not exists (select from pg_type t where t.typname = w.type and t.typtype = 'e' and t.typnamespace = 'public'::regnamespace) $$,
  -- Open sets: what Bolna and the telephone company say, a sentence about a record of HubSpot's, and where a rule of the law,
  -- a holiday and a correction of a zone stand.
  array['public.call_attempts.bolna_status', 'public.call_events.status', 'public.call_attempts.hangup_code', 'public.contacts.problem',
    'private.policy_rules.source', 'private.holidays.source', 'private.zone_overrides.source'],
  'every column of a code, status, state, outcome, kind or role is of an enum type');
select is_empty(
  $$ select k.conrelid::regclass, pg_get_constraintdef(k.oid) from pg_constraint k
     join pg_class c on c.oid = k.conrelid and c.relnamespace in ('public'::regnamespace, 'private'::regnamespace)
     where k.contype = 'c' and pg_get_constraintdef(k.oid) ~ 'ARRAY\[''[^'']*''::(text|character varying)' $$,
  'no table keeps a list of words of its own in a check');
select is_empty(
  $$ select p.proname, a.name from pg_proc p
     cross join lateral unnest(p.proargnames, coalesce(p.proallargtypes, p.proargtypes::oid[])) as a (name, type)
     where p.pronamespace in ('public'::regnamespace, 'private'::regnamespace) and a.type in ('text'::regtype, 'text[]'::regtype)
       and a.name ~ '^(p_)?(\w+_)?(reason_code|code|call_status|state|outcome|kind|roles?|trigger|source|category|step)$' $$,
  'no function takes or gives such a word as text');
select is_empty(
  $$ select t.typname from pg_type t where t.typtype = 'e' and t.typnamespace = 'private'::regnamespace $$,
  'every enum lies in public, where the types for TypeScript are generated from');

select is_empty(
  $$ select p.proname, m.found[1] from pg_proc p
     cross join lateral regexp_matches(p.prosrc, '''outcome'', (?:case [^'',]*(?:''[^'']*''[^'',]*)?then )?(''[a-z_]+'')(?!::public\.answer_outcome)', 'g') as m (found)
     where p.pronamespace in ('public'::regnamespace, 'private'::regnamespace) $$,
  'what a function answers as its outcome is a word of one closed set');
select is_empty(
  $$ select word from unnest(enum_range(null::answer_outcome)) word
     where not exists (select from pg_proc p where p.pronamespace in ('public'::regnamespace, 'private'::regnamespace)
       and (p.prosrc ~ 'answer_outcome' or p.prorettype = 'answer_outcome'::regtype) and p.prosrc ~ format('''%s''', word)) $$,
  'which has no word that nobody says');

select is_empty(
  $$ select p.proname, m.found from pg_proc p
     cross join lateral regexp_matches(p.prosrc, '\w*(?:reason|detail)\s*(?:is (?:not )?distinct from|<>|!~|~|like|ilike|= any)', 'g') as m (found)
     where p.pronamespace in ('public'::regnamespace, 'private'::regnamespace) and m.found[1] !~ '^removed_reason'
       -- Auditing compares each column's old value with its new one, and goes by neither.
       and p.proname not like 'audit\_%' $$,
  'no function goes by the wording of a sentence');

-- Bolna's statuses are an open set: the list is what we know of it.
select results_eq(
  $$ select s.phase, private.is_terminal(s.status), private.is_pre_dial(s.status), private.live_rank(s.status) from private.bolna_statuses s
     where s.status in ('queued', 'ringing', 'call-disconnected', 'completed') order by s.rank $$,
  $$ values ('pre_dial'::bolna_phase, false, true, 4), ('live', false, false, 6), ('soft_terminal', false, false, 8), ('terminal', true, false, 9) $$,
  'a status of Bolna''s is terminal, or can still be stopped, as the list says');
select results_eq(
  $$ select private.is_terminal(s), private.is_pre_dial(s), private.live_rank(s) from unnest(array['teleporting', '', null]) s $$,
  $$ values (false, false, 1), (false, false, 1), (false, false, 1) $$,
  'one that is not in it is a live call that was just accepted');

select * from finish();
rollback;

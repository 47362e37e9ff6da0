-- Contacts are found by a part of the name, in the organisation of whoever asks alone, page by page, near the beginning of the list
-- as by the index behind it.
begin;
set local search_path = public, extensions, fixtures;
select plan(15);

select set_clock('2026-11-22 20:00Z');
select make_acme_and_globex();

insert into contacts (org_id, contact_id, contact_name, phone_problem, checkup_problem, problem)
select id_of('acme'), n::text, case when n % 700 = 0 then 'Zoë Quinn ' || n else 'Asha Rao' end, 'missing', 'missing',
  case when n = 2800 then 'Broken.' end
from generate_series(1, 2900) n;
insert into contacts (org_id, contact_id, contact_name, phone_problem, checkup_problem)
values (id_of('globex'), '700', 'Zoë Quinn of globex', 'missing', 'missing');
update contacts set removed_at = now(), removed_reason = 'deleted' where org_id = id_of('acme') and contact_id = '2100';

create function pg_temp.found(who text, filters jsonb, after text default null, most integer default 50, org text default 'acme')
returns text language sql as $$
  select answer_to(who, format('select string_agg(c ->> ''contact_id'', '','' order by n) from jsonb_array_elements(list_contacts(%L, %L, %L, %s)) '
    'with ordinality as t (c, n)', id_of(org), filters, after, most))
$$;

select is(pg_temp.found(who, '{"q": "zoë quinn"}'), seen, format('%s finds by the name: %s', who, coalesce(seen, 'nothing')))
from (values ('admin', '700,1400,2800'), ('viewer', '700,1400,2800'), ('rival', null), ('nobody', null)) as t (who, seen);
select is(pg_temp.found('rival', '{"q": "zoë"}', org => 'globex'), '700', 'another organisation finds its own');
select is(pg_temp.found('admin', '{"q": "QUINN 28"}'), '2800', 'a part of it, in capitals, far behind in the list');
select is(pg_temp.found('admin', '{"q": "zo"}'), '700,1400,2800', 'two letters, which no index knows');
select is(pg_temp.found('admin', '{"q": "quinn"}', most => 2), '700,1400', 'a page');
select is(pg_temp.found('admin', '{"q": "quinn"}', '1400'), '2800', 'and the next one');
select is(pg_temp.found('admin', '{"q": "quinn", "problem": "broken"}'), '2800', 'what else is asked holds too');
select is(pg_temp.found('admin', '{"q": "quinn", "do_not_call": true}'), null, 'all of it');
select is(pg_temp.found('admin', '{"q": "%"}'), null, 'a sign of patterns is itself');
select is(pg_temp.found('admin', '{}', '2898'), '2899,2900', 'without words it is the list');
select is(outcome_of('admin', format('select list_contacts(%L, ''{"problem": "none"}'')', id_of('acme'))), '22P02',
  'a problem that is none is refused');
select is(outcome_of('anon', format('select list_contacts(%L)', id_of('acme'))), '42501', 'anon is refused');

select * from finish();
rollback;

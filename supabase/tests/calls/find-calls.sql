-- A page of calls in each order, by status, by a part of a name and by a whole number: against the rows themselves, for members alone.
begin;
set local search_path = public, extensions, fixtures;
select plan(29);

select make_acme_and_globex();
select set_clock('2026-12-01 10:00Z');

-- Sixty calls of five statuses and three names, two at each moment; changed in another order than they are due.
set local session_replication_role = replica;
insert into call_schedules (id, org_id, agent_id, contact_id, contact_name, contact_phone_enc, contact_phone_hash, scheduled_at, due_at,
  updated_at, purpose, call_status, status_reason)
select id_of('call ' || n), id_of('acme'), id_of('acme agent'), 'contact ' || n, (array['Asha Rao', 'Ravi Iyer', 'Ärvid 王伟 100%'])[n % 3 + 1],
  some_ciphertext(), hash_of('number ' || n % 7), m.at + make_interval(mins => n), m.at,
  clock() - make_interval(secs => get_byte(uuid_send(id_of('call ' || n)), 0)), 'service',
  (enum_range(null::call_status))[greatest(n % 6, 1)], 'Because.'
from generate_series(1, 60) n cross join lateral (select '2026-12-01 09:00Z'::timestamptz + make_interval(mins => n / 2)) m (at);
update call_schedules set attention_code = 'outcome_unknown', attention_reason = 'Nobody knows.' where id in (id_of('call 7'), id_of('call 12'));
set local session_replication_role = origin;
select private.recount_call_names();
select book('globex call', 'globex');
update call_schedules set deleted_at = clock(), call_status = 'cancelled', status_reason = 'Cancelled.' where id = id_of('call 20');

-- Every page of a list, one behind the other, as a member sees it.
create function pg_temp.pages(filters text, sort text, size integer, who text default 'viewer') returns uuid[] language plpgsql as $$
declare
  seen uuid[] := '{}'::uuid[];
  page jsonb;
  last jsonb;
begin
  for turn in 1..40 loop
    page := answer_to(who, format('select list_call_schedules(%L, %L, %L, %L, %L, %s)', id_of('acme'), filters, sort,
      last ->> ltrim(sort, '-'), last ->> 'id', size));
    exit when page = '[]';
    seen := seen || array(select (e ->> 'id')::uuid from jsonb_array_elements(page) e);
    last := page -> -1;
  end loop;
  return seen;
end $$;
create function pg_temp.rows_of(sort text, condition text) returns uuid[] language plpgsql as $$
declare
  ids uuid[];
begin
  execute format('select array(select id from call_schedules where org_id = %L and deleted_at is null and %s order by %I %s, id %4$s)',
    id_of('acme'), condition, ltrim(sort, '-'), case when sort like '-%' then 'desc' else 'asc' end) into ids;
  return ids;
end $$;

select is(pg_temp.pages(filters, sort, 7), pg_temp.rows_of(sort, condition), format('%s by %s are told whole and in order', filters, sort))
from unnest(array['scheduled_at', 'due_at', '-due_at', '-updated_at']) sort,
  (values ('{}', 'true'), ('{"status": ["failed", "cancelled"]}', 'call_status in (''failed'', ''cancelled'')'),
    ('{"q": "ASHA"}', 'contact_name = ''Asha Rao'''), ('{"q": "a"}', 'contact_name ilike ''%a%''')) as f (filters, condition);
select is(pg_temp.pages(filters, 'due_at', 50), pg_temp.rows_of('due_at', condition), format('%s are found', filters))
from (values
  ('{"q": "王伟"}', 'contact_name like ''%王伟%'''), ('{"q": "100%"}', 'contact_name like ''%100\%'''), ('{"q": "nobody''s"}', 'false'),
  ('{"attention": true}', 'attention_code is not null'),
  ('{"attention": true, "q": "ravi", "status": ["scheduled", "completed"]}',
    'attention_code is not null and contact_name = ''Ravi Iyer'' and call_status in (''scheduled'', ''completed'')'),
  (format('{"phone_hash": "%s", "status": ["scheduled"]}', hash_of('number 3')),
    format('contact_phone_hash = %L and call_status = ''scheduled''', hash_of('number 3'))),
  ('{"from": "2026-12-01T09:10:00Z", "to": "2026-12-01T09:20:00Z"}', 'due_at between ''2026-12-01 09:10Z'' and ''2026-12-01 09:20Z''')
) as f (filters, condition);

-- More than are walked: the index of names finds what is far behind.
set local session_replication_role = replica;
insert into call_schedules (org_id, agent_id, contact_id, contact_name, contact_phone_enc, contact_phone_hash, scheduled_at, due_at, purpose)
select id_of('acme'), id_of('acme agent'), 'many', 'Sunil Das', some_ciphertext(), hash_of('many'), '2026-11-01Z', '2026-11-01Z', 'service'
from generate_series(1, 2100);
set local session_replication_role = origin;
select private.recount_call_names();
select is(pg_temp.pages('{"q": "sha r"}', 'due_at', 9), pg_temp.rows_of('due_at', 'contact_name = ''Asha Rao'''),
  'a name behind thousands of others is found by its index');
update call_schedules set contact_name = 'Asha Raman' where id = id_of('call 3');
select is(pg_temp.pages('{"q": "raman"}', 'due_at', 9), array[id_of('call 3')], 'a name that was changed is found by the new one');

select is(answer_to(who, format('select list_call_schedules(%L)', id_of('acme')))::jsonb, '[]', who || ' finds nothing')
from unnest(array['rival', 'nobody']) who;
select is(answer_to('nobody', format('select count_call_schedules(%L)', id_of('acme'))), null, 'nor is anything counted for a stranger');
select is(
  (answer_to('viewer', format('select count_call_schedules(%L, %L)', id_of('acme'), filters))::jsonb),
  (select jsonb_build_object('counts', jsonb_object_agg(w.status, (select count(*) from call_schedules s where s.org_id = id_of('acme')
      and s.deleted_at is null and s.call_status = w.status and (s.contact_name = 'Ravi Iyer' or filters = '{}'))),
    'attention', (select count(*) from call_schedules s where s.attention and (s.contact_name = 'Ravi Iyer' or filters = '{}')), 'more', '[]'::jsonb)
   from unnest(enum_range(null::call_status)) as w (status)), 'counts by status are those of the rows: ' || filters)
from unnest(array['{"q": "ravi"}']) filters;

select * from finish();
rollback;

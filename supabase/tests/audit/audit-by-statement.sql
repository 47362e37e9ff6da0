-- What is audited by statement leaves the rows that auditing each row by itself leaves: value by value, and none is missing.
begin;
set local search_path = public, extensions, fixtures;
select plan(18);

select make_acme_and_globex();
create temporary table audited as
select unnest(array['call_schedules', 'call_attempts', 'crm_outbox']) as name;

-- The functions know every column there is.
select is_empty(format($$
  select a.attname from pg_attribute a
  where a.attrelid = 'public.%1$s'::regclass and a.attnum > 0 and not a.attisdropped
    and a.attname not in ('created_at', 'updated_at', 'news_at', 'dial_after', 'attention', 'bolna_status_at', 'next_check_at', 'check_count',
      'lease_expires_at')
    and (select count(*) from pg_proc p, regexp_matches(p.prosrc, format('''"%%s":''', a.attname), 'g')
      where p.oid = 'private.audit_%1$s'::regproc) <> case when a.attname in ('id', 'org_id') then 1 else 2 end
$$, name), format('each column of %s is written out, for inserts and for updates', name)) from audited;
select is_empty(format($$
  select m[1] from pg_proc p, regexp_matches(p.prosrc, '''"([a-z_]+)":''', 'g') m
  where p.oid = 'private.audit_%1$s'::regproc
  except select attname from pg_attribute where attrelid = 'public.%1$s'::regclass
$$, name), format('and %s has no other', name)) from audited;
select is_empty($$
  select c.table_name, c.column_name from information_schema.columns c join audited a on a.name = c.table_name
  where c.table_schema = 'public' and c.data_type in ('json', 'jsonb')
$$, 'none is JSON, whose own nulls would be taken out');

-- The same tables audited by row as well: whatever happens is told twice.
do $$ begin
  execute string_agg(regexp_replace(pg_get_triggerdef(t.oid), 'TRIGGER \S+ AFTER DELETE', 'TRIGGER by_row AFTER INSERT OR UPDATE'), ';')
  from pg_trigger t where t.tgname like any (select name || '\_audit\_delete' from audited);
end $$;

select connect_hubspot('acme');
select keep_contact('1');
select complete_later('done', '1');
select place('failed');
select settle('failed', 'failed', '{"hangup_by": "callee", "cost_cents": 1.50, "duration_seconds": 0, "answered": false}');
select place('flagged');
select flag_attention(attempt_of('flagged'), 'end_unreadable', 'Nobody knows.');
select dial('refused');
select record_call_refused(attempt_of('refused'), 400, 'bolna_refused', 'Bolna says "no".');
select book('by hand ' || n, owner => 'member') from generate_series(1, 20) n;
select become('member');
select cancel_call_schedule(id_of('by hand 1'), true);
select become('owner');
update call_schedules set call_topic = 'topic of ' || id, checkup_threshold_days = checkup_threshold_days + attempt_count
where call_status <> 'completed';
update call_schedules set is_active = is_active;
update call_schedules set is_active = not is_active where false;
select claim_all();
select claim_crm_outbox('worker 1');
insert into call_schedules (id, org_id, agent_id, contact_id, contact_name, contact_phone_enc, contact_phone_hash, scheduled_at, purpose,
  auto_trigger_enabled, last_checkup_date, phone_regions, attempt_count, deferral_count, bolna_call_id)
values (id_of('written twice'), id_of('acme'), id_of('acme agent'), 'twice', 'Asha Rao', some_ciphertext(), hash_of('twice'), now() + interval '1 day', 'service',
  true, '2020-01-01', '{US-CA}', 1, 1, 'of old')
on conflict do nothing;
insert into call_schedules (id, org_id, agent_id, contact_id, contact_name, contact_phone_enc, contact_phone_hash, scheduled_at, purpose)
values (id_of('written twice'), id_of('acme'), id_of('acme agent'), 'twice', 'Asha Rao', some_ciphertext(), hash_of('twice'), now() + interval '1 day', 'service')
on conflict (id) do update set contact_name = 'Ravi Rao', contact_id = 'thrice';

-- What only auditing by row tells: what the audit row itself says, or a row of the attempt in the same transaction.
create function pg_temp.told_elsewhere(name text, action audit_action, at timestamptz, c jsonb) returns text[] language sql as $$
  select array_remove(array[
    case when action = 'insert' and c -> 'due_at' = c -> 'scheduled_at' then 'due_at' end,
    case when action = 'insert' and (c ->> 'claimed_at')::timestamptz = at then 'claimed_at' end,
    case when action = 'update' and c ->> 'state' like '%"placed"]' and c -> 'placed_at' -> 0 = 'null'
      and (c -> 'placed_at' ->> 1)::timestamptz = at then 'placed_at' end,
    case when c -> 'call_status' = '["scheduled", "in_progress"]' then 'attempt_count' end,
    case when c -> 'call_status' = '["scheduled", "in_progress"]' or c -> 'bolna_call_id' -> 0 = 'null' then 'bolna_call_id' end,
    case when c -> 'attempt_count' = '0' then 'attempt_count' end,
    case when c -> 'deferral_count' = '0' then 'deferral_count' end,
    case when c -> 'absent_listings' = '0' then 'absent_listings' end,
    case when c -> 'phone_regions' = '[]' then 'phone_regions' end], null)
$$;
create temporary view told as
select a.table_name, a.action, a.org_id, a.occurred_at, a.actor_id, a.actor_kind, a.row_id, s.changes, count(*) as times
from audit_log a join audited t on t.name = a.table_name
cross join lateral (select a.changes - pg_temp.told_elsewhere(a.table_name, a.action, a.occurred_at, a.changes) as changes) s
where a.action <> 'update' or s.changes <> '{}' group by 1, 2, 3, 4, 5, 6, 7, 8;
select is_empty('select * from told where times % 2 = 1', 'by statement and by row the same is told');
select ok(count(*) > 0, format('which is not nothing: %s of %s', action, table_name))
from told where action <> 'delete' group by action, table_name order by table_name, action;

select is_empty($$
  select s.id from call_schedules s
  cross join lateral (
    select coalesce(max(t.number), 0) as attempts, (array_agg(t.execution order by t.number desc))[1] as execution
    from (
      select (a.changes ->> 'attempt_number')::integer as number,
        (select p.changes -> 'bolna_execution_id' ->> 1 from audit_log p where p.row_id = a.row_id and p.action = 'update'
          and p.changes ? 'bolna_execution_id' order by p.id desc limit 1) as execution
      from audit_log a where a.table_name = 'call_attempts' and a.action = 'insert' and a.changes ->> 'schedule_id' = s.id::text
    ) t
  ) told
  where s.id <> id_of('written twice') and (s.attempt_count, s.bolna_call_id) is distinct from (told.attempts, told.execution)
$$, 'what a call copies from its attempts is what their rows of the trail tell');

-- A row whose id was changed loses neither its old values nor its new ones.
drop trigger by_row on call_schedules;
drop trigger by_row on call_attempts;
update call_schedules set id = id_of('another') where id = id_of('written twice');
select results_eq($$ select row_id, changes -> 'contact_id' from audit_log order by id desc limit 2 $$,
  $$ values (id_of('another')::text, '[null, "thrice"]'::jsonb), (id_of('written twice')::text, '["thrice", null]') $$,
  'a row whose id was changed is told as the old one gone and the new one come');

-- What nobody is told elsewhere is told, by whomever it was written.
update call_schedules set attempt_count = 7, bolna_call_id = 'another' where id = id_of('done');
select results_eq($$ select changes -> 'attempt_count', changes -> 'bolna_call_id' ->> 1 from audit_log order by id desc limit 1 $$,
  $$ values ('[1, 7]'::jsonb, 'another') $$, 'what a call copies from its attempts is told where it is written by hand');
update call_attempts set placed_at = now() - interval '1 second' where id = attempt_of('done');
select is((select changes ? 'placed_at' from audit_log order by id desc limit 1), true, 'and so is a moment that is another than the row''s');

select * from finish();
rollback;

-- The trail's seals: a chain for each organisation and month, which nobody changes, and which is pruned with what it seals.
-- What finds a row that was changed in spite of it is deno task audit (tests/stack/audit-seals.test.ts).
begin;
set local search_path = public, extensions, fixtures;
set local time zone 'Asia/Kolkata';
set local datestyle = 'german';
select plan(37);

-- What is hashed, on every Postgres and under every setting; tests/unit/canonical-json.test.ts has the same.
select is(private.canonical_json($${"b": 1, "aa": null, "a": [true, false, []], "é": "ü\"\\", "𝄞": {"z": "", "y": -1.50}, "ﬀ": 12345678901234567890}$$),
  '{1:a[tf[]]2:aaz1:bn1;2:és4:ü"\3:ﬀn12345678901234567890;4:𝄞{1:yn-1.50;1:zs0:}}', 'a value');
select is(encode(private.hash_audit_row(jsonb_populate_record(null::audit_log, jsonb_build_object('id', 7,
    'org_id', '0a000000-0000-4000-8000-000000000001', 'occurred_at', '2026-11-29 23:59:59.120000Z', 'actor_id', '0c000000-0000-4000-8000-000000000001',
    'actor_kind', 'user', 'action', 'update', 'table_name', 'agents', 'row_id', 'é|1', 'changes',
    '{"name": ["Front desk", "Reception"], "reason": "Why", "n": [1.50, null]}'::jsonb)), '\x000102030405060708090a0b0c0d0e0f', '{reason}'), 'hex'),
  '210692fb3aa5ffe00e6e7a186938c7c9f6bf53798b23c546dff1105632bead54', 'a row');
select is(encode(private.hash_audit_seal(jsonb_populate_record(null::private.audit_seals, jsonb_build_object('month', '2026-11-01', 'number', 2,
    'follows', sha256('before'), 'follows_month', '2026-11-01', 'follows_number', 1, 'row_ids', '{7,9}', 'row_hashes', sha256('one') || sha256('two'),
    'personal', '{reason,topic}', 'first_at', '2026-11-28 00:00Z', 'last_at', '2026-11-29 00:00:00.000001Z', 'sealed_at', '2026-11-29 00:01Z'))), 'hex'),
  'd55b64d8d3ad742bfcde01cd2c791e2046a8bad75ad0d3a0bacbfd959c09fed4', 'a seal');

set local time zone 'UTC';
set local datestyle = 'ISO';
-- What stood there before any test.
alter table audit_log disable trigger user;
delete from audit_log;
alter table audit_log enable trigger user;
select set_clock('2026-10-31 20:00Z');
select make_acme_and_globex();
create function pg_temp.seal() returns integer language sql as $$ select private.seal_audit_rows((select max(id) from audit_log)) $$;
create function pg_temp.chains() returns text language sql as $$
  select string_agg(concat_ws(' ', coalesce(o.slug, '-'), to_char(s.month, 'MM') || '/' || s.number, 'rows', cardinality(s.row_ids),
    'after ' || to_char(s.follows_month, 'MM') || '/' || s.follows_number), ', ' order by o.slug nulls first, s.month, s.number)
  from private.audit_seals s left join organizations o on o.id = s.org_id where s.org_id is null or o.id is not null
$$;
create function pg_temp.rename(to_name text) returns void language sql as $$ update organizations set name = to_name where slug = 'acme' $$;
create function pg_temp.nobodys_row() returns void language sql as $$
  insert into audit_log (org_id, actor_kind, action, table_name, row_id, changes) values (null, 'operator', 'update', 'workers', 'sweep', '{}')
$$;
-- What the making of the world left.
select pg_temp.seal();

-- Chains.
select pg_temp.rename('One');
select set_clock('2026-11-01 00:00Z');
select pg_temp.rename('Two'), pg_temp.nobodys_row();
select is(pg_temp.seal(), 3, 'what is not sealed yet is');
select is(pg_temp.seal(), 0, 'and once');
select is(pg_temp.chains(), '- 11/1 rows 1, acme 10/1 rows 7, acme 10/2 rows 1 after 10/1, acme 11/1 rows 1 after 10/2, globex 10/1 rows 4',
  'each organisation''s month is a chain, in UTC, and rows of no organisation one of their own; the first of a month follows the one before it');
select is_empty($$ select s.id from private.audit_seals s left join private.audit_seals b
    on b.org_id is not distinct from s.org_id and b.month = s.follows_month and b.number = s.follows_number
  where s.follows <> coalesce(b.hash, '') or s.hash <> private.hash_audit_seal(s) $$, 'each holds the hash of the one that it follows');
select is_empty($$ select a.id from audit_log a left join private.audit_seals s on a.id = any (s.row_ids) where s.id is null
    or substring(s.row_hashes, array_position(s.row_ids, a.id) * 32 - 31, 32)
      <> private.hash_audit_row(a, substring(s.row_salts, array_position(s.row_ids, a.id) * 16 - 15, 16), s.personal) $$,
  'and each row is held with its hash');
select is((select count(distinct substring(s.row_salts, n * 16 - 15, 16)) from private.audit_seals s, generate_series(1, cardinality(s.row_ids)) n),
  (select count(*) from audit_log), 'no two have the same salt');

-- Steps.
insert into audit_log (org_id, actor_kind, action, table_name, row_id, changes)
select id_of('acme'), 'operator', 'update', 'agents', n::text, '{}' from generate_series(1, 2001) n;
select pg_temp.seal();
select is((select string_agg(cardinality(s.row_ids)::text, ' ' order by s.number) from private.audit_seals s where s.org_id = id_of('acme')
  and s.month = '2026-11-01' and s.number > 1), '1000 1000 1', 'a seal holds a thousand rows at most');
select is((select sealed_to from private.audit_sealing), (select max(id) from audit_log), 'how far it is, is known');

-- Nobody changes them.
select is(outcome_of(who, statement), '42501', format('%s is refused: %s', who, statement))
from unnest(array['admin', 'service_role', 'owner']) who, unnest(array['update private.audit_seals set number = number + 100',
  'update private.audit_seals set row_salts = sha256(row_salts)', 'delete from private.audit_seals', 'truncate private.audit_seals']) statement;
select is(outcome_of('service_role', 'select * from private.audit_seals'), '42501', 'nor does the service read them');
select is(outcome_of('owner', $$ insert into private.audit_prunings (org_id, month, last_number, row_count, hash, last_at)
  select org_id, month, number, 1, hash, last_at from private.audit_seals limit 1 $$), '42501', 'nothing is said to be pruned before its time');
select is(outcome_of('owner', $$ update private.audit_seals set row_salts = overlay(row_salts placing '\x00000000000000000000000000000000'::bytea from 1)
  where number = 1 and org_id = id_of('globex') $$), 'ok 1', 'but a salt can be taken out of one');

-- What is kept no longer goes with its seals, and what was there stays told.
select set_clock('2027-12-05Z');
select pg_temp.rename('Three');
update private.retention set batch = 6 where name = 'audit_log';
select is(private.prune_batch('audit_log'), 7, 'the oldest seals go with their rows, some of them at a time');
select is((select count(*) from private.audit_seals s where s.month = '2026-10-01'), 2::bigint, 'and no more of them than their rows');
select private.prune_history();
select is((select string_agg(concat_ws(' ', coalesce(o.slug, '-'), to_char(p.month, 'MM') || '/' || p.last_number, p.row_count, p.pruned_at::date), ', '
    order by o.slug nulls first, p.month) from private.audit_prunings p left join organizations o on o.id = p.org_id where p.org_id is null or o.id is not null),
  '- 11/1 1 2027-12-05, acme 10/2 8 2027-12-05, acme 11/4 2002 2027-12-05, globex 10/1 4 2027-12-05',
  'what is left says how many seals and rows there were, and when they went');
select is((select count(*) from audit_log), 1::bigint, 'what is not sealed yet stays');
select is(outcome_of('owner', statement), '42501', format('what was pruned stays told: %s', statement)) from unnest(array[
  'delete from private.audit_prunings', 'update private.audit_prunings set row_count = row_count - 1, last_number = last_number + 1',
  'truncate private.audit_prunings']) statement;
select pg_temp.seal();
select is((select s.follows from private.audit_seals s where s.org_id = id_of('acme')), (select p.hash from private.audit_prunings p where p.org_id = id_of('acme') and p.month = '2026-11-01'),
  'the next seal follows the last that was pruned');

-- One run of cron seals nothing that may get an earlier sibling: here its own transaction, which is not over.
select pg_temp.rename('Four');
select is(private.seal_audit(), 0, 'nothing is sealed while whoever wrote it may still write') from generate_series(1, 3);

select * from finish();
rollback;

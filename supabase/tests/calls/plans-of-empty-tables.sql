-- A plan that is made while nothing was ever called, and kept, is as good when thousands are called.
begin;
set local search_path = public, extensions, fixtures;
select plan(11);

-- Without a page: where others have left nothing but dead rows, the planner takes all indexes for equally good.
set local client_min_messages = warning;
truncate call_schedules, call_attempts cascade;
select make_acme_and_globex();
update organizations set max_concurrent_calls = 1000;
-- Known to be empty: with it a plan reads them from one end to the other.
analyze call_attempts, contacts, consents, suppressions, private.call_looks, private.global_suppressions, private.registry_checks,
  private.recovery_holds, campaigns, hubspot_connections, organizations, agents;

create function pg_temp.counters(out whole bigint, out rows_read bigint) language sql as $$
  select sum(seq_scan), sum(seq_tup_read + coalesce(idx_tup_fetch, 0)) from pg_stat_xact_user_tables
  where relname in ('call_schedules', 'call_attempts')
$$;
create function pg_temp.reads_little(what text, statement text, most integer) returns setof text language plpgsql as $$
declare
  before record := pg_temp.counters();
  since record;
begin
  execute statement;
  since := pg_temp.counters();
  return next is(since.whole - before.whole, 0::bigint, what || ' reads no whole table');
  return next ok(since.rows_read - before.rows_read <= most,
    format('%s reads %s rows, no more than %s', what, since.rows_read - before.rows_read, most));
end $$;

select book('call ' || n) from generate_series(1, 450) n;
select pg_temp.reads_little('the first claim', $$ select claim_due_calls('w', 100) $$, 10000);
create temporary table taken as select attempt_id from claim_due_calls('w', 100);
select is((select count(*) from taken), 100::bigint, 'the second takes a hundred');
select pg_temp.reads_little('recording that they were placed', $$
  select record_calls_placed(array_agg(attempt_id), array_agg(attempt_id::text), array_agg('queued'::text)) from taken $$, 5000);
select is((select count(*) from claim_due_calls('w', 100)), 100::bigint, 'and the third');
-- 300 are counted twice, before and under the lock; a call is read some sixty times, its versions in this one transaction and all its checks.
select pg_temp.reads_little('a claim beside 300 live calls', $$ select claim_due_calls('w', 100) $$, 10000);
select is((select count(*) from call_attempts), 400::bigint, 'and it took a hundred too');
select pg_temp.reads_little('when the next call is due', $$ select next_call_due_at(10) $$, 1000);

select * from finish();
rollback;

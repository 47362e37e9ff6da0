-- No plan is compiled: it costs a claim seconds (measured on PostgreSQL 15: 5 s of tests took 230 s).
begin;
set local search_path = public, extensions, fixtures;
select plan(1);

select is(current_setting('jit'), 'off', 'plans are not compiled in this database');

select * from finish();
rollback;

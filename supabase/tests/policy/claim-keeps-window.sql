-- A claim keeps the window that it had to compute, so that the next one reads it.
begin;
set local search_path = public, extensions, fixtures;
select plan(3);

select make_acme_and_globex();
delete from private.calling_windows;
select book('one'), book('two');
select is((select count(*) from claim_due_calls('worker 1')), 2::bigint, 'calls on terms whose window nobody has kept are claimed');
select is((select count(*) from private.calling_windows), 1::bigint, 'and their window is kept, once');
select ok((select w.spans_until > clock() + interval '45 days' from private.calling_windows w), 'for as long as any other');

select * from finish();
rollback;

-- A claim beside many organisations: it locks those it takes from, gives each its turn, and is held up by none.
begin;
set local search_path = public, extensions, fixtures;
select plan(20);

delete from organizations;
insert into organizations (id, slug, name) select id_of('org' || n), 'org' || n, 'Org' from generate_series(1, 80) n;
set local session_replication_role = replica;
insert into calling_policies (org_id, loosened)
select id, '[{"rule_id": "*", "reason": "The test tells of another thing.", "until": null}]' from organizations;
insert into agents (id, org_id, name) select id_of('org' || n || ' agent'), id_of('org' || n), 'Front desk' from generate_series(1, 80) n;
-- org1 has waited for the longest, org80 not for long; each has three calls.
-- Written without the foreign keys' look at the organisations, so that no row of theirs is locked yet.
set local session_replication_role = replica;
insert into call_schedules (id, org_id, agent_id, contact_id, contact_name, contact_phone_enc, contact_phone_hash, scheduled_at, due_at, purpose)
select id_of(name), id_of('org' || n), id_of('org' || n || ' agent'), name, 'Asha Rao', some_ciphertext(), hash_of(name), at, at, 'service'
from generate_series(1, 80) n, generate_series(1, 3) k
cross join lateral (select format('org%s call %s', n, k), clock() + make_interval(mins => n - 200 + k)) as c (name, at);
set local session_replication_role = origin;

create temporary table claimed (round integer, schedule_id uuid, org_id uuid);
create function pg_temp.claim(n integer, call_limit integer) returns bigint language sql as $$
  insert into claimed select n, schedule_id, org_id from claim_due_calls('worker 1', call_limit);
  select count(*) from claimed where round = n;
$$;
create function pg_temp.locked_organizations() returns text language sql as $$
  select string_agg(slug, ' ' order by slug) from organizations where xmax <> '0'::xid
$$;

-- Asked after each claim: it counts the lines of those alone whose call would be next.
create function pg_temp.lines_counted() returns bigint language sql as $$
  select idx_scan from pg_stat_xact_user_tables where relname = 'call_looks'
$$;
create temporary table counted as select pg_temp.lines_counted() as before;
select is(next_call_due_at(0), (select min(dial_after) from call_schedules), 'when the next call is due is known');
select ok(pg_temp.lines_counted() - before <= 5, format('without looking at all organisations: %s looks', pg_temp.lines_counted() - before)) from counted;

create function pg_temp.looks_at_calls() returns bigint language sql as $$
  select idx_scan from pg_stat_xact_user_tables where relname = 'call_schedules'
$$;
update counted set before = pg_temp.looks_at_calls();
select is(pg_temp.claim(1, 2), 2::bigint, 'of many organisations a claim takes what it was asked for');
select ok(pg_temp.looks_at_calls() - before < 80, format('and does not ask each for its calls: %s looks', pg_temp.looks_at_calls() - before)) from counted;
select is(pg_temp.locked_organizations(), 'org1 org2', 'and locks those it takes from, no other');
select is(pg_temp.claim(2, 50), 50::bigint, 'a larger one');
select is((select count(distinct org_id) from claimed where round = 2), 50::bigint, 'takes one call of each before a second of any');
select is((select min(right(o.slug, -3)::integer) || ' ' || max(right(o.slug, -3)::integer) from claimed c join organizations o on o.id = c.org_id
  where round = 2), '1 50', 'of those that have waited for the longest');
select is(pg_temp.claim(3, 1000), 188::bigint, 'one that may take all takes all');
select is((select count(distinct schedule_id) from claimed), 240::bigint, 'each call once');

-- Full lines hold up nobody else.
update organizations set max_concurrent_calls = 3 where slug <> 'org80';
select book(format('org%s late %s', n, k), 'org' || n, '-1 day') from generate_series(1, 79) n, generate_series(1, 20) k;
select book('waits behind them', 'org80', '-1 second');
select is(next_call_due_at(0), (select dial_after from call_schedules where contact_id = 'waits behind them'),
  'the next that could go is found behind organisations whose lines are full');
select is(pg_temp.claim(4, 10), 1::bigint, 'behind organisations whose lines are full');
select is((select schedule_id from claimed where round = 4), id_of('waits behind them'), 'another''s call goes out');

-- A queue of calls that cannot go out hides no other's.
update organizations set max_concurrent_calls = 100;
select book('to a busy number ' || k, 'org1', '-2 days', number => 'org1 call 1') from generate_series(1, 300) k;
delete from call_schedules where contact_id like '% late %';
select book('free', 'org2', '-1 second');
select is(next_call_due_at(0), (select dial_after from call_schedules where contact_id = 'free'), 'and behind a queue to a busy number');
select is((select string_agg(contact_id, ' ') from claim_due_calls('worker 1', 10)), 'free', 'nor does a queue to a busy number');

-- As many as the sweep asks for, of organisations with more due than lines: two lines each, and one with many.
delete from call_schedules;
update organizations set max_concurrent_calls = case when slug = 'org80' then 150 else 2 end;
set local session_replication_role = replica;
insert into call_schedules (id, org_id, agent_id, contact_id, contact_name, contact_phone_enc, contact_phone_hash, scheduled_at, due_at, purpose)
select id_of(name), id_of('org' || n), id_of('org' || n || ' agent'), name, 'Asha Rao', some_ciphertext(), hash_of(name), at, at, 'service'
from generate_series(1, 80) n cross join lateral generate_series(1, case n when 80 then 200 else 3 end) k
cross join lateral (select format('org%s many %s', n, k), clock() + make_interval(mins => n - 200)) as c (name, at);
set local session_replication_role = origin;
create function pg_temp.beyond_their_lines() returns text language sql as $$
  select string_agg(o.slug, ' ') from organizations o where private.lines_in_use(o.id) > o.max_concurrent_calls
$$;
select is(pg_temp.claim(5, 200), 200::bigint, 'of more that are due a claim takes two hundred at once');
select is(pg_temp.beyond_their_lines(), null, 'and gives no organisation more than its lines by it');
select is((select count(distinct org_id) from claimed where round = 5), 80::bigint, 'each has its turn');
select is(array[pg_temp.claim(6, 200), pg_temp.claim(7, 200)], '{108,0}', 'the next takes what lines are left, be they one organisation''s');
select is(private.lines_in_use(id_of('org80')), 150, 'all of them, and no more');

select * from finish();
rollback;

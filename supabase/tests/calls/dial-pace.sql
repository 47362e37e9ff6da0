-- Bolna takes so many calls a minute of one account: after a 429 claims go as fast as that, and no faster.
begin;
set local search_path = public, extensions, fixtures;
set local time zone 'UTC';
select plan(24);

select set_clock('2026-11-23 06:00Z');
select make_acme_and_globex();
update organizations set max_concurrent_calls = 1000;
select book('due ' || n, due_in => '-2 hours') from generate_series(1, 450) n;
create function pg_temp.pass_time(passed interval) returns void language sql as $$ select set_clock(clock() + passed) $$;
create function pg_temp.claim(most integer default 200) returns bigint language sql as $$ select count(*) from claim_due_calls('worker', most) $$;
create function pg_temp.next_due(within numeric default 20) returns interval language sql as $$ select next_call_due_at(within) - clock() $$;
create function pg_temp.refuse(code reason_code default 'bolna_rate_limit') returns jsonb language sql as $$
  select record_call_not_sent((select t.id from call_attempts t where t.state = 'placing' limit 1), 429, code, 'Why.', 5)
$$;

select is(pg_temp.claim(20), 20::bigint, 'where Bolna takes all, claims go as fast as they can');
select is(pg_temp.claim(20), 20::bigint, 'one after the other');
select isnt(pg_temp.refuse('bolna_unreachable'), null, 'a call that Bolna was not asked for');
select is(pg_temp.claim(20), 20::bigint, 'slows nothing down');

select isnt(pg_temp.refuse(), null, 'Bolna answers 429');
select is(pg_temp.claim(), 50::bigint, 'fifty may leave, so that one stray answer keeps nobody');
select is(pg_temp.claim(), 0::bigint, 'and then nothing');
select ok(pg_temp.next_due() between '0.12 seconds' and '1 second', 'but soon something does');
select is(next_call_due_at(0), null, 'who asks for what is due now is not kept');
select pg_temp.pass_time('0.12 seconds');
select is(pg_temp.claim(), 1::bigint, 'an eighth of a second later one call leaves');
select pg_temp.pass_time('1.2 seconds');
select is(pg_temp.claim(), 10::bigint, 'and in 1.2 seconds ten: 500 a minute');
select pg_temp.pass_time('5 minutes');
select is(pg_temp.claim(), 50::bigint, 'turns that nobody used do not pile up');
select is(pg_temp.claim(), 0::bigint, 'nor are they given twice');

select isnt(pg_temp.refuse(), null, 'Bolna answers 429 to one that had its turn');
select pg_temp.pass_time('0.35 seconds');
select is(pg_temp.claim(), 0::bigint, 'that costs two turns');
select pg_temp.pass_time('0.01 seconds');
select is(pg_temp.claim(), 1::bigint, 'and then one is tried');
select is((select count(pg_temp.refuse()) from generate_series(1, 100)), 100::bigint, 'a hundred are refused at once');
select pg_temp.pass_time('-0.05 seconds');
select isnt(pg_temp.refuse(), null, 'one more by a worker that began a moment before');
select pg_temp.pass_time('9.95 seconds');
select is(pg_temp.claim(), 0::bigint, 'nothing is tried');
select pg_temp.pass_time('0.1 seconds');
select is(pg_temp.claim(), 1::bigint, 'for ten seconds, and no longer');

update private.dial_pace set calls_per_minute = 6000;
select pg_temp.pass_time('0.21 seconds');
select is(pg_temp.claim(), 10::bigint, 'an account that is granted more has more turns');
select pg_temp.pass_time('10 minutes');
select is(pg_temp.claim(), 200::bigint, 'ten minutes after the last 429 claims go as fast as they can again');

select isnt(pg_temp.refuse(), null, 'Bolna answers 429 once more');
select pg_temp.pass_time('-1 hour');
select is(pg_temp.claim(50), 50::bigint, 'and then the clock is set back: what lies ahead is not believed');

select * from finish();
rollback;

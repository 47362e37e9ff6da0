-- Nobody asks without measure: buckets of tokens, of each user and of each organisation's bookings, that the operator sets.
begin;
set local search_path = public, extensions, fixtures;
select plan(22);

select make_acme_and_globex();
select set_clock('2027-03-01 10:00Z');
update private.request_limits set per_second = 2, burst = 5 where kind = 'any';
update private.request_limits set per_second = 1, burst = 2 where kind in ('dial', 'booking');

create function pg_temp.ask(who text, kind request_kind default 'any', slug text default 'acme') returns text language sql as $$
  select coalesce('wait ' || (a ->> 'seconds'), a ->> 'outcome')
  from (select answer_to(who, format('select enter_organization(%L, %L)', slug, kind))::jsonb a) asked
$$;
create function pg_temp.asked(times integer, who text, kind request_kind default 'any', slug text default 'acme') returns text
language sql as $$
  select string_agg(distinct pg_temp.ask(who, kind, slug), ', ') from generate_series(1, times)
$$;

select is(answer_to('member', 'select enter_organization(''acme'') -> ''organization'' ->> ''role'''), 'member',
  'who enters hears who they are there');
select is(pg_temp.asked(4, 'member'), 'entered', 'as many requests at once as the bucket holds');
select is(pg_temp.ask('member'), 'wait 1', 'then none, and how long to wait');
select is(pg_temp.ask('colleague'), 'entered', 'nobody else has to');
select set_clock(clock() + interval '499 milliseconds');
select is(pg_temp.ask('member'), 'wait 1', 'not a moment before there is a token');
select set_clock(clock() + interval '1 millisecond');
select is(pg_temp.ask('member'), 'entered', 'one request as soon as there is one');
select is(pg_temp.ask('member'), 'wait 1', 'and one only');
select set_clock(clock() + interval '1 day');
select is(pg_temp.asked(5, 'member'), 'entered', 'a day fills the bucket');
select is(pg_temp.ask('member'), 'wait 1', 'and no further');
select is(pg_temp.asked(5, 'rival'), 'unknown', 'a foreign organisation is unknown');
select is(pg_temp.ask('rival', slug => 'no-such-place'), 'wait 1', 'and guessing costs tokens');

select set_clock(clock() + interval '1 day');
select is(pg_temp.asked(2, 'admin', 'dial'), 'entered', 'dialling has a bucket of its own');
select is(pg_temp.ask('admin', 'dial'), 'wait 1', 'which is empty sooner');
select is(pg_temp.ask('admin'), 'entered', 'while other requests go on');

select is(pg_temp.ask('member', 'booking') || ', ' || pg_temp.ask('colleague', 'booking'), 'entered, entered',
  'an organisation has one bucket for the bookings of all');
select is(pg_temp.ask('member', 'booking'), 'wait 1', 'which they empty together');
select is(pg_temp.ask('rival', 'booking', 'globex'), 'entered', 'another organisation books on');
select set_clock(clock() + interval '1 day');
select is(pg_temp.asked(2, 'viewer', 'booking') || ', ' || pg_temp.asked(2, 'rival', 'booking'), 'entered, unknown',
  'who may not book there');
select is(pg_temp.asked(2, 'member', 'booking'), 'entered', 'takes nothing from who may');

update private.request_limits set per_second = 0.01 where kind = 'dial';
select is(pg_temp.asked(3, 'admin', 'dial'), 'entered, wait 100', 'a limit counts from the moment it is changed');
delete from private.request_limits where kind = 'any';
select is(pg_temp.asked(9, 'member'), 'entered', 'without its row there is none');
select is((select count(*) from private.request_buckets where owner = id_of('nobody')), 0::bigint, 'who asks nothing has no bucket');

select * from finish();
rollback;

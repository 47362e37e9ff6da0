-- However many workers ask, requests to one HubSpot account leave no faster than HubSpot allows.
begin;
set local search_path = public, extensions;
select plan(22);

create function pg_temp.next_at(account text, kind hubspot_limit) returns timestamptz language sql as $$
  select l.next_at from private.hubspot_limits l where (l.account, l.kind) = ($1, $2)
$$;
-- So many questions at once: when they were asked, the wait that each was told, the moment after it.
create function pg_temp.turns(account text, kind hubspot_limit, questions integer)
returns table (asked timestamptz, told numeric, next_at timestamptz) language plpgsql as $$
begin
  for i in 1..questions loop
    asked := private.current_time();
    told := take_hubspot_turn(account, kind, 60);
    next_at := pg_temp.next_at(account, kind);
    return next;
  end loop;
end $$;
create temporary table taken as
select 'search' as kind, interval '1 second' / 3 as apart, * from pg_temp.turns('busy', 'search', 30) union all
select 'request', interval '1 second' / 9, * from pg_temp.turns('busy', 'request', 90);
create function pg_temp.closest(kind text) returns interval language sql as $$
  select min(gap) from (select next_at - lag(next_at) over (order by next_at) as gap from taken t where t.kind = $1) g
$$;

select is((select told from taken where kind = 'search' order by next_at limit 1), 0::numeric, 'the first leaves at once');
select ok(pg_temp.closest('search') >= interval '1 second' / 3, 'searches are a third of a second apart, three a second');
select ok(pg_temp.closest('request') >= interval '1 second' / 9, 'requests a ninth of a second apart, ninety in ten seconds');
select ok(pg_temp.closest(kind) <= apart + interval '1 microsecond', format('and no %s waits longer than that', kind))
from taken group by kind, apart order by kind desc;
select is((select count(*) from taken where next_at - apart <> asked + make_interval(secs => told::double precision)), 0::bigint,
  'each is told to wait until its own moment');
select is(take_hubspot_turn('another', 'search', 1), 0::numeric, 'another account does not wait for this one');

-- Patience.
create temporary table before as select pg_temp.next_at('busy', 'search') as next_at;
select ok(take_hubspot_turn('busy', 'search', 1) > 1, 'a turn that is too far away is told');
select is(pg_temp.next_at('busy', 'search'), (select next_at from before), 'but asking for it reserves nothing');
select ok(take_hubspot_turn('busy', 'search', 60) > 1, 'who has the patience gets it');

-- What HubSpot refused.
create temporary table clock as select private.current_time() as now_is;
create function pg_temp.held_for(account text, kind hubspot_limit) returns interval language sql as $$
  select l.blocked_until - (select now_is from clock) from private.hubspot_limits l where (l.account, l.kind) = ($1, $2)
$$;
select hold_hubspot_account('held', 'search', 1000);
select ok(abs(take_hubspot_turn('held', 'search', 60) - 950) <= 50, 'nobody asks before the time that HubSpot gave');
select ok(abs(take_hubspot_turn('held', 'search', 2000) - 950) <= 50, 'but then');
select ok(pg_temp.next_at('held', 'search') >= (select now_is from clock) + interval '1000 seconds', 'one after the other again');
select is(take_hubspot_turn('held', 'request', 5), 0::numeric, 'what was not refused goes on');
select hold_hubspot_account('held', 'search', 1);
select ok(pg_temp.held_for('held', 'search') >= interval '1000 seconds', 'a shorter time never takes back a longer one');
select hold_hubspot_account('used up', 'daily', 86400 * 3);
select ok(take_hubspot_turn('used up', kind, 3600) > 3600, format('with the day''s requests used up no %s leaves', kind))
from unnest(array['search', 'request']::hubspot_limit[]) kind;
select ok(pg_temp.held_for('used up', 'search') between interval '24 hours' and interval '25 hours', 'for a day at most');
select hold_hubspot_account('barely', 'search', 0.001);
select ok(pg_temp.held_for('barely', 'search') >= interval '1 second', 'nor for less than a second');
select throws_ok($$ select take_hubspot_turn('busy', 'burst', 1) $$, '22P02', null, 'there is no other kind');
select throws_ok($$ select hold_hubspot_account('busy', 'burst', 1) $$, '22P02', null, 'to hold either');
select throws_ok($$ select take_hubspot_turn('busy', 'daily', 1) $$, '23514', null, 'and the day has no turns of its own');

select * from finish();
rollback;
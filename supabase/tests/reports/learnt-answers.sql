-- What calls come to is learnt in the transaction that settles them: exactly, folded or not, for ninety days.
begin;
set local search_path = public, extensions, fixtures;
select plan(17);

-- A Monday, 10:00 in Kolkata.
select set_clock('2026-11-23 04:30Z');
select make_acme_and_globex();
update organizations set max_concurrent_calls = 1000;

-- A call that rings now and is over after so many seconds, as Bolna tells it.
create function pg_temp.ring(name text, outcome text, seconds integer default 60, facts jsonb default '{}', org text default 'acme',
  zones text[] default '{Asia/Kolkata}') returns void language plpgsql as $$
declare
  began constant timestamptz := clock();
begin
  perform book(name, org);
  perform claim_all(), record_call_placed(attempt_of(name), name);
  update call_schedules set phone_zones = zones, phone_zone_source = 'number', phone_country = 'IN' where id = id_of(name);
  perform set_clock(began + make_interval(secs => seconds));
  perform settle(name, outcome, facts);
  perform set_clock(began);
end $$;
create function pg_temp.learnt(org text default 'acme') returns text language sql as $$
  select string_agg(format('%s/%s %s %s', weekday, block, outcome, calls), ', ' order by weekday, block, outcome)
  from private.learnt_counts(id_of(org))
$$;
create function pg_temp.rate_at(weekday integer, block integer) returns numeric language sql as $$
  select round(r.rate, 4) from private.answer_rates(id_of('acme')) r where r.weekday = rate_at.weekday and r.block = rate_at.block
$$;

select is(round(pg_temp.rate_at(0, 5), 2), 0.33, 'before any call a third is expected to answer, at every hour');
select is((private.learnt_terms(id_of('acme')) #>> '{outcomes,no_answer,share}')::numeric, 0.38, 'and the shares are those expected');

select pg_temp.ring('answered', 'completed', 100, '{"answered": true, "conversation_seconds": 80, "cost_cents": 12}');
select pg_temp.ring('machine', 'completed', 30, '{"answered": true, "voicemail": true}');
select pg_temp.ring('nobody', 'no_answer', 46);
select pg_temp.ring('engaged', 'busy', 24);
select pg_temp.ring('unconnected', 'failed', 10);
select pg_temp.ring('silent', 'completed', 10, '{"answered": false}');
select is(pg_temp.learnt(), '0/5 answered 1, 0/5 voicemail 1, 0/5 no_answer 1, 0/5 busy 1, 0/5 failed 2',
  'each attempt counts once, as what it came to, on Monday at ten where it rang');
select pg_temp.ring('in Perth', 'no_answer', zones => '{Australia/Perth}');
select is(pg_temp.learnt(), '0/5 answered 1, 0/5 voicemail 1, 0/5 no_answer 1, 0/5 busy 1, 0/5 failed 2, 0/6 no_answer 1',
  'the clock is that of the called person');
select pg_temp.ring('nowhere', 'busy', zones => '{Nowhere/At_all}');
select is(state_of('nowhere'), 'failed / ended / busy', 'a zone that the server does not know keeps no call from being settled');

-- What teaches nothing.
select dial('not placed');
select record_call_refused(attempt_of('not placed'), 400, 'bolna_refused', 'No.');
select pg_temp.ring('stopped', 'stopped');
select pg_temp.ring('lost', 'lost');
select is((select sum(calls)::integer from private.learnt_counts(id_of('acme'))), 8, 'what never rang, was stopped or was lost teaches nothing');

create temporary table before as select * from private.learnt_counts(id_of('acme'));
select is(private.fold_outcome_tallies(), 8::bigint, 'cron adds up what has gathered');
select is((select count(*) from private.outcome_tallies), 0::bigint, 'and leaves nothing of it');
select results_eq('select * from private.learnt_counts(id_of(''acme'')) order by 1, 2, 3', 'select * from before order by 1, 2, 3',
  'which changes nothing that was learnt');
select pg_temp.ring('nobody again', 'no_answer');
select is((select calls from private.learnt_counts(id_of('acme')) where block = 5 and outcome = 'no_answer'), 2::bigint,
  'what comes after the folding is added to it');
select private.fold_outcome_tallies();
select is((select calls from private.learnt_counts(id_of('acme')) where block = 5 and outcome = 'no_answer'), 2::bigint, 'folded again, too');
select is(pg_temp.learnt('globex'), null, 'another organisation learns nothing of it');

-- p0 of 9 calls, of which one answered: (1 + 20 * 0.33) / (9 + 20); the block of 7 calls: (1 + 20 p0) / (7 + 20).
select is(pg_temp.rate_at(0, 5), round((1 + 20 * (1 + 6.6) / 29) / 27, 4), 'a block''s rate leans on all the organisation''s calls');
select is(pg_temp.rate_at(3, 5), round((1 + 6.6) / 29, 4), 'and one without calls is theirs');
select is((private.learnt_terms(id_of('acme')) #>> '{cost_cents_per_minute}')::numeric, round((12 + 120) / (100.0 / 60 + 20), 4),
  'the cost of a minute is that of the calls whose cost was told, and what is expected');

select set_clock('2027-02-22 04:30Z');
select is(pg_temp.learnt(), null, 'after ninety days it is learnt from no more');
select set_clock('2027-03-10 04:30Z');
select private.fold_outcome_tallies();
select is((select count(*) from private.outcome_counts), 0::bigint, 'and then forgotten');

select * from finish();
rollback;

-- Hanging up at once, again and again, is a refusal without a word: of marketing alone, and only what the person did counts.
begin;
set local search_path = public, extensions, fixtures;
set local time zone 'UTC';
select plan(17);

select make_acme_and_globex();
select set_clock('2026-11-22 06:30Z');
-- A call to the number that somebody answers, and how it ends.
create function pg_temp.call(name text, number text, facts jsonb default '{}') returns void language plpgsql as $$
begin
  perform set_clock(clock() + interval '1 hour');
  perform book(name, number => number);
  update call_schedules set phone_country = coalesce(facts ->> 'country', 'ZZ'), phone_zones = '{UTC}', phone_zone_source = 'number',
    phone_regions = coalesce(array(select jsonb_array_elements_text(facts -> 'regions')), '{}') where id = id_of(name);
  perform claim_all();
  perform record_call_placed(attempt_of(name), name);
  perform settle(name, 'completed', '{"answered": true, "voicemail": false, "conversation_seconds": 3, "hangup_by": "Callee"}'
    || facts - '{country,regions}'::text[]);
end $$;
create function pg_temp.held(number text) returns bigint language sql as $$
  select count(*) from suppressions where phone_hash = hash_of(number)
$$;
select book('offer', number => 'n', due_in => '10 days');
select book('reminder', number => 'n', due_in => '10 days');
update call_schedules set purpose = 'marketing' where id = id_of('offer');

select pg_temp.call('one', 'n');
select pg_temp.call('two', 'n');
select is(pg_temp.held('n'), 0::bigint, 'twice is not yet a refusal');
select is((select call_status::text from call_schedules where id = id_of('two')), 'completed', 'and the calls have ended as ever');
select pg_temp.call('three', 'n');
select results_eq($$ select scope::text, source::text, attempt_id, evidence from suppressions $$,
  $$ values ('marketing', 'silent_refusal', attempt_of('three'), '3 calls in a row, each ended by the person within 5 seconds') $$,
  'three times in a row is one, of marketing');
select is((select call_status || ' ' || status_reason_code from call_schedules where id = id_of('offer')), 'cancelled opted_out',
  'what was to be sold is withdrawn');
select is((select call_status::text from call_schedules where id = id_of('reminder')), 'scheduled', 'what was to be said is not');
select pg_temp.call('four', 'n');
select is(pg_temp.held('n'), 1::bigint, 'and it is kept once');

-- A row is broken by a talk, and not by what nobody answered.
select pg_temp.call('a1', 'a');
select pg_temp.call('a2', 'a');
select pg_temp.call('a3', 'a', '{"conversation_seconds": 40}');
select pg_temp.call('a4', 'a');
select is(pg_temp.held('a'), 0::bigint, 'a talk between them breaks the row');
select pg_temp.call('a5', 'a');
select pg_temp.call('a6', 'a', '{"answered": false, "conversation_seconds": 0}');
select is(pg_temp.held('a'), 0::bigint, 'a call that nobody answered does not make it');
select pg_temp.call('a7', 'a');
select is(pg_temp.held('a'), 1::bigint, 'nor break it');

-- Whose doing it was.
select pg_temp.call(number || n, number, facts::jsonb)
from generate_series(1, 3) n, (values
  ('agent', '{"hangup_by": "Caller"}'), ('line', '{"hangup_by": "Carrier"}'), ('machine', '{"voicemail": true}'),
  ('longer', '{"conversation_seconds": 5.5}'), ('unsaid', '{"hangup_by": null}')) t (number, facts)
order by number, n;
select is(pg_temp.held(number), held::bigint, number || ': ' || held)
from (values ('agent', 0), ('line', 0), ('machine', 0), ('longer', 0), ('unsaid', 1)) t (number, held);

-- As the law of the call has it.
select pg_temp.call('nevada', 'nevada', '{"country": "US", "regions": ["US-NV"]}');
select is(pg_temp.held('nevada'), 1::bigint, 'in Nevada once is enough');
select pg_temp.call('utah', 'utah', '{"country": "US", "regions": ["US-UT"]}');
select is(pg_temp.held('utah'), 0::bigint, 'elsewhere in the United States it is not');
select is((select count(*) from suppressions where org_id <> id_of('acme')), 0::bigint, 'another organisation''s list is its own');

select * from finish();
rollback;

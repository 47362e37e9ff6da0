-- Numbers come on the list by hand, by import and never twice; the calls that wait for them go in the same transaction.
begin;
set local search_path = public, extensions, fixtures;
set local time zone 'UTC';
select plan(28);

select make_acme_and_globex();
select set_clock('2026-11-22 06:30Z');
create function pg_temp.add(who text, number text, facts jsonb default '{}', id text default null) returns text language sql as $$
  select a ->> 'outcome' from add_suppression(id_of('acme'), id_of(who), coalesce(id_of(id), gen_random_uuid()), jsonb_build_object('phone_hash', hash_of(number),
    'phone_last4', '1234', 'reason', 'Asked by letter') || facts) a
$$;
create function pg_temp.import(who text, variadic numbers text[]) returns text language sql as $$
  select concat_ws(' ', i ->> 'outcome', i ->> 'added', i ->> 'already_there')
  from import_suppressions(id_of('acme'), id_of(who), (select jsonb_agg(jsonb_build_object('phone_hash', hash_of(n), 'phone_last4', '1234',
    'scope', 'all', 'reason', 'A list')) from unnest(numbers) n)) i
$$;

select is(pg_temp.add(who, 'one'), said, who || ' adds a number: ' || said)
from (values ('rival', 'forbidden'), ('viewer', 'forbidden'), ('member', 'added'), ('admin', 'already_there')) v (who, said);
select is(pg_temp.add('member', 'two', '{"scope": "marketing"}', 'the second'), 'added', 'for marketing alone');
select is(pg_temp.add('member', 'two', '{"scope": "marketing"}', 'the second'), 'added', 'the same request again is the same answer');
select is(pg_temp.add('member', 'two', '{"scope": "marketing", "expires_at": "2027-01-01T00:00Z"}'), 'already_there', 'what holds less is there already');
select is(pg_temp.add('member', 'two'), 'added', 'what holds more is added');
select is((select count(*) from suppressions where phone_hash = hash_of('two')), 2::bigint, 'beside it');
select throws_ok($$ select pg_temp.add('member', 'three', '{"source": "transcript"}') $$, '22023', null, 'nobody says for another that he asked');
select throws_ok($$ select pg_temp.add('member', 'three', '{"scope": "topic"}') $$, '23514', null, 'a topic needs its name');
select pg_temp.add('member', 'ten', '{"contact_id": " 0501 "}');
select is((select contact_id from suppressions where phone_hash = hash_of('ten')), '501', 'a contact''s id is one however it is written');

-- What waits is withdrawn.
select dial('under way');
update call_schedules set contact_phone_hash = hash_of('three') where id = id_of('under way');
select book('waits', number => 'three'), book('to another', number => 'four'), book('of globex', org => 'globex', number => 'three');
select book('is over', number => 'three', due_in => '1 hour');
update call_schedules set call_status = 'cancelled', status_reason_code = 'cancelled_by_user', status_reason = 'So.' where id = id_of('is over');
select is(pg_temp.add('member', 'three'), 'added', 'a number is suppressed');
select results_eq($$ select status_reason_code::text, status_reason from call_schedules where id = id_of('waits') and call_status = 'cancelled' $$,
  $$ values ('suppressed_org', 'The number is on this organisation''s do-not-call list since 2026-11-22.') $$, 'the call that waited for it is withdrawn, with code and sentence');
select is((select call_status::text from call_schedules where id = id_of(name)), status, name || ' is left')
from (values ('to another', 'scheduled'), ('of globex', 'scheduled'), ('under way', 'in_progress')) v (name, status);
select is((select status_reason_code::text from call_schedules where id = id_of('is over')), 'cancelled_by_user', 'and what is over stays so');
select is((select count(*) from audit_log where table_name = 'suppressions' and row_id = (select id::text from suppressions where phone_hash = hash_of('three'))
  and changes ->> 'phone_hash' = 'private' and actor_id = id_of('member')), 1::bigint, 'the trail says who, and no number');

-- Import.
select book('to five', number => 'five');
select is(pg_temp.import(who, 'five'), 'forbidden', 'import is not for the ' || who) from unnest(array['rival', 'viewer', 'member']) who;
select is(pg_temp.import('admin', 'five', 'six', 'five', 'one'), 'imported 2 2', 'an import adds what is not there, once');
select is(pg_temp.import('admin', 'five', 'six'), 'imported 0 2', 'the same again adds nothing');
select is((select call_status::text from call_schedules where id = id_of('to five')), 'cancelled', 'and withdraws the calls to it');
select suppress('seven', '{"source": "transcript"}');
select is(pg_temp.import('admin', 'seven'), 'imported 0 1', 'what a person asked for holds the list''s too');
select suppress('eight', '{"expires": "2026-12-01T00:00Z"}');
select is(pg_temp.import('admin', 'eight'), 'imported 1 0', 'what ends one day does not');
select is((select expires_at from suppressions where phone_hash = hash_of('eight') and source = 'user'), '2026-12-01Z'::timestamptz, 'and stays as it was');

select * from finish();
rollback;

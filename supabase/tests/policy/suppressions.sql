-- A number that is suppressed is not called: what holds which calls, and what happens to those that wait.
begin;
set local search_path = public, extensions, fixtures;
set local time zone 'UTC';
select plan(46);

select make_acme_and_globex();
select set_clock('2026-11-22 06:30Z');

-- Scopes.
select book('call');
select is(judge_number('call'), 'nothing', 'a number that nobody suppressed may be called');
select suppress('call', '{"scope": "marketing"}');
select is(judge_number('call', purpose), said, purpose || ' to a number that is suppressed for marketing: ' || said)
from (values ('marketing'::call_purpose, 'stop suppressed_org'), ('survey', 'stop suppressed_org'), ('service', 'nothing'),
  ('health_reminder', 'nothing'), ('collection', 'nothing'), ('emergency', 'nothing')) v (purpose, said);
select is((select call_status::text from call_schedules where id = id_of('call')), 'scheduled', 'and a call that may be another''s waits on');
select suppress('call', '{"scope": "topic", "topic": "follow_up"}');
select is((select status_reason_code::text from call_schedules where id = id_of('call')), 'suppressed_org', 'one about a suppressed topic does not');
select book('everything');
select suppress('everything');
select is(judge_number('everything', purpose), 'stop suppressed_org', purpose || ' to a number that is suppressed for all')
from unnest(array['marketing', 'service', 'emergency']::call_purpose[]) purpose;

-- Whose.
select book('ours', number => 'shared', contact => 'asha');
select book('of another contact', number => 'shared', contact => 'ravi');
select book('theirs', org => 'globex', number => 'shared');
select suppress('shared', '{"contact": "asha"}');
select is(judge_number('ours'), 'stop suppressed_org', 'a wrong number is not called for its contact');
select is(judge_number('of another contact'), 'nothing', 'and is for whom it belongs to');
select suppress('shared');
select is(judge_number('of another contact'), 'stop suppressed_org', 'a suppressed number is called for nobody');
select is(judge_number('theirs'), 'nothing', 'another organisation''s list is its own');

-- The person's own word comes first.
select book('asked');
select suppress('asked', '{"scope": "marketing"}'), suppress('asked', '{"scope": "marketing", "source": "transcript"}');
select is(judge_number('asked'), 'stop opted_out', 'who asked not to be called has opted out, whatever a list says besides');

-- Time, and lifting.
select book('for a while');
select suppress('for a while', '{"scope": "marketing", "expires": "2026-12-01T00:00Z"}');
select is(judge_number('for a while', at => '2026-11-30 23:59Z'), 'stop suppressed_org', 'a suppression with an end holds until then');
select is(judge_number('for a while', at => '2026-12-01Z'), 'nothing', 'and no longer');
select book('refused');
select suppress('refused', '{"scope": "marketing", "source": "transcript", "expires": "2026-12-01T00:00Z"}');
select is(judge_number('refused', at => '2026-12-05Z', refusal => '60 days'), 'defer refusal_period 2027-01-21 06:30',
  'a refusal that ran out is minded in marketing for as long as the law asks');
select is(judge_number('refused', at => '2027-01-22Z', refusal => '60 days'), 'nothing', 'and then no more');
select is(judge_number('refused', at => '2036-01-01Z'), 'stop opted_out', 'where the law says no end, for ever');
select is(judge_number('refused', 'service', '2026-12-05Z'), 'nothing', 'and nothing else minds it');
select book('lifted');
create temporary table one as select suppress('lifted') as id;
grant select on one to public;
select is(answer_to(who, $$ select remove_suppression(id_of('acme'), (select id from one), 'A mistake') ->> 'outcome' $$), said, who || ' may lift it: ' || said)
from (values ('rival', 'not_found'), ('viewer', 'forbidden'), ('member', 'forbidden'), ('admin', 'removed'), ('admin', 'not_found')) v (who, said);
select is(judge_number('lifted'), 'nothing', 'what was lifted holds no more');
select results_eq($$ select removed_by, removed_reason from suppressions where id = (select id from one) $$,
  $$ values (id_of('admin'), 'A mistake') $$, 'and says who lifted it, and why');

-- It never changes otherwise.
select is(outcome_of('owner', format('%s where id = (select id from suppressions where removed_at is null and scope = ''all'' limit 1)', change)), '42501', change)
from unnest(array[$$ update suppressions set scope = 'marketing' $$, $$ update suppressions set expires_at = now() + interval '1 day' $$,
  $$ update suppressions set added_at = now() $$, $$ delete from suppressions $$]) change;
select is(outcome_of('owner', $$ update suppressions set removed_reason = 'Another' where removed_at is not null $$), '42501', 'what was lifted stays as it is');

-- The operator's list, and what was stored before there was one.
select book('known', number => 'operator''s');
select book('known to globex', org => 'globex', number => 'operator''s');
select book('of old');
update call_schedules set global_phone_hash = null where id = id_of('of old');
select is(judge_number('of old'), 'nothing', 'without a list of the operator''s nothing is asked of old calls');
create function pg_temp.suppress_globally(number text, key text default repeat('1', 64), scope text default 'all') returns integer language sql as $$
  select suppress_globally(format('[{"setting": "PHONE_INDEX_KEY", "key_id": "", "check_value": "%s"}]', key)::jsonb,
    jsonb_build_array(jsonb_build_object('phone_hash', global_hash_of(number), 'scope', scope)), 'A court order')
$$;
select is(pg_temp.suppress_globally('operator''s'), 1, 'the operator suppresses a number for everybody');
select results_eq($$ select status_reason_code::text from call_schedules where id in (id_of('known'), id_of('known to globex')) $$,
  $$ values ('suppressed_global'), ('suppressed_global') $$, 'the calls to it are withdrawn in every organisation');
select is(judge_number('of old'), 'defer suppressed_global 2026-11-22 06:31', 'an old call whose number is not known to be free waits');
select throws_ok($$ select pg_temp.suppress_globally('other', repeat('2', 64)) $$, '22023', null,
  'a list that was hashed with another key is refused');
select throws_ok($$ select suppress_globally('[]', '[]', 'Because') $$, '22023', null, 'and so is one without its key');
select is(pg_temp.suppress_globally('marketing', scope => 'marketing'), 1, 'it may be for marketing alone');
select lives_ok($$ select book('to both', number => 'marketing') $$, 'a call is booked');
select is(judge_number('to both', 'service'), 'nothing', 'the operator''s scope is minded too');
select is(lift_global_suppression(global_hash_of('marketing'), 'The order ended'), 1, 'the operator lifts it');
select is(judge_number('to both'), 'nothing', 'and it holds no more');

select * from finish();
rollback;

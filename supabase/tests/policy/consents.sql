-- Where a call takes a consent it is there: of the kind, to the purpose, by an artificial voice, for person and number, in force.
begin;
set local search_path = public, extensions, fixtures;
set local time zone 'UTC';
select plan(47);

select make_acme_and_globex();
select set_clock('2026-11-22 06:30Z');

select book('call', contact => 'asha', number => 'asha');
select is(judge_number('call'), 'nothing', 'where none is needed none is asked for');
select is(judge_number('call', consent => kind), 'stop consent_missing', kind || ': none is recorded')
from unnest(enum_range(null::consent_kind)) kind;

select consent('asha', '{"kind": "imported_unproven"}');
select is(judge_number('call', consent => kind), said, 'what nobody can prove, where ' || kind || ' is needed')
from (values ('express'::consent_kind, 'stop consent_missing'), ('express_written', 'stop consent_missing'), ('imported_unproven', 'nothing')) v (kind, said);
select consent('asha');
select is(judge_number('call', consent => kind), said, 'what was said, where ' || kind || ' is needed')
from (values ('express'::consent_kind, 'nothing'), ('express_written', 'stop consent_missing')) v (kind, said);
select consent('asha', '{"kind": "express_written"}');
select is(judge_number('call', consent => 'express_written'), 'nothing', 'what was signed is enough for all');

-- To what, by whom, for whom.
select is(judge_number('call', 'survey', consent => 'express'), 'stop consent_scope', 'consent to one purpose is none to another');
select book('by machine', contact => 'ravi', number => 'ravi');
select consent('ravi', '{"artificial_voice": false}');
select is(judge_number('by machine', consent => 'express'), 'stop consent_scope', 'to be called by a person is not by a machine');
select book('same number', contact => 'other', number => 'asha');
select is(judge_number('same number', consent => 'express'), 'stop consent_missing', 'another person at the number has not agreed');
select book('other number', contact => 'asha', number => 'fresh');
select is(judge_number('other number', consent => 'express'), 'stop consent_missing', 'nor has the person for another number');
select book('before', contact => 'early', number => 'early');
select consent('early');
select is(judge_number('before', at => '2026-11-22 06:29Z', consent => 'express'), 'stop consent_missing', 'it does not hold before it was given');

-- Until when.
select book('written', contact => 'meera', number => 'meera');
select consent('meera', '{"valid_until": "2027-03-01T00:00Z"}');
select is(judge_number('written', at => '2027-02-28Z', consent => 'express'), 'nothing', 'a consent holds until it ends');
select is(judge_number('written', at => '2027-03-01Z', consent => 'express'), 'stop consent_expired', 'and no longer');
select is((select valid_until from consents where contact_id = 'early'), '2028-11-22 06:30Z', 'one without an end ends after two years');
select is(judge_number('before', at => '2027-11-22 06:29Z', consent => 'express'), 'nothing', 'a consent of up to a year ago holds');
select is(judge_number('before', at => '2027-11-22 06:30Z', consent => 'express'), 'stop consent_expired', 'an older one ends where nobody was spoken to');
select keep_call('talk', 'early', placed => '2027-06-01Z');
update call_attempts set answered = true where schedule_id = id_of('talk');
select is(judge_number('before', at => '2027-11-22 06:30Z', consent => 'express'), 'nothing', 'and holds on where somebody was');
select is(judge_number('before', at => '2028-05-31Z', consent => 'express'), 'nothing', 'for a year from then');
select is(judge_number('before', at => '2028-06-01 00:01Z', consent => 'express'), 'stop consent_expired', 'and no longer');

-- Withdrawn.
select book('withdrawn', contact => 'lata', number => 'lata');
create temporary table given (name text, id uuid);
grant select on given to public;
insert into given select 'first', consent('lata')::uuid;
select set_clock('2026-11-23 06:30Z');
insert into given select 'second', consent('lata')::uuid;
create function pg_temp.revoke(who text, name text) returns text language sql as $$
  select answer_to(who, format('select revoke_consent(id_of(''acme''), %L, ''phone call'', ''Asked'') ->> ''outcome''', (select id from given g where g.name = revoke.name)))
$$;
select set_clock('2026-11-24 06:30Z');
select is(pg_temp.revoke(who, 'second'), said, who || ' records that it was withdrawn: ' || said)
from (values ('rival', 'not_found'), ('viewer', 'forbidden'), ('member', 'revoked'), ('admin', 'already_revoked')) v (who, said);
select is(judge_number('withdrawn', consent => 'express'), 'stop consent_revoked', 'a withdrawal ends the earlier consent too');
select set_clock('2026-11-25 06:30Z');
select consent('lata', '{"purposes": ["service"]}');
select is(judge_number('withdrawn', consent => 'express'), 'stop consent_revoked', 'another purpose''s consent does not bring it back');
select consent('lata');
select is(judge_number('withdrawn', consent => 'express'), 'nothing', 'a new one does');

-- The proof does not change.
select is(outcome_of('owner', change), '42501', change)
from unnest(array[$$ update consents set valid_until = valid_until + interval '1 day' $$, $$ update consents set purposes = '{service}' $$,
  $$ delete from consents $$, $$ update consent_wordings set wording = 'Other' $$, $$ delete from consent_wordings $$]) change;
select is(outcome_of('owner', $$ update consents set revoked_at = null, revoked_via = null where revoked_at is not null $$), '42501', 'a withdrawal is not taken back');
select is((select count(*) from consent_wordings), 1::bigint, 'the same wording is kept once');
select throws_ok($$ select consent('asha', '{"kind": "express_written", "wording": null}') $$, '23514', null, 'what was signed has its wording');
select is((select record_consent(id_of('acme'), id_of('viewer'), id_of('x'), '{}') ->> 'outcome'), 'forbidden', 'a viewer records none');
select is((select count(*) from audit_log where table_name = 'consents' and action = 'update' and actor_id = id_of('member')), 1::bigint, 'the trail says who withdrew it');

-- A withdrawal ends what is booked, at once and with its reason, and nothing that it does not speak of.
select mind_the_law();
select make_law('ZZ.consent', '{"aspect": "consent", "consent": "express", "purposes": ["marketing"]}');
select make_law('ZZ.hours', '{"aspect": "hours", "week": "{[0,10080)}", "purposes": ["service", "marketing"]}');
insert into given select 'devi', consent('devi')::uuid;
insert into given select 'devi again', consent('devi', '{"purposes": ["marketing", "survey"]}')::uuid;
insert into given select 'uma', consent('uma', number => 'devi')::uuid;
select book_in('to sell', '{UTC}', 'marketing', number => 'devi', due => clock() + interval '1 hour');
select book_in('to serve', '{UTC}', 'service', number => 'devi', due => clock() + interval '1 hour');
select book_in('to another', '{UTC}', 'marketing', number => 'devi', due => clock() + interval '1 hour');
update call_schedules set contact_id = 'devi' where id in (id_of('to sell'), id_of('to serve'));
update call_schedules set contact_id = 'uma' where id = id_of('to another');
create function pg_temp.state(name text) returns text language sql as $$
  select concat_ws(' ', call_status, status_reason_code) from call_schedules where id = id_of(name)
$$;
select is(judged('to sell'), 'defer not_due 11-25 07:30', 'with two consents it waits for its time');
select is(pg_temp.revoke('member', 'devi'), 'revoked', 'the earlier one is withdrawn');
select is(pg_temp.state('to sell'), 'cancelled consent_revoked', 'and the call is withdrawn in the same moment: it ends the other too');
select matches((select status_reason from call_schedules where id = id_of('to sell')), 'Consent was withdrawn on 2026-11-25 by phone call',
  'with the reason');
select is((select jurisdictions::text || rule_ids::text from call_decisions where schedule_id = id_of('to sell')), '{ZZ}{ZZ.consent}',
  'and the rule that asks for it');
select is(pg_temp.state('to serve'), 'scheduled', 'what needs no consent waits on');
select is(pg_temp.state('to another'), 'scheduled', 'and so does a call to another person at that number');

select * from finish();
rollback;

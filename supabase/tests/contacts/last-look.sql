-- The last look before dialling: what HubSpot says at that moment decides whether a call is claimed. Until then there is no attempt.
begin;
set local search_path = public, extensions, fixtures;
set local time zone 'UTC';
select plan(72);

select set_clock('2026-11-22 06:30Z');
select make_acme_and_globex();
select connect_hubspot(synced_until => clock());

select make_rule('rule');
select make_rule('weekly', 'periodic', 7);
select make_rule('indians', 'custom', conditions => '{"all": [{"property": "country", "operator": "equals", "value": "India"}]}');

-- Whose contact is looked at.
select keep_contact('8', '{"do_not_call": true}');
create temporary table claimed as
select b.*, null::boolean as checks from (values
  ('a rule''s call', '1', 'rule', false, true), ('one that waits for a check-up', '2', null, true, true),
  ('one booked by hand', '3', null, false, false), ('one to a contact known as not to be called', '8', null, false, true),
  ('one whose contact is none of HubSpot''s', 'crm-5', null, true, false), ('one with an impossible id', '0', null, true, false))
  as b (name, contact, rule, auto, expected);
select book_for_checkup(name, contact, rule, auto) from claimed;
update claimed c set checks = k.looks_first from claim_due_calls('worker 1') k where k.schedule_id = id_of(c.name);
select is(checks, expected, format('%s is looked at: %s', name, expected)) from claimed;
select is(concat_ws(' / ', state_of(name), (select count(*) from private.call_looks l where l.schedule_id = id_of(name))),
  case when expected then 'scheduled / 1' else 'in_progress / placing / 0' end, name || ': no attempt before the look')
from claimed;
select is(private.lines_in_use(id_of('acme')), 6, 'though each of them holds a line');
select is((select count(*) from claim_due_calls('worker 2')), 0::bigint, 'and is in no other worker''s hands');
select is(fail_to_look(name), told, format('%s, unread: %s', name, told))
from (values ('a rule''s call', 'deferred contact_unreadable'), ('one that waits for a check-up', 'claimed'),
  ('one to a contact known as not to be called', 'deferred contact_unreadable')) as t (name, told);
select book_for_checkup('early', '9', auto => true, due => '2026-12-24Z');
select claim_all();
select is(call_look_terms(id_of('early'), 'worker 1'), jsonb_build_object('contact_id', '9', 'access', hubspot_access(id_of('acme'))),
  'with what is needed to look');
select is(call_look_terms(id_of('early'), 'worker 2'), null, 'which only the worker gets that has it in hand');
select is(fail_to_look('early'), 'deferred contact_unreadable', 'one whose own time has not come does not go out unread');
delete from call_schedules;
update hubspot_connections set removed_at = now() where org_id = id_of('acme');
select book_for_checkup('unconnected', '1', auto => true);
select is((select looks_first from claim_due_calls('worker 1')), false, 'without HubSpot nobody is looked at');
update hubspot_connections set removed_at = null;
delete from call_schedules;

-- A rule's call: each verdict on a new one, and what is left of it.
create function pg_temp.verdict_on(rule text, contact jsonb) returns text language plpgsql as $$
declare
  verdict text;
begin
  perform book_for_checkup('call', coalesce(contact ->> 'was', '1'), rule);
  perform claim_all();
  verdict := look_before_call('call', case when contact <> 'null' then contact - 'was' end);
  raise exception using errcode = 'UNDO1', message = concat_ws(': ', verdict, state_and_reason_of('call'));
exception when sqlstate 'UNDO1' then return sqlerrm;
end $$;
select is(pg_temp.verdict_on(rule, facts), verdict, format('%s, a call of rule %s: %s', told, rule, verdict))
from (values
  ('rule', contact_from_hubspot('1'), 'unchanged', 'claimed: in_progress / placing'),
  ('rule', contact_from_hubspot('1', '{"contact_name": "Asha Iyer", "language": "hi"}'), 'with another name', 'claimed: in_progress / placing'),
  ('rule', contact_from_hubspot('1', '{"last_checkup_date": "2026-11-21"}'), 'checked up meanwhile', 'withdrawn checkup_done: cancelled / checkup_done'),
  ('rule', contact_from_hubspot('1', '{"last_checkup_date": "2026-11-10"}'), 'checked up, but long ago', 'claimed: in_progress / placing'),
  ('rule', contact_from_hubspot('1', '{"last_checkup_date": "2026-11-23"}'), 'checked up tomorrow', 'withdrawn checkup_in_future: cancelled / checkup_in_future'),
  ('rule', contact_from_hubspot('1', '{"last_checkup_date": null, "checkup_problem": "missing"}'), 'without a check-up', 'withdrawn checkup_missing: cancelled / checkup_missing'),
  ('rule', contact_from_hubspot('1', '{"do_not_call": true}'), 'not to be called', 'withdrawn do_not_call: cancelled / do_not_call'),
  ('rule', contact_from_hubspot('1', '{"phone_enc": null, "phone_hash": null, "phone_problem": "invalid"}'), 'without a number', 'withdrawn phone_invalid: cancelled / phone_invalid'),
  ('rule', contact_from_hubspot('1', '{"problem": "Broken."}'), 'broken', 'withdrawn broken: cancelled / broken'),
  ('rule', 'null', 'deleted', 'withdrawn contact_removed: cancelled / contact_removed'),
  ('rule', contact_from_hubspot('1', '{"number": "new"}'), 'with a new number', 'claimed: in_progress / placing'),
  ('rule', contact_from_hubspot('100', '{"was": "1", "merged_ids": ["1"]}'), 'merged into another', 'claimed: in_progress / placing'),
  ('weekly', contact_from_hubspot('1'), 'unchanged', 'claimed: in_progress / placing'),
  ('weekly', contact_from_hubspot('1', '{"last_checkup_date": "2026-11-21"}'), 'checked up meanwhile', 'claimed: in_progress / placing'),
  ('indians', contact_from_hubspot('1', '{"properties": {"country": "India"}}'), 'unchanged', 'claimed: in_progress / placing'),
  ('indians', contact_from_hubspot('1', '{"properties": {"country": "Nepal"}}'), 'moved', 'withdrawn conditions_not_met: cancelled / conditions_not_met')
) as t (rule, facts, told, verdict);
update call_schedule_rules set is_active = false;
select is(pg_temp.verdict_on('rule', contact_from_hubspot('1')), 'lost: cancelled / rule_inactive',
  'a rule that was switched off calls nobody, and HubSpot is not asked');
update call_schedule_rules set is_active = true;

-- What is kept of it.
select book_for_checkup('kept', '1', 'rule');
select claim_all();
create temporary table kept as select claim_looked_call(id_of('kept'), 'worker 1', jsonb_build_object('contact_id', '1',
  'contact', contact_from_hubspot('1', '{"number": "new", "contact_name": "Asha Iyer", "last_checkup_date": "2026-11-10"}'),
  'phone_enc', 'v1.k1.GGGGGGGGGGGGGGGG.HHHHHHHHHHHHHHHHHHHHHH', 'phone_hash', hash_of('new'))) as told;
select is((select row(told ->> 'outcome', told -> 'call' ->> 'attempt_id', told -> 'call' ->> 'contact_phone_enc',
    told -> 'call' ->> 'contact_name', told -> 'call' ->> 'looks_first')::text from kept),
  row('claimed', attempt_of('kept'), 'v1.k1.GGGGGGGGGGGGGGGG.HHHHHHHHHHHHHHHHHHHHHH', 'Asha Iyer', 'false')::text,
  'the call goes to the new number, by the new name');
select is((select row(contact_phone_hash, contact_name, last_checkup_date, occasion)::text from call_schedules),
  row(hash_of('new'), 'Asha Iyer', '2026-11-10'::date, '2026-11-10')::text, 'which the call is from now on');
select is((select contact_phone_hash from call_attempts), hash_of('new'), 'so that this number is live, and no other');
select is((select contact_name from contacts where contact_id = '1'), 'Asha Iyer', 'and the contact is kept as it is now');
select book_for_checkup('blocked', '3', number => 'new');
select is((select count(*) from claim_due_calls('worker 2')), 0::bigint, 'the new number is in no second call');
select is(look_before_call('kept', null), 'lost', 'a call that was claimed is looked at no more');
select is(state_and_reason_of('kept'), 'in_progress / placing', 'nor changed');
delete from call_schedules;

-- A number that is in another call.
select book_for_checkup('first', '1', number => 'new');
select book_for_checkup('second', '2', 'rule');
select claim_all();
select is(look_before_call('second', contact_from_hubspot('2', '{"number": "new"}')), 'deferred number_busy',
  'a call whose new number is in another call waits');
select is((select row(call_status, status_reason_code, attempt_count)::text from call_schedules where id = id_of('second')),
  row('scheduled', 'number_busy', 0)::text, 'which is no try of it');
select is((select count(*) from claim_due_calls('worker 1')), 0::bigint, 'and is not met by the next claims');
select is(state_and_reason_of('first'), 'in_progress / placing', 'and the other one goes on');
delete from call_schedules;

-- Changed at this very moment: an older copy is read than the one that is kept.
select book_for_checkup('outdated', '4', 'rule');
select claim_all();
select private.save_contacts(id_of('acme'), jsonb_build_array(contact_from_hubspot('4', '{"number": "newest"}')));
select is(look_before_call('outdated', contact_from_hubspot('4', '{"hubspot_modified_at": "2026-11-22 06:00Z"}')), 'deferred contact_changed',
  'a number that is no longer the contact''s is not dialled');
select is(state_and_reason_of('outdated'), 'scheduled / contact_changed', 'the call is looked at again');
select ok((select dial_after > private.current_time() from call_schedules), 'but not at once');
delete from call_schedules;

-- Merged.
select book_for_checkup('merged', '5', 'rule');
select book_for_checkup('survivor', '50', 'rule', number => '50');
select claim_all();
select look_before_call('survivor', contact_from_hubspot('50'));
select record_call_placed(attempt_of('survivor'), 'of the survivor') ->> 'recorded';
select is(look_before_call('merged', contact_from_hubspot('50', '{"merged_ids": ["5"], "number": "5"}')), 'withdrawn already_called',
  'whom the rule calls under another record is not called twice');
delete from call_schedules;
select book_for_checkup('merged', '6', 'rule');
select claim_all();
select is(look_before_call('merged', contact_from_hubspot('60', '{"merged_ids": ["6"], "number": "6"}')), 'claimed',
  'a merged contact is called');
select is((select contact_id from call_schedules), '60', 'as the one that is left');
select throws_ok($$ select book_for_checkup('another', '60', 'rule', number => 'x') $$, '23505', null, 'once');
delete from call_schedules;

-- A retry.
select book_for_checkup('weekly', '7', 'weekly');
select claim_all();
select is(look_before_call('weekly', contact_from_hubspot('7')), 'claimed', 'a periodic rule''s call');
select record_call_placed(attempt_of('weekly'), 'weekly') ->> 'recorded';
select settle_call(attempt_of('weekly'), 'weekly', '{"outcome": "no_answer", "call_status": "failed", "retry_category": "no_answer",
  "reason_code": "no_answer", "reason": "Nobody answered."}') ->> 'call_status';
select set_clock('2026-11-22 10:00Z');
select claim_all();
select is(look_before_call('weekly', contact_from_hubspot('7')), 'claimed', 'is tried again though its contact was rung today');
select is(state_and_reason_of('weekly'), 'in_progress / placing', 'by the rule itself');
select record_call_placed(attempt_of('weekly'), 'again') ->> 'recorded';
select settle_call(attempt_of('weekly'), 'again', '{"outcome": "no_answer", "call_status": "failed", "retry_category": "no_answer",
  "reason_code": "no_answer", "reason": "Nobody answered."}') ->> 'call_status';
select set_clock('2026-11-22 12:10Z');
select book_for_checkup('by hand', '7', number => 'x');
select claim_all();
select record_call_placed(attempt_of('by hand'), 'by hand') ->> 'recorded';
select is(look_before_call('weekly', contact_from_hubspot('7')), 'withdrawn not_due', 'not when another call has reached them meanwhile');
delete from call_schedules;
select set_clock('2026-11-22 06:30Z');

-- Calling hours: 09:00 to 18:00 in Kolkata are 03:30 to 12:30 UTC.
select set_clock('2026-11-22 12:29:59Z');
select book_for_checkup('evening', '1', 'rule');
select claim_all();
select is(look_before_call('evening', contact_from_hubspot('1')), 'claimed', 'a rule''s call goes out until the calling hours end');
delete from call_schedules;
select set_clock('2026-11-22 12:30Z');
select book_for_checkup('late', '1', 'rule');
select book_for_checkup('late by hand', '2', auto => true);
select claim_all();
select is((select row(call_status, status_reason_code, not_before, attempt_count)::text from call_schedules where id = id_of('late')),
  row('scheduled', 'outside_window', timestamptz '2026-11-23 03:30Z', 0)::text,
  'none by itself after them: it waits for the next morning');
select is(look_before_call('late', contact_from_hubspot('1')), 'lost', 'and HubSpot is not asked about it');
select is(look_before_call('late by hand', contact_from_hubspot('2')), 'claimed', 'a call whose time a person chose goes out');
select set_clock('2026-11-23 03:29:59Z');
select is((select count(*) from claim_due_calls('worker 1')), 0::bigint, 'not before they begin');
update call_schedules set scheduled_at = private.current_time() - interval '1 minute' where id = id_of('late');
select is(claim_call_schedule(id_of('late'), id_of('admin'), 'worker 1') ->> 'outcome', 'claimed', 'an admin may ask for it now');
select is(look_before_call('late', contact_from_hubspot('1')), 'claimed', 'and then it goes out');
delete from call_schedules;
select set_clock('2026-11-22 06:30Z');

-- An admin's reason for calling outside the organisation's own week outlasts the look.
update calling_policies set week = '{}' where org_id = id_of('acme');
select book_for_checkup('closed', '1', 'rule');
select is(claim_call_schedule(id_of('closed'), id_of('admin'), 'worker 1') #>> '{decision,code}', 'weekday_closed', 'a closed week holds a call by hand');
select claim_call_schedule(id_of('closed'), id_of('admin'), 'worker 1', p_override_reason => 'The patient asked for it.');
select is((select count(*) from call_decisions where schedule_id = id_of('closed') and stage = 'claim'), 0::bigint, 'nothing is claimed before the look');
select is(look_before_call('closed', contact_from_hubspot('1')), 'claimed', 'unless an admin says why not');
select is((select data ->> 'override_reason' from call_decisions where schedule_id = id_of('closed') and stage = 'claim'),
  'The patient asked for it.', 'which is kept with the decision');
delete from call_schedules;

select is((select count(*) from audit_log where changes::text ~ ('Asha|v1\.k1|' || hash_of('new'))), 0::bigint,
  'no name or number is in the trail');

select * from finish();
rollback;
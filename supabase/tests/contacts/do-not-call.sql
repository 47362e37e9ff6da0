-- A contact that HubSpot flags: its open calls are withdrawn in the transaction that keeps the flag, by number and by id.
begin;
set local search_path = public, extensions, fixtures;
select plan(20);

select set_clock('2026-11-22 10:00Z');
select make_acme_and_globex();
select make_rule('five days');
create function pg_temp.keep(variadic contacts jsonb[]) returns integer language sql as $$
  select private.save_contacts(id_of('acme'), to_jsonb(contacts))
$$;
create function pg_temp.flag(id text, facts jsonb default '{}') returns integer language sql as $$
  select pg_temp.keep(contact_from_hubspot(id, '{"do_not_call": true}' || facts))
$$;

select pg_temp.keep(contact_from_hubspot('1'));
select place('under way', contact => '1');
select book('by hand', contact => '7', number => '1', due_in => '10 days');
select book('of a rule', contact => '1', number => '1', due_in => '1 hour', rule => 'five days', occasion => '2026-11-01');
select book('for a check-up', contact => '1', number => '1', due_in => '5 days', auto_trigger => true, checkup => '2026-11-01');
select book('to be tried again', contact => '1', number => '1');
update call_schedules set retry_at = clock() + interval '1 hour' where id = id_of('to be tried again');
select book('by id', contact => '1', number => 'another number', due_in => '1 day');
select book('other number', contact => '2', due_in => '1 day');
select book('other organisation', 'globex', contact => '1', number => '1', due_in => '1 day');
update call_schedules set contact_phone_hash = hash_of('1') where id = id_of('under way');

select is(pg_temp.keep(contact_from_hubspot('1', '{"contact_name": "Asha Iyer"}')), 1, 'a contact that may be called');
select is((select count(*) from call_schedules where call_status = 'cancelled'), 0::bigint, 'takes no call along');
select is(pg_temp.flag('1', '{"hubspot_modified_at": "2026-11-22 09:00Z"}'), 0, 'nor does an older copy with a flag');
select is((select count(*) from call_schedules where call_status = 'cancelled'), 0::bigint, 'which is not kept');

select is(pg_temp.flag('1'), 1, 'HubSpot flags it');
select is(state_and_reason_of(name), 'cancelled / do_not_call', format('the call %s is withdrawn at once', name))
from unnest(array['by hand', 'of a rule', 'for a check-up', 'to be tried again', 'by id']) name;
select is((select array_agg(distinct status_reason) from call_schedules where call_status = 'cancelled'),
  '{"HubSpot says that this contact is not to be called."}', 'and says why');
select is((select count(*) from call_schedules where call_status = 'cancelled' and dial_after is not null), 0::bigint, 'no claim meets it');
select is(state_of('under way'), 'in_progress / placed', 'a call under way is left alone');
select is(state_of('other number'), 'scheduled', 'and so is one to another number');
select is(state_of('other organisation'), 'scheduled', 'and another organisation''s');
select is((select count(*) from audit_log where table_name = 'call_schedules' and changes -> 'call_status' ->> 1 = 'cancelled'), 5::bigint,
  'the audit trail tells of each');

-- Those that were merged, those without a number.
select book('to the merged', contact => '31', number => 'old number', due_in => '1 day');
select pg_temp.flag('30', '{"phone_enc": null, "phone_hash": null, "phone_problem": "missing", "merged_ids": ["31"]}');
select is(state_and_reason_of('to the merged'), 'cancelled / do_not_call', 'a call to a record that was merged into a flagged one goes too');

-- The flag that the last look finds takes the other calls along.
select keep_contact('40');
select connect_hubspot('acme');
select book_for_checkup('looked at', '40', auto => true, due => clock());
select book('later', contact => '41', number => '40', due_in => '3 days');
select claim_all();
select is(look_before_call('looked at', contact_from_hubspot('40', '{"do_not_call": true}')), 'withdrawn do_not_call',
  'a last look that finds the flag withdraws its call');
select is(state_and_reason_of('later'), 'cancelled / do_not_call', 'and the later ones to that number');

-- Many at once go in bounded steps: the rest is refused by the judge, and taken by the next reading.
select book('many ' || n, contact => '50', number => '50', due_in => '1 day') from generate_series(1, 1001) n;
select pg_temp.flag('50');
select is((select count(*) from call_schedules where contact_id = '50' and call_status = 'scheduled'), 1::bigint, 'a thousand go in one step');

select * from finish();
rollback;

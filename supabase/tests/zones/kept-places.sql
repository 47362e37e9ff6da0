-- Where a number rings stays with it: as it is booked, changed, planned by a rule, kept from HubSpot and looked up before a call.
begin;
set local search_path = public, extensions, fixtures;
select plan(21);

select set_clock('2026-11-22 06:30Z');
select make_acme_and_globex();
select connect_hubspot('acme', synced_until => clock());

create function pg_temp.place_of(name text) returns text language sql as $$
  select concat_ws(' ', s.phone_country, nullif(array_to_string(s.phone_regions, ','), ''), nullif(array_to_string(s.phone_zones, ','), ''), s.phone_zone_source)
  from call_schedules s where s.id = id_of(name)
$$;
create function pg_temp.florida() returns jsonb language sql as $$
  select '{"phone_country": "US", "phone_regions": ["US-FL"], "phone_zones": ["America/Chicago", "America/New_York"],
    "phone_zone_source": "number"}'::jsonb
$$;
create function pg_temp.booked(place jsonb) returns text language sql as $$
  select book_call_schedule(id_of('acme'), id_of('member'), id_of('call'), jsonb_build_object('agent_id', id_of('acme agent'),
    'contact_id', 'c', 'contact_name', 'Asha', 'contact_phone_enc', some_ciphertext(), 'contact_phone_hash', hash_of('c'),
    'scheduled_at', clock() + interval '1 hour') || place) ->> 'outcome'
$$;
create function pg_temp.changed(changes jsonb) returns text language sql as $$
  select change_call_schedule(id_of('acme'), id_of('call'), id_of('admin'), changes) ->> 'outcome'
$$;

-- By hand.
select is(pg_temp.booked('{}'), 'booked', 'a call may be booked without');
select is(pg_temp.place_of('call'), '', 'and says then that nobody asked where it rings');
select is(pg_temp.changed(jsonb_build_object('contact_phone_hash', hash_of('d')) || pg_temp.florida()), 'changed', 'with a number comes its place');
select is(pg_temp.place_of('call'), 'US US-FL America/Chicago,America/New_York number', 'which is kept');
select is(pg_temp.changed('{"call_topic": "other"}'), 'changed', 'another change');
select is(pg_temp.place_of('call'), 'US US-FL America/Chicago,America/New_York number', 'leaves it');
select is(pg_temp.changed(jsonb_build_object('contact_phone_hash', hash_of('e'))), 'changed', 'another number alone');
select is(pg_temp.place_of('call'), '', 'does not keep the place of the one before');
select throws_ok($$ select pg_temp.changed('{"phone_zone_source": "booking"}') $$, '23514', null,
  'a number says nothing that only a booking can say');
delete from call_schedules;
select is(pg_temp.booked(pg_temp.florida()), 'booked', 'a call is booked with the place of its number');
select is(answer_to('member', $$ select concat_ws(' ', phone_country, phone_regions, phone_zones, phone_zone_source) from call_schedules $$),
  'US {US-FL} {America/Chicago,America/New_York} number', 'which whoever may read the call reads');

-- From HubSpot.
create function pg_temp.saved(facts jsonb) returns integer language sql as $$
  select private.save_contacts(id_of('acme'), jsonb_build_array(contact_from_hubspot('1', facts)))
$$;
create function pg_temp.kept() returns text language sql as $$
  select concat_ws(' ', c.phone_country, nullif(array_to_string(c.phone_zones, ','), ''), c.phone_zone_source, c.address_country, c.address_region)
  from contacts c where c.contact_id = '1'
$$;
select pg_temp.saved('{}');
select is(pg_temp.saved(pg_temp.florida() || '{"address_country": "US", "address_region": "US-GA"}'), 1, 'a contact that was kept without is kept anew');
select is(pg_temp.kept(), 'US America/Chicago,America/New_York number US US-GA', 'with the place of its number and that of its address');
select is(pg_temp.saved(pg_temp.florida() || '{"address_country": "US", "address_region": "US-GA"}'), 0, 'and not again while both are the same');
select is(pg_temp.saved(pg_temp.florida() || '{"address_country": "US", "address_region": "US-AL"}'), 1, 'but when the address moves');

-- By a rule.
select make_rule('rule');
select is(book_rule_calls(id_of('rule'), jsonb_build_array(jsonb_build_object('schedule_id', id_of('of a rule'), 'contact_id', '1',
  'phone_enc', some_ciphertext(), 'phone_hash', hash_of('1')))), 1, 'a rule plans a call');
select is(pg_temp.place_of('of a rule'), 'US US-FL America/Chicago,America/New_York number', 'which rings where its contact''s number does');
update call_schedules set phone_country = null, phone_zones = '{}', phone_zone_source = null, scheduled_at = clock() where id = id_of('of a rule');
select claim_all();
select is(look_before_call('of a rule', contact_from_hubspot('1', pg_temp.florida())), 'claimed', 'the last look finds the same number');
select is(pg_temp.place_of('of a rule'), 'US US-FL America/Chicago,America/New_York number', 'and tells a call that was planned without where it rings');
delete from call_attempts;
update call_schedules set call_status = 'scheduled' where id = id_of('of a rule');
select claim_all();
select is(look_before_call('of a rule', contact_from_hubspot('1', pg_temp.florida() || '{"number": "2", "phone_country": "IN", "phone_regions": [], "phone_zones": ["Asia/Kolkata"], "phone_zone_source": "country"}')),
  'claimed', 'it finds another number');
select is(pg_temp.place_of('of a rule'), 'IN Asia/Kolkata country', 'and the call goes by where that one rings');

select * from finish();
rollback;

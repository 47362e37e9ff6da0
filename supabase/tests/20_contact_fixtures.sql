-- HubSpot, contacts and the rules that call them.
set search_path = public, extensions, fixtures;

-- HubSpot is connected by the environment's token: one organisation, or all that there are.
create function fixtures.connect_hubspot(org text default null, synced_until timestamptz default null) returns void
language sql as $$
  insert into hubspot_connections (org_id, uses_default_token, synced_until)
  select o.id, true, connect_hubspot.synced_until from organizations o where o.slug = coalesce(org, o.slug)
$$;
create function fixtures.connection_of(org text) returns hubspot_connections language sql as $$
  select * from hubspot_connections where org_id = id_of(org)
$$;
-- A contact as we keep it: well, checked up on 2026-11-01 and with a number of its own, unless the facts say otherwise.
create function fixtures.keep_contact(contact text, facts jsonb default '{}', org text default 'acme') returns void language sql as $$
  insert into contacts (org_id, contact_id, contact_name, phone_enc, phone_hash, phone_problem, do_not_call, last_checkup_date,
    checkup_problem, problem, merged_ids, language, time_zone, properties)
  select id_of(org), contact, 'Asha Rao',
    case when not facts ? 'phone_problem' then some_ciphertext() end,
    case when not facts ? 'phone_problem' then hash_of(coalesce(facts ->> 'number', contact)) end,
    (facts ->> 'phone_problem')::phone_problem, coalesce((facts ->> 'do_not_call')::boolean, false),
    case when not facts ? 'checkup_problem' then coalesce(facts ->> 'checkup', '2026-11-01')::date end,
    (facts ->> 'checkup_problem')::checkup_problem, facts ->> 'problem', array(select jsonb_array_elements_text(coalesce(facts -> 'merged', '[]'))), facts ->> 'language',
    facts ->> 'time_zone', coalesce(facts -> 'properties', '{}')
$$;
-- A contact as HubSpot tells it at this moment: well, checked up on 2026-11-01 and with a number of its own, encrypted anew.
create function fixtures.contact_from_hubspot(id text, facts jsonb default '{}') returns jsonb language sql as $$
  select jsonb_build_object('contact_id', id, 'contact_name', 'Asha Rao', 'phone_enc', 'v1.k1.EEEEEEEEEEEEEEEE.FFFFFFFFFFFFFFFFFFFFFF',
    'phone_hash', hash_of(coalesce(facts ->> 'number', id)), 'last_checkup_date', '2026-11-01',
    'hubspot_modified_at', clock()) || (facts - 'number')
$$;
-- The last look at the contact of a call that worker 1 has in hand, as HubSpot tells it now (null: it has it no more): what
-- became of the call, with the reason.
create function fixtures.look_before_call(name text, contact jsonb) returns text language sql as $$
  select concat_ws(' ', v ->> 'outcome', v ->> 'reason_code')
  from call_schedules s
  cross join lateral claim_looked_call(s.id, 'worker 1', jsonb_build_object('contact_id', s.contact_id, 'contact', contact,
    'phone_enc', case when contact ->> 'phone_enc' is not null then 'v1.k1.GGGGGGGGGGGGGGGG.HHHHHHHHHHHHHHHHHHHHHH' end,
    'phone_hash', contact ->> 'phone_hash')) v
  where s.id = id_of(name)
$$;
-- The same where HubSpot could not be read, and asks for nothing.
create function fixtures.fail_to_look(name text, wait_seconds integer default 300) returns text language sql as $$
  select concat_ws(' ', v ->> 'outcome', v ->> 'reason_code')
  from call_schedules s
  cross join lateral claim_looked_call(s.id, 'worker 1', jsonb_build_object('contact_id', s.contact_id, 'unread',
    jsonb_build_object('reason', 'HubSpot did not answer.', 'retry_after_seconds', wait_seconds))) v
  where s.id = id_of(name)
$$;
-- Reads Acme's contacts from HubSpot to the end, and finds none.
create function fixtures.read_contacts() returns void language sql as $$
  select claim_contact_sync('worker 1', false, id_of('acme'));
  select complete_contact_sync(max(id), 'worker 1') from contact_syncs;
$$;

-- A rule: by default one that calls five days after the check-up.
create function fixtures.make_rule(name text, type rule_type default 'checkup_threshold', days integer default 5,
  conditions jsonb default null, property text default null, a_day integer default 100, org text default 'acme')
returns void language sql as $$
  insert into call_schedule_rules (id, org_id, agent_id, rule_name, rule_type, checkup_threshold_days, periodic_days,
    custom_conditions, checkup_property, max_calls_per_day)
  values (id_of(name), id_of(org), id_of(org || ' agent'), name, type, days, case when type = 'periodic' then days end,
    conditions, property, a_day)
$$;
-- What a rule says of a contact: 'due', or why it does not call.
create function fixtures.verdict(rule text, contact text) returns text language sql as $$
  select v.reason_code from private.judge_contacts(id_of(rule)) v where v.contact_id = contact
$$;

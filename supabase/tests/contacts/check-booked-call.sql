-- The last look before a call that was booked by hand: its own time holds, a check-up done meanwhile and a wish not to be called too.
begin;
set local search_path = public, extensions;
set local time zone 'UTC';
select plan(11);

-- Acme and Globex. The id of anything here is the md5 of its name.
delete from organizations;
insert into organizations (id, slug, name, time_zone) values
  (md5('acme')::uuid, 'acme', 'Acme', 'Asia/Kolkata'),
  (md5('globex')::uuid, 'globex', 'Globex', 'America/New_York');
insert into agents (id, org_id, name) values
  (md5('acme agent')::uuid, md5('acme')::uuid, 'Front desk'),
  (md5('globex agent')::uuid, md5('globex')::uuid, 'Front desk');

-- A clock that these tests move; the migrations' own comes back with the rollback.
create or replace function private.current_time() returns timestamptz language sql stable set search_path = '' as $$
  select current_setting('test.now')::timestamptz
$$;
create function pg_temp.set_clock(moment timestamptz) returns void language sql as $$
  select set_config('test.now', moment::text, true)
$$;

select pg_temp.set_clock('2026-11-22 06:30Z');
insert into hubspot_connections (org_id, uses_default_token, synced_until)
select id, true, private.current_time() from organizations;
create function pg_temp.keep(contact text, facts jsonb default '{}', org text default 'acme') returns void language sql as $$
  insert into contacts (org_id, contact_id, contact_name, phone_enc, phone_hash, phone_problem, do_not_call, last_checkup_date,
    checkup_problem, problem, merged_ids, language, time_zone, properties)
  select md5(org)::uuid, contact, 'Asha Rao',
    case when not facts ? 'phone_problem' then 'v1.k1.AAAAAAAAAAAAAAAA.BBBBBBBBBBBBBBBBBBBBBB' end,
    case when not facts ? 'phone_problem' then encode(sha256(coalesce(facts ->> 'number', contact)::bytea), 'hex') end,
    facts ->> 'phone_problem', coalesce((facts ->> 'do_not_call')::boolean, false),
    case when not facts ? 'checkup_problem' then coalesce(facts ->> 'checkup', '2026-11-01')::date end, facts ->> 'checkup_problem',
    facts ->> 'problem', array(select jsonb_array_elements_text(coalesce(facts -> 'merged', '[]'))), facts ->> 'language',
    facts ->> 'time_zone', coalesce(facts -> 'properties', '{}')
$$;

create function pg_temp.hash(number text) returns text language sql as $$ select encode(sha256(number::bytea), 'hex') $$;
create function pg_temp.attempt_of(name text) returns uuid language sql as $$
  select id from call_attempts where schedule_id = md5(name)::uuid order by attempt_number desc limit 1
$$;
create function pg_temp.state_of(name text) returns text language sql as $$
  select concat_ws(' / ', s.call_status, s.status_reason_code, t.state, t.outcome)
  from call_schedules s left join call_attempts t on t.id = pg_temp.attempt_of(name) where s.id = md5(name)::uuid
$$;
-- A call that is due, of a rule or by hand, to a contact whose check-up was on 2026-11-01.
create function pg_temp.book(name text, contact text, rule text default null, auto boolean default false, number text default null,
  scheduled timestamptz default null) returns void language sql as $$
  insert into call_schedules (id, org_id, agent_id, rule_id, contact_id, contact_name, contact_phone_enc, contact_phone_hash,
    scheduled_at, auto_trigger_enabled, last_checkup_date, occasion)
  values (md5(name)::uuid, md5('acme')::uuid, md5('acme agent')::uuid, md5(rule)::uuid, contact, 'Asha Rao',
    'v1.k1.AAAAAAAAAAAAAAAA.BBBBBBBBBBBBBBBBBBBBBB', pg_temp.hash(coalesce(number, contact)),
    coalesce(scheduled, private.current_time() - interval '1 minute'), auto, '2026-11-01',
    case when rule is not null then case rule when 'weekly' then 'first' else '2026-11-01' end end)
$$;
create function pg_temp.claim() returns void language sql as $$ select count(*) from claim_due_calls('worker 1', 1000) $$;
-- What HubSpot says of a contact now, as the functions give it.
create function pg_temp.contact(id text, facts jsonb default '{}') returns jsonb language sql as $$
  select jsonb_build_object('contact_id', id, 'contact_name', 'Asha Rao',
    'phone_enc', 'v1.k1.EEEEEEEEEEEEEEEE.FFFFFFFFFFFFFFFFFFFFFF', 'phone_hash', pg_temp.hash(coalesce(facts ->> 'number', id)),
    'last_checkup_date', '2026-11-01', 'hubspot_modified_at', private.current_time()) || (facts - 'number')
$$;
-- The look: the verdict with its reason.
create function pg_temp.look(name text, contact jsonb) returns text language sql as $$
  select concat_ws(' ', v ->> 'verdict', v ->> 'reason_code') from check_contact_before_call(pg_temp.attempt_of(name), contact,
    case when contact ->> 'phone_enc' is not null then 'v1.k1.GGGGGGGGGGGGGGGG.HHHHHHHHHHHHHHHHHHHHHH' end, contact ->> 'phone_hash') v
$$;
select pg_temp.book('waits', '10', auto => true, scheduled => '2026-12-24Z');
select pg_temp.claim();
select is(pg_temp.look('waits', pg_temp.contact('10', '{"last_checkup_date": "2026-11-20"}')), 'withdrawn checkup_done',
  'a call that waits for a check-up waits again after the next one');
select is(pg_temp.state_of('waits'), 'scheduled / checkup_done / ended / withdrawn', 'and is not cancelled');
select is((select row(last_checkup_date, due_at)::text from call_schedules), row('2026-11-20'::date, '2026-11-24 18:30Z'::timestamptz)::text,
  'until that one is old enough');
select is((select count(*) from claim_due_calls('worker 1')), 0::bigint, 'not sooner');
select pg_temp.set_clock('2026-11-24 18:30Z');
select pg_temp.claim();
select is(pg_temp.look('waits', pg_temp.contact('10', '{"last_checkup_date": "2026-11-20", "number": "new"}')), 'dial',
  'then it goes out');
select is((select contact_phone_hash from call_schedules), pg_temp.hash('10'), 'to the number it was booked with');
select pg_temp.set_clock('2026-11-22 06:30Z');
delete from call_schedules;
select pg_temp.book('its time', '10', auto => true);
select pg_temp.claim();
select is(pg_temp.look('its time', pg_temp.contact('10', '{"last_checkup_date": "2026-11-21", "hubspot_modified_at": null}')), 'dial',
  'whose own time has come goes out whatever the check-up');
delete from call_schedules;
select pg_temp.book('by hand', '11', auto => true);
select pg_temp.claim();
select is(pg_temp.look('by hand', pg_temp.contact('11', '{"do_not_call": true}')), 'withdrawn do_not_call',
  'unless the contact is not to be called');
delete from call_schedules;
select pg_temp.book('unknown', '12', auto => true);
select pg_temp.claim();
select is(pg_temp.look('unknown', null), 'dial', 'a contact that HubSpot never had is called as booked');
delete from call_schedules;
select pg_temp.keep('13');
select pg_temp.book('deleted', '13', auto => true);
select pg_temp.claim();
select is(pg_temp.look('deleted', null), 'withdrawn contact_deleted', 'one that it had and deleted is not');
select is((select removed_reason from contacts where contact_id = '13'), 'deleted', 'and is gone');
delete from call_schedules;

select * from finish();
rollback;

-- A call whose contact cannot be read from HubSpot waits, for three days and no longer.
begin;
set local search_path = public, extensions;
set local time zone 'UTC';
select plan(8);

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
insert into call_schedule_rules (id, org_id, agent_id, rule_name, rule_type)
values (md5('rule')::uuid, md5('acme')::uuid, md5('acme agent')::uuid, 'Check-ups', 'checkup_threshold');
create function pg_temp.attempt_of(name text) returns uuid language sql as $$
  select id from call_attempts where schedule_id = md5(name)::uuid order by attempt_number desc limit 1
$$;
create function pg_temp.state_of(name text) returns text language sql as $$
  select concat_ws(' / ', s.call_status, s.status_reason_code, t.state, t.outcome)
  from call_schedules s left join call_attempts t on t.id = pg_temp.attempt_of(name) where s.id = md5(name)::uuid
$$;
create function pg_temp.book(name text, scheduled timestamptz default null) returns void language sql as $$
  insert into call_schedules (id, org_id, agent_id, rule_id, contact_id, contact_name, contact_phone_enc, contact_phone_hash,
    scheduled_at, occasion)
  values (md5(name)::uuid, md5('acme')::uuid, md5('acme agent')::uuid, md5('rule')::uuid, '14', 'Asha Rao',
    'v1.k1.AAAAAAAAAAAAAAAA.BBBBBBBBBBBBBBBBBBBBBB', encode(sha256('14'), 'hex'),
    coalesce(scheduled, private.current_time() - interval '1 minute'), '2026-11-01')
$$;
create function pg_temp.claim() returns void language sql as $$ select count(*) from claim_due_calls('worker 1', 1000) $$;
create function pg_temp.unread(name text) returns text language sql as $$
  select pg_temp.claim();
  select record_call_not_sent(pg_temp.attempt_of(name), null, 'contact_unreadable', 'HubSpot did not answer.', 600) ->> 'call_status';
$$;

select pg_temp.book('unread', '2026-11-10Z');
select is(pg_temp.unread('unread'), 'scheduled', 'a call whose contact cannot be read waits, however late it is');
select is((select row(retry_at, deferral_count)::text from call_schedules), row(private.current_time() + interval '10 minutes', 0)::text,
  'which is no try of it');
update call_schedules set deferral_count = 11, retry_at = null;
select is(pg_temp.unread('unread'), 'scheduled', 'also after eleven tries that Bolna did not take');
update call_schedules set deferral_count = 0;
do $$ begin
  for i in 1..20 loop
    perform pg_temp.set_clock((select dial_after from call_schedules));
    perform pg_temp.unread('unread');
  end loop;
end $$;
select is(pg_temp.state_of('unread'), 'scheduled / contact_unreadable / ended / not_sent', 'any number of times');
select pg_temp.set_clock('2026-11-25 06:30Z');
select is(pg_temp.unread('unread'), 'scheduled', 'for three days');
select pg_temp.set_clock('2026-11-25 06:40:01Z');
select is(pg_temp.unread('unread'), 'failed', 'and no longer');
select is((select status_reason from call_schedules), 'Given up after three days in which the contact could not be read from HubSpot. The last time: HubSpot did not answer.',
  'which it says');
delete from call_schedules;
select pg_temp.book('in between');
select pg_temp.unread('in between');
select pg_temp.set_clock('2026-11-27Z');
select pg_temp.claim();
select record_call_not_sent(pg_temp.attempt_of('in between'), 429, 'slow_down', 'Too many.', 60) ->> 'call_status';
select pg_temp.set_clock('2026-11-29Z');
select is(pg_temp.unread('in between'), 'scheduled', 'looks that failed before another one did not count no more');

select * from finish();
rollback;

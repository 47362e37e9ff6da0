-- An organisation's way into HubSpot: only its admins see it, only the workers see the token, and it is erased with it.
begin;
set local search_path = public, extensions;
select plan(92);

-- Acme and Globex; the rival is an admin of Globex. The id of anything here is the md5 of its name.
delete from organizations;
insert into auth.users (id)
select md5(who)::uuid from unnest(array['admin', 'member', 'viewer', 'rival', 'nobody']) who;
insert into organizations (id, slug, name, time_zone) values
  (md5('acme')::uuid, 'acme', 'Acme', 'Asia/Kolkata'),
  (md5('globex')::uuid, 'globex', 'Globex', 'America/New_York');
insert into memberships (org_id, user_id, role) values
  (md5('acme')::uuid, md5('admin')::uuid, 'admin'),
  (md5('acme')::uuid, md5('member')::uuid, 'member'),
  (md5('acme')::uuid, md5('viewer')::uuid, 'viewer'),
  (md5('globex')::uuid, md5('rival')::uuid, 'admin');
insert into agents (id, org_id, name) values
  (md5('acme agent')::uuid, md5('acme')::uuid, 'Front desk'),
  (md5('globex agent')::uuid, md5('globex')::uuid, 'Front desk');

create function pg_temp.become(who text) returns void language sql as $$
  select set_config('request.jwt.claim.sub', '', true), set_config('app.actor_id', '', true),
    set_config('request.jwt.claims', case when who in ('owner', 'anon', 'service_role') then ''
      else json_build_object('sub', md5(who)::uuid, 'role', 'authenticated')::text end, true),
    set_config('role', case when who = 'owner' then 'none' when who in ('anon', 'service_role') then who
      else 'authenticated' end, true);
$$;
-- What Postgres answers somebody's statement: the rows it touched ('ok 1') or the SQLSTATE. Leaves nothing behind.
create function pg_temp.outcome_of(who text, statement text) returns text language plpgsql as $$
declare
  touched bigint;
begin
  perform pg_temp.become(who);
  execute statement;
  get diagnostics touched = row_count;
  raise exception using errcode = 'UNDO1', message = 'ok ' || touched;
exception
  when sqlstate 'UNDO1' then return sqlerrm;
  when others then return sqlstate;
end $$;
-- A stand-in where Vault is not installed; it vanishes with this transaction.
do $$
begin
  if to_regnamespace('vault') is null then
    create schema vault;
    create table vault.secrets (id uuid primary key default gen_random_uuid(), name text unique, secret text);
    create view vault.decrypted_secrets as select id, name, secret as decrypted_secret from vault.secrets;
    create function vault.create_secret(new_secret text, new_name text, new_description text default '') returns uuid
    language sql as $fn$ insert into vault.secrets (name, secret) values (new_name, new_secret) returning id $fn$;
  end if;
end $$;

create function pg_temp.put(who text, token text, settings jsonb default '{}', has_default boolean default false, org text default 'acme')
returns text language sql as $$
  select put_hubspot_connection(md5(org)::uuid, md5(who)::uuid, token, settings, has_default)
$$;
create function pg_temp.remove(who text, org text default 'acme') returns text language sql as $$
  select remove_hubspot_connection(md5(org)::uuid, md5(who)::uuid)
$$;
create function pg_temp.access(field text, org text default 'acme') returns text language sql as $$
  select hubspot_access(md5(org)::uuid) ->> field
$$;
create function pg_temp.tokens() returns text[] language sql as $$
  select coalesce(array_agg(secret::text order by secret), '{}') from (
    select decrypted_secret as secret from vault.decrypted_secrets where name like 'hubspot_token_%') s
$$;
create function pg_temp.acme() returns hubspot_connections language sql as $$
  select * from hubspot_connections where org_id = md5('acme')::uuid
$$;

-- Who may, and with what.
select is(pg_temp.put(who, 'token'), 'forbidden', format('%s may not connect Acme', who))
from unnest(array['member', 'viewer', 'rival', 'nobody']) who;
select is(pg_temp.put('admin', null), 'token_needed', 'a connection needs a token');
select is(pg_temp.put('admin', null, has_default => true), 'token_needed',
  'the environment''s is nobody''s by itself while there are two organisations');
select is((select count(*) from hubspot_connections), 0::bigint, 'none of them left a connection');
select is(hubspot_access(md5('acme')::uuid), null, 'and a worker is told nothing of it');
select is(pg_temp.remove('admin'), 'not_connected', 'nor is there one to remove');

select is(pg_temp.put('admin', 'first-token', '{"checkup_property": "last_visit", "default_country": "IN"}'), 'saved',
  'an admin connects their organisation');
select is(pg_temp.tokens(), '{first-token}', 'the token lies in Vault');
select is(pg_temp.access('token'), 'first-token', 'a worker gets it');
select is(pg_temp.access('portal_time_zone'), 'Asia/Kolkata', 'a portal without a zone goes by the organisation''s');
select is(hubspot_access(md5('acme')::uuid) -> 'properties' ->> 'checkup', 'last_visit', 'with the properties that were chosen');
select is(hubspot_access(md5('acme')::uuid) -> 'properties' ->> 'mobile', 'mobilephone', 'and the usual ones else');
select is((pg_temp.acme()).state, 'untested', 'nobody has tried it yet');
select ok((pg_temp.acme()).token_set, 'that there is a token is told');

-- Changing it.
select note_hubspot_state(md5('acme')::uuid, 'ok', null, '7', '{"last_visit": "date"}');
update hubspot_connections set synced_until = now(), full_sync_after = now() + interval '1 day', next_sync_at = now() + interval '1 day';
select is(pg_temp.put('admin', null, '{"mobile_property": null, "portal_id": "8", "state": "ok", "removed_at": "2026-01-01",
    "uses_default_token": true, "token_secret_id": null}'), 'saved', 'settings change without the token');
select is(pg_temp.access('token'), 'first-token', 'which stays');
select is((pg_temp.acme()).mobile_property, null, 'null clears a property');
select is((pg_temp.acme()).checkup_property, 'last_visit', 'what is not named stays');
select is((pg_temp.acme()).portal_id, '7', 'whose portal it is is not the user''s to say');
select is(row((pg_temp.acme()).state, (pg_temp.acme()).removed_at)::text, '(untested,)', 'nor what state it is in');
select ok((select full_sync_after <= clock_timestamp() and next_sync_at <= clock_timestamp() from hubspot_connections),
  'everything is read anew after a change');
select throws_ok($$ select pg_temp.put('admin', null, '{"checkup_property": "Last Visit!"}') $$, '23514', null,
  'a name that cannot be a property''s is refused');
select throws_ok($$ select pg_temp.put('admin', null, '{"portal_time_zone": "IST"}') $$, '23514', null,
  'and a zone that is none');
select throws_ok($$ select note_hubspot_state(md5('acme')::uuid, 'fine', null) $$, '23514', null,
  'and a state that nobody knows');
select is((pg_temp.acme()).checkup_property, 'last_visit', 'nothing of it stays');
-- A contact as one portal or another has it, last changed there at that time. Answers how many changed here.
create function pg_temp.keep(id text, modified_at text) returns integer language sql as $$
  select private.save_contacts(md5('acme')::uuid, jsonb_build_array(jsonb_build_object('contact_id', id, 'contact_name',
    'Asha', 'phone_problem', 'missing', 'checkup_problem', 'missing', 'hubspot_modified_at', modified_at)))
$$;
select pg_temp.keep('900', '2026-11-01Z'), pg_temp.keep('901', '2026-11-01Z');
update contacts set removed_at = now(), removed_reason = 'merged' where contact_id = '901';
select is(pg_temp.put('admin', null) || pg_temp.keep('900', '2020-01-01Z') || pg_temp.keep('901', '2020-01-01Z'), 'saved00',
  'while the token stays, an older copy of a contact is not taken');
select is(pg_temp.put('admin', 'second-token'), 'saved', 'a new token replaces the old one');
select is(pg_temp.tokens(), '{second-token}', 'which is erased');
select is((pg_temp.acme()).portal_id, null, 'it may be of another portal');
select is(pg_temp.keep('900', '2020-01-01Z'), 1, 'where who has a contact''s id takes its place, changed long ago or not');
select is(pg_temp.keep('901', '2020-01-01Z'), 1, 'and where what was merged here is a contact of its own');
delete from contacts;
select is(pg_temp.put('rival', 'globex-token', org => 'globex'), 'saved', 'each organisation has its own');
select is(pg_temp.access('token') || pg_temp.access('token', 'globex'), 'second-tokenglobex-token',
  'and a worker gets each one''s');

-- Who sees it.
select is(pg_temp.outcome_of(who, 'select token_set, state, state_detail from hubspot_connections'), 'ok ' || seen,
  format('%s sees %s connections', who, seen))
from (values ('admin', 1), ('member', 0), ('viewer', 0), ('rival', 1), ('nobody', 0)) as t (who, seen);
select is(pg_temp.outcome_of(who, format('select %I from hubspot_connections', hidden)), '42501', format('%s never sees %s', who, hidden))
from unnest(array['admin', 'member', 'anon']) who, unnest(array['token_secret_id', 'full_sync_after']) hidden;
select is(pg_temp.outcome_of('admin', statement), '42501', format('an admin is refused: %s', statement))
from unnest(array[
  'select decrypted_secret from vault.decrypted_secrets', 'select secret from vault.secrets',
  'select hubspot_access(md5(''acme'')::uuid)', 'select * from hubspot_connections',
  'update hubspot_connections set state = ''ok''', 'update hubspot_connections set uses_default_token = true',
  'insert into hubspot_connections (org_id, uses_default_token) values (md5(''acme'')::uuid, true)',
  'delete from hubspot_connections']) statement;

-- The audit trail.
select is((select row(actor_id, actor_kind, changes ->> 'token_secret_id')::text from audit_log
    where table_name = 'hubspot_connections' and org_id = md5('acme')::uuid and changes ? 'token_secret_id' order by id desc limit 1),
  row(md5('admin')::uuid, 'user', 'private')::text, 'the trail says who set a token, not where it lies');
select is((select count(*) from audit_log where changes::text ~ '(first|second|globex)-token'), 0::bigint, 'and never the token');
select is((select count(*) from audit_log where changes::text like '%' || (pg_temp.acme()).token_secret_id || '%'), 0::bigint,
  'nor its reference');

-- Removing it.
insert into call_schedule_rules (id, org_id, agent_id, rule_name, rule_type)
values (md5('rule')::uuid, md5('acme')::uuid, md5('acme agent')::uuid, 'Check-ups', 'checkup_threshold');
insert into call_schedules (id, org_id, agent_id, rule_id, contact_id, contact_name, contact_phone_enc, contact_phone_hash,
  scheduled_at, occasion)
select md5(name)::uuid, md5('acme')::uuid, md5('acme agent')::uuid, md5(rule)::uuid, '1', 'Asha Rao',
  'v1.k1.AAAAAAAAAAAAAAAA.BBBBBBBBBBBBBBBBBBBBBB', encode(sha256(name::bytea), 'hex'), now() + due_in, occasion
from (values ('planned', 'rule', 'a', interval '1 hour'), ('on its way', 'rule', 'b', '-1 hour'), ('by hand', null, null, '1 hour'))
  as t (name, rule, occasion, due_in);
select count(*) from claim_due_calls('worker 1');
select record_call_placed(id, 'execution') ->> 'recorded' from call_attempts;
select claim_contact_sync('worker 1', false, md5('acme')::uuid) ->> 'kind';
insert into contacts (org_id, contact_id, contact_name, phone_problem, checkup_problem)
select md5(org)::uuid, '1', 'Asha Rao', 'missing', 'missing' from unnest(array['acme', 'globex']) org;
select is(pg_temp.remove(who), 'forbidden', format('%s may not disconnect Acme', who)) from unnest(array['member', 'viewer', 'rival', 'nobody']) who;
select is(pg_temp.remove('admin'), 'removed', 'an admin disconnects their organisation');
select is(pg_temp.tokens(), '{globex-token}', 'its token is erased, and no other');
select is((select array_agg(org_id) from contacts), array[md5('globex')::uuid], 'as are its contacts here');
select is(hubspot_access(md5('acme')::uuid), null, 'no worker gets in any more');
select is(row((pg_temp.acme()).token_set, (pg_temp.acme()).uses_default_token)::text, '(f,f)', 'nor is there a token to go by');
select is((select row(state, reason_code)::text from contact_syncs), '(failed,disconnected)',
  'a reading that was under way is over');
select is((select string_agg(concat_ws(' ', call_status, status_reason_code), ', ' order by contact_phone_hash <> encode(sha256('planned'), 'hex'), call_status)
    from call_schedules), 'cancelled hubspot_disconnected, in_progress, scheduled',
  'a call that a rule planned is withdrawn; one on its way and one booked by hand are not');
select is((select settle_call(id, 'execution', '{"outcome": "no_answer", "call_status": "failed", "retry_category": "no_answer",
  "reason_code": "no_answer", "reason": "Nobody answered."}') from call_attempts), '{"settled": true, "call_status": "cancelled"}',
  'when that one ends unanswered');
select is((select row(call_status, status_reason_code, retry_at)::text from call_schedules where id = md5('on its way')::uuid),
  '(cancelled,hubspot_disconnected,)', 'it is not tried again, since nobody could look whether it is still wanted');
select is(pg_temp.remove('admin'), 'not_connected', 'it is removed once');
select note_hubspot_state(md5('acme')::uuid, 'ok', null);
select is((pg_temp.acme()).state_at, null, 'a worker that was late changes nothing of it');
select is(pg_temp.put('admin', null), 'token_needed', 'connecting again needs a token');
select is(pg_temp.put('admin', 'third-token'), 'saved', 'and with one it is connected again');
select is((pg_temp.acme()).removed_at, null, 'as before');
delete from organizations where slug = 'globex';
select is(pg_temp.tokens(), '{third-token}', 'an organisation that goes takes its token with it');

-- The environment's token.
select adopt_default_hubspot_token();
select is((pg_temp.acme()).uses_default_token, false, 'an own token goes over the environment''s');
select is(pg_temp.remove('admin'), 'removed', 'whoever disconnected');
select adopt_default_hubspot_token();
select is(hubspot_access(md5('acme')::uuid), null, 'is not connected again by the environment''s token');
select is(pg_temp.put('admin', null, has_default => true), 'saved', 'until they ask for it');
select is(pg_temp.access('uses_default_token') || coalesce(pg_temp.access('token'), ' none'), 'true none',
  'a single organisation may go by the environment''s, which is not kept here');
select is(pg_temp.put('admin', 'own-token'), 'saved', 'an own token takes its place');
select is(pg_temp.access('uses_default_token') || pg_temp.access('token'), 'falseown-token', 'and is used');
delete from hubspot_connections;
select is(pg_temp.tokens(), '{}', 'a connection that is erased takes its token with it');
select adopt_default_hubspot_token();
select is(pg_temp.access('uses_default_token'), 'true',
  'a single organisation that was never connected adopts the environment''s');
insert into organizations (id, slug, name) values (md5('initech')::uuid, 'initech', 'Initech');
select adopt_default_hubspot_token();
select is(hubspot_access(md5('initech')::uuid), null, 'a second one does not');
select is(pg_temp.outcome_of('service_role', 'insert into hubspot_connections (org_id, uses_default_token) values (md5(''initech'')::uuid, true)'),
  'ok 1', 'but an operator may say that it is');
select is(pg_temp.outcome_of('service_role', 'update hubspot_connections set token_secret_id = gen_random_uuid()'), '42501',
  'and nothing else of a connection');
select throws_ok($$ update hubspot_connections set token_secret_id = gen_random_uuid(), uses_default_token = true $$, '23514', null,
  'a connection never has both tokens');

-- Without Vault.
alter schema vault rename to no_vault;
select throws_ok($$ select pg_temp.put('admin', 'token') $$, '55000', null, 'without Vault no token can be kept');
select lives_ok('delete from hubspot_connections', 'and there is none to erase');

select * from finish();
rollback;

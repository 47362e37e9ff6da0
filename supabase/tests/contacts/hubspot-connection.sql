-- An organisation's way into HubSpot: only its admins see it, only the workers see the token, and it is erased with it.
begin;
set local search_path = public, extensions, fixtures;
select plan(95);

select make_acme_and_globex();

select have_vault();

create function pg_temp.put(who text, token text, settings jsonb default '{}', has_default boolean default false, org text default 'acme')
returns text language sql as $$
  select put_hubspot_connection(id_of(org), id_of(who), token, settings, has_default)
$$;
create function pg_temp.remove(who text, org text default 'acme') returns text language sql as $$
  select remove_hubspot_connection(id_of(org), id_of(who))
$$;
create function pg_temp.access(field text, org text default 'acme') returns text language sql as $$
  select hubspot_access(id_of(org)) ->> field
$$;
create function pg_temp.tokens() returns text[] language sql as $$
  select coalesce(array_agg(secret::text order by secret), '{}') from (
    select decrypted_secret as secret from vault.decrypted_secrets where name like 'hubspot_token_%') s
$$;

-- Who may, and with what.
select is(pg_temp.put(who, 'token'), 'forbidden', format('%s may not connect Acme', who))
from unnest(array['member', 'viewer', 'rival', 'nobody']) who;
select is(pg_temp.put('admin', null), 'token_needed', 'a connection needs a token');
select is(pg_temp.put('admin', null, has_default => true), 'token_needed',
  'the environment''s is nobody''s by itself while there are two organisations');
select is((select count(*) from hubspot_connections), 0::bigint, 'none of them left a connection');
select is(hubspot_access(id_of('acme')), null, 'and a worker is told nothing of it');
select is(pg_temp.remove('admin'), 'not_connected', 'nor is there one to remove');

select is(pg_temp.put('admin', 'first-token', '{"checkup_property": "last_visit", "default_country": "IN"}'), 'saved',
  'an admin connects their organisation');
select is(pg_temp.tokens(), '{first-token}', 'the token lies in Vault');
select is(pg_temp.access('token'), 'first-token', 'a worker gets it');
select is(pg_temp.access('portal_time_zone'), 'Asia/Kolkata', 'a portal without a zone goes by the organisation''s');
select is(hubspot_access(id_of('acme')) -> 'properties' ->> 'checkup', 'last_visit', 'with the properties that were chosen');
select is(hubspot_access(id_of('acme')) -> 'properties' ->> 'mobile', 'mobilephone', 'and the usual ones else');
select is((connection_of('acme')).state, 'untested', 'nobody has tried it yet');
select ok((connection_of('acme')).token_set, 'that there is a token is told');

-- Changing it.
select note_hubspot_state(id_of('acme'), (connection_of('acme')).revision, 'ok', null, '7', '{"last_visit": "date"}');
update hubspot_connections set synced_until = now(), full_sync_after = now() + interval '1 day', next_sync_at = now() + interval '1 day';
select is(pg_temp.put('admin', null, '{"mobile_property": null, "portal_id": "8", "state": "ok", "removed_at": "2026-01-01",
    "uses_default_token": true, "token_secret_id": null}'), 'saved', 'settings change without the token');
select is(pg_temp.access('token'), 'first-token', 'which stays');
select is((connection_of('acme')).mobile_property, null, 'null clears a property');
select is((connection_of('acme')).checkup_property, 'last_visit', 'what is not named stays');
select is((connection_of('acme')).portal_id, '7', 'whose portal it is is not the user''s to say');
select is(row((connection_of('acme')).state, (connection_of('acme')).removed_at)::text, '(untested,)', 'nor what state it is in');
select ok((select full_sync_after <= clock_timestamp() and next_sync_at <= clock_timestamp() from hubspot_connections),
  'everything is read anew after a change');
select throws_ok($$ select pg_temp.put('admin', null, '{"checkup_property": "Last Visit!"}') $$, '23514', null,
  'a name that cannot be a property''s is refused');
select throws_ok($$ select pg_temp.put('admin', null, '{"portal_time_zone": "IST"}') $$, '23514', null,
  'and a zone that is none');
select throws_ok($$ select note_hubspot_state(id_of('acme'), 1, 'fine', null) $$, '22P02', null,
  'and a state that nobody knows');
select is((connection_of('acme')).checkup_property, 'last_visit', 'nothing of it stays');
-- A contact as one portal or another has it, last changed there at that time. Answers how many changed here.
create function pg_temp.keep(id text, modified_at text) returns integer language sql as $$
  select private.save_contacts(id_of('acme'), jsonb_build_array(jsonb_build_object('contact_id', id, 'contact_name',
    'Asha', 'phone_problem', 'missing', 'checkup_problem', 'missing', 'hubspot_modified_at', modified_at)))
$$;
select pg_temp.keep('900', '2026-11-01Z'), pg_temp.keep('901', '2026-11-01Z');
update contacts set removed_at = now(), removed_reason = 'merged' where contact_id = '901';
select is(pg_temp.put('admin', null) || pg_temp.keep('900', '2020-01-01Z') || pg_temp.keep('901', '2020-01-01Z'), 'saved00',
  'while the token stays, an older copy of a contact is not taken');
select is(pg_temp.put('admin', 'second-token'), 'saved', 'a new token replaces the old one');
select is(pg_temp.tokens(), '{second-token}', 'which is erased');
select is((connection_of('acme')).portal_id, null, 'it may be of another portal');
select is(pg_temp.keep('900', '2020-01-01Z'), 1, 'where who has a contact''s id takes its place, changed long ago or not');
select is(pg_temp.keep('901', '2020-01-01Z'), 1, 'and where what was merged here is a contact of its own');
delete from contacts;
-- What was found out with what is set no more.
create temporary table asked_with as select (hubspot_access(id_of('acme')) ->> 'revision')::integer as revision;
select pg_temp.put('admin', 'next-token');
select note_hubspot_state(id_of('acme'), a.revision, 'token_rejected', 'HubSpot refuses the token.', '9') from asked_with a;
select is(row((connection_of('acme')).state, (connection_of('acme')).state_detail, (connection_of('acme')).portal_id)::text, '(untested,,)',
  'what was found out with the token of before is not said of the new one');
update asked_with set revision = (connection_of('acme')).revision;
select pg_temp.put('admin', null, '{"checkup_property": "next_visit"}');
select note_hubspot_state(id_of('acme'), a.revision, 'property_missing', 'There is no last_visit.') from asked_with a;
select is((connection_of('acme')).state, 'untested', 'nor what was found out with the settings of before');
select note_hubspot_state(id_of('acme'), (connection_of('acme')).revision, 'ok', null);
select is((connection_of('acme')).state, 'ok', 'what was found out with these is');
select pg_temp.put('admin', 'second-token', '{"checkup_property": "last_visit"}');
select is(pg_temp.put('rival', 'globex-token', org => 'globex'), 'saved', 'each organisation has its own');
select is(pg_temp.access('token') || pg_temp.access('token', 'globex'), 'second-tokenglobex-token',
  'and a worker gets each one''s');

-- Who sees it.
select is(outcome_of(who, 'select token_set, state, state_detail from hubspot_connections'), 'ok ' || seen,
  format('%s sees %s connections', who, seen))
from (values ('admin', 1), ('member', 0), ('viewer', 0), ('rival', 1), ('nobody', 0)) as t (who, seen);
select is(outcome_of(who, format('select %I from hubspot_connections', hidden)), '42501', format('%s never sees %s', who, hidden))
from unnest(array['admin', 'member', 'anon']) who, unnest(array['token_secret_id', 'full_sync_after']) hidden;
select is(outcome_of('admin', statement), '42501', format('an admin is refused: %s', statement))
from unnest(array[
  'select decrypted_secret from vault.decrypted_secrets', 'select secret from vault.secrets',
  'select hubspot_access(id_of(''acme''))', 'select * from hubspot_connections',
  'update hubspot_connections set state = ''ok''', 'update hubspot_connections set uses_default_token = true',
  'insert into hubspot_connections (org_id, uses_default_token) values (id_of(''acme''), true)',
  'delete from hubspot_connections']) statement;

-- The audit trail.
select is((select row(actor_id, actor_kind, changes ->> 'token_secret_id')::text from audit_log
    where table_name = 'hubspot_connections' and org_id = id_of('acme') and changes ? 'token_secret_id' order by id desc limit 1),
  row(id_of('admin'), 'user', 'private')::text, 'the trail says who set a token, not where it lies');
select is((select count(*) from audit_log where changes::text ~ '(first|second|globex)-token'), 0::bigint, 'and never the token');
select is((select count(*) from audit_log where changes::text like '%' || (connection_of('acme')).token_secret_id || '%'), 0::bigint,
  'nor its reference');

-- Removing it. Within the calling hours of Kolkata, since a rule's call is on its way.
select set_clock('2026-11-22 06:30Z');
select make_rule('rule');
select book(name, contact => '1', rule => rule, due_in => due_in, occasion => occasion)
from (values ('planned', 'rule', 'a', interval '1 hour'), ('on its way', 'rule', 'b', '-1 hour'), ('by hand', null, null, '1 hour'))
  as t (name, rule, occasion, due_in);
select keep_contact('1');
select claim_all();
select look_before_call('on its way', contact_from_hubspot('1'));
select record_call_placed(id, 'execution') ->> 'recorded' from call_attempts;
select claim_contact_sync('worker 1', false, id_of('acme')) ->> 'kind';
select keep_contact('1', org => 'globex');
select is(pg_temp.remove(who), 'forbidden', format('%s may not disconnect Acme', who)) from unnest(array['member', 'viewer', 'rival', 'nobody']) who;
select is(pg_temp.remove('admin'), 'removed', 'an admin disconnects their organisation');
select is(pg_temp.tokens(), '{globex-token}', 'its token is erased, and no other');
select is((select array_agg(org_id) from contacts), array[id_of('globex')], 'as are its contacts here');
select is(hubspot_access(id_of('acme')), null, 'no worker gets in any more');
select is(row((connection_of('acme')).token_set, (connection_of('acme')).uses_default_token)::text, '(f,f)', 'nor is there a token to go by');
select is((select row(state, reason_code)::text from contact_syncs), '(failed,disconnected)',
  'a reading that was under way is over');
select is((select string_agg(concat_ws(' ', call_status, status_reason_code), ', ' order by contact_phone_hash <> hash_of('planned'), call_status)
    from call_schedules), 'cancelled hubspot_disconnected, scheduled, in_progress',
  'a call that a rule planned is withdrawn; one on its way and one booked by hand are not');
select is((select settle_call(id, 'execution', '{"outcome": "no_answer", "call_status": "failed", "retry_category": "no_answer",
  "reason_code": "no_answer", "reason": "Nobody answered."}') from call_attempts), '{"settled": true, "call_status": "cancelled"}',
  'when that one ends unanswered');
select is((select row(call_status, status_reason_code, retry_at)::text from call_schedules where id = id_of('on its way')),
  '(cancelled,hubspot_disconnected,)', 'it is not tried again, since nobody could look whether it is still wanted');
select is(pg_temp.remove('admin'), 'not_connected', 'it is removed once');
select note_hubspot_state(id_of('acme'), (connection_of('acme')).revision, 'ok', null);
select is((connection_of('acme')).state_at, null, 'a worker that was late changes nothing of it');
select is(pg_temp.put('admin', null), 'token_needed', 'connecting again needs a token');
select is(pg_temp.put('admin', 'third-token'), 'saved', 'and with one it is connected again');
select is((connection_of('acme')).removed_at, null, 'as before');
delete from organizations where slug = 'globex';
select is(pg_temp.tokens(), '{third-token}', 'an organisation that goes takes its token with it');

-- The environment's token.
select adopt_default_hubspot_token();
select is((connection_of('acme')).uses_default_token, false, 'an own token goes over the environment''s');
select is(pg_temp.remove('admin'), 'removed', 'whoever disconnected');
select adopt_default_hubspot_token();
select is(hubspot_access(id_of('acme')), null, 'is not connected again by the environment''s token');
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
insert into organizations (id, slug, name) values (id_of('initech'), 'initech', 'Initech');
select adopt_default_hubspot_token();
select is(hubspot_access(id_of('initech')), null, 'a second one does not');
select is(outcome_of('service_role', 'insert into hubspot_connections (org_id, uses_default_token) values (id_of(''initech''), true)'),
  'ok 1', 'but an operator may say that it is');
select is(outcome_of('service_role', 'update hubspot_connections set token_secret_id = gen_random_uuid()'), '42501',
  'and nothing else of a connection');
select throws_ok($$ update hubspot_connections set token_secret_id = gen_random_uuid(), uses_default_token = true $$, '23514', null,
  'a connection never has both tokens');

-- Without Vault.
alter schema vault rename to no_vault;
select throws_ok($$ select pg_temp.put('admin', 'token') $$, '55000', null, 'without Vault no token can be kept');
select lives_ok('delete from hubspot_connections', 'and there is none to erase');

select * from finish();
rollback;
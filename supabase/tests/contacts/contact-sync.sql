-- A reading of contacts: one worker at a time, resumed where it stopped, nothing of a worker that lost it is kept.
begin;
set local search_path = public, extensions, fixtures;
set local time zone 'UTC';
select plan(80);

select set_clock('2026-11-22 10:00Z');
select make_acme_and_globex();
insert into hubspot_connections (org_id, uses_default_token, next_sync_at, full_sync_after)
select id, true, private.current_time(), private.current_time() from organizations;

create function pg_temp.claim(worker text, only_due boolean default true, since timestamptz default null) returns jsonb language sql as $$
  select claim_contact_sync(worker, only_due, id_of('acme'), since)
$$;
create function pg_temp.page(worker text, ids text[], is_last boolean default false, sync bigint default null) returns jsonb
language sql as $$
  select save_contacts_page(coalesce(sync, (select max(id) from contact_syncs where org_id = id_of('acme'))), worker,
    (select coalesce(jsonb_agg(contact_from_hubspot(i)), '[]') from unnest(ids) i), (select max(i::bigint) from unnest(ids) i), is_last)
$$;
create function pg_temp.complete(worker text) returns jsonb language sql as $$
  select complete_contact_sync((select max(id) from contact_syncs where org_id = id_of('acme')), worker)
$$;
create function pg_temp.run() returns contact_syncs language sql as $$
  select * from contact_syncs where org_id = id_of('acme') order by id desc limit 1
$$;

-- The first reading.
create temporary table first as select pg_temp.claim('worker 1') as told;
select is((select told - array['sync_id', 'access', 'started_at'] from first), jsonb_build_object('org_id', id_of('acme'), 'kind', 'full',
  'window_start', null, 'last_contact_number', 0), 'the first reading is of everything, from the beginning');
select is((select told -> 'access' from first), hubspot_access(id_of('acme')), 'with what it needs to talk to HubSpot');
select is(pg_temp.claim('worker 2', only_due), null, format('while a worker has it, nobody else takes it, due alone: %s', only_due))
from unnest(array[true, false]) only_due;
select is((claim_contact_sync('worker 2', true) ->> 'org_id'), id_of('globex')::text,
  'another organisation''s is taken beside it');
select is(claim_contact_sync('worker 3', false), null, 'and then there is none left');
select is(pg_temp.page('worker 1', '{1,2,3}'), '{"changed": 3, "suspects": []}', 'a page is kept');
select is((pg_temp.run()).last_contact_number, 3::bigint, 'and the reading moves on behind it');
select throws_ok($$ select pg_temp.page('worker 2', '{4}') $$, '55006', null,
  'a page of a worker that has not the reading is refused');
select throws_ok($$ select pg_temp.page('worker 1', '{4}', sync => 0) $$, '55006', null, 'as is one of no reading');
select is((select count(*) from contacts where org_id = id_of('acme')), 3::bigint, 'with all that is on it');

-- Its lease.
select set_clock('2026-11-22 10:00:50Z');
select is(pg_temp.page('worker 1', '{5}') ->> 'changed', '1', 'each page renews the lease');
select set_clock('2026-11-22 10:01:40Z');
select is(pg_temp.claim('worker 2'), null, 'so that a long reading is not taken away');
select set_clock('2026-11-22 10:01:50Z');
create temporary table second as select pg_temp.claim('worker 2') as told;
select is((select told ->> 'sync_id' from second), (select told ->> 'sync_id' from first),
  'a dead worker''s reading is taken up');
select is((select told ->> 'last_contact_number' from second), '5', 'where it stopped');
select is((select told ->> 'started_at' from second), (select told ->> 'started_at' from first), 'as the same reading');
select throws_ok(statement, '55006', null, 'the late worker is refused: ' || statement)
from unnest(array[$$ select pg_temp.page('worker 1', '{6}') $$, $$ select pg_temp.complete('worker 1') $$,
  $$ select remove_contacts((pg_temp.run()).id, 'worker 1', '{1}') $$,
  $$ select suspend_contact_sync((pg_temp.run()).id, 'worker 1', true, 'unclear', 'X.', 1) $$]) statement;

-- What HubSpot has no more.
select keep_contact(id) from unnest(array['2000', '7', '9', '30']) id;
select keep_contact('8', org => 'globex');
select is(pg_temp.page('worker 2', '{6,10}') -> 'suspects', '["7", "9"]',
  'whom a full reading''s page leaves out in its span is suspected, and no one else');
select is((select count(*) from contacts where removed_at is not null), 0::bigint, 'and not yet held to be gone');
select is(remove_contacts((pg_temp.run()).id, 'worker 2', '{9,8,77}'), 1,
  'what HubSpot then has no more is gone, in this organisation');
select is((select row(removed_reason, removed_at)::text from contacts where contact_id = '9'), row('deleted', private.current_time())::text,
  'as deleted');
select is(pg_temp.page('worker 2', '{}', is_last => true) -> 'suspects', '["30", "2000"]',
  'behind the last page everything left is suspected');
select is((pg_temp.run()).last_contact_number, 10::bigint, 'an empty page moves nothing');
select is(save_contacts_page((pg_temp.run()).id, 'worker 2', jsonb_build_array(contact_from_hubspot('11', '{"problem": "Its name is no text."}')), 11, true)
  ->> 'changed', '1', 'a broken contact is kept with its reason');
select is(pg_temp.complete('worker 2'), '{"contacts_read": 7, "contacts_changed": 7, "contacts_broken": 1, "contacts_removed": 1}',
  'at the end it is counted what was read, changed, broken and gone');
select is(row((pg_temp.run()).state, (connection_of('acme')).synced_until, (connection_of('acme')).rules_pending)::text,
  row('completed', '2026-11-22 10:00Z'::timestamptz, true)::text, 'the reading counts up to its beginning, and rules are to be evaluated');
select is((connection_of('acme')).next_sync_at, '2026-11-22 11:00Z', 'the next one is due an hour after its beginning');
select throws_ok($$ select pg_temp.page('worker 2', '{12}') $$, '55006', null, 'a completed reading takes no page');

-- The next readings.
select is(pg_temp.claim('worker 1'), null, 'until then nothing is due');
select is(pg_temp.claim('worker 1', false, '2026-11-22 10:00Z'), null,
  'who asks for what was read since a moment waits for no second reading');
select set_clock('2026-11-22 11:00Z');
select is(pg_temp.claim('worker 1') - array['sync_id', 'access', 'started_at'], jsonb_build_object('org_id', id_of('acme'), 'kind', 'changes',
  'window_start', '2026-11-22 09:50Z'::timestamptz, 'last_contact_number', 0), 'the next one reads what changed, from ten minutes before the last');
select is(pg_temp.page('worker 1', '{6}') -> 'suspects', '[]', 'whom it does not list is suspected of nothing');
select suspend_contact_sync((pg_temp.run()).id, 'worker 1', true, 'slow_down', 'HubSpot asks for time.', 600);
select is(row((pg_temp.run()).state, (pg_temp.run()).reason_code)::text, '(running,slow_down)',
  'a reading can wait, and says why');
select set_clock('2026-11-22 11:09:59Z');
select is(pg_temp.claim('worker 2', false), null, 'nobody goes on with it before its time');
select set_clock('2026-11-22 11:10Z');
select is(pg_temp.claim('worker 2') ->> 'last_contact_number', '6', 'then it goes on where it stopped');
select is((pg_temp.run()).reason_code, null, 'with nothing left of what stopped it');
select suspend_contact_sync((pg_temp.run()).id, 'worker 2', false, 'token_rejected', 'HubSpot does not know the token.', 3600);
select is(row((pg_temp.run()).state, (pg_temp.run()).reason)::text, '(failed,"HubSpot does not know the token.")',
  'or is given up, with its reason');
select is(pg_temp.claim('worker 2'), null, 'and the next one waits as long');
select is((connection_of('acme')).synced_until, '2026-11-22 10:00Z', 'what it has not read is not held to be read');
select set_clock('2026-11-22 12:10Z');
select is(pg_temp.claim('worker 2') ->> 'window_start', '2026-11-22T09:50:00+00:00', 'and is read by the next one');
select is(pg_temp.complete('worker 2') ->> 'contacts_read', '0', 'which may find nothing');

-- Everything anew.
select set_clock('2026-11-23 10:00Z');
select is(pg_temp.claim('worker 1') ->> 'kind', 'full', 'a day after the last one everything is read again');
select count(*) from (select pg_temp.page('worker 1', '{1}'), pg_temp.complete('worker 1')) t;
select set_clock('2026-11-23 11:30Z');
select is(pg_temp.claim('worker 1') ->> 'kind', 'changes', 'and changes alone until the next day');
select is(put_hubspot_connection(id_of('acme'), id_of('admin'), null, '{"checkup_property": "last_visit"}', false), 'saved',
  'what is read is changed meanwhile');
select throws_ok($$ select pg_temp.page('worker 1', '{2}') $$, '55006', null, 'what the old reading brings is refused');
select is(pg_temp.claim('worker 2') ->> 'kind', 'full', 'and a full one takes its place at once');
select is((select reason_code from contact_syncs order by id desc offset 1 limit 1), 'superseded', 'which the old one says');
select is(pg_temp.page('worker 2', '{1}') ->> 'changed', '1', 'the new one goes on');
select suspend_contact_sync((pg_temp.run()).id, 'worker 2', true, 'daily_limit', 'Tomorrow.', 40000);
select set_clock('2026-11-23 11:45Z');
select is(put_hubspot_connection(id_of('acme'), id_of('admin'), null, '{"checkup_property": "last_seen"}', false), 'saved',
  'changed again within a full reading');
select is((pg_temp.claim('worker 3')) ->> 'last_contact_number', '0',
  'another one begins at the beginning, so that all goes by the same');
select is(pg_temp.page('worker 3', '{1}') ->> 'changed', '1', 'and goes on');
select set_clock('2026-11-23 12:00Z');
select make_rule('blood pressure', property => 'last_bp');
select is((pg_temp.claim('worker 3')) ->> 'last_contact_number', '0',
  'a rule with a property that was never read has everything read anew');
select is((pg_temp.run()).kind, 'full', 'all of it');
select is(hubspot_access(id_of('acme')) -> 'properties' -> 'more_checkups', '["last_bp"]', 'with that property');
select set_clock('2026-11-24 20:00Z');
select is((pg_temp.claim('worker 4')) ->> 'sync_id', (pg_temp.run()).id::text,
  'a full reading that takes longer than a day goes on');
select suspend_contact_sync((pg_temp.run()).id, 'worker 4', false, 'scope_missing', 'No right.', 60);
select set_clock('2026-11-24 20:01Z');
select is(pg_temp.claim('worker 4') ->> 'kind', 'full', 'one that is given up is begun anew as a full one');

-- Asked for.
select pg_temp.complete('worker 4') ->> 'contacts_read';
select is(request_contact_sync(id_of('acme'), id_of(who)) ->> 'outcome', 'forbidden', format('%s may not ask for a reading', who))
from unnest(array['member', 'viewer', 'rival', 'nobody']) who;
select is(pg_temp.claim('worker 1'), null, 'nor is there one');
select is(request_contact_sync(id_of('acme'), id_of('admin')) ->> 'outcome', 'requested', 'an admin may');
select is(contact_sync_progress(id_of('acme'), private.current_time()) ->> 'state', 'requested',
  'and is told that it is asked for');
select is(pg_temp.claim('worker 1') ->> 'kind', 'changes', 'it is taken at once');
select is(contact_sync_progress(id_of('acme'), private.current_time()) ->> 'state', 'running', 'is told that it goes on');
select pg_temp.page('worker 1', '{1,40}') ->> 'changed';
select is(contact_sync_progress(id_of('acme'), private.current_time()) ->> 'contacts_read', '2', 'how far');
select pg_temp.complete('worker 1') ->> 'contacts_read';
select is(contact_sync_progress(id_of('acme'), private.current_time()) - array['reason', 'reason_code'],
  '{"state": "completed", "contacts_read": 2, "contacts_changed": 2, "contacts_broken": 0, "contacts_removed": 0, "rules_pending": true, "schedules_created": 0}',
  'and how it ended');
select is((connection_of('acme')).sync_requested_at, null, 'what was asked for is done');
select set_clock('2026-11-24 22:00Z');
select pg_temp.claim('worker 1') ->> 'kind';
select suspend_contact_sync((pg_temp.run()).id, 'worker 1', true, 'slow_down', 'HubSpot asks for time.', 600);
select request_contact_sync(id_of('acme'), id_of('admin')) ->> 'outcome';
select is(contact_sync_progress(id_of('acme'), private.current_time()) ->> 'reason_code', 'slow_down',
  'who asks while a reading waits is told what for');
select isnt(pg_temp.claim('worker 2'), null, 'and it goes on at once');
select suspend_contact_sync((pg_temp.run()).id, 'worker 2', true, 'daily_limit', 'Tomorrow.', 40000);
select request_contact_sync(id_of('acme'), id_of('admin')) ->> 'outcome';
select is(pg_temp.claim('worker 2', false), null, 'not before HubSpot''s day is over');
select is(contact_sync_progress(id_of('acme'), private.current_time()) - array['contacts_read', 'contacts_changed', 'contacts_broken',
  'contacts_removed', 'rules_pending', 'schedules_created'],
  '{"state": "requested", "reason_code": "daily_limit", "reason": "Tomorrow."}', 'which is said too');
select is((connection_of('acme')).sync_requested_at, '2026-11-24 22:00Z', 'and stays asked for');
select is(contact_sync_progress(id_of('initech'), private.current_time()), null, 'who is not connected is told nothing');
select remove_hubspot_connection(id_of('acme'), id_of('admin'));
select is(request_contact_sync(id_of('acme'), id_of('admin')), '{"outcome": "not_connected"}', 'nor can they ask');
select is(pg_temp.claim('worker 1', false), null, 'a removed connection is not read');
select is((select count(*) from audit_log where table_name = 'contact_syncs' and changes -> 'state' ->> 1 = 'completed'), 5::bigint,
  'each completed reading is in the trail');

select * from finish();
rollback;
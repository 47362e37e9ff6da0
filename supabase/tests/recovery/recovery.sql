-- After the database was brought back to a backup: what was called since becomes ours again, in any order, and until then nobody is.
begin;
set local search_path = public, extensions, fixtures;
select plan(50);

select make_acme_and_globex();
select set_clock('2026-12-01 06:00Z');
update agents set bolna_agent_id = id_of('bolna') where org_id = id_of('acme');
-- Before the backup: calls that wait, one that Bolna has, one whose worker was about to ask, and a campaign.
select place('live'), dial('placing'), place('over');
select settle('over');
select book(name) from unnest(array['called', 'called twice', 'missed', 'missed too']) name;
select book('tomorrow', due_in => '1 day');
select make_campaign('campaign');
select add_contacts('campaign', 2);
insert into idempotency_keys (org_id, user_id, idempotency_key, fingerprint, resource_id)
values (id_of('acme'), id_of('admin'), 'half done', repeat('f', 64), id_of('half done'));

create function pg_temp.window_id() returns bigint language sql as $$ select min(id) from private.recovery_windows $$;
create function pg_temp.adopt(execution text, schedule uuid, lost jsonb default null, at interval default '1 minute')
returns text language sql as $$
  select adopt_call(pg_temp.window_id(), jsonb_build_object('execution_id', execution, 'call_ref', id_of(execution), 'schedule_ref', schedule,
    'called_at', (select backup_taken_at + at from private.recoveries), 'bolna_agent_id', id_of('bolna')), lost) ->> 'outcome'
$$;
create function pg_temp.hear(execution text, outcome text default 'completed') returns text language sql as $$
  select receive_bolna_event(execution, id_of(execution), 'completed', 0, '{}', md5(execution), 'read') ->> 'settle';
  select settle_call(id_of(execution), execution, jsonb_build_object('outcome', outcome, 'call_status',
    case outcome when 'completed' then 'completed' else 'failed' end, 'reason_code', case outcome when 'completed' then 'answered' else outcome end,
    'reason', 'Because.', 'retry_category', case when outcome <> 'completed' then outcome end)) ->> 'settled'
$$;

-- Three hours later.
select set_clock('2026-12-01 09:00Z');
select throws_ok($$ select begin_recovery('2026-12-01 09:01Z') $$, '22023', null, 'a backup is not of the future');
select throws_ok($$ select begin_recovery('2026-08-01') $$, '22023', null, 'nor of last summer');
select throws_ok($$ select begin_recovery(null) $$, '22023', null, 'nor of no moment');
select is(begin_recovery('2026-12-01 06:00Z') - '{began_at}'::text[], '{"backup_taken_at": "2026-12-01T06:00:00+00:00", "windows": 8, "windows_left": 8,
  "ready_at": "2026-12-01T09:10:00+00:00", "adopted": 0, "unknown": 0, "unidentified": 0}'::jsonb, 'a recovery begins');
select is(calling_paused_code::text, 'restored', 'and pauses all calling by itself') from private.scheduler;
select is((select min(starts_at) from private.recovery_windows), '2026-12-01 05:45Z'::timestamptz, 'Bolna''s lists are read from before the backup');
select is((select max(ends_at) from private.recovery_windows), '2026-12-01 09:10Z'::timestamptz, 'until after everybody of then has ended');
select is((select count(distinct bolna_agent_id) + 1 from private.recovery_windows), 2::bigint, 'of each agent, and of the environment''s');
select ok(private.sweep_has_work(10), 'which is work for a sweep');
select is(begin_recovery('2026-12-01 06:00Z') ->> 'windows', '8', 'begun again for the same backup it goes on');
select throws_ok($$ select begin_recovery('2026-12-01 05:00Z') $$, '55000', null, 'and for another only when it is over');
select throws_ok($$ select pause_all_calling(null) $$, '55000', null, 'the operator''s switch does not end it');
select is((select count(*) from claim_due_calls('w', 1000)), 0::bigint, 'nothing is claimed');
select is(claim_call_schedule(id_of('missed'), id_of('admin'), 'w') ->> 'reason_code', 'restored', 'not even by hand');
select is((begin_sweep('w') ->> 'expired_leases'), '1', 'what a worker of then held is unknown');
select is((select count(*) from idempotency_keys), 0::bigint, 'and what a client had half done it may ask again');

-- Windows.
select is(claim_recovery_window() ->> 'starts_at', '2026-12-01T05:45:00+00:00', 'a worker takes the first window');
select is((select count(distinct claim_recovery_window() ->> 'id') from generate_series(1, 7)), 7::bigint, 'others take others');
select is(claim_recovery_window(), null, 'until none is left');
select set_clock(clock() + interval '2 minutes');
select is((claim_recovery_window() ->> 'ends_at')::timestamptz, '2026-12-01 06:15Z'::timestamptz, 'one that was not read to its end is cut in half');
select is((recovery_health() ->> 'windows'), '9', 'and the other half is a window too');
select finish_recovery_window(id, false) from private.recovery_windows;
select is((recovery_health() ->> 'windows_left')::integer, 2, 'those of long ago are read once, the last ones again');
select throws_ok('select finish_recovery()', '55000', 'not yet: 2 of 9 stretches of Bolna''s lists are still to be read, the last of them after 2026-12-01T09:10:00+00:00',
  'and before that nothing goes on');

-- What was called.
select is(pg_temp.adopt('e1', id_of('called')), 'kept', 'a call of the backup is ours again');
select is(pg_temp.adopt('e1', id_of('called')), 'already_there', 'once');
select is(pg_temp.hear('e1'), 'true', 'and ends as Bolna says');
select is(state_of('called'), 'completed / ended / completed', 'like any other');
select is(pg_temp.adopt('e2', id_of('called twice')), 'kept', 'of one that was tried twice the first');
select is(pg_temp.adopt('e3', id_of('called twice'), at => '31 minutes'), 'wait', 'is to end first');
select is(pg_temp.hear('e2', 'no_answer'), 'true', 'nobody answered');
select is(pg_temp.adopt('e3', id_of('called twice'), at => '31 minutes'), 'kept', 'then the second');
select pg_temp.hear('e3');
select is((select array_agg(outcome::text order by attempt_number) from call_attempts where schedule_id = id_of('called twice')),
  '{no_answer,completed}', 'both are its attempts');
select is(pg_temp.adopt('e4', (select id from campaign_contacts where campaign_id = id_of('campaign') and position = 1)), 'kept',
  'a contact of a campaign whose turn came after the backup');
select is(counts_of('campaign'), 'total 2, waiting 1, in_progress 1', 'has had its turn');
select is(pg_temp.adopt('e5', id_of('over')), 'over', 'a call that was over already is not opened again');
select is(pg_temp.adopt('e6', id_of('lost')), 'not_found', 'of a call that nobody knows, more is to be said');
select is(pg_temp.adopt('e6', id_of('lost'), jsonb_build_object('org_id', id_of('acme'), 'agent', id_of('bolna'), 'contact_name', 'Asha',
  'call_topic', 'follow_up', 'call_language', 'en-IN', 'contact_phone_enc', some_ciphertext(), 'contact_phone_hash', hash_of('lost number'),
  'global_phone_hash', global_hash_of('lost number'))), 'kept', 'then it is written down');
select is(pg_temp.adopt('e7', id_of('nobody''s'), jsonb_build_object('org_id', id_of('gone'))), 'lost', 'but not of an organisation that is gone');
select is(erase_person(id_of('acme'), id_of('admin'), gen_random_uuid(), null, hash_of('erased number'), 'Asked by letter') ->> 'outcome', 'erased',
  'a person is erased while lists are read');
select is(pg_temp.adopt('e8', id_of('lost too'), jsonb_build_object('org_id', id_of('acme'), 'agent', id_of('bolna'), 'contact_name', 'Asha',
  'call_topic', 'follow_up', 'call_language', 'en-IN', 'contact_phone_enc', some_ciphertext(), 'contact_phone_hash', hash_of('erased number'),
  'global_phone_hash', global_hash_of('erased number'))), 'over', 'and does not come back by a call that Bolna''s lists tell of');
select is_empty(format($$ select from call_schedules where id = %L $$, id_of('lost too')), 'nothing of it is written');
select note_unidentified_call(pg_temp.window_id(), 'e7', clock());

-- On.
select set_clock('2026-12-01 09:11Z');
select finish_recovery_window(id, false) from private.recovery_windows;
select throws_like('select finish_recovery()', '%accept_unidentified%', 'the operator is told of calls that nobody knows');
select is((finish_recovery(true) ->> 'missed')::integer, 2, 'and lets calling go on: what is overdue is held');
select is_empty('select from private.recovery_erasures', 'whom it must not bring back is forgotten with it');
select is((select count(*) from claim_due_calls('w', 1000)), 0::bigint, 'none of it goes out');
select book('again', number => 'lost number');
select is(judged('again'), 'defer restored', 'nor a new call to a number that was called');
update call_schedules set not_before = null where contact_id = 'missed';
select claim_all();
select is((select status_reason_code::text from call_schedules where id = id_of('missed')), 'restored', 'whatever moves it');
select is(outcome_of('member', format($$ select release_recovery(%L, 'call', 'call')::text $$, id_of('acme'))), '42501', 'a member has no say in it');
select is(answer_to('admin', format($$ select release_recovery(%L, 'cancel', 'call')::text $$, id_of('acme')))::jsonb - '{calls}'::text[],
  '{"outcome": "saved", "cancelled": 2}', 'an admin says what becomes of it');
select is((select string_agg(contact_id || ' ' || call_status, ', ' order by contact_id) from call_schedules where contact_id in ('missed', 'again', 'tomorrow')),
  'again scheduled, missed cancelled, tomorrow scheduled', 'and so it is');

select * from finish();
rollback;

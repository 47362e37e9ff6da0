-- The index key of phone numbers is changed while everything goes on: a number has rows under one hash, whichever, and whatever goes by
-- numbers holds throughout.
begin;
set local search_path = public, extensions, fixtures;
set local time zone 'UTC';
select plan(68);

select make_acme_and_globex();
select set_clock('2026-11-22 06:30Z');
delete from private.phone_keys;

create function pg_temp.check_of(key text) returns text language sql as $$ select encode(sha256(key::bytea), 'hex') $$;
create function pg_temp.keys(index_key text, previous text default null) returns jsonb language sql as $$
  select '[{"setting": "PHONE_ENCRYPTION_KEYS", "key_id": "k1", "check_value": "0000000000000000000000000000000000000000000000000000000000000000"}]'::jsonb
    || jsonb_build_object('setting', 'PHONE_INDEX_KEY', 'key_id', '', 'check_value', pg_temp.check_of(index_key))
    || case when previous is null then '[]'::jsonb
      else jsonb_build_array(jsonb_build_object('setting', 'PHONE_INDEX_KEY', 'key_id', 'previous', 'check_value', pg_temp.check_of(previous))) end
$$;
create function pg_temp.wrong(index_key text, previous text default null) returns text language sql as $$
  select coalesce((select string_agg(w ->> 'setting' || ' ' || (w ->> 'key_id'), ', ') from jsonb_array_elements(
    check_phone_keys(pg_temp.keys(index_key, previous)) -> 'wrong') w), 'none')
$$;
create function pg_temp.new_hash(number text) returns text language sql as $$ select hash_of('anew ' || number) $$;
create function pg_temp.new_global(number text) returns text language sql as $$ select global_hash_of('anew ' || number) $$;
create function pg_temp.pair(number text, org text default 'acme') returns jsonb language sql as $$
  select jsonb_build_object('org_id', id_of(org), 'old_hash', hash_of(number), 'new_hash', pg_temp.new_hash(number),
    'old_global_hash', global_hash_of(number), 'new_global_hash', pg_temp.new_global(number))
$$;
-- Which hash the functions are to use: 'old', 'new', and of the operator's list.
create function pg_temp.use_of(number text) returns text language sql as $$
  select case (use_phone_hashes(jsonb_build_array(pg_temp.pair(number))))[1] when hash_of(number) then 'old' when pg_temp.new_hash(number) then 'new' end
$$;
create function pg_temp.global_use_of(number text) returns text language sql as $$
  select case (use_phone_hashes(jsonb_build_array(pg_temp.pair(number, null))))[1] when global_hash_of(number) then 'old'
    when pg_temp.new_global(number) then 'new' end
$$;
-- What a call has of its number: org's hash and global one.
create function pg_temp.hashes_of(call text) returns text language sql as $$
  select case s.contact_phone_hash when hash_of(call) then 'old' when pg_temp.new_hash(call) then 'new' else 'other' end || ' '
    || case s.global_phone_hash when global_hash_of(call) then 'old' when pg_temp.new_global(call) then 'new' else 'other' end
  from call_schedules s where s.id = id_of(call)
$$;
-- Books a call as the functions do after they have asked.
create function pg_temp.book_anew(name text, number text) returns void language sql as $$
  select pg_temp.use_of(number);
  select book(name, number => number);
$$;
create function pg_temp.standing() returns jsonb language sql as $$ select rotation_health() -> 0 $$;

select set_eq($$
  select format('%s.%s', c.oid::regclass, a.attname) from pg_attribute a join pg_class c on c.oid = a.attrelid and c.relkind = 'r'
  join pg_namespace n on n.oid = c.relnamespace and n.nspname in ('public', 'private')
  where a.attname ~ 'phone_hash$' and not a.attisdropped
$$, array['call_schedules.contact_phone_hash', 'call_schedules.global_phone_hash', 'call_attempts.contact_phone_hash', 'contacts.phone_hash',
  'suppressions.phone_hash', 'consents.phone_hash', 'campaign_contacts.phone_hash', 'campaign_contacts.global_phone_hash',
  'private.audience_rows.phone_hash', 'private.audience_rows.global_phone_hash', 'private.recovery_holds.phone_hash', 'private.recovery_erasures.phone_hash',
  'private.call_names.contact_phone_hash', 'private.global_suppressions.phone_hash', 'private.registry_checks.phone_hash'],
  'every column with a number''s hash is known here: private.move_phone_hashes moves it, or it stands under both hashes');
select set_eq($$
  select t.tgrelid::regclass::text from pg_trigger t join pg_proc p on p.oid = t.tgfoid
  where p.proname in ('take_new_phone_hash', 'take_new_contact_phone_hash')
$$, array['call_schedules', 'call_attempts', 'contacts', 'suppressions', 'consents', 'campaign_contacts', 'private.audience_rows', 'private.recovery_holds',
  'private.recovery_erasures'],
  'and each table that moves takes no old hash of a number that has moved');

-- Which keys are taken.
select is(pg_temp.wrong('old'), 'none', 'the first index key is the right one');
select is(pg_temp.use_of('anybody'), 'new', 'without a change there is one hash');
select is(pg_temp.wrong('new'), 'PHONE_INDEX_KEY ', 'another key alone is a wrong one');
select is(pg_temp.wrong('new', 'third'), 'PHONE_INDEX_KEY previous', 'and so is one beside a key that numbers were not stored with');
select is(rotation_health(), '[]', 'and nothing has begun');
select is(check_phone_keys(pg_temp.keys('old', 'third')) ->> 'rotates', 'false', 'the right one beside any other changes nothing');

-- What there is when it begins.
select book('waits'), book('is listed', number => 'listed'), book('live'), suppress('asked to be left alone'), suppress('never seen again'), keep_contact('7', '{"number": "flagged", "do_not_call": true}');
select consent('agrees'), keep_call('was called', 'c1', number => 'called', placed => clock() - interval '1 hour');
select suppress_globally(pg_temp.keys('old'), jsonb_build_array(jsonb_build_object('phone_hash', global_hash_of('on the operators list'))), 'Fraud.');
select claim_call_schedule(id_of('live'), id_of('admin'), 'worker 1');
select is(state_of('live'), 'in_progress / placing', 'a call that is live meanwhile');
create temporary table before as select s.id, s.updated_at, (select max(id) from audit_log) as trail from call_schedules s;
select is(pg_temp.wrong('new', 'old'), 'none', 'a new key beside the one of before begins the change');
select is(check_phone_keys(pg_temp.keys('new', 'old')) ->> 'rotates', 'true', 'of which functions are told');
select is(pg_temp.standing() ->> 'state', 'waiting', 'it waits');
select is((select count(*) from private.phone_rotations), 1::bigint, 'it begins once');
select results_eq($$ select changes ->> 'rotation', row_id from audit_log where table_name = 'phone_keys' $$, $$ values ('begun', 'PHONE_INDEX_KEY') $$,
  'and is in the trail');
select is(pg_temp.wrong('old'), 'none', 'functions that know the old key alone go on');
select is(pg_temp.use_of('waits'), 'old', 'and so do numbers, by their old hash');
select is(pg_temp.global_use_of('waits'), 'old', 'by the one without an organisation too');
select is(next_phone_numbers(), null, 'nothing moves');
select is(private.rotation_has_work(60), false, 'nobody is rung');
select set_clock('2026-11-22 06:40Z');
select is(private.rotation_has_work(0), true, 'ten minutes later somebody is');
select is(pg_temp.wrong('old'), 'PHONE_INDEX_KEY ', 'and the old key alone is a wrong one');
select is(pg_temp.wrong('new'), 'PHONE_INDEX_KEY previous', 'so is the new one alone, which would not find what has not moved');
select is(pg_temp.wrong('third', 'old'), 'PHONE_INDEX_KEY ', 'and a third one');
select is(pg_temp.wrong('new', 'old'), 'none', 'both together are right');
update organizations set calling_paused_reason = null where calling_paused_code = 'phone_key_wrong';

-- A number that is asked for moves, and all that is kept of it.
select is(pg_temp.use_of('asked to be left alone'), 'new', 'a number that is asked for moves');
select is((select phone_hash from suppressions where phone_hash in (hash_of('asked to be left alone'), pg_temp.new_hash('asked to be left alone'))),
  pg_temp.new_hash('asked to be left alone'), 'with its entry of the do-not-call list, of which nobody knows the number any more');
select book('to who asked', number => 'asked to be left alone');
select is((select contact_phone_hash from call_schedules where id = id_of('to who asked')), pg_temp.new_hash('asked to be left alone'),
  'what is written under its old hash, by whoever had it read before, is under the new one');
select is(judge_number('to who asked'), 'stop suppressed_org', 'and the person is not called');
select is(jsonb_array_length(find_by_number(id_of('acme'), id_of('viewer'), hash_of('asked to be left alone')) -> 'suppressions'), 1,
  'a question by the old hash finds it too');
select is(pg_temp.use_of('live'), 'new', 'a number in a live call moves too');
select is((select contact_phone_hash from call_attempts where id = attempt_of('live')), pg_temp.new_hash('live'), 'with its attempt');
select book('once more', number => 'live');
select is(judged('once more'), 'defer number_busy', 'and is in one live call, not two');
select throws_ok($$ insert into call_attempts (org_id, schedule_id, agent_id, attempt_number, contact_phone_hash, trigger, worker, due_at, lease_expires_at)
  select org_id, id, agent_id, 1, hash_of('live'), 'sweep', 'w', clock(), clock() from call_schedules where id = id_of('once more') $$, '23505', null,
  'which the index refuses by the old hash too');
update calling_policies set caps = '[{"calls": 1, "per": "24 hours"}]' where org_id = id_of('acme');
select pg_temp.book_anew('called before', 'called');
select matches(judged('called before'), 'cap_number', 'caps count what was called under the old hash');
update calling_policies set caps = '[]' where org_id = id_of('acme');
select pg_temp.book_anew('to a flagged number', 'flagged');
select is((private.judge_contact(s, false)).code, 'do_not_call', 'a flag of HubSpot''s holds for its number') from call_schedules s where s.id = id_of('to a flagged number');
select pg_temp.use_of('agrees');
select is((select phone_hash from consents), pg_temp.new_hash('agrees'), 'a consent moves');

-- The operator's list, whose numbers are those of all organisations.
select is(pg_temp.global_use_of('on the operators list'), 'new', 'a number without an organisation is the new one at once');
select is((select count(*) from private.global_suppressions where phone_hash in (global_hash_of('on the operators list'), pg_temp.new_global('on the operators list'))),
  2::bigint, 'and its entry stands under both, since calls of organisations move at different times');
select suppress_globally(pg_temp.keys('new', 'old'), jsonb_build_array(jsonb_build_object('phone_hash', pg_temp.new_global('listed'))), 'Fraud.')
where pg_temp.global_use_of('listed') = 'new';
select is((select status_reason_code::text from call_schedules where id = id_of('is listed')), 'suppressed_global', 'one that is entered anew withdraws what waits under the old hash');
select is(lift_global_suppression(pg_temp.new_global('listed'), 'A mistake.'), 1, 'it is lifted by the new one');
select is((select count(*) from private.global_suppressions where phone_hash = global_hash_of('listed') and removed_at is null), 0::bigint, 'and so by the old one');

-- The walk. Numbers go by the names of their calls; the contact's by its own.
create function pg_temp.pairs(step jsonb) returns jsonb language sql as $$
  select coalesce(jsonb_agg(pg_temp.pair(coalesce(k.number, 'flagged'))), '[]') from jsonb_array_elements(step -> 'numbers') n
  left join (values ('waits', 'waits'), ('is listed', 'listed'), ('was called', 'called')) k (call, number) on id_of(k.call)::text = n ->> 'key'
$$;
create function pg_temp.walk(steps integer, many integer default 1) returns jsonb language plpgsql as $$
declare
  step jsonb;
  standing jsonb;
begin
  for i in 1 .. steps loop
    step := next_phone_numbers(many);
    exit when step is null;
    standing := keep_phone_numbers(step || jsonb_build_object('numbers', pg_temp.pairs(step)));
  end loop;
  return standing;
end $$;
select is(pg_temp.walk(1) ->> 'state', 'walking', 'a step is made');
select ok((pg_temp.standing() ->> 'total')::integer > 3 and (pg_temp.standing() ->> 'done')::integer between 1 and 3, 'and it is known how far it is');
create temporary table step as select next_phone_numbers(1) as step;
select is(jsonb_array_length((select step -> 'numbers' from step)), 1, 'whoever comes after a worker that died goes on behind it');
select keep_phone_numbers(step || jsonb_build_object('numbers', pg_temp.pairs(step))) from step;
select is(next_phone_numbers(1, step - 'numbers') ->> 'from', step ->> 'upto', 'what is behind a step is read while that is made') from step;
select is(next_phone_numbers(1, step - 'numbers' || '{"ends": true, "place": "audience_row"}'), null, 'and nothing behind the last') from step;
create temporary table after_one as select moved, passed, last_key from private.phone_rotations;
select keep_phone_numbers(step || jsonb_build_object('numbers', pg_temp.pairs(step))) from step;
select results_eq('select passed, last_key from private.phone_rotations', 'select passed, last_key from after_one', 'a step that two make moves the walk on once');
-- What should never be: rows that were written behind the triggers' back, and one whose hash is not that of its number.
set local session_replication_role = replica;
update call_schedules set contact_phone_hash = hash_of('listed') where id = id_of('is listed');
update private.call_names set contact_phone_hash = hash_of('listed') where call_id = id_of('is listed');
set local session_replication_role = origin;
select book('unlike its number');
select is(pg_temp.walk(1000) ->> 'state', 'left_over', 'it comes to its end');
select is((select contact_phone_hash from call_schedules where id = id_of('is listed')), pg_temp.new_hash('listed'), 'what is found under the old hash of a number that has moved moves too');
select is(pg_temp.standing() -> 'left_over' -> 'call_schedules', '1', 'what no number fits is counted, and does not keep the walk going');
delete from call_schedules where id = id_of('unlike its number');
select is(pg_temp.hashes_of('waits'), 'new new', 'with every call that waited');
select is((select count(*) from call_schedules s where s.contact_phone_hash = hash_of('called')) + (select count(*) from call_attempts t where t.contact_phone_hash = hash_of('called')),
  0::bigint, 'and those that are over, with their attempts');
select is(pg_temp.standing() -> 'left_over' -> 'suppressions', '1', 'what has nothing but a hash is counted');
select is(pg_temp.wrong('new'), 'PHONE_INDEX_KEY previous', 'and the old key must stay');
select is(private.rotation_has_work(0), false, 'it is looked at again, but not now');
select results_eq('select s.id, s.updated_at from call_schedules s join before using (id) where s.id <> id_of(''is listed'') order by 1',
  'select id, updated_at from before where id <> id_of(''is listed'') order by 1', 'no call was changed');
select is((select count(*) from audit_log a where a.id > (select max(trail) from before) and a.action = 'update'
  and (a.changes ? 'contact_phone_hash' or a.changes ? 'phone_hash')), 0::bigint, 'and the trail tells of none');

-- The end.
select pg_temp.book_anew('seen again', 'never seen again');
select is(judge_number('seen again'), 'stop suppressed_org', 'the number that was never seen again is, and not called');
select set_clock('2026-11-22 07:50Z');
select is(private.rotation_has_work(0), true, 'an hour later it is looked at');
select is(pg_temp.walk(1000) ->> 'state', 'over', 'and over');
select is(pg_temp.wrong('new'), 'none', 'the new key alone is the right one');
select is(pg_temp.wrong('old'), 'PHONE_INDEX_KEY ', 'and the old one is not');
select is((select count(*) from private.global_suppressions where phone_hash in (global_hash_of('listed'), global_hash_of('on the operators list'))), 0::bigint,
  'nothing stands under two hashes any more');
select is(pg_temp.use_of('somebody'), 'new', 'a function that has not heard of it uses the new hash');
select set_clock('2026-11-22 08:55Z');
select private.prune_phone_links();
select is((select count(*) from private.phone_hash_links), 0::bigint, 'which hash became which is forgotten');

-- An owner who is no superuser, and may not even what hosted Supabase lets it: numbers move, and triggers hear of it.
select private.quiet_triggers(true);
select is(current_setting('session_replication_role'), 'replica', 'triggers are off while numbers move');
select private.quiet_triggers(false);
select is(current_setting('session_replication_role'), 'origin', 'and on again');
create role plain_owner;
alter function private.quiet_triggers(boolean) owner to plain_owner;
select private.quiet_triggers(true);
select is(current_setting('session_replication_role'), 'origin', 'who may not switch them off goes on all the same');

select * from finish();
rollback;

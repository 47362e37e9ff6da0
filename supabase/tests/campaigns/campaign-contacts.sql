-- A contact stands in a campaign once and in one state, which is its call's, and the counts add up at every moment.
begin;
set local search_path = public, extensions, fixtures;
select plan(27);

select make_acme_and_globex();
select make_campaign('spring');
select make_campaign('autumn');
select add_contacts('spring', 5);

-- One call per contact and campaign, ever.
create function pg_temp.add(campaign text, place integer, number text, contact text) returns void language sql as $$
  insert into campaign_contacts (org_id, campaign_id, position, contact_id, contact_name, phone_enc, phone_hash)
  values (id_of('acme'), id_of(campaign), place, contact, 'Asha', some_ciphertext(), hash_of(number))
$$;
select lives_ok($$ select pg_temp.add('spring', 6, 'a number', '501') $$, 'a contact is added');
select throws_ok($$ select pg_temp.add('spring', 7, 'a number', '502') $$, '23505', null, 'a number stands in a campaign once');
select throws_ok($$ select pg_temp.add('spring', 7, 'another', '501') $$, '23505', null, 'and so does a contact');
select throws_ok($$ select pg_temp.add('spring', 6, 'another', '502') $$, '23505', null, 'and a place');
select lives_ok($$ select pg_temp.add('autumn', 6, 'a number', '501') $$, 'another campaign may have it too');
select throws_ok($$ insert into campaign_contacts (org_id, campaign_id, position, contact_name, phone_enc, phone_hash)
  values (id_of('globex'), id_of('spring'), 9, 'Asha', some_ciphertext(), hash_of('x')) $$, '23503', null,
  'a contact is of the campaign''s organisation');
select throws_ok($$ update campaign_contacts set phone_enc = null where id = id_of('spring 1') $$, '23514', null,
  'who waits has a number');

-- Its call has its id, and it stands where its call stands.
create function pg_temp.call(name text) returns void language sql as $$
  insert into call_schedules (id, org_id, agent_id, campaign_id, contact_id, contact_name, contact_phone_enc, contact_phone_hash,
    scheduled_at, purpose)
  select m.id, m.org_id, id_of('acme agent'), m.campaign_id, m.id::text, m.contact_name, m.phone_enc, m.phone_hash,
    clock() - interval '1 minute', 'service'
  from campaign_contacts m where m.id = id_of(name);
  update campaign_contacts set state = 'scheduled', phone_enc = null where id = id_of(name);
$$;
select is(counts_of('spring'), 'total 6, waiting 6', 'all wait');
select pg_temp.call('spring ' || n) from generate_series(1, 4) n;
select is(counts_of('spring'), 'total 6, waiting 2, scheduled 4', 'some have their calls');
select throws_ok($$ select pg_temp.call('spring 1') $$, '23502', null, 'whose number is handed on has no other call');
select throws_ok($$ insert into call_schedules (id, org_id, agent_id, campaign_id, contact_id, contact_name, contact_phone_enc,
    contact_phone_hash, scheduled_at, purpose)
  values (id_of('spring 1'), id_of('acme'), id_of('acme agent'), id_of('spring'), 'x', 'Asha', some_ciphertext(), hash_of('x'),
    clock(), 'service') $$, '23505', null, 'nor may anybody make a second one');
update campaigns set state = 'running' where id = id_of('spring');
select claim_all();
select is(counts_of('spring'), 'total 6, waiting 2, in_progress 4', 'a claim has them under way');
select record_call_placed(attempt_of('spring ' || n), 'spring ' || n) from generate_series(1, 3) n;
select settle('spring 1');
select is(counts_of('spring'), 'total 6, waiting 2, in_progress 3, completed 1', 'one is completed');
select settle('spring 2', 'failed', '{"retry_category": "busy", "reason_code": "busy"}');
select is(counts_of('spring'), 'total 6, waiting 2, scheduled 1, in_progress 2, completed 1', 'one is tried again');
select is((select code from campaign_contacts where id = id_of('spring 2')), 'busy', 'and it is known why');
select settle('spring 3', 'failed');
select is(counts_of('spring'), 'total 6, waiting 2, scheduled 1, in_progress 1, completed 1, failed 1', 'one failed');
select isnt((select ended_at from campaign_contacts where id = id_of('spring 3')), null, 'it is over');
select record_call_refused(attempt_of('spring 4'), 400, 'bolna_refused', 'Because.');
update call_schedules set call_status = 'cancelled', status_reason = 'Because.' where id = id_of('spring 2');
select is(counts_of('spring'), 'total 6, waiting 2, completed 1, failed 2, cancelled 1', 'and one is cancelled');
select is(counts_of('autumn'), 'total 1, waiting 1', 'another campaign''s counts are its own');

-- What has gathered is added up without a change.
select cmp_ok(private.fold_campaign_tallies(), '>', 8::bigint, 'changes gather');
select is(counts_of('spring'), 'total 6, waiting 2, completed 1, failed 2, cancelled 1', 'and mean the same when they are added up');
select is(private.fold_campaign_tallies(), 0::bigint, 'once');
select results_eq($$ select m.state::text, count(*) from campaign_contacts m where m.campaign_id = id_of('spring') group by 1 order by 1 $$,
  $$ values ('cancelled', 1::bigint), ('completed', 1), ('failed', 2), ('waiting', 2) $$, 'as counting says');
delete from campaign_contacts where campaign_id = id_of('spring') and state = 'waiting';
select is(counts_of('spring'), 'total 4, completed 1, failed 2, cancelled 1', 'who is taken out is counted no more');

-- Who may know.
create function pg_temp.total(who text) returns text language sql as $$
  select answer_to(who, format('select private.count_campaign_contacts(%L, %L) ->> ''total''', id_of('acme'), id_of('spring')))
$$;
select is(pg_temp.total('viewer'), '4', 'a member of the organisation reads them');
select is(pg_temp.total('rival'), null, 'another organisation''s does not');

-- What is over stays over.
update campaigns set state = 'cancelled', ended_at = clock() where id = id_of('spring');
select throws_ok($$ update campaigns set state = 'running', ended_at = null where id = id_of('spring') $$, '23514',
  'a campaign cannot go from cancelled to running', 'a campaign that is over is not started again');

select * from finish();
rollback;

-- Deliveries are taken in order for each call, a few at a time of each endpoint, tried again for three days, and told at least once.
begin;
set local search_path = public, extensions, fixtures;
set local time zone 'UTC';
select plan(55);

select set_clock('2026-11-22 10:00Z');
select make_acme_and_globex();
select have_net(), have_vault();
create function pg_temp.save(name text, webhook jsonb, is_new boolean default false, secret text default null, who text default 'admin', org text default 'acme')
returns jsonb language sql as $$ select save_webhook(id_of(org), id_of(who), id_of(name), is_new, webhook, secret) $$;
create function pg_temp.enter(name text, subject text, hook text default 'hook', at timestamptz default clock()) returns void language sql as $$
  insert into webhook_deliveries (id, org_id, webhook_id, event_id, type, subject_id, data, created_at)
  select id_of(name), w.org_id, w.id, id_of('event ' || name), 'call.completed', id_of(subject), '{}', at from webhooks w where w.id = id_of(hook)
$$;
create function pg_temp.take(worker text default 'w', amount integer default 50, each integer default 10) returns text language sql as $$
  select string_agg(n.name, ' ' order by n.name)
  from claim_webhook_deliveries(worker, amount, each) c
  join unnest(array['a1', 'a2', 'a3', 'b1', 'c1', 'x1', 'x2', 'old', 'again']) n (name) on id_of(n.name) = (c ->> 'id')::uuid
$$;
create function pg_temp.end_(name text, result jsonb, worker text default 'w') returns boolean language sql as $$
  select record_delivery(id_of(name), worker, result)
$$;
create function pg_temp.state_of(name text) returns text language sql as $$
  select concat_ws(' ', d.state, d.tries, d.http_status, d.reason_code) from webhook_deliveries d where d.id = id_of(name)
$$;
create function pg_temp.health_of(name text) returns text language sql as $$
  select concat_ws(' ', w.is_active, w.off_code, w.failures, extract(epoch from w.held_until - clock())::integer) from webhooks w where w.id = id_of(name)
$$;
create temporary table refused (result jsonb);
insert into refused values ('{"step": "retry", "seconds": 30, "hold_seconds": 20, "reason_code": "unreachable", "reason": "No."}');

-- Endpoints are the admins' to set.
select is(pg_temp.save('hook', '{"url": "https://hooks.test/", "events": ["call.completed"]}', true, 'whsec_b25l') -> 'webhook' ->> 'url',
  'https://hooks.test/', 'an admin adds an endpoint');
select is(pg_temp.save('hook', '{"url": "https://other.test/", "events": ["call.failed"]}', true, 'whsec_eA') -> 'webhook' ->> 'url',
  'https://hooks.test/', 'once, under one id');
select is(pg_temp.save('hook', '{"url": "https://other.test/"}', who => who) ->> 'outcome', 'forbidden', format('%s may not', who))
from unnest(array['member', 'viewer', 'rival', 'nobody']) who;
select is(pg_temp.save('hook', '{"is_active": false}', who => 'rival', org => 'globex') ->> 'outcome', 'not_found', 'nor see another organisation''s');
select throws_ok($$ select pg_temp.save('hook', '{"org_id": "x"}') $$, '22023', null, 'an unknown field is refused');
select throws_ok(format($$ select pg_temp.save('hook', '{"url": %s}') $$, to_json(url)), '23514', null, format('so is the address %s', url))
from unnest(array['ftp://hooks.test/', 'https://user@hooks.test/', 'https://hooks.test/#x']) url;
select throws_ok($$ select pg_temp.save('hook', '{"events": ["webhook.test"]}') $$, '23514', null, 'and a trial as what is asked for');
select is(exists (select from audit_log a where a.changes::text ~ 'hooks.test|whsec'), false, 'the trail has neither address nor secret');

-- In order for each call, a few at a time of each endpoint.
select pg_temp.enter('a1', 'a'), pg_temp.enter('a2', 'a'), pg_temp.enter('b1', 'b'), pg_temp.enter('c1', 'c');
select is((select string_agg(c ->> 'secrets', '') from claim_webhook_deliveries('other', 1, 10) c), '["whsec_b25l"]', 'it comes with the secret that signs it');
update webhook_deliveries set state = 'pending', tries = 0, next_try_at = clock();
select is(pg_temp.take(each => 2), 'a1 b1', 'an endpoint is told so many at once, and of one call the next when the one before is told');
select is(pg_temp.take('v'), 'c1', 'what a worker has nobody else takes');
select is(pg_temp.end_('a1', '{"step": "delivered", "http_status": 204}', 'v'), false, 'nor ends');
select is(pg_temp.end_('a1', '{"step": "delivered", "http_status": 204}'), true, 'who has it does');
select is(pg_temp.state_of('a1'), 'delivered 1 204', 'it was told');
select is(pg_temp.end_('a1', (select result from refused)), false, 'which nothing undoes');
select is(pg_temp.take('v'), 'a2', 'now the next one of that call is');
select set_clock(clock() + interval '61 seconds');
select is(pg_temp.take('heir'), 'a2 b1 c1', 'what a dead worker left is told once more');

-- What is refused waits, and a whole endpoint that cannot be reached with it.
select is(pg_temp.end_('b1', (select result from refused), 'heir'), true, 'one that could not be told');
select is(pg_temp.state_of('b1'), 'pending 2 unreachable', 'waits, with its reason');
select is(pg_temp.health_of('hook'), 't 1 20', 'and the endpoint is not tried for a while');
select is(pg_temp.end_('a2', '{"step": "delivered", "http_status": 200}', 'heir'), true, 'until something reaches it');
select is(pg_temp.health_of('hook'), 't 0 0', 'then it is well');
select pg_temp.end_('c1', (select result from refused), 'heir');
select pg_temp.enter('a3', 'a'), pg_temp.enter('x1', 'x');
select is(pg_temp.take(), null, 'nothing goes to an endpoint that is held');
select is(private.deliveries_has_work(0), false, 'nor is anybody rung for it');
select set_clock(clock() + interval '31 seconds');
select is(private.deliveries_has_work(0), true, 'until its time has come');
select is(pg_temp.take(), 'b1', 'then one is tried, which shows whether the rest may follow');
select pg_temp.end_('b1', '{"step": "delivered", "http_status": 200}');
select is(pg_temp.take(), 'a3 c1 x1', 'and it may');

-- Three days.
select pg_temp.end_(name, (select result from refused)) from unnest(array['a3', 'c1', 'x1']) name;
select pg_temp.enter('old', 'old', at => clock() - interval '3 days');
select set_clock(clock() + interval '10 minutes');
select is(pg_temp.take('v', 50, 10), 'c1', 'one of an endpoint that fails');
select is(pg_temp.state_of('old'), 'dead 0 given_up', 'what is three days old is given up');
select is(replay_delivery(id_of('acme'), id_of('admin'), id_of('hook'), id_of('c1'), id_of('again')) ->> 'outcome', 'already_there', 'what waits needs no replay');
select is(replay_delivery(id_of('acme'), id_of('rival'), id_of('hook'), id_of('old'), id_of('again')) ->> 'outcome', 'forbidden', 'another''s admin replays nothing');
select is(replay_delivery(id_of('acme'), id_of('admin'), id_of('hook'), id_of('old'), id_of('again')) -> 'delivery' ->> 'event_id', id_of('event old')::text,
  'what was given up is told again as the same event');
select is((select count(*) from webhook_deliveries d where d.replay_of = id_of('old')), 1::bigint, 'once');

-- Switched off.
select pg_temp.save('second', '{"url": "https://second.test/", "events": ["alert.raised"]}', true, 'whsec_dHdv');
update webhooks set failing_since = clock() - interval '5 days 1 second' where id = id_of('hook');
select pg_temp.end_('c1', (select result from refused), 'v');
select matches(pg_temp.health_of('hook'), '^f failing ', 'an endpoint that nothing has reached for five days is switched off');
select is((select d.data ->> 'off_code' from webhook_deliveries d where d.webhook_id = id_of('second')), 'failing', 'and the organisation''s others hear of it');
select set_clock(clock() + interval '2 hours');
select is(pg_temp.take(), null, 'nothing more goes there');
select is(pg_temp.save('hook', '{"is_active": true}') -> 'webhook' ->> 'failures', '0', 'switched on again it is tried anew');
select isnt(pg_temp.take(), null, 'with what waited');
update webhook_deliveries set state = 'sending', worker = 'w' where id = id_of('x1');
select pg_temp.end_('x1', '{"step": "dead", "reason_code": "gone", "reason": "Gone.", "http_status": 410}');
select matches(pg_temp.health_of('hook'), '^f gone ', 'one that says it is gone is off at once');

-- Together. Nothing but the common case: a batch waits for nobody, and says nothing of an endpoint that fails.
select pg_temp.save('hook', '{"is_active": true}');
delete from webhook_deliveries where webhook_id = id_of('hook');
select pg_temp.enter('a1', 'a'), pg_temp.enter('b1', 'b'), pg_temp.enter('c1', 'c');
create function pg_temp.end_together(names text[], worker text default 'w') returns text language sql as $$
  select record_deliveries_told(worker, array(select id_of(n) from unnest(names) n), array_fill(200 + cardinality(names), array[cardinality(names)]))::text
$$;
select is((select count(*) from claim_webhook_deliveries('w', p_except => array[id_of('hook')])), 0::bigint, 'a worker asks for nothing of an endpoint that it tells something still');
select is(pg_temp.take(), 'a1 b1 c1', 'and then for what is next');
select is(pg_temp.end_together(array['c1', 'a1'], 'v'), '[null, null]', 'what another worker has is not written together');
update webhooks set failures = 1, failing_since = clock() where id = id_of('hook');
select is(pg_temp.end_together(array['c1', 'a1']), '[null, null]', 'nor what says that an endpoint is well again');
update webhooks set failures = 0, failing_since = null where id = id_of('hook');
select is(pg_temp.end_together(array['c1', 'x1', 'a1']), '[true, null, true]', 'the rest is, each with its answer in its place');
select is(pg_temp.state_of('c1') || ', ' || pg_temp.state_of('b1'), 'delivered 1 203, sending 1', 'and nothing else');
select is(pg_temp.end_together(array['c1', 'b1']), '[null, true]', 'the same again changes nothing');
update webhooks set is_active = false, off_code = 'gone' where id = id_of('hook');

-- A new secret.
update webhook_deliveries set state = 'pending', next_try_at = clock() where webhook_id = id_of('second');
select pg_temp.save('second', '{}', secret => 'whsec_dGhyZWU');
select is((select string_agg(c ->> 'secrets', '') from claim_webhook_deliveries('z') c), '["whsec_dGhyZWU", "whsec_dHdv"]', 'a new secret signs beside the old one');
update webhook_deliveries set next_try_at = clock() + interval '1 day' where webhook_id = id_of('second');
select set_clock(clock() + interval '1 day 1 second');
select is((select string_agg(c ->> 'secrets', '') from claim_webhook_deliveries('z') c), '["whsec_dGhyZWU"]', 'for a day');
create temporary table kept_secrets as select w.secret_id from webhooks w where w.id = id_of('second');
select is(remove_webhook(id_of('acme'), id_of('admin'), id_of('second')), 'removed', 'an endpoint is removed');
select is(exists (select from vault.decrypted_secrets s where s.id in (select secret_id from kept_secrets)), false, 'and takes its secret with it');

select * from finish();
rollback;

-- What came of the one request to Bolna is written once, and nobody's late word overwrites it.
begin;
set local search_path = public, extensions, fixtures;
select plan(58);

select make_acme_and_globex();

create function pg_temp.schedule(name text) returns call_schedules language sql as $$
  select s from call_schedules s where id = id_of(name)
$$;
create function pg_temp.attempt(name text) returns call_attempts language sql as $$
  select t from call_attempts t where id = attempt_of(name)
$$;
create function pg_temp.recorded(call_status text, attempt_state text, recorded boolean default true) returns jsonb language sql as $$
  select jsonb_build_object('recorded', recorded, 'call_status', call_status, 'attempt_state', attempt_state)
$$;

-- Placed.
select dial('placed');
select is(record_call_placed(attempt_of('placed'), 'execution 1'), pg_temp.recorded('in_progress', 'placed'),
  'a call that Bolna accepted is placed');
select is((pg_temp.schedule('placed')).bolna_call_id, 'execution 1', 'its schedule carries Bolna''s id');
select is((pg_temp.attempt('placed')).bolna_status, 'queued', 'and its attempt Bolna''s status');
select ok((pg_temp.attempt('placed')).next_check_at between clock_timestamp() and clock_timestamp() + interval '30 seconds',
  'if nothing is heard of it, it is looked after within half a minute');
select is(record_call_placed(attempt_of('placed'), 'execution 1'), pg_temp.recorded('in_progress', 'placed'),
  'saying so again changes nothing');
select is(record_call_placed(attempt_of('placed'), 'execution 2'), pg_temp.recorded('in_progress', 'placed', false),
  'another execution is not taken');
select is((pg_temp.schedule('placed')).bolna_call_id, 'execution 1', 'and the first one stays');
select throws_ok(format('select record_call_placed(%L, null)', dial('no id')), '23514', null, 'placed without an id is refused');
select throws_ok('select record_call_placed(id_of(''no attempt''), ''x'')', 'P0002', null, 'an attempt that does not exist is an error');

-- Late words about a call that is placed, by each of the others.
select is(record_call_refused(attempt_of('placed'), 400, 'bolna_server_error', 'Late.'), pg_temp.recorded('in_progress', 'placed', false),
  'a placed call is not refused afterwards');
select is(record_call_not_sent(attempt_of('placed'), 429, 'bolna_server_error', 'Late.', 1), pg_temp.recorded('in_progress', 'placed', false),
  'nor unsent');
select is(record_call_unknown(attempt_of('placed'), 500, 'bolna_server_error', 'Late.'), pg_temp.recorded('in_progress', 'placed', false),
  'nor made unknown');
select is(record_calling_paused(attempt_of('placed'), 401, 'bolna_server_error', 'Late.'), pg_temp.recorded('in_progress', 'placed', false),
  'nor taken back by a pause');
select is((select calling_paused_reason from organizations where slug = 'acme'), null, 'which then pauses nothing');

-- Refused.
select dial('refused');
select is(record_call_refused(attempt_of('refused'), 400, 'bolna_refused', 'Bolna says the number is wrong.'),
  pg_temp.recorded('failed', 'ended'), 'a call that Bolna refused has failed');
select is(state_of('refused'), 'failed / ended / refused', 'its attempt is over');
select is((pg_temp.schedule('refused')).status_reason, 'Bolna says the number is wrong.', 'with a reason for a person');
select is((pg_temp.attempt('refused')).http_status, 400, 'and Bolna''s answer kept');
select is(record_call_refused(attempt_of('refused'), 422, 'bolna_refused', 'Other.'), pg_temp.recorded('failed', 'ended', false),
  'a second refusal is not written');
select is(record_call_placed(attempt_of('refused'), 'execution 3'), pg_temp.recorded('failed', 'ended', false),
  'and what is over is not placed');
select is((pg_temp.schedule('refused')).status_reason, 'Bolna says the number is wrong.', 'the first reason stays');

-- Unknown.
select dial('unknown');
select is(record_call_unknown(attempt_of('unknown'), null, 'bolna_timeout', 'Bolna did not answer.'),
  pg_temp.recorded('in_progress', 'unknown'), 'a call without a clear answer is unknown and stays in progress');
select ok((pg_temp.attempt('unknown')).next_check_at is not null, 'somebody will find out what became of it');
select is((pg_temp.schedule('unknown')).status_reason, 'Bolna did not answer.', 'and the reason is shown');
select is((select count(*) from claim_due_calls('worker 2')), 0::bigint, 'it is never dialled again by itself');
select is(record_call_unknown(attempt_of('unknown'), null, 'bolna_timeout', 'Bolna did not answer.'),
  pg_temp.recorded('in_progress', 'unknown'), 'saying so again changes nothing');
select is(record_call_placed(attempt_of('unknown'), 'execution 4'), pg_temp.recorded('in_progress', 'placed'),
  'the late news that Bolna accepted it is taken');
select is((pg_temp.schedule('unknown')).status_reason, null, 'which settles the question');
select dial('unknown, then refused');
select is(record_call_unknown(attempt_of('unknown, then refused'), null, 'bolna_timeout', 'No answer.') ->> 'recorded', 'true',
  'a second unknown call');
select is(record_call_refused(attempt_of('unknown, then refused'), 400, 'bolna_refused', 'Wrong number.'),
  pg_temp.recorded('failed', 'ended'), 'may turn out to be refused');

-- Not sent.
select dial('not sent');
select is(record_call_not_sent(attempt_of('not sent'), 429, 'bolna_rate_limit', 'Bolna asked us to slow down.', 90),
  pg_temp.recorded('scheduled', 'ended'), 'a call that was never sent is scheduled again');
select ok((pg_temp.schedule('not sent')).retry_at between now() + interval '90 seconds' and clock_timestamp() + interval '90 seconds',
  'for when it was told to come back');
select is((pg_temp.schedule('not sent')).due_at, (pg_temp.schedule('not sent')).scheduled_at, 'its own time stays what it was');
select is((select count(*) from claim_due_calls('worker 2')), 0::bigint, 'until then it is not dialled');
update call_schedules set retry_at = now() where contact_id = 'not sent';
select is((select attempt_number from claim_due_calls('worker 2')), 2, 'then it is, as the second attempt');
select is(record_call_not_sent(attempt_of('not sent'), 429, 'bolna_rate_limit', 'Slow down.', 1000000) ->> 'recorded', 'true',
  'a very long wait');
select ok((pg_temp.schedule('not sent')).retry_at <= clock_timestamp() + interval '1 hour', 'is cut to an hour');

create function pg_temp.defer(name text, times integer) returns void language plpgsql as $$
begin
  for n in 1..times loop
    update call_schedules set retry_at = null where contact_id = name;
    perform claim_due_calls('worker 1');
    perform record_call_not_sent(attempt_of(name), null, 'bolna_unreachable', 'No connection.', -5);
  end loop;
end $$;
select book('out of reach');
select pg_temp.defer('out of reach', 11);
select is(state_of('out of reach'), 'scheduled / ended / not_sent', 'after eleven tries in a row it is still tried');
select ok((pg_temp.schedule('out of reach')).retry_at <= clock_timestamp(), 'a negative wait is none');
select pg_temp.defer('out of reach', 1);
select is(state_of('out of reach'), 'failed / ended / not_sent', 'the twelfth ends it');
select is((pg_temp.schedule('out of reach')).status_reason, 'Given up after 12 tries that Bolna did not take. The last one: No connection.',
  'and says so');
select is((pg_temp.schedule('out of reach')).attempt_count, 12, 'every try is counted');
select book('in reach again');
select pg_temp.defer('in reach again', 11);
update call_schedules set retry_at = null where contact_id = 'in reach again';
select is((select count(*) from claim_due_calls('worker 1')), 1::bigint, 'a call that was deferred eleven times');
select is(record_call_placed(attempt_of('in reach again'), 'execution 5') ->> 'recorded', 'true', 'and then placed');
select is((pg_temp.schedule('in reach again')).deferral_count, 0, 'has its tries counted from the start');

-- Paused.
select dial('paused');
select dial('paused too');
select is(record_calling_paused(attempt_of('paused'), 401, 'bolna_credentials', 'Bolna refused the API key.'),
  pg_temp.recorded('scheduled', 'ended'), 'when Bolna refuses every call, this one goes back to scheduled');
select is(state_of('paused'), 'scheduled / ended / paused', 'its attempt is over');
select is((select calling_paused_reason from organizations where slug = 'acme'), 'Bolna refused the API key.',
  'the organisation''s calling is paused with the reason');
select ok((select calling_paused_at is not null from organizations where slug = 'acme'), 'and the moment');
select is((select calling_paused_reason from organizations where slug = 'globex'), null, 'another organisation''s goes on');
select is(record_calling_paused(attempt_of('paused too'), 403, 'bolna_payment', 'Another reason.'), pg_temp.recorded('scheduled', 'ended'),
  'a second call finds the pause');
select is((select calling_paused_reason from organizations where slug = 'acme'), 'Bolna refused the API key.', 'whose first reason stays');
select is((pg_temp.schedule('paused')).deferral_count, 0, 'a pause uses up no try');
select is((select count(*) from claim_due_calls('worker 1')), 0::bigint, 'nothing is dialled while it lasts');
update organizations set calling_paused_reason = null where slug = 'acme';
select is((select count(*) from claim_due_calls('worker 1')), 2::bigint, 'and both are dialled when it ends');
select lives_ok(format('select record_calling_paused(%L, 401, %L, %L)', attempt_of('paused'), 'bolna_credentials', repeat('x', 1001)),
  'a reason of any length can be written down');
update organizations set calling_paused_reason = null where slug = 'acme';
select is(record_calling_paused(attempt_of('paused too'), 401, 'bolna_credentials', null) ->> 'recorded', 'true', 'a pause without a reason');
select isnt((select calling_paused_reason from organizations where slug = 'acme'), null, 'is a pause all the same');

select * from finish();
rollback;
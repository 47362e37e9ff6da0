-- One key, one answer: of any number of requests exactly one is started, and each user's keys are their own.
begin;
set local search_path = public, extensions, fixtures;
select plan(31);

select make_acme_and_globex();

create function pg_temp.request(who text, resource text, key text default 'key', body text default 'body', org text default 'acme')
returns jsonb language sql as $$
  select answer_to('service_role', format('select begin_idempotent_request(%L, %L, %L, %L, %L)',
    id_of(org), id_of(who), key, md5(body), id_of(resource)))::jsonb
$$;
create function pg_temp.finish(who text, status integer, response text, key text default 'key') returns text language sql as $$
  select answer_to('service_role', format('select finish_idempotent_request(%L, %L, %L, %s, %L)', id_of('acme'), id_of(who), key,
    status, response))
$$;
create function pg_temp.abandon(who text, key text default 'key') returns text language sql as $$
  select answer_to('service_role', format('select abandon_idempotent_request(%L, %L, %L)', id_of('acme'), id_of(who), key))
$$;
create function pg_temp.started(resource text) returns jsonb language sql as $$
  select jsonb_build_object('outcome', 'started', 'resource_id', id_of(resource))
$$;

select is(pg_temp.request('member', 'first'), pg_temp.started('first'), 'the first request with a key is started');
select is(pg_temp.request('member', 'second'), '{"outcome": "running"}', 'the same again has to wait while it runs');
select is(pg_temp.request('member', 'second', body => 'other'), '{"outcome": "mismatch"}', 'the key with another body is refused');
select is(pg_temp.request('colleague', 'third'), pg_temp.started('third'), 'the same key of another user is another key');
select is(pg_temp.request('rival', 'fourth', org => 'globex'), pg_temp.started('fourth'), 'and so is that of another organisation');
select is(pg_temp.request('rival', 'x') ->> 'outcome', 'forbidden', 'nobody keeps a key in an organisation that is not theirs');

-- The first answer again.
select pg_temp.finish('colleague', 420, 'v1.colleague');
select is(pg_temp.request('member', 'second') ->> 'outcome', 'running', 'another user''s answer is not this one''s');
select pg_temp.finish('member', 201, 'v1.answer');
select is(pg_temp.request('member', 'second'), '{"outcome": "replay", "status_code": 201, "response_enc": "v1.answer"}',
  'once answered, the same request gets the first answer');
select is(pg_temp.request('member', 'second', body => 'other'), '{"outcome": "mismatch"}', 'another body is still refused');
select pg_temp.finish('member', 202, 'v1.later');
select is(pg_temp.request('member', 'second') ->> 'status_code', '201', 'a later answer does not replace it');
select pg_temp.abandon('member');
select is(pg_temp.request('member', 'second') ->> 'outcome', 'replay', 'and giving up what was answered has no effect');
select is(pg_temp.finish('member', 503, 'v1.x', 'running'), null, 'an answer to a key that nobody began');
select is((select count(*) from idempotency_keys where idempotency_key = 'running'), 0::bigint, 'is kept nowhere');

-- Given up, died, and forgotten.
select is(pg_temp.request('member', 'given up', 'given up'), pg_temp.started('given up'), 'a request that failed before it did anything');
select pg_temp.abandon('member', 'given up');
select is(pg_temp.request('member', 'anew', 'given up', 'other'), pg_temp.started('anew'), 'leaves its key free for any other');
select is(pg_temp.request('member', 'died', 'died'), pg_temp.started('died'), 'a request whose worker died');
update idempotency_keys set started_at = now() - interval '59 seconds' where idempotency_key = 'died';
select is(pg_temp.request('member', 'anew', 'died'), '{"outcome": "running"}', 'is given a minute');
update idempotency_keys set started_at = now() - interval '61 seconds' where idempotency_key = 'died';
select is(pg_temp.request('member', 'anew', 'died'), pg_temp.started('died'), 'then it is started again, for the same resource');
select is(pg_temp.request('member', 'anew', 'died'), '{"outcome": "running"}', 'by one only');
update idempotency_keys set created_at = now() - interval '25 hours' where idempotency_key = 'key';
select is(pg_temp.request('member', 'tomorrow', body => 'other'), pg_temp.started('tomorrow'), 'after a day a key is forgotten');

-- Nobody keeps more keys than the limit of new ones allows; a key that is kept costs nothing.
update private.request_limits set per_second = 1, burst = 1 where kind = 'idempotency_key';
select set_clock(clock() + interval '1 hour');
select is(pg_temp.request('viewer', 'one', 'one'), pg_temp.started('one'), 'a new key takes a token');
select is(pg_temp.request('viewer', 'one', 'one') ->> 'outcome', 'running', 'the same key again takes none');
select is(pg_temp.request('viewer', 'two', 'two'), '{"outcome": "wait", "seconds": 1}', 'without a token nothing is begun');
select is((select count(*) from idempotency_keys where idempotency_key = 'two'), 0::bigint, 'and nothing is kept');
select set_clock(clock() + interval '1 hour');

-- Nobody keeps more than an answer can be.
select pg_temp.request('member', 'long', 'long');
select is(outcome_of('service_role', format('select finish_idempotent_request(%L, %L, ''long'', 200, %L || repeat(''x'', 262144))',
  id_of('acme'), id_of('member'), 'v1.')), '23514', 'an answer without measure is not kept');
select is(outcome_of('service_role', format('select begin_idempotent_request(%L, %L, %L, repeat(''0'', 64), %L)', id_of('acme'),
  id_of('member'), key, id_of('x'))), '23514', format('%s is no key', to_json(left(key, 10))))
from unnest(array['', repeat('k', 256), E'a\nb', 'ключ']) key;

-- Nobody reads another's answers.
select is(answer_to('admin', 'select count(*) from idempotency_keys'), '0', 'an admin does not see a member''s keys');
select is(answer_to('colleague', 'select count(*) from idempotency_keys'), '1', 'a member sees only their own');

select * from finish();
rollback;
-- One key, one answer: of any number of requests exactly one is started, and each user's keys are their own.
begin;
set local search_path = public, extensions;
select plan(22);

-- Acme and Globex; the rival is an admin of Globex. The id of anything here is the md5 of its name.
delete from organizations;
insert into auth.users (id)
select md5(who)::uuid from unnest(array['admin', 'member', 'colleague', 'viewer', 'rival', 'nobody']) who;
insert into organizations (id, slug, name, time_zone) values
  (md5('acme')::uuid, 'acme', 'Acme', 'Asia/Kolkata'),
  (md5('globex')::uuid, 'globex', 'Globex', 'America/New_York');
insert into memberships (org_id, user_id, role) values
  (md5('acme')::uuid, md5('admin')::uuid, 'admin'),
  (md5('acme')::uuid, md5('member')::uuid, 'member'),
  (md5('acme')::uuid, md5('colleague')::uuid, 'member'),
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
-- The one value that somebody's statement answers. What it did stays done.
create function pg_temp.answer_to(who text, statement text) returns text language plpgsql as $$
declare
  answer text;
begin
  perform pg_temp.become(who);
  execute statement into answer;
  reset role;
  perform pg_temp.become('owner');
  return answer;
end $$;

create function pg_temp.request(who text, resource text, key text default 'key', body text default 'body', org text default 'acme')
returns jsonb language sql as $$
  select pg_temp.answer_to(who, format('select begin_idempotent_request(%L, %L, %L, %L)',
    md5(org)::uuid, key, md5(body), md5(resource)::uuid))::jsonb
$$;
create function pg_temp.finish(who text, status integer, response text, key text default 'key') returns text language sql as $$
  select pg_temp.answer_to(who, format('select finish_idempotent_request(%L, %L, %s, %L)', md5('acme')::uuid, key, status, response))
$$;
create function pg_temp.started(resource text) returns jsonb language sql as $$
  select jsonb_build_object('outcome', 'started', 'resource_id', md5(resource)::uuid)
$$;

select is(pg_temp.request('member', 'first'), pg_temp.started('first'), 'the first request with a key is started');
select is(pg_temp.request('member', 'second'), '{"outcome": "running"}', 'the same again has to wait while it runs');
select is(pg_temp.request('member', 'second', body => 'other'), '{"outcome": "mismatch"}', 'the key with another body is refused');
select is(pg_temp.request('colleague', 'third'), pg_temp.started('third'), 'the same key of another user is another key');
select is(pg_temp.request('rival', 'fourth', org => 'globex'), pg_temp.started('fourth'), 'and so is that of another organisation');
select is(pg_temp.outcome_of('rival', format('select begin_idempotent_request(%L, ''key'', %L, %L)', md5('acme')::uuid, md5('body'),
  md5('x')::uuid)), '42501', 'nobody keeps a key in an organisation that is not theirs');

-- The first answer again.
select pg_temp.finish('colleague', 420, 'v1.colleague');
select is(pg_temp.request('member', 'second') ->> 'outcome', 'running', 'another user''s answer is not this one''s');
select pg_temp.finish('member', 201, 'v1.answer');
select is(pg_temp.request('member', 'second'), '{"outcome": "replay", "status_code": 201, "response_enc": "v1.answer"}',
  'once answered, the same request gets the first answer');
select is(pg_temp.request('member', 'second', body => 'other'), '{"outcome": "mismatch"}', 'another body is still refused');
select pg_temp.finish('member', 202, 'v1.later');
select is(pg_temp.request('member', 'second') ->> 'status_code', '201', 'a later answer does not replace it');
select pg_temp.answer_to('member', format('select abandon_idempotent_request(%L, ''key'')', md5('acme')::uuid));
select is(pg_temp.request('member', 'second') ->> 'outcome', 'replay', 'and giving up what was answered has no effect');
select is(pg_temp.outcome_of('member', format('select finish_idempotent_request(%L, ''running'', 503, ''v1.x'')', md5('acme')::uuid)),
  'ok 1', 'an answer to a key that nobody began');
select is((select count(*) from idempotency_keys where idempotency_key = 'running'), 0::bigint, 'is kept nowhere');

-- Given up, died, and forgotten.
select is(pg_temp.request('member', 'given up', 'given up'), pg_temp.started('given up'), 'a request that failed before it did anything');
select pg_temp.answer_to('member', format('select abandon_idempotent_request(%L, ''given up'')', md5('acme')::uuid));
select is(pg_temp.request('member', 'anew', 'given up', 'other'), pg_temp.started('anew'), 'leaves its key free for any other');
select is(pg_temp.request('member', 'died', 'died'), pg_temp.started('died'), 'a request whose worker died');
update idempotency_keys set started_at = now() - interval '59 seconds' where idempotency_key = 'died';
select is(pg_temp.request('member', 'anew', 'died'), '{"outcome": "running"}', 'is given a minute');
update idempotency_keys set started_at = now() - interval '61 seconds' where idempotency_key = 'died';
select is(pg_temp.request('member', 'anew', 'died'), pg_temp.started('died'), 'then it is started again, for the same resource');
select is(pg_temp.request('member', 'anew', 'died'), '{"outcome": "running"}', 'by one only');
update idempotency_keys set created_at = now() - interval '25 hours' where idempotency_key = 'key';
select is(pg_temp.request('member', 'tomorrow', body => 'other'), pg_temp.started('tomorrow'), 'after a day a key is forgotten');

-- Nobody reads another's answers.
select is(pg_temp.answer_to('admin', 'select count(*) from idempotency_keys'), '0', 'an admin does not see a member''s keys');
select is(pg_temp.answer_to('colleague', 'select count(*) from idempotency_keys'), '1', 'a member sees only their own');

select * from finish();
rollback;

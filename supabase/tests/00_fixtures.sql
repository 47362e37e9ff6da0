-- What the tests tell their stories with: the files beside this one, in the order of their names, installed once in a database
-- before the tests and never by a migration. A test puts `fixtures` on its search_path, names what it needs ('acme', 'admin',
-- a call) and rolls everything back. Rows are written by the owner of the tables: what a user may write is for tests to try.
set client_min_messages = warning;
drop schema if exists fixtures cascade;
create schema fixtures;
-- Whoever a test becomes may go on using them.
grant usage on schema fixtures to public;
alter default privileges in schema fixtures grant execute on functions to public;
set search_path = public, extensions, fixtures;

-- The id of anything is made of its name, and so is a number's hash.
create function fixtures.id_of(name text) returns uuid language sql immutable as $$ select md5(name)::uuid $$;
create function fixtures.hash_of(number text) returns text language sql immutable as $$
  select encode(sha256(number::bytea), 'hex')
$$;
-- The same number for the operator's list, whose hashes know no organisation.
create function fixtures.global_hash_of(number text) returns text language sql immutable as $$
  select fixtures.hash_of('dnc ' || number)
$$;
-- What stands where an encrypted number would.
create function fixtures.some_ciphertext() returns text language sql immutable as $$
  select 'v1.k1.AAAAAAAAAAAAAAAA.BBBBBBBBBBBBBBBBBBBBBB'
$$;

-- Time. It goes its way until a test sets it; then it stands still. The database's own clock comes back with the rollback.
create function fixtures.set_clock(moment timestamptz) returns void language plpgsql as $$
begin
  if coalesce(current_setting('fixtures.now', true), '') = '' then
    create or replace function private.current_time() returns timestamptz language sql stable set search_path = '' as $clock$
      select current_setting('fixtures.now')::timestamptz
    $clock$;
  end if;
  perform set_config('fixtures.now', moment::text, true);
end $$;
-- The time that was set, or else the beginning of the test: the same in every statement.
create function fixtures.clock() returns timestamptz language sql stable as $$
  select coalesce(nullif(current_setting('fixtures.now', true), '')::timestamptz, now())
$$;

-- Organisations with one agent each, and their people. They call round the clock, so that a story holds at any hour; those of the
-- policy take that back.
create function fixtures.make_organization(name text, zone text default 'Asia/Kolkata') returns void language sql as $$
  insert into organizations (id, slug, name, time_zone) values (id_of(name), name, initcap(name), zone);
  insert into calling_policies (org_id, default_purpose, loosened) values (id_of(name), 'service',
    '[{"rule_id": "*", "reason": "The tests tell of other things.", "until": null}]');
  insert into agents (id, org_id, name) values (id_of(name || ' agent'), id_of(name), 'Front desk');
$$;
create function fixtures.make_user(who text, org text default null, role member_role default null) returns void language sql as $$
  insert into auth.users (id) values (id_of(who));
  insert into memberships (org_id, user_id, role) select id_of(org), id_of(who), role where org is not null;
$$;
-- Acme in Kolkata and Globex in New York, and nobody else's organisation. The rival is Globex's admin, nobody is in none.
create function fixtures.make_acme_and_globex() returns void language sql as $$
  delete from organizations;
  select make_organization('acme');
  select make_organization('globex', 'America/New_York');
  select make_user('admin', 'acme', 'admin'), make_user('member', 'acme', 'member'), make_user('colleague', 'acme', 'member'),
    make_user('viewer', 'acme', 'viewer'), make_user('rival', 'globex', 'admin'), make_user('nobody');
$$;

-- Who asks: a user by name, 'anon', 'service_role', or 'owner', who may do everything.
create function fixtures.become(who text) returns void language sql as $$
  select set_config('request.jwt.claim.sub', '', true), set_config('app.actor_id', '', true),
    set_config('request.jwt.claims', case when who in ('owner', 'anon', 'service_role') then ''
      else json_build_object('sub', id_of(who), 'role', 'authenticated')::text end, true),
    set_config('role', case when who = 'owner' then 'none' when who in ('anon', 'service_role') then who
      else 'authenticated' end, true);
$$;
-- The one value that somebody's statement answers. What it did stays done.
create function fixtures.answer_to(who text, statement text) returns text language plpgsql as $$
declare
  answer text;
begin
  perform become(who);
  execute statement into answer;
  reset role;
  perform become('owner');
  return answer;
end $$;
-- What Postgres answers somebody's statement: the rows it touched ('ok 1') or the SQLSTATE. Leaves nothing behind.
create function fixtures.outcome_of(who text, statement text) returns text language plpgsql as $$
declare
  touched bigint;
begin
  perform become(who);
  execute statement;
  get diagnostics touched = row_count;
  raise exception using errcode = 'UNDO1', message = 'ok ' || touched;
exception
  when sqlstate 'UNDO1' then return sqlerrm;
  when others then return sqlstate;
end $$;

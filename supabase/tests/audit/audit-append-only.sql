-- The audit log is append-only for everyone: users, the service, and the owner of the table.
begin;
set local search_path = public, extensions;
select plan(17);

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

select is(pg_temp.outcome_of(who, statement), '42501', format('%s is refused: %s', who, statement))
from unnest(array['admin', 'service_role', 'owner']) who, unnest(array[
  'update audit_log set actor_id = null',
  'update audit_log set changes = ''{}'' where id = (select max(id) from audit_log)',
  'delete from audit_log',
  'truncate audit_log']) statement;

select is(pg_temp.outcome_of(who, $$ insert into audit_log (org_id, actor_kind, action, table_name, row_id, changes)
  values (md5('acme')::uuid, 'user', 'update', 'agents', 'forged', '{}') $$), '42501', format('%s cannot forge a row', who))
from unnest(array['anon', 'admin', 'service_role']) who;

select isnt(pg_temp.outcome_of('service_role', 'alter table audit_log disable trigger audit_log_append_only'), 'ok 0',
  'the service cannot switch the guard off');
select is(pg_temp.outcome_of('owner', $$ insert into audit_log (id, actor_kind, action, table_name, row_id, changes)
  values (1, 'user', 'update', 'agents', 'forged', '{}') $$), '428C9', 'the number of a row cannot be chosen');

select * from finish();
rollback;

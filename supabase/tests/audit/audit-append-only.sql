-- The audit log is append-only for everyone: users, the service, and the owner of the table.
begin;
set local search_path = public, extensions, fixtures;
select plan(17);

select make_acme_and_globex();

select is(outcome_of(who, statement), '42501', format('%s is refused: %s', who, statement))
from unnest(array['admin', 'service_role', 'owner']) who, unnest(array[
  'update audit_log set actor_id = null',
  'update audit_log set changes = ''{}'' where id = (select max(id) from audit_log)',
  'delete from audit_log',
  'truncate audit_log']) statement;

select is(outcome_of(who, $$ insert into audit_log (org_id, actor_kind, action, table_name, row_id, changes)
  values (id_of('acme'), 'user', 'update', 'agents', 'forged', '{}') $$), '42501', format('%s cannot forge a row', who))
from unnest(array['anon', 'admin', 'service_role']) who;

select isnt(outcome_of('service_role', 'alter table audit_log disable trigger audit_log_append_only'), 'ok 0',
  'the service cannot switch the guard off');
select is(outcome_of('owner', $$ insert into audit_log (id, actor_kind, action, table_name, row_id, changes)
  values (1, 'user', 'update', 'agents', 'forged', '{}') $$), '428C9', 'the number of a row cannot be chosen');

select * from finish();
rollback;
-- Cached contacts: an organisation's own alone, never written by a user, each with what stands in the way of calling it.
begin;
set local search_path = public, extensions, fixtures;
select plan(63);

select set_clock('2026-11-22 20:00Z');
select make_acme_and_globex();

create function pg_temp.keep(contact text, facts jsonb default '{}', org text default 'acme') returns void language sql as $$
  insert into contacts (org_id, contact_id, contact_name, phone_enc, phone_hash, phone_problem, do_not_call, last_checkup_date,
    checkup_problem, problem, removed_at, removed_reason)
  select id_of(org), contact, 'Asha Rao',
    case when facts ? 'number' then some_ciphertext() end,
    encode(sha256((facts ->> 'number')::bytea), 'hex'),
    case when not facts ? 'number' then coalesce(facts ->> 'phone_problem', 'missing')::phone_problem end,
    coalesce((facts ->> 'do_not_call')::boolean, false), (facts ->> 'checkup')::date,
    case when not facts ? 'checkup' then coalesce(facts ->> 'checkup_problem', 'missing')::checkup_problem end, facts ->> 'problem',
    case when facts ? 'removed' then now() end, (facts ->> 'removed')::removal_reason
$$;
create function pg_temp.problems_of(contact text, who text default 'viewer') returns text language sql as $$
  select answer_to(who, format('select array_to_string(problems, '','') from contact_list where contact_id = %L', contact))
$$;

-- What stands in the way. In Kolkata it is 01:30 on the 23rd.
select pg_temp.keep(contact, facts::jsonb) from (values
  ('1', '{"number": "a", "checkup": "2026-11-01"}'),
  ('2', '{"checkup": "2026-11-01"}'),
  ('3', '{"phone_problem": "invalid", "checkup": "2026-11-01"}'),
  ('4', '{"number": "d"}'),
  ('5', '{"number": "e", "checkup_problem": "unreadable"}'),
  ('6', '{"number": "f", "checkup": "2026-11-23"}'),
  ('7', '{"number": "g", "checkup": "2026-11-24"}'),
  ('8', '{"number": "h", "checkup": "2026-11-01", "do_not_call": true}'),
  ('9', '{"number": "i", "checkup": "2026-11-01", "problem": "Its name is no text."}'),
  ('10', '{"number": "j", "checkup": "2026-11-01"}'),
  ('11', '{"number": "j", "checkup": "2026-11-01"}'),
  ('12', '{"number": "a", "checkup": "2026-11-01", "removed": "deleted"}'),
  ('13', '{"phone_problem": "invalid", "do_not_call": true, "problem": "Broken."}')) as t (contact, facts);
select pg_temp.keep('1', '{"number": "a", "checkup": "2026-11-01"}', 'globex');
select is(pg_temp.problems_of(contact), problems, format('contact %s: %s', contact, coalesce(nullif(problems, ''), 'nothing in the way')))
from (values ('1', ''), ('2', 'phone_missing'), ('3', 'phone_invalid'), ('4', 'checkup_missing'), ('5', 'checkup_unreadable'),
  ('6', ''), ('7', 'checkup_in_future'), ('8', 'do_not_call'), ('9', 'broken'), ('10', 'phone_shared'), ('11', 'phone_shared'),
  ('12', null), ('13', 'broken,do_not_call,phone_invalid,checkup_missing')) as t (contact, problems);
update contacts set removed_at = now(), removed_reason = 'merged' where contact_id = '11';
select is(pg_temp.problems_of('10'), '', 'a number is shared only with contacts that are still there');
update organizations set time_zone = 'America/New_York' where slug = 'acme';
select is(pg_temp.problems_of('6'), 'checkup_in_future', 'the future begins by the organisation''s calendar');

-- Whose.
select is(answer_to(who, 'select count(*) from contact_list'), seen::text, format('%s sees %s contacts in the list', who, seen))
from (values ('admin', 11), ('member', 11), ('viewer', 11), ('rival', 1), ('nobody', 0)) as t (who, seen);
select is(answer_to(who, 'select count(*) from contacts'), seen::text, format('%s sees %s in the table', who, seen))
from (values ('admin', 13), ('viewer', 13), ('rival', 1), ('nobody', 0)) as t (who, seen);
update contacts set removed_at = null, removed_reason = null where contact_id = '11';
select is(answer_to(who, format('select private.shares_number(%L)', (select id from contacts where contact_id = '10'))), told,
  format('that it is, %s is told: %s', who, told))
from (values ('viewer', 'true'), ('rival', 'false'), ('nobody', 'false')) as t (who, told);
select is(outcome_of('anon', statement), '42501', 'anon is refused: ' || statement)
from unnest(array['select 1 from contact_list', 'select 1 from contacts', 'select 1 from contact_syncs']) statement;
select is(outcome_of('admin', statement), '42501', 'an admin is refused: ' || statement)
from unnest(array['select phone_hash from contacts', 'select worker from contact_syncs', 'update contacts set do_not_call = false',
  'update contacts set last_checkup_date = null', 'delete from contacts',
  'insert into contacts (org_id, contact_id, contact_name) values (id_of(''acme''), ''99'', ''Asha'')',
  'insert into contact_syncs (org_id, kind) values (id_of(''acme''), ''full'')',
  'update contact_syncs set state = ''completed''']) statement;
select ok(outcome_of('admin', 'update contact_list set do_not_call = false') <> 'ok 11',
  'nor does the list let anything be changed');
select is(outcome_of('service_role', statement), '42501', 'the service writes contacts by its functions alone: ' || statement)
from unnest(array['update contacts set do_not_call = false', 'delete from contacts', 'update contact_syncs set state = ''failed''']) statement;

-- States that must not exist.
select throws_ok(format('update contacts set %s where contact_id = ''1'' and org_id = %L', change, id_of('acme')),
  case when change ~ 'lost' then '22P02' else '23514' end, null, 'no contact is stored with ' || change)
from unnest(array['phone_enc = ''+919876543210''', 'phone_hash = ''+919876543210''', 'phone_enc = null', 'phone_problem = ''invalid''',
  'phone_enc = null, phone_hash = null', 'last_checkup_date = null', 'checkup_problem = ''missing''', 'contact_id = ''0''',
  'contact_name = ''''', 'last_checkup_date = ''1899-12-31''', 'removed_at = now()', 'removed_reason = ''deleted''',
  'removed_at = now(), removed_reason = ''lost''', 'properties = ''[]''', 'language = ''not a language''']) change;
select throws_ok($$ select pg_temp.keep('1') $$, '23505', null, 'nor twice in one organisation');
insert into contact_syncs (org_id, kind) values (id_of('acme'), 'full');
select throws_ok($$ insert into contact_syncs (org_id, kind, window_start) values (id_of('acme'), 'changes', now()) $$, '23505', null,
  'an organisation never has two readings under way');
select throws_ok($$ insert into contact_syncs (org_id, kind) values (id_of('globex'), 'changes') $$, '23514', null,
  'a reading of changes has a beginning');

-- The trail tells of readings, not of people.
select is((select array_agg(distinct table_name::text) from audit_log where table_name like 'contact%'), '{contact_syncs}',
  'each reading is recorded');
select is((select count(*) from audit_log where changes::text ~ 'Asha|v1\.k1'), 0::bigint, 'and nobody''s name or number');
delete from organizations where slug = 'acme';
select is((select count(*) from contacts), 1::bigint, 'an organisation that goes takes its contacts with it');

select * from finish();
rollback;
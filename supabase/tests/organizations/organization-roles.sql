-- Membership decides who sees and changes an organisation; nobody gives themselves more of it.
begin;
set local search_path = public, extensions, fixtures;
select plan(124);

select make_acme_and_globex();
insert into agents (id, org_id, name) values (id_of('spare agent'), id_of('acme'), 'Spare');
select book('call');

select is(answer_to(who, 'select concat_ws('' '', slug, time_zone, role) from my_organization(''acme'')'),
  'acme Asia/Kolkata ' || role, format('%s finds Acme with the role %s', who, role))
from (values ('admin', 'admin'), ('member', 'member'), ('viewer', 'viewer')) as t (who, role);
select is(answer_to('rival', 'select role from my_organization(''acme'')'), null,
  'another organisation''s admin does not find Acme');
select is(answer_to('rival', 'select role from my_organization(''no-such-place'')'), null,
  'just as they do not find a slug that does not exist');
select is(outcome_of('nobody', 'select 1 from organizations'), 'ok 0', 'a user without organisation sees none');
select is(outcome_of('rival', 'select 1 from organizations'), 'ok 1', 'an admin sees their own organisation only');
select is(outcome_of('admin', 'select 1 from memberships'), 'ok 4', 'a member list holds the own organisation only');
select is(answer_to('rival', 'select array_agg(o) from private.my_org_ids() o'), array[id_of('globex')]::text,
  'the membership helper tells a caller about the caller only');
select is(answer_to('member', 'select count(*) from private.my_org_ids_as(''admin'')'), '0',
  'a member is nowhere an admin');

-- What an admin does by the functions, and nobody else.
create temporary table acts (name text, statement text);
insert into acts values
  ('set the organisation', $$ select change_organization(id_of('acme'), '{"queue_deadline_seconds": 60}') $$),
  ('make an agent', $$ select save_agent(id_of('acme'), '{"name": "Fresh"}') $$),
  ('change an agent', $$ select save_agent(id_of('acme'), '{"name": "Fresh"}', id_of('spare agent')) $$),
  ('remove an agent', $$ select remove_agent(id_of('acme'), id_of('spare agent')) $$),
  ('give a role', $$ select change_member_role(id_of('acme'), id_of('viewer'), 'admin') $$),
  ('remove a member', $$ select remove_member(id_of('acme'), id_of('viewer')) $$);
select is(outcome_of(who, statement), case who when 'admin' then 'ok 1' else '42501' end,
  format('%s %s %s', who, case who when 'admin' then 'can' else 'cannot' end, name))
from acts, unnest(array['admin', 'member', 'viewer', 'rival', 'nobody', 'ghost', 'anon', 'service_role']) who;
select is(outcome_of('admin', replace(statement, '''acme''', '''globex''')), '42501',
  format('an admin cannot %s of another organisation', name)) from acts;
select is(outcome_of('admin', replace(statement, '''acme''', '''no such''')), '42501',
  format('and learns nothing of one that does not exist: %s', name)) from acts where name = 'set the organisation';

-- The last admin.
select is(outcome_of('admin', statement), '23514', format('an admin who is the only one cannot %s', name))
from (values ('leave', $$ select remove_member(id_of('acme'), id_of('admin')) $$),
  ('step down', $$ select change_member_role(id_of('acme'), id_of('admin'), 'viewer') $$)) as t (name, statement);
select answer_to('admin', $$ select change_member_role(id_of('acme'), id_of('member'), 'admin') $$);
select is(outcome_of('admin', $$ select change_member_role(id_of('acme'), id_of('admin'), 'viewer') $$), 'ok 1',
  'but makes another one, and then steps down');
select answer_to('admin', $$ select change_member_role(id_of('acme'), id_of('member'), 'member') $$);
select matches(outcome_of('admin', $$ select change_member_role(id_of('acme'), id_of('viewer'), 'owner') $$), '^(23514|22P02)$',
  'there are three roles and no other');

-- What an admin may set, and what not.
select is(outcome_of('admin', format('select change_organization(id_of(''acme''), %L)', change)), refusal,
  format('the organisation is not set to %s', left(change, 60)))
from (values ('{}', '22023'), ('null', '22023'), ('[]', '22023'), ('{"slug": "other"}', '22023'), ('{"max_concurrent_calls": 99}', '22023'),
  ('{"calling_paused_at": null}', '22023'), ('{"id": "x", "name": "Y"}', '22023'), ('{"name": null}', '23502'), ('{"name": "  "}', '23514'),
  ('{"name": "a\u0000b"}', '22P05'), ('{"name": "a\nb"}', '23514'), ('{"time_zone": "Mars/Olympus"}', '23514'),
  ('{"calling_paused_reason": ""}', '23514'), ('{"calling_paused_reason": "a\tb"}', '23514'),
  ('{"retry_policy": {"busy": {"max_retries": 1, "minutes": [5], "more": 1}}}', '23514'),
  ('{"retry_policy": {"busy": {"max_retries": 1, "minutes": [1,1,1,1,1,1,1,1,1,1,1]}}}', '23514'),
  ('{"queue_deadline_seconds": 29}', '23514'), ('{"calling_hours_from": "19:00"}', '23514')) as t (change, refusal);
select is(outcome_of('admin', format('select save_agent(id_of(''acme''), %L, %s)', change, agent)), refusal,
  format('no agent is saved with %s', left(change, 60)))
from (values ('{"org_id": "x"}', '22023'), ('{}', '22023'), ('{"name": ""}', '23514'), ('{"name": "a\u001bb"}', '23514'),
  ('{"name": "A", "from_number": "080 1234"}', '23514'), ('{"name": "A", "bolna_agent_id": "x"}', '22P02'),
  ('{"name": "A", "is_active": null}', '23502')) as t (change, refusal), unnest(array['null', 'id_of(''spare agent'')']) agent;
select is(outcome_of('admin', $$ select save_agent(id_of('acme'), '{"is_active": false}') $$), '23502', 'an agent has a name');
select is(outcome_of('admin', statement), 'PT404', format('what the organisation has not cannot be changed: %s', left(statement, 20)))
from unnest(array[$$ select save_agent(id_of('acme'), '{"name": "Spy"}', id_of('globex agent')) $$,
  $$ select remove_agent(id_of('acme'), id_of('globex agent')) $$, $$ select remove_member(id_of('acme'), id_of('rival')) $$,
  $$ select change_member_role(id_of('acme'), id_of('nobody'), 'viewer') $$]) statement;
select is(outcome_of('admin', $$ select remove_agent(id_of('acme'), id_of('acme agent')) $$), '23503',
  'an agent with calls cannot be removed');
select is((select concat_ws(' ', a.name, a.is_active) from agents a where a.id = id_of('spare agent')), 'Spare t', 'nothing of that was stored');

-- What people can meet in the console is refused with a word that it has a text for, beside the SQLSTATE.
create function pg_temp.word_for(who text, statement text) returns text language plpgsql as $$
declare
  word text;
begin
  perform become(who);
  execute statement;
  return null;
exception when others then
  get stacked diagnostics word = pg_exception_hint;
  return word;
end $$;
select is(pg_temp.word_for('admin', statement), word, format('refused as %s: %s', word, left(btrim(statement), 60)))
from (values ('last_admin', $$ select remove_member(id_of('acme'), id_of('admin')) $$),
  ('last_admin', $$ select change_member_role(id_of('acme'), id_of('admin'), 'viewer') $$),
  ('unknown_member', $$ select remove_member(id_of('acme'), id_of('rival')) $$),
  ('unknown_member', $$ select change_member_role(id_of('acme'), id_of('nobody'), 'viewer') $$),
  ('unknown_invitation', $$ select revoke_invitation(id_of('acme'), id_of('no such')) $$),
  ('unknown_invitation', $$ select accept_invitation(id_of('no such')) $$),
  ('not_an_address', $$ select invite_member(id_of('acme'), 'nobody', 'viewer') $$),
  ('bad_name', $$ select change_organization(id_of('acme'), '{"name": " "}') $$),
  ('bad_time_zone', $$ select change_organization(id_of('acme'), '{"time_zone": "Mars/Olympus"}') $$),
  ('bad_calling_hours', $$ select change_organization(id_of('acme'), '{"calling_hours_from": "19:00"}') $$),
  ('bad_retry_policy', $$ select change_organization(id_of('acme'), '{"retry_policy": {"busy": 1}}') $$),
  ('bad_queue_deadline', $$ select change_organization(id_of('acme'), '{"queue_deadline_seconds": 29}') $$),
  ('bad_pause_reason', $$ select change_organization(id_of('acme'), '{"calling_paused_reason": ""}') $$)) as t (word, statement);

-- The pause says since when.
select answer_to('admin', $$ select change_organization(id_of('acme'), '{"calling_paused_reason": "Holiday"}') $$);
select is((select calling_paused_at is not null from organizations where slug = 'acme'), true,
  'an admin pauses calling, and the moment is kept');
select is((select count(*) from organizations where calling_paused_reason is not null), 1::bigint,
  'no other organisation is paused by that');
select answer_to('admin', $$ select change_organization(id_of('acme'), '{"calling_paused_reason": null}') $$);
select is((select calling_paused_at from organizations where slug = 'acme'), null, 'and starts it again, which forgets the moment');

select * from finish();
rollback;

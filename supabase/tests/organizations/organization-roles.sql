-- Membership decides who sees and changes an organisation; nobody gives themselves more of it.
begin;
set local search_path = public, extensions, fixtures;
select plan(58);

select make_acme_and_globex();

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

-- Nobody promotes themselves.
select is(outcome_of(who, $$ update memberships set role = 'admin' where user_id = auth.uid() $$), 'ok 0',
  format('%s cannot promote themselves', who)) from unnest(array['member', 'viewer']) who;
select is(outcome_of(who,
    $$ insert into memberships (org_id, user_id, role) values (id_of('acme'), auth.uid(), 'admin') $$), '42501',
  format('%s cannot join Acme by themselves', who)) from unnest(array['rival', 'nobody']) who;
select is(outcome_of('member',
    $$ insert into memberships (org_id, user_id, role) values (id_of('acme'), id_of('nobody'), 'viewer') $$), '42501',
  'a member cannot let others in');
select is(outcome_of('admin',
    $$ insert into memberships (org_id, user_id, role) values (id_of('globex'), id_of('nobody'), 'viewer') $$), '42501',
  'an admin cannot let others into another organisation');
select is(outcome_of('admin', 'update memberships set org_id = id_of(''globex'')'), '42501',
  'a membership cannot be moved to another organisation');
select is(outcome_of('admin', 'update memberships set user_id = id_of(''nobody'')'), '42501',
  'a membership cannot be handed to another user');
select is(outcome_of('admin', 'update memberships set role = ''owner'''), '23514', 'there are three roles and no other');

-- The last admin.
select is(outcome_of('admin', statement), '23514', format('an admin who is the only one cannot %s', name))
from (values ('leave', 'delete from memberships where user_id = id_of(''admin'')'),
  ('take everybody with them', 'delete from memberships'),
  ('step down', 'update memberships set role = ''viewer'' where user_id = id_of(''admin'')')) as t (name, statement);
select is(outcome_of('admin', 'with second as (update memberships set role = ''admin'' where user_id = id_of(''member''))
  select 1'), 'ok 1', 'but makes another one');
update memberships set role = 'admin' where user_id = id_of('member');
select is(outcome_of('admin', 'update memberships set role = ''viewer'' where user_id = id_of(''admin'')'), 'ok 1',
  'and then steps down');
update memberships set role = 'member' where user_id = id_of('member');

-- What an admin may set, and what not.
select is(outcome_of('admin', format('update organizations set %I = default', name)), '42501',
  format('an admin cannot write %s of an organisation', name))
from unnest(array['id', 'slug', 'max_concurrent_calls', 'calling_paused_at', 'created_at', 'updated_at']) name;
select is(outcome_of('admin', 'update organizations set queue_deadline_seconds = 90'), 'ok 1',
  'a change meant for all reaches the own organisation only');
select is(outcome_of(who, format('update organizations set %s where slug = ''acme''', change)),
  case who when 'admin' then 'ok 1' when 'anon' then '42501' else 'ok 0' end,
  format('%s %s the organisation''s %s', who, case who when 'admin' then 'sets' else 'cannot set' end, split_part(change, ' ', 1)))
from unnest(array['admin', 'member', 'viewer', 'rival', 'anon']) who, unnest(array[
  $$ retry_policy = '{"busy": {"max_retries": 1, "minutes": [5]}}' $$, $$ queue_deadline_seconds = 60 $$]) given, trim(given) change;
select is(outcome_of(who, $$ insert into call_schedule_rules (org_id, agent_id, rule_name, rule_type, retry_policy)
    values (id_of('acme'), id_of('acme agent'), 'Check-ups', 'checkup_threshold', '{"max_attempts": 2}') $$),
  case who when 'admin' then 'ok 1' else '42501' end,
  format('%s %s a rule with a retry policy', who, case who when 'admin' then 'makes' else 'cannot make' end))
from unnest(array['admin', 'member', 'viewer', 'rival', 'anon']) who;
select make_rule('rule');
select is(outcome_of(who, $$ update call_schedule_rules set retry_policy = '{"max_attempts": 2}' $$),
  case who when 'admin' then 'ok 1' when 'anon' then '42501' else 'ok 0' end,
  format('%s %s a rule''s retry policy', who, case who when 'admin' then 'sets' else 'cannot set' end))
from unnest(array['admin', 'member', 'viewer', 'rival', 'anon']) who;
select is(outcome_of('admin', 'update agents set org_id = id_of(''globex'')'), '42501',
  'an agent cannot be moved to another organisation');
select is(outcome_of('admin', $$ insert into agents (org_id, name) values (id_of('globex'), 'Spy') $$), '42501',
  'an agent cannot be put into another organisation');
select is(outcome_of('admin', $$ insert into call_schedule_rules (org_id, agent_id, rule_name, rule_type)
    values (id_of('acme'), id_of('globex agent'), 'Spy', 'checkup_threshold') $$), '23503',
  'a rule cannot use another organisation''s agent');
select is(outcome_of('admin', $$ insert into call_schedule_rules (org_id, agent_id, rule_name, rule_type, created_by)
    values (id_of('acme'), id_of('acme agent'), 'Forged', 'checkup_threshold', id_of('viewer')) $$), '42501',
  'the creator of a rule cannot be forged');

-- The pause says since when.
select is(answer_to('admin',
    'update organizations set calling_paused_reason = ''Holiday'' returning calling_paused_at is not null'), 'true',
  'an admin pauses calling, and the moment is kept');
select is(answer_to('admin',
    'update organizations set calling_paused_reason = null returning calling_paused_at is null'), 'true',
  'and starts it again, which forgets the moment');
select is((select count(*) from organizations where calling_paused_reason is not null), 0::bigint,
  'no other organisation was paused by that');

select * from finish();
rollback;
-- An admin sends out their organisation's due calls now: only theirs, only due ones, within its lines.
begin;
set local search_path = public, extensions;
select plan(14);

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

create function pg_temp.book(
  name text, org text default 'acme', due_in interval default '-1 minute', number text default null, owner text default null
) returns void language sql as $$
  insert into call_schedules (id, org_id, agent_id, contact_id, contact_name, contact_phone_enc, contact_phone_hash,
    scheduled_at, created_by)
  values (md5(name)::uuid, md5(org)::uuid, md5(org || ' agent')::uuid, name, 'Asha Rao',
    'v1.k1.AAAAAAAAAAAAAAAA.BBBBBBBBBBBBBBBBBBBBBB', encode(sha256(coalesce(number, name)::bytea), 'hex'),
    now() + due_in, md5(owner)::uuid)
$$;

create function pg_temp.trigger_overdue(actor text, call_limit integer default 25, org text default 'acme') returns text
language sql as $$
  select string_agg(contact_id, ' ' order by contact_id)
  from claim_overdue_calls(md5(org)::uuid, md5(actor)::uuid, 'worker 1', call_limit)
$$;

select pg_temp.book('call ' || n, due_in => n * interval '-1 minute') from generate_series(1, 4) n;
select pg_temp.book('future', due_in => '1 minute');
select pg_temp.book('globex call', 'globex');
select pg_temp.book('inactive');
update call_schedules set is_active = false where contact_id = 'inactive';

select throws_ok(format('select pg_temp.trigger_overdue(%L)', who), '42501', null, format('%s may not trigger Acme''s calls', who))
from unnest(array['member', 'viewer', 'rival', 'nobody']) who;
select throws_ok('select pg_temp.trigger_overdue(''admin'', 25, ''no such place'')', '42501', null,
  'an organisation that does not exist gets the same answer');
select is((select count(*) from call_attempts), 0::bigint, 'and nothing was claimed');

update organizations set calling_paused_reason = 'Holiday' where slug = 'acme';
select is(pg_temp.trigger_overdue('admin'), null, 'a paused organisation dials nothing');
update organizations set calling_paused_reason = null, max_concurrent_calls = 3 where slug = 'acme';
select is(pg_temp.trigger_overdue('admin', 2), 'call 3 call 4', 'an admin sends out as many as asked for, the longest due first');
select is(pg_temp.trigger_overdue('admin'), 'call 2', 'as far as lines are free');
update organizations set max_concurrent_calls = 100 where slug = 'acme';
select is(pg_temp.trigger_overdue('admin'), 'call 1', 'inactive calls, those to come and other organisations'' stay');
select is(pg_temp.trigger_overdue('admin'), null, 'nothing is claimed twice');
select is((select array_agg(distinct trigger) from call_attempts), '{overdue}', 'the attempts say that they were triggered');
select is((select array_agg(distinct actor_id) from audit_log where table_name = 'call_attempts'), array[md5('admin')::uuid],
  'and the audit trail by whom');
select pg_temp.book('same number', number => 'call 1');
select is(pg_temp.trigger_overdue('admin'), null, 'a number with a live call waits');

select * from finish();
rollback;

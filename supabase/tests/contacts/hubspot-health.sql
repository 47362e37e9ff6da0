-- What an operator is told of HubSpot: the tick, each connection, and what waits to be written back.
begin;
set local search_path = public, extensions, fixtures;
select plan(16);

select set_clock(now());
select make_acme_and_globex();

create function pg_temp.connections() returns jsonb language sql as $$ select hubspot_health() -> 'connections' $$;
create function pg_temp.acme(field text) returns text language sql as $$ select pg_temp.connections() -> 0 ->> field $$;

select is(pg_temp.connections(), '[]', 'an installation that is not connected has no connections');
select connect_hubspot('acme');
insert into hubspot_connections (org_id, removed_at) values (id_of('globex'), now());
select is(jsonb_array_length(pg_temp.connections()), 1, 'one that was removed is none');
select is(pg_temp.acme(field), value, format('a new connection says of %s: %s', field, coalesce(value, 'nothing')))
from (values ('org_slug', 'acme'), ('state', 'untested'), ('last_read_seconds_ago', null), ('waiting', '0'), ('dead', '0'),
  ('oldest_waiting_seconds', null)) as t (field, value);

select note_hubspot_state(id_of('acme'), (select c.revision from hubspot_connections c where c.org_id = id_of('acme')), 'scope_missing', 'The key lacks crm.objects.contacts.write.');
select is(pg_temp.acme('state_detail'), 'The key lacks crm.objects.contacts.write.', 'what is wrong with it is told in words');
update hubspot_connections set synced_until = private.current_time() - interval '90 minutes';
select is(pg_temp.acme('last_read_seconds_ago'), '5400', 'and how old its contacts are');

select book(n::text) from generate_series(1, 4) n;
select claim_all();
insert into crm_outbox (org_id, schedule_id, attempt_id, contact_id, state, reason, engagement_id, sent_at, created_at)
select t.org_id, t.schedule_id, t.id, s.contact_id, states.state::outbox_state, states.reason, states.engagement_id, states.sent_at,
  private.current_time() - make_interval(mins => s.contact_id::int)
from call_attempts t
join call_schedules s on s.id = t.schedule_id
join (values (1, 'pending', null, null, null), (2, 'unknown', null, null, null), (3, 'dead', 'Refused.', null, null),
  (4, 'sent', null, '9', now())) as states (n, state, reason, engagement_id, sent_at) on states.n = s.contact_id::int;
select is(pg_temp.acme('waiting'), '2', 'what is still to be written back is counted, unknown or not');
select is(pg_temp.acme('oldest_waiting_seconds'), '120', 'with the age of the oldest');
select is(pg_temp.acme('dead'), '1', 'what HubSpot refuses for good is counted by itself');

-- In plpgsql, so that the extensions' tables are read only where they are.
create function pg_temp.try_with_cron() returns setof text language plpgsql as $$
begin
  perform configure_hubspot_sync(interval_minutes => 30);
  return next is(hubspot_health() -> 'cron_job' ->> 'schedule', '* * * * *', 'the tick is told with its schedule');
  perform configure_hubspot_sync(enabled => false);
  return next is(hubspot_health() -> 'cron_job', 'null', 'and when there is none');
end $$;
select told from (select to_regclass('cron.job') is not null as here) c
cross join lateral (
  select t as told from pg_temp.try_with_cron() t where here
  union all
  select skip('pg_cron is not in this database', 2) where not here
) tried;

select ok(not has_function_privilege('authenticated', 'public.hubspot_health()', 'execute'), 'a user is told nothing of it');

select * from finish();
rollback;
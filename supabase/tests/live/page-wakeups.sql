-- Where a project has Realtime, each change wakes the open pages of its organisation alone, with nothing in the message; without it
-- nothing is different.
begin;
set local search_path = public, extensions, fixtures;
select plan(18);

select set_clock('2026-11-22 10:00Z');
select make_acme_and_globex();

select throws_ok('select configure_page_wakeups()', '55000', null, 'without Realtime it says so');
select is(configure_page_wakeups(false), 'off', 'and there is nothing to switch off');

-- As the platform has them; send keeps what is sent for the test.
create schema realtime;
create table realtime.messages (id bigint generated always as identity, topic text, extension text, event text, payload jsonb, private boolean);
alter table realtime.messages enable row level security;
create function realtime.topic() returns text language sql stable as $$ select nullif(current_setting('realtime.topic', true), '') $$;
create function realtime.send(payload jsonb, event text, topic text, private boolean default true) returns void language sql as $$
  insert into realtime.messages (topic, extension, event, payload, private) values (topic, 'broadcast', event, payload, private)
$$;
grant usage on schema realtime to authenticated;
grant select on realtime.messages to authenticated;
grant execute on function realtime.topic() to authenticated;

select is(configure_page_wakeups(), 'on', 'with Realtime it is switched on');
select is(configure_page_wakeups(), 'on', 'and again');

create function pg_temp.told() returns text language sql as $$
  select coalesce(string_agg(format('%s %s %s %s', o.slug, m.event, m.payload, m.private), ', ' order by m.id), 'nobody')
  from realtime.messages m join organizations o on m.topic = 'org:' || o.id
$$;
update agents set name = 'Other' where org_id = id_of('acme');
select is(pg_temp.told(), 'acme changed {} t', 'a change wakes its organisation, privately, with an empty message');
select matches((select string_agg(topic, '') from realtime.messages), '^org:[0-9a-f-]{36}$', 'on the channel of its id');
update agents set name = 'Another' where org_id = id_of('acme');
select is(pg_temp.told(), 'acme changed {} t', 'not twice within a second');
update agents set name = 'Third' where org_id = id_of('globex');
select is(pg_temp.told(), 'acme changed {} t, globex changed {} t', 'another organisation has its own');
select set_clock('2026-11-22 10:00:02Z');
update agents set name = 'Both';
select is((select count(*) from realtime.messages), 4::bigint, 'one statement in two organisations wakes both, a second later');
select set_clock('2026-11-22 09:00Z');
update agents set name = 'Back' where org_id = id_of('acme');
select is((select count(*) from realtime.messages), 5::bigint, 'nor does a clock that was set back keep them asleep');

-- Who may listen.
select set_config('realtime.topic', 'org:' || id_of('acme'), true);
select is(answer_to(who, 'select count(*) > 0 from realtime.messages'), heard::text, format('to acme''s channel %s listens: %s', who, heard))
from (values ('admin', true), ('viewer', true), ('rival', false), ('nobody', false)) as t (who, heard);

-- Realtime that fails takes no write with it.
drop function realtime.send(jsonb, text, text, boolean);
select set_clock('2026-11-22 11:00Z');
select lives_ok($$ update agents set name = 'Kept' where org_id = id_of('acme') $$, 'what Realtime lacks keeps nobody from writing');
select is((select name from agents where org_id = id_of('acme') limit 1), 'Kept', 'the change is made');

select is(configure_page_wakeups(false), 'off', 'it is switched off');
select is((select count(*) from pg_trigger where tgname = 'audit_log_wake_pages')
  + (select count(*) from pg_policies where policyname = 'members_hear_of_changes'), 0::bigint, 'and nothing is left of it');

select * from finish();
rollback;

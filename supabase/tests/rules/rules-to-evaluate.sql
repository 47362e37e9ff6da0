-- Rules are evaluated after each reading of the contacts, and just after midnight of their organisation.
begin;
set local search_path = public, extensions, fixtures;
set local time zone 'UTC';
select plan(20);

select set_clock('2026-11-22 10:00Z');
select make_acme_and_globex();

create function pg_temp.rules() returns text[] language sql as $$
  select coalesce(array_agg(r.rule_name order by r.org_id, r.rule_name), '{}') from rules_to_evaluate() e join call_schedule_rules r on r.id = e.rule_id
$$;
create function pg_temp.evaluated(org text default 'acme', began timestamptz default private.current_time()) returns void language sql as $$
  select note_rules_evaluated(id_of(org), began)
$$;

select make_rule('first');
select make_rule('globex rule', org => 'globex');
select is(pg_temp.rules(), '{}', 'without HubSpot there is nothing to go by');
select connect_hubspot();
select is(pg_temp.rules(), '{}', 'nor before everything was read once');
select read_contacts();
select is(pg_temp.rules(), '{first}', 'then its rules are evaluated, and no other organisation''s');
select make_rule('off');
update call_schedule_rules set is_active = false where rule_name = 'off';
select make_rule('second');
update call_schedule_rules set created_at = created_at - interval '1 minute' where rule_name = 'second';
select is((select array_agg(r.rule_name) from rules_to_evaluate() e join call_schedule_rules r on r.id = e.rule_id), '{second,first}',
  'those that are switched on, in the order of their making');
select is(pg_temp.rules(), '{first,second}', 'until they were');
select pg_temp.evaluated();
select is(pg_temp.rules(), '{}', 'and then no more');
select is((select count(*) from rules_to_evaluate(id_of('acme'))), 2::bigint, 'but whenever they are asked for');

-- After each reading.
select set_clock('2026-11-22 11:00Z');
select read_contacts();
select is(pg_temp.rules(), '{first,second}', 'the next reading has them evaluated again');
select set_clock('2026-11-22 11:10Z');
select read_contacts();
select set_clock('2026-11-22 11:11Z');
select pg_temp.evaluated(began => '2026-11-22 11:05Z');
select is(pg_temp.rules(), '{first,second}', 'a reading that was completed while they were evaluated does so too');
select pg_temp.evaluated(began => '2026-11-22 11:11Z');
select is(pg_temp.rules(), '{}', 'until they are evaluated after it');

-- On each new day. Midnight in Kolkata is at 18:30.
select set_clock('2026-11-22 18:29:59Z');
select is(pg_temp.rules(), '{}', 'the same day nothing is to be done');
select set_clock('2026-11-22 18:30Z');
select is(pg_temp.rules(), '{first,second}', 'at midnight of the organisation they are evaluated');
select pg_temp.evaluated(began => '2026-11-22 18:29:59Z');
select is(pg_temp.rules(), '{first,second}', 'what was begun the day before does not count for this one');
select pg_temp.evaluated();
select is(pg_temp.rules(), '{}', 'once a day');
update organizations set time_zone = 'Pacific/Kiritimati' where slug = 'acme';
select set_clock('2026-11-23 10:00Z');
select is(pg_temp.rules(), '{first,second}', 'wherever the organisation is');

-- Without a rule that is on.
update call_schedule_rules set is_active = false where org_id = id_of('acme');
select is(pg_temp.rules(), '{}', 'with no rule switched on nothing is evaluated');
select is((select rules_evaluated_on from hubspot_connections where org_id = id_of('acme')), '2026-11-24',
  'which is the evaluation of the day');
update call_schedule_rules set is_active = true where rule_name = 'first';
select set_clock('2026-11-24 10:00Z');
select is(pg_temp.rules(), '{first}', 'the next day it is');
update hubspot_connections set removed_at = now(), synced_until = null where org_id = id_of('acme');
select is(pg_temp.rules(), '{}', 'not any more when HubSpot was disconnected');
select is((select count(*) from rules_to_evaluate(id_of('acme'))), 0::bigint, 'even when they are asked for');

select * from finish();
rollback;
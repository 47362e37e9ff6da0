-- What public registries say of a number, and how old that may be.
begin;
set local search_path = public, extensions, fixtures;
set local time zone 'UTC';
select plan(18);

select make_acme_and_globex();
select set_clock('2026-11-22 06:30Z');
select book('call'), book('of globex', org => 'globex', number => 'call');
create function pg_temp.judge(name text default 'call', purpose call_purpose default 'marketing') returns text language sql as $$
  select judge_number(name, purpose, registries => '[{"registry": "US-DNC", "max_age_days": 31}]')
$$;

select is(pg_temp.judge(), 'defer registry_check_stale 2026-11-22 07:30', 'marketing waits for a number to be looked up');
select is(pg_temp.judge(purpose => 'service'), 'nothing', 'nothing else does');
select is(look_up_in_registry('call', false, '2026-10-22 06:30Z') ->> 'changed', '1', 'the operator had it looked up');
select is(pg_temp.judge(), 'defer registry_check_stale 2026-11-22 07:30', 'that is 31 days ago');
select is(look_up_in_registry('call', false, '2026-10-22 06:31Z') ->> 'changed', '1', 'and again');
select is(pg_temp.judge(), 'nothing', 'which is not');
select is(pg_temp.judge('of globex'), 'nothing', 'the operator''s look-up serves everybody');
select is(look_up_in_registry('call', true, '2026-10-01Z') ->> 'changed', '0', 'an older result does not overwrite a newer one');
select is(look_up_in_registry('call', true, '2026-11-01Z', 'acme') ->> 'changed', '1', 'an organisation''s own look-up');
select is(pg_temp.judge(), 'stop registry_listed', 'listed by either is listed');
select is(pg_temp.judge(purpose => 'service'), 'stop registry_listed', 'for whatever the rules ask it of');
select is(pg_temp.judge('of globex'), 'nothing', 'and is that organisation''s alone');
select is(look_up_in_registry('call', false, '2026-11-02Z') ->> 'changed', '1', 'the operator finds it free later');
select is(pg_temp.judge(), 'stop registry_listed', 'which does not lift what the organisation found');
select is(keep_registry_checks(id_of('acme'), id_of('member'), 'US-DNC', clock(), '[]') ->> 'outcome', 'forbidden', 'a member keeps none');
select is(keep_registry_checks(null, null, 'US-DNC', clock() + interval '2 hours', '[]') ->> 'outcome', 'invalid', 'nobody looked it up tomorrow');

select book('waits');
select private.refuse_call(id_of('waits'), private.defer('registry_check_stale', clock() + interval '1 hour', '{"registry": "US-DNC", "max_age_days": 31}'));
select is((select dial_after > clock() from call_schedules where id = id_of('waits')), true, 'a call that waits for the look-up');
select look_up_in_registry('waits', false);
select is((select dial_after > clock() from call_schedules where id = id_of('waits')), false, 'waits no longer when it comes in');

select * from finish();
rollback;

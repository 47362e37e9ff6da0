-- A rule plans no call that the calling policy stops: preview, plan and booking go by one reading, and whom it stops takes nobody's
-- place.
begin;
set local search_path = public, extensions, fixtures;
set local time zone 'UTC';
select plan(17);

select set_clock('2026-11-22 06:30Z');
select make_acme_and_globex();
select connect_hubspot(synced_until => clock());
select make_rule('rule', a_day => 2);
select keep_contact(n::text, jsonb_build_object('checkup', date '2026-11-01' + n)) from generate_series(1, 5) n;

create function pg_temp.would_call(who text default 'admin') returns text language sql as $$
  select coalesce(string_agg(line ->> 'contact_id', ',' order by place), '')
  from jsonb_array_elements(answer_to(who, format('select preview_call_rule(%L, 1000)', id_of('rule')))::jsonb -> 'would_call')
    with ordinality l (line, place)
$$;
create function pg_temp.why_not(contact text, part text default 'reason_code') returns text language sql as $$
  select line ->> part
  from jsonb_array_elements(answer_to('admin', format('select preview_call_rule(%L, 1000)', id_of('rule')))::jsonb -> 'would_not_call') line
  where line ->> 'contact_id' = contact
$$;
create function pg_temp.plans(amount integer default 500) returns text language sql as $$
  select coalesce(string_agg(contact_id, ',' order by last_checkup_date), '') from plan_rule_calls(id_of('rule'), amount)
$$;
create function pg_temp.book(contacts text[]) returns integer language sql as $$
  select book_rule_calls(id_of('rule'), (
    select jsonb_agg(jsonb_build_object('schedule_id', gen_random_uuid(), 'contact_id', c.contact_id, 'phone_enc', c.phone_enc,
      'phone_hash', c.phone_hash)) from contacts c where c.contact_id = any (contacts)))
$$;

select is(pg_temp.would_call(), '1,2', 'the two oldest check-ups a day');
select is(pg_temp.plans(), '1,2', 'are those that are planned');
select suppress('1', '{"source": "transcript"}');
select is(pg_temp.would_call(), '2,3', 'who asked not to be called takes nobody''s place');
select is(pg_temp.plans(), '2,3', 'in the plan as in the preview');
select is(pg_temp.plans(1), '2', 'also where a plan is cut short');
select is(pg_temp.why_not('1'), 'opted_out', 'with the code of the judge');
select is(pg_temp.why_not('1', 'reason'), 'The person asked on 2026-11-22 not to be called (all).', 'and its sentence');
select is(pg_temp.why_not('4'), 'daily_limit', 'while the others wait for their day');
select suppress('2');
select suppress('3', '{"contact": "3"}');
select is(pg_temp.would_call(), '4,5', 'and so on');
select is(pg_temp.book('{1,2,3}'), 0, 'whoever is stopped is not booked, whatever was planned before');
select is(pg_temp.book('{4,5}'), 2, 'and who came in instead is');
select is((select string_agg(contact_id, ',' order by contact_id) from call_schedules), '4,5', 'one call each');
delete from call_schedules;
select is(pg_temp.book('{5}'), 1, 'also where the number of one before it did not open');

-- Nobody at all, and nothing that the policy merely puts off.
delete from call_schedules;
update call_schedule_rules set purpose = 'marketing';
select is(pg_temp.would_call(), '', 'where a consent is asked for and nobody gave one, nobody is called');
select is(pg_temp.plans(), '', 'or planned');
select consent('3');
update suppressions set removed_at = clock(), removed_reason = 'A mistake';
select is(pg_temp.plans(), '3', 'but for the one who did');
update call_schedule_rules set purpose = 'health_reminder';
update calling_policies set week = '{}', loosened = '[]';
select is(pg_temp.plans(), '1,2', 'a closed hour stops no plan: the call waits for its opening');

select * from finish();
rollback;

-- Check-up compliance is exact against the cached contacts, in the organisation's calendar.
begin;
set local search_path = public, extensions, fixtures;
set local time zone 'UTC';
select plan(19);

select set_clock('2026-11-22 20:00Z');
select make_acme_and_globex();

create function pg_temp.compliance(who text default 'viewer', org text default 'acme', days integer default 5) returns jsonb language sql as $$
  select answer_to(who, format('select call_statistics(%L, %s) -> ''checkup_compliance''', id_of(org), days))::jsonb
$$;

-- Without contacts the schedules' own dates count, as before.
select book('x', due => '2030-01-01Z', checkup => '2026-11-22');
select is(pg_temp.compliance(), '{"within": 1, "overdue": 0, "unknown": 0, "rate": 1.0000}',
  'without contacts the calls'' own dates count');
select is(answer_to('viewer', format('select private.contact_compliance(%L, 5)', id_of('acme'))), null,
  'and of contacts nothing is told');

-- In Kolkata it is the 23rd.
select keep_contact(contact, facts::jsonb) from (values
  ('1', '{"checkup": "2026-11-23"}'), ('2', '{"checkup": "2026-11-19"}'), ('3', '{"checkup": "2026-11-18"}'),
  ('4', '{"checkup": "2026-11-24"}'), ('5', '{"checkup_problem": "missing"}'), ('6', '{"checkup": "2026-11-19", "phone_problem": "missing"}'),
  ('7', '{"checkup": "2026-01-01", "phone_problem": "invalid"}'), ('8', '{"checkup": "2026-11-01", "do_not_call": true}')) as t (contact, facts);
select keep_contact('9', '{"checkup": "2026-11-01"}');
update contacts set removed_at = now(), removed_reason = 'deleted' where contact_id = '9';
select keep_contact('1', '{"checkup": "2026-11-01"}', 'globex');
-- A call to a contact that was made then, and how it went.
create function pg_temp.call(contact text, placed timestamptz, answered boolean default false, voicemail boolean default null) returns void language sql as $$
  select keep_call(concat_ws(' ', contact, placed), contact, placed => placed);
  update call_attempts set answered = call.answered, voicemail = call.voicemail where schedule_id = id_of(concat_ws(' ', contact, placed));
$$;
select pg_temp.call('3', '2026-11-20 06:00Z', true);
select pg_temp.call('2', '2026-11-18 18:30Z', true, true);
select pg_temp.call('8', '2026-10-31 18:29Z', true);
select pg_temp.call('1', '2026-10-01 06:00Z', true);
select pg_temp.call('7', '2026-02-01 06:00Z');
select is(pg_temp.compliance(), '{"within": 3, "overdue": 3, "unknown": 2, "rate": 0.5000, "threshold_days": 5,
  "within_with_phone": 2, "within_without_phone": 1, "overdue_with_phone": 2, "overdue_without_phone": 1, "called": 3, "reached": 1}',
  'contacts are inside, outside or unknown, with and without a number, called and reached since their check-up');
select is(pg_temp.compliance(who), pg_temp.compliance(), format('%s sees the same', who)) from unnest(array['admin', 'member']) who;
select is(pg_temp.compliance('rival', 'globex') - array['called', 'reached'], '{"within": 0, "overdue": 1, "unknown": 0, "rate": 0.0000, "threshold_days": 5,
  "within_with_phone": 0, "within_without_phone": 0, "overdue_with_phone": 1, "overdue_without_phone": 0}', 'another organisation its own');
select is(answer_to(who, format('select private.contact_compliance(%L, 5)', id_of('acme'))), null, format('%s is told nothing of Acme''s', who))
from unnest(array['rival', 'nobody']) who;

-- The threshold.
select is(pg_temp.compliance(days => 6) ->> 'overdue', '2', 'the default is the installation''s');
select make_rule('lax', days => 30);
select is(pg_temp.compliance() - array['called', 'reached'], '{"within": 5, "overdue": 1, "unknown": 2, "rate": 0.8333, "threshold_days": 30,
  "within_with_phone": 4, "within_without_phone": 1, "overdue_with_phone": 0, "overdue_without_phone": 1}', 'or that of the organisation''s rule');
select make_rule('strict', days => 4);
select is(pg_temp.compliance() ->> 'threshold_days', '4', 'the smallest of them');
update call_schedule_rules set is_active = false where rule_name = 'strict';
select is(pg_temp.compliance() ->> 'threshold_days', '30', 'that is switched on');
select make_rule('weekly', 'periodic', 7);
select make_rule('other', days => 2, property => 'last_bp');
select make_rule('globex rule', days => 1, org => 'globex');
select is(pg_temp.compliance() ->> 'threshold_days', '30', 'and goes by the same check-up');
delete from call_schedule_rules;

-- Against a count by hand, wherever the organisation is.
delete from contacts;
insert into contacts (org_id, contact_id, contact_name, phone_enc, phone_hash, phone_problem, last_checkup_date, checkup_problem)
select id_of('acme'), n::text, 'Asha Rao', case when n % 3 > 0 then some_ciphertext() end,
  case when n % 3 > 0 then hash_of(n::text) end, case when n % 3 = 0 then 'missing'::phone_problem end,
  case when n % 7 > 0 then date '2026-11-25' - n % 13 end, case when n % 7 = 0 then 'missing'::checkup_problem end
from generate_series(1, 500) n;
do $$ begin
  for n in 1..500 by 4 loop
    perform pg_temp.call(n::text, timestamptz '2026-11-25 07:00Z' - make_interval(hours => n * 5 % 300), n % 8 = 1, n % 16 = 1);
  end loop;
end $$;
create function pg_temp.by_hand(zone text) returns jsonb language plpgsql as $$
declare
  today date := (private.current_time() at time zone zone)::date;
  counts jsonb := '{"within": 0, "overdue": 0, "unknown": 0, "within_with_phone": 0, "within_without_phone": 0, "overdue_with_phone": 0,
    "overdue_without_phone": 0, "called": 0, "reached": 0}';
  c contacts;
  standing text;
  names text[];
begin
  for c in select * from contacts where org_id = id_of('acme') loop
    standing := case when c.last_checkup_date is null or c.last_checkup_date > today then 'unknown'
      when today - c.last_checkup_date < 5 then 'within' else 'overdue' end;
    names := array[standing];
    if standing <> 'unknown' then
      names := names || (standing || case when c.phone_enc is null then '_without_phone' else '_with_phone' end);
    end if;
    if exists (select from call_attempts t join call_schedules s on s.id = t.schedule_id where s.contact_id = c.contact_id
      and (t.placed_at at time zone zone)::date >= c.last_checkup_date) then
      names := names || 'called'::text;
    end if;
    if exists (select from call_attempts t join call_schedules s on s.id = t.schedule_id where s.contact_id = c.contact_id
      and (t.placed_at at time zone zone)::date >= c.last_checkup_date and t.answered and t.voicemail is not true) then
      names := names || 'reached'::text;
    end if;
    select jsonb_object_agg(k, v::integer + (k = any (names))::integer) into counts from jsonb_each_text(counts) e (k, v);
  end loop;
  return counts;
end $$;
create function pg_temp.in_zone(zone text) returns jsonb language sql as $$
  update organizations set time_zone = zone where slug = 'acme';
  select pg_temp.compliance() - array['rate', 'threshold_days'];
$$;
select is(pg_temp.in_zone(zone), pg_temp.by_hand(zone), format('500 contacts counted one by one in %s give the same', zone))
from unnest(array['Asia/Kolkata', 'Pacific/Honolulu', 'Pacific/Kiritimati', 'America/New_York', 'UTC']) zone;
select is(round((pg_temp.compliance() ->> 'within')::numeric / ((pg_temp.compliance() ->> 'within')::numeric + (pg_temp.compliance() ->> 'overdue')::numeric), 4),
  (pg_temp.compliance() ->> 'rate')::numeric, 'as does the rate');

select * from finish();
rollback;
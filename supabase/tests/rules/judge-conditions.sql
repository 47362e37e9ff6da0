-- Whom a custom rule calls: who meets all of its conditions, once for each check-up.
begin;
set local search_path = public, extensions, fixtures;
set local time zone 'UTC';
select plan(21);

select set_clock('2026-11-22 10:00Z');
select make_acme_and_globex();
select connect_hubspot(synced_until => clock());

select keep_contact('1', '{"checkup": "2026-11-12", "language": "hi", "time_zone": "Asia/Kolkata",
  "properties": {"lifecyclestage": "customer", "country": "India", "hubspot_owner_id": "7"}}');
select keep_contact('2', '{"checkup_problem": "missing"}');
select keep_contact('3', '{"checkup": "2026-11-25"}');
select keep_call('1', '1', placed => '2026-11-19 06:00Z');
create function pg_temp.who_meets(condition text) returns text language sql as $$
  delete from call_schedule_rules where id = id_of('custom');
  select make_rule('custom', 'custom', conditions => format('{"all": [%s]}', condition)::jsonb);
  select string_agg(contact_id, ',' order by contact_id) from private.judge_contacts(id_of('custom')) where would_call;
$$;
select is(coalesce(pg_temp.who_meets(condition), 'nobody'), who, condition || ' is met by ' || who)
from (values
  ('{"property": "lifecyclestage", "operator": "equals", "value": "Customer"}', '1'),
  ('{"property": "lifecyclestage", "operator": "not_equals", "value": "CUSTOMER"}', '2,3'),
  ('{"property": "country", "operator": "one_of", "value": ["nepal", "india"]}', '1'),
  ('{"property": "country", "operator": "none_of", "value": ["India"]}', '2,3'),
  ('{"property": "hubspot_owner_id", "operator": "is_set"}', '1'),
  ('{"property": "language", "operator": "equals", "value": "HI"}', '1'),
  ('{"property": "time_zone", "operator": "is_not_set"}', '2,3'),
  ('{"property": "hs_lead_status", "operator": "is_set"}', 'nobody'),
  ('{"property": "days_since_checkup", "operator": "at_least", "value": 10}', '1'),
  ('{"property": "days_since_checkup", "operator": "at_least", "value": 11}', 'nobody'),
  ('{"property": "days_since_checkup", "operator": "at_most", "value": 10}', '1'),
  ('{"property": "days_since_checkup", "operator": "at_most", "value": 9}', 'nobody'),
  ('{"property": "days_since_checkup", "operator": "is_not_set"}', '2,3'),
  ('{"property": "days_since_last_call", "operator": "at_least", "value": 3}', '1'),
  ('{"property": "days_since_last_call", "operator": "at_most", "value": 2}', 'nobody'),
  ('{"property": "days_since_last_call", "operator": "is_not_set"}', '2,3'),
  ('{"property": "country", "operator": "is_set"}, {"property": "language", "operator": "equals", "value": "en"}', 'nobody'),
  ('{"property": "country", "operator": "is_set"}, {"property": "language", "operator": "equals", "value": "hi"}', '1')) as t (condition, who);
select is(verdict('custom', '2'), 'conditions_not_met', 'who does not meet them is told so');
select keep_call('custom', '1', 'custom', '2026-11-12');
select is(verdict('custom', '1'), 'already_called', 'who was called for this check-up is not called again');
update contacts set do_not_call = true;
select is(verdict('custom', '1'), 'do_not_call', 'whoever is not to be called is not, whatever the conditions');

select * from finish();
rollback;
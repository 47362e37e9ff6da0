-- What the law has an agent say at the start: an agent that does not say it calls nobody there, and is told what is missing.
begin;
set local search_path = public, extensions, fixtures;
set local time zone 'UTC';
select plan(20);

select make_acme_and_globex();
select mind_the_law();
select set_clock('2026-11-23 10:00Z');
create function pg_temp.says(opening opening_mark[]) returns void language sql as $$
  update agents set opening = says.opening where id = id_of('acme agent')
$$;
create function pg_temp.missing(name text, rule_ids boolean default false) returns text language sql as $$
  select d.data ->> case when rule_ids then 'rules' else 'missing' end
  from call_schedules s cross join lateral private.judge_call(s, clock()) d where s.id = id_of(name)
$$;
select make_law('ZZ.opening', '{"aspect": "opening", "opening": ["say_ai", "say_business"], "purposes": ["service", "marketing"]}');
select make_law('ZZ.marketing.opening', '{"aspect": "opening", "opening": ["offer_opt_out"], "purposes": ["marketing"], "confidence": "ours"}');
select make_law('ZZ.hours', '{"aspect": "hours", "week": "{[0,10080)}", "purposes": ["service", "marketing"]}');
select make_law('ZZ.consent', '{"aspect": "consent", "consent": "express", "purposes": ["marketing"]}');
select book_in('call', '{UTC}');
select book_in('sale', '{UTC}', 'marketing');
select consent('sale');

select is(judged('call'), 'call allowed', 'nobody has said what the agent says: nothing is stopped for it');
select pg_temp.says('{}');
select is(judged('call'), 'stop agent_opening_missing', 'an agent that says nothing calls nobody there');
select is(pg_temp.missing('call'), '["say_ai", "say_business"]', 'and is told what is missing');
select is(pg_temp.missing('call', true), '["ZZ.opening"]', 'with the rule');
select pg_temp.says('{say_business,say_recorded}');
select is(pg_temp.missing('call'), '["say_ai"]', 'of which what it says is not');
select pg_temp.says('{say_recorded,say_business,say_ai}');
select is(judged('call'), 'call allowed', 'one that says it all may call');
select is(judged('sale'), 'stop agent_opening_missing', 'but for what needs more');
select is(pg_temp.missing('sale', true), '["ZZ.marketing.opening"]', 'by the rule that asks for it');
select pg_temp.says('{say_ai,say_business,offer_opt_out}');
select is(judged('sale'), 'call allowed', 'until it says that too');

-- Everywhere else it says that it is an artificial voice, and in marketing how to be called no more.
select pg_temp.says('{say_business}');
select book_in('elsewhere', '{UTC}', country => 'ZY');
select is(pg_temp.missing('elsewhere'), '["say_ai"]', 'where no law speaks, it is our own choice that it says what it is');
update calling_policies set loosened = '[{"rule_id": "default.opening", "reason": "Everybody knows.", "until": "2027-01-01T00:00Z"}]'
where org_id = id_of('acme');
select is(judged('elsewhere'), 'call allowed', 'which an admin may loosen, with a reason and an end');
select is(put_calling_policy(id_of('acme'), id_of('admin'), jsonb_build_object('default_purpose', 'service', 'blackouts', '[]'::jsonb,
    'caps', '[]'::jsonb, 'min_gap_minutes', 0, 'loosened', jsonb_build_array(jsonb_build_object(
      'rule_id', rule, 'reason', 'We would like to.', 'until', '2027-01-01T00:00Z')))) ->> 'outcome', said, rule || ': ' || said)
from (values ('ZZ.opening', 'invalid'), ('ZZ.marketing.opening', 'put'), ('default.opening', 'put')) v (rule, said);
select mind_the_law();
select is(judged('call'), 'stop agent_opening_missing', 'a law is not loosened');
select is(check_call(id_of('acme'), id_of('viewer'), jsonb_build_object('agent_id', id_of('acme agent'), 'contact_id', '1',
    'contact_phone_hash', hash_of('1'), 'scheduled_at', clock(), 'phone_country', 'ZZ', 'phone_zones', '["UTC"]'::jsonb,
    'phone_zone_source', 'number', 'purpose', 'service')) #>> '{decision,sentence}',
  'The agent does not say at the start: that it is an artificial voice. An admin says what it says, in its opening.',
  'a check says it in a sentence');

-- At the claim: what was booked while the agent still said it is withdrawn, and nobody is rung.
select claim_all();
select is((select call_status || ' ' || status_reason_code from call_schedules where id = id_of('call')), 'cancelled agent_opening_missing',
  'a booked call is withdrawn at its claim');
select is_empty($$ select from call_attempts $$, 'and no attempt is made');

-- Who says what it says.
create function pg_temp.opening_of(agent text) returns text language sql as $$ select coalesce(opening::text, 'unsaid') from agents where name = agent $$;
select answer_to('admin', $$ select save_agent(id_of('acme'), '{"name": "Fresh"}') $$);
select is(pg_temp.opening_of('Fresh'), '{}', 'an agent that an admin makes says nothing until the admin says so');
select answer_to('admin', $$ select save_agent(id_of('acme'), '{"opening": ["say_ai"]}', (select id from agents where name = 'Fresh')) $$);
select answer_to('admin', $$ select save_agent(id_of('acme'), '{"is_active": false}', (select id from agents where name = 'Fresh')) $$);
select is(pg_temp.opening_of('Fresh'), '{say_ai}', 'and then what was said, whatever else is changed');

select * from finish();
rollback;

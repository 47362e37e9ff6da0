-- The closed list of the reference (calling rules 6), code by code: each is really given where something is so. What asks: a
-- judgement of a call now, as explain gives it; a booking or check; a rule's preview.
begin;
set local search_path = public, extensions, fixtures;
set local time zone 'UTC';
select plan(5);

select make_acme_and_globex();
select mind_the_law();
select set_clock('2026-11-23 10:00Z');
select connect_hubspot('acme', clock());
select make_rule('rule');
select make_rule('one a day', a_day => 1);
select keep_contact('1');
select make_law('ZZ.hours', '{"aspect": "hours", "week": "{[0,10080)}", "purposes": ["service", "marketing"]}');
select make_law('ZZ.caps', '{"aspect": "cap", "max_calls": 1000, "period": "1 hour", "purposes": ["service", "marketing"]}');
select make_law('ZZ.consent', '{"aspect": "consent", "consent": "express", "purposes": ["marketing"]}');
select make_law('ZZ.refusal', '{"aspect": "refusal", "refusal": "60 days", "purposes": ["marketing"]}');
select book_in('call', '{UTC}');
select book_in('sale', '{UTC}', 'marketing');
select consent('sale');
select book_in('in a new week', '{UTC}');

create function pg_temp.now_of(name text) returns text language sql as $$
  select d.code from call_schedules s cross join lateral private.judge_now(s) d where s.id = id_of(name)
$$;
create function pg_temp.check_of(facts jsonb default '{}') returns text language sql as $$
  select check_call(id_of('acme'), id_of('admin'), jsonb_build_object('agent_id', id_of('acme agent'), 'contact_id', '1',
    'contact_phone_hash', hash_of('1'), 'scheduled_at', clock(), 'phone_country', 'ZZ', 'phone_zones', '["UTC"]'::jsonb,
    'phone_zone_source', 'number') || facts) #>> '{decision,code}'
$$;
create function pg_temp.preview_of(contact text, rule text default 'rule') returns text language sql as $$
  select reason_code from private.planned_contacts(id_of(rule), 1000) where contact_id = contact
$$;
create function pg_temp.law(week text default null, facts jsonb default '{}') returns void language sql as $$
  delete from private.policy_rules where id = 'ZZ.hours';
  select make_law('ZZ.hours', jsonb_build_object('aspect', 'hours', 'week', coalesce(week, usual_week()), 'purposes', '["service", "marketing"]'::jsonb) || facts);
$$;
create function pg_temp.rings(name text, answered boolean default false) returns void language sql as $$
  select keep_call(name || ' before', name, number => name, placed => clock() - interval '1 hour', created => clock() - interval '1 hour');
  update call_attempts set claimed_at = clock() - interval '1 hour', answered = rings.answered where schedule_id = id_of(name || ' before');
$$;
create function pg_temp.own(change jsonb) returns void language plpgsql as $$
declare p calling_policies;
begin
  select * into p from calling_policies where org_id = id_of('acme');
  p := jsonb_populate_record(p, change);
  update calling_policies set week = p.week, caps = p.caps, min_gap_minutes = p.min_gap_minutes, blackouts = p.blackouts,
    countries = p.countries, default_purpose = p.default_purpose where org_id = id_of('acme');
end $$;
-- What is asked answers while something is so; nothing stays of it.
create function pg_temp.answer_while(setup text, ask text) returns text language plpgsql as $$
declare
  said text;
begin
  execute setup;
  execute 'select ' || ask into said;
  raise exception using errcode = 'UNDO1', message = coalesce(said, 'nothing');
exception
  when sqlstate 'UNDO1' then return sqlerrm;
  when others then return sqlstate || ' ' || sqlerrm;
end $$;

create temporary table reachable (code text, setup text, ask text);
insert into reachable values
  ('allowed', 'select 1', 'pg_temp.now_of(''call'')'),
  ('cancelled_by_user', 'select answer_to(''admin'', ''select cancel_call_schedule(id_of(''''call''''))'')', 'pg_temp.now_of(''call'')'),
  ('contact_removed', 'select book_for_checkup(''of rule'', ''1'', ''rule''); update contacts set removed_at = clock(), removed_reason = ''deleted''',
    'pg_temp.now_of(''of rule'')'),
  ('phone_missing', 'select keep_contact(''2'', ''{"phone_problem": "missing"}'')', 'pg_temp.preview_of(''2'')'),
  ('phone_invalid', 'select keep_contact(''2'', ''{"phone_problem": "invalid"}'')', 'pg_temp.preview_of(''2'')'),
  ('number_special', 'select keep_contact(''2'', ''{"phone_problem": "special"}'')', 'pg_temp.preview_of(''2'')'),
  ('country_not_enabled', 'select pg_temp.own(''{"countries": ["IN"]}'')', 'pg_temp.now_of(''call'')'),
  ('opted_out', 'select suppress(''call'', ''{"source": "transcript"}'')', 'pg_temp.now_of(''call'')'),
  ('suppressed_org', 'select suppress(''call'')', 'pg_temp.now_of(''call'')'),
  ('suppressed_global', 'insert into private.global_suppressions (phone_hash, reason) values (global_hash_of(''call''), ''An order'')',
    'pg_temp.now_of(''call'')'),
  ('registry_listed', 'select make_law(''ZZ.dnc'', ''{"aspect": "registry", "registry": "US-DNC", "max_age_days": 31, "purposes": ["marketing"]}''); select look_up_in_registry(''sale'', true)',
    'pg_temp.now_of(''sale'')'),
  ('registry_check_stale', 'select make_law(''ZZ.dnc'', ''{"aspect": "registry", "registry": "US-DNC", "max_age_days": 31, "purposes": ["marketing"]}'')',
    'pg_temp.now_of(''sale'')'),
  ('consent_missing', 'update call_schedules set contact_id = ''another'' where id = id_of(''sale'')', 'pg_temp.now_of(''sale'')'),
  ('consent_expired', 'select set_clock(''2029-11-23 10:00Z'')', 'pg_temp.now_of(''sale'')'),
  ('consent_revoked', 'select answer_to(''admin'', format(''select revoke_consent(id_of(''''acme''''), %L, ''''letter'''', ''''Asked'''')'', (select id from consents)))',
    'pg_temp.check_of(''{"purpose": "marketing", "contact_id": "sale"}''::jsonb || jsonb_build_object(''contact_phone_hash'', hash_of(''sale'')))'),
  ('consent_scope', 'select make_law(''ZZ.service.consent'', ''{"aspect": "consent", "consent": "express"}''); select consent(''call'')', 'pg_temp.now_of(''call'')'),
  ('refusal_period', 'select suppress(''sale'', ''{"source": "transcript", "scope": "marketing", "added": "2026-11-20T00:00Z", "expires": "2026-11-21T00:00Z"}'')',
    'pg_temp.check_of(''{"purpose": "marketing", "contact_id": "sale"}''::jsonb || jsonb_build_object(''contact_phone_hash'', hash_of(''sale'')))'),
  ('purpose_missing', 'select pg_temp.own(''{"default_purpose": null}'')', 'pg_temp.check_of()'),
  ('agent_opening_missing', 'select make_law(''ZZ.opening'', ''{"aspect": "opening", "opening": ["say_ai"]}''); update agents set opening = ''{}''',
    'pg_temp.now_of(''call'')'),
  ('agent_inactive', 'update agents set is_active = false', 'pg_temp.now_of(''call'')'),
  ('organisation_paused', 'update organizations set calling_paused_reason = ''Holiday''', 'pg_temp.now_of(''call'')'),
  ('all_calling_paused', 'select pause_all_calling(''Outage'')', 'pg_temp.now_of(''call'')'),
  ('not_due', 'update call_schedules set scheduled_at = clock() + interval ''1 hour''', 'pg_temp.now_of(''call'')'),
  ('outside_window', 'select pg_temp.law(''{[0,60)}''); select set_clock(''2026-11-23 11:00Z'')', 'pg_temp.now_of(''call'')'),
  ('outside_intersection', 'select pg_temp.law(); update call_schedules set phone_zones = ''{America/New_York,Europe/London}''', 'pg_temp.now_of(''call'')'),
  ('zone_unknown', 'update call_schedules set phone_zones = ''{}''', 'pg_temp.now_of(''call'')'),
  ('zone_too_wide', 'select pg_temp.law(''{[600,660)}''); update call_schedules set phone_zones = ''{America/New_York,Europe/London}''', 'pg_temp.now_of(''call'')'),
  ('closing_soon', 'select pg_temp.law(''{[0,601)}'')', 'pg_temp.now_of(''call'')'),
  ('weekday_closed', 'select pg_temp.law(''{[1440,2880)}'')', 'pg_temp.now_of(''call'')'),
  ('holiday', 'insert into private.holidays (jurisdiction, day, name, certainty, source) values (''ZZ'', ''2026-11-23'', ''Feast'', ''fixed'', ''A test''); select pg_temp.law(null, ''{"holiday_minutes": "{}", "holiday_sets": ["ZZ"]}'')',
    'pg_temp.now_of(''call'')'),
  ('holiday_data_missing', 'select pg_temp.law(null, ''{"holiday_minutes": "{}", "holiday_sets": ["ZZ"]}'')', 'pg_temp.now_of(''sale'')'),
  ('blackout', 'insert into private.blackouts (jurisdiction, from_at, to_at, reason) values (''ZZ'', ''2026-11-23 09:00Z'', ''2026-11-23 12:00Z'', ''Flood'')',
    'pg_temp.now_of(''call'')'),
  ('cap_number', 'select pg_temp.rings(''call''); select pg_temp.own(''{"caps": [{"calls": 1, "per": "24 hours"}]}'')', 'pg_temp.now_of(''call'')'),
  ('cap_subject', 'select pg_temp.rings(''call''); select pg_temp.own(''{"caps": [{"calls": 1, "per": "24 hours", "scope": "subject"}]}'')', 'pg_temp.now_of(''call'')'),
  ('min_gap', 'select pg_temp.rings(''call''); select pg_temp.own(''{"min_gap_minutes": 120}'')', 'pg_temp.now_of(''call'')'),
  ('talk_quiet_period', 'select pg_temp.rings(''call'', true); select make_law(''ZZ.quiet'', ''{"aspect": "quiet_after_talk", "quiet": "7 days"}'')',
    'pg_temp.now_of(''call'')'),
  ('number_busy', 'select claim_all()', 'pg_temp.now_of(''call'')'),
  ('number_shared', 'select keep_contact(''2'', ''{"number": "1"}'')', 'pg_temp.preview_of(''2'')'),
  ('no_free_line', 'update organizations set max_concurrent_calls = 1; select book_in(''first'', ''{UTC}'', due => clock() - interval ''1 hour''); select claim_all()',
    'pg_temp.now_of(''call'')'),
  ('daily_limit', 'select keep_contact(''2'')', 'pg_temp.preview_of(''2'', ''one a day'')'),
  ('retry_wait', 'select place(''tried''); select settle(''tried'', ''no_answer'', ''{"retry_category": "no_answer"}'')', 'pg_temp.now_of(''tried'')'),
  ('attempts_exhausted', 'update organizations set retry_policy = ''{"no_answer": {"max_retries": 1, "minutes": [5]}}''; select place(''tried''); select settle(''tried'', ''no_answer'', ''{"retry_category": "no_answer"}''); select set_clock(''2026-11-23 14:00Z''); select claim_all(); select record_call_placed(attempt_of(''tried''), ''again''); select settle_call(attempt_of(''tried''), ''again'', ''{"outcome": "no_answer", "call_status": "failed", "retry_category": "no_answer", "reason_code": "no_answer", "reason": "Because."}'')',
    'pg_temp.now_of(''tried'')'),
  ('missed', 'update call_schedules set deadline_at = clock() where id = id_of(''call''); select private.end_missed_calls()', 'pg_temp.now_of(''call'')'),
  ('outcome_unknown', 'select claim_all(); select record_call_unknown(attempt_of(''call''), null, ''bolna_timeout'', ''No answer.'')', 'pg_temp.now_of(''call'')');

select is_empty($$ select r.code, a.answer from reachable r cross join lateral pg_temp.answer_while(r.setup, r.ask) a (answer)
  where a.answer <> r.code $$, 'each code is given where the reference says');
select is((select count(*) from reachable), 44::bigint, 'of the 47');
-- The other three are a campaign's, whatever it pauses, cancels or paces.
create temporary table awaited (code text);
insert into awaited values ('campaign_cancelled'), ('campaign_paused'), ('pace');
select is((select count(*) from (select code from reachable union select code from awaited) c), 47::bigint, 'which are all');
select is_empty($$ select code from reachable union select code from awaited except select unnest(enum_range(null::reason_code))::text $$,
  'and of the closed type');
select is_empty($$
  select r.code, said.sentence from reachable r
  cross join lateral (select private.say_decision((case when r.code = 'allowed' then 'call' else 'defer' end::decision_outcome, r.code::reason_code, null,
    '{"reason": "x", "lines": 1, "local": "2026-11-23 10:00", "zone": "UTC", "whose": "ZZ", "weekday": "Monday", "name": "Feast", "jurisdiction": "ZZ",
      "missing": ["say_ai"], "from": "2026-11-23", "to": "2026-11-24", "zones": ["UTC"], "calls": 1, "period": "1 day", "topic": "x", "last": "x", "minutes": 1, "deadline": "x",
      "when": "2026-11-23T10:00", "scope": "all", "registry": "US-DNC", "max_age_days": 31, "purpose": "marketing", "kind": "express", "until": "2026-11-23",
      "revoked_at": "2026-11-23", "via": "x", "days": 1, "country": "ZZ", "last_outcome": "no_answer", "attempts": 2, "said": null, "why": "The rule says why."}'::jsonb,
    null, null)::private.decision) as sentence) said
  where said.sentence !~ '^[A-Z0-9].*[.x]$' or said.sentence = 'The call is not made now.' $$, 'and has a sentence of its own');

select * from finish();
rollback;

-- Each guard of the calling policy, taken away: a call that the judge refuses with it goes out without it. So that what refuses is
-- known to be that guard, and the other tests of it cannot be green for another reason. The same with the machine that tries, in
-- whole histories: tests/chaos/policy-guards.test.ts.
begin;
set local search_path = public, extensions, fixtures;
set local time zone 'UTC';
select plan(32);

select make_acme_and_globex();
select mind_the_law();
select set_clock('2026-11-23 10:00Z');
select make_law('ZZ.hours', '{"aspect": "hours", "week": "{[0,10080)}", "purposes": ["service", "marketing"]}');
select make_law('ZZ.caps', '{"aspect": "cap", "max_calls": 1000, "period": "1 hour", "purposes": ["service", "marketing"]}');
select make_law('ZZ.consent', '{"aspect": "consent", "consent": "express", "purposes": ["marketing"]}');
select book_in('call', '{UTC}');
select book_in('sale', '{UTC}', 'marketing');
select consent('sale');

create function pg_temp.hours(week text, facts jsonb default '{}') returns void language sql as $$
  delete from private.policy_rules where id = 'ZZ.hours';
  select make_law('ZZ.hours', jsonb_build_object('aspect', 'hours', 'week', week, 'purposes', '["service", "marketing"]'::jsonb) || facts);
$$;
create function pg_temp.rings(answered boolean default false) returns void language sql as $$
  select keep_call('before', 'call', number => 'call', placed => clock() - interval '1 hour', created => clock() - interval '1 hour');
  update call_attempts set claimed_at = clock() - interval '1 hour', answered = rings.answered where schedule_id = id_of('before');
$$;
create function pg_temp.take_away(name text, guard text, instead text) returns void language plpgsql as $$
declare
  source constant text := pg_get_functiondef(name::regproc);
begin
  if replace(source, guard, instead) = source then
    raise exception '% has no "%": the guard has moved, move this with it', name, guard;
  end if;
  execute replace(source, guard, instead);
end $$;
-- What the judge says while something is so, and a guard there or not; nothing stays of it.
create function pg_temp.judged_while(setup text, call text, name text default null, guard text default null, instead text default null)
returns text language plpgsql as $$
declare
  said text;
begin
  execute setup;
  if name is not null then
    perform pg_temp.take_away(name, guard, instead);
  end if;
  select d.outcome || ' ' || d.code into said
  from call_schedules s cross join lateral private.judge_call(s, clock()) d where s.id = id_of(call);
  raise exception using errcode = 'UNDO1', message = said;
exception when sqlstate 'UNDO1' then return sqlerrm;
end $$;

create temporary table guards (what text, setup text, call text, said text, name text, guard text, instead text);
insert into guards values
  ('the windows', 'select pg_temp.hours(''{[0,60)}'')', 'call', 'defer outside_window',
    'private.judge_hours', 'not (w.demands ->> ''hours'')::boolean', 'true'),
  ('the zones together', 'select pg_temp.hours(''{[540,1080)}''); update call_schedules set phone_zones = ''{America/New_York,UTC}''', 'call',
    'defer outside_intersection', 'private.compute_spans', 'range_intersect_agg(open) as open', 'range_agg(open) as open'),
  ('an unknown zone', 'update call_schedules set phone_zones = ''{}''', 'call', 'stop zone_unknown',
    'private.judge_hours', 'coalesce(cardinality(t.zones), 0) = 0', 'false'),
  ('the holidays', 'insert into private.holidays (jurisdiction, day, name, certainty, source) values (''ZZ'', ''2026-11-23'', ''Feast'', ''fixed'', ''A test''); select pg_temp.hours(''{[0,10080)}'', ''{"holiday_minutes": "{}", "holiday_sets": ["ZZ"]}'')',
    'call', 'defer holiday', 'private.hours_on', 'h.kind <> ''optional''', 'false'),
  ('the operator''s blackouts', 'insert into private.blackouts (jurisdiction, from_at, to_at, reason) values (''ZZ'', ''2026-11-23 09:00Z'', ''2026-11-23 12:00Z'', ''Flood'')',
    'call', 'defer blackout', 'private.compute_spans', 'where x.jurisdiction is null or x.jurisdiction = any (p_jurisdictions)', 'where false'),
  ('the time that is left', 'select pg_temp.hours(''{[0,601)}'')', 'call', 'defer closing_soon', 'private.judge_hours', 'greatest(make_interval(secs => p_queue_seconds)', 'least(interval ''0'''),
  ('the caps', 'select pg_temp.rings(); update calling_policies set caps = ''[{"calls": 1, "per": "24 hours"}]''', 'call', 'defer cap_number',
    'private.judge_caps', 'if cap.calls = 0 or nth is not null then', 'if false then'),
  ('the gap', 'select pg_temp.rings(); update calling_policies set min_gap_minutes = 120', 'call', 'defer min_gap',
    'private.judge_caps', 'not p_law_alone and (w.demands ->> ''min_gap_minutes'')::integer > 0', 'false'),
  ('the quiet after a talk', 'select pg_temp.rings(true); select make_law(''ZZ.quiet'', ''{"aspect": "quiet_after_talk", "quiet": "7 days"}'')', 'call',
    'defer talk_quiet_period', 'private.judge_caps', 'if w.demands -> ''quiet'' <> ''null'' then', 'if false then'),
  ('the organisation''s list', 'select suppress(''call'')', 'call', 'stop suppressed_org', 'private.judge_suppression', 'if not found then', 'if true then'),
  ('the operator''s list', 'insert into private.global_suppressions (phone_hash, reason) values (global_hash_of(''call''), ''An order'')', 'call',
    'stop suppressed_global', 'private.judge_global_suppression', 'elsif exists (', 'elsif false and exists ('),
  ('the consent', 'update call_schedules set contact_id = ''another'' where id = id_of(''sale'')', 'sale', 'stop consent_missing',
    'private.judge_consent', 'if p_consent is null then', 'if true then'),
  ('the registry', 'select make_law(''ZZ.dnc'', ''{"aspect": "registry", "registry": "US-DNC", "max_age_days": 31, "purposes": ["marketing"]}'')', 'sale',
    'defer registry_check_stale', 'private.judge_registries', 'elsif p_purpose = ''marketing''', 'elsif false'),
  ('what the agent says', 'select make_law(''ZZ.opening'', ''{"aspect": "opening", "opening": ["say_ai"]}''); update agents set opening = ''{}''', 'call',
    'stop agent_opening_missing', 'private.judge_policy', 'if not calls_by.opening @> (w.demands -> ''opening'') then', 'if false then'),
  ('the countries', 'update calling_policies set countries = ''{IN}'' where org_id = id_of(''acme'')', 'call', 'stop country_not_enabled',
    'private.judge_country', 'p.countries is not null', 'false'),
  ('the deadline', 'update call_schedules set deadline_at = clock()', 'call', 'stop missed',
    'private.judge_call', 's.deadline_at <= coalesce(greatest(decision.until, p_at), p_at)', 'false');

select is(pg_temp.judged_while(g.setup, g.call), g.said, format('with %s: %s', g.what, g.said)) from guards g;
select is(pg_temp.judged_while(g.setup, g.call, g.name, g.guard, g.instead), 'call allowed', format('without %s the call goes out', g.what)) from guards g;

select * from finish();
rollback;

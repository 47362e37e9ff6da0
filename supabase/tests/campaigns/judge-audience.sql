-- A campaign's contacts judged in one step are judged as each would be by itself, whatever is known of them.
begin;
set local search_path = public, extensions, fixtures;
set local time zone 'UTC';
select plan(18);

-- A Monday, 09:30 in Kolkata.
select set_clock('2026-11-23 04:00Z');
select make_acme_and_globex();
select mind_the_law();
select make_law('ZZ.hours', jsonb_build_object('aspect', 'hours', 'purposes', '["service", "marketing"]'::jsonb, 'week', usual_week()));
select make_law('ZZ.day_cap', '{"aspect": "cap", "purposes": ["service", "marketing"], "max_calls": 1, "period": "24 hours", "per_day": true}');
select make_law('ZZ.week_cap', '{"aspect": "cap", "purposes": ["service", "marketing"], "max_calls": 3, "period": "7 days"}');
select make_law('ZZ.quiet', '{"aspect": "quiet_after_talk", "purposes": ["service"], "quiet": "3 days"}');
select make_law('ZZ.consent', '{"aspect": "consent", "purposes": ["marketing"], "consent": "express"}');
select make_law('ZZ.refusal', '{"aspect": "refusal", "purposes": ["marketing"], "refusal": "60 days"}');
update calling_policies set min_gap_minutes = 90, blackouts = '[{"from": "2026-11-26T00:00:00Z", "to": "2026-11-27T00:00:00Z", "reason": "x"}]'
where org_id = id_of('acme');

-- Eighty contacts, alike and not, by chance.
select setseed(0.1129);
select make_campaign('campaign');
select add_contacts('campaign', 80);
create temporary table dice as select m.id, m.position, m.phone_hash, m.global_phone_hash, random() as a, random() as b, random() as c, random() as d
  from (select * from campaign_contacts order by position) m;
update campaign_contacts m
set phone_country = 'ZZ', contact_id = case when d.a < 0.5 then (1000 + m.position)::text end,
  phone_zones = case when d.b < 0.5 then '{Asia/Kolkata}' when d.b < 0.8 then '{America/New_York}'
    when d.b < 0.85 then '{Asia/Kolkata,Australia/Perth}' when d.b < 0.9 then '{}' else '{Asia/Kolkata}' end::text[],
  time_zone = case when d.c < 0.1 then 'Europe/Berlin' end
from dice d where d.id = m.id;
-- Known at HubSpot, some with a zone or flag of their own, some merged into others.
insert into contacts (org_id, contact_id, contact_name, phone_enc, phone_hash, time_zone, do_not_call, checkup_problem, merged_ids, removed_at, removed_reason)
select id_of('acme'), 1000 + position, 'Asha', some_ciphertext(), phone_hash, case when c < 0.3 then 'America/Chicago' end, d < 0.05, 'missing'::checkup_problem, '{}'::text[], null::timestamptz, null::removal_reason
from dice where a < 0.2
union all
select id_of('acme'), 5000 + position, 'Asha', some_ciphertext(), hash_of('other ' || position), null, d < 0.5, 'missing', array[(1000 + position)::text], null, null
from dice where a between 0.2 and 0.25
union all
select id_of('acme'), 1000 + position, 'Asha', some_ciphertext(), phone_hash, null, false, 'missing', '{}', clock(), 'merged'
from dice where a between 0.2 and 0.25;
-- Called before, some more than once, some spoken to.
insert into call_schedules (id, org_id, agent_id, contact_id, contact_name, contact_phone_enc, contact_phone_hash, scheduled_at, purpose, call_status, status_reason)
select id_of('call ' || position || ' ' || n), id_of('acme'), id_of('acme agent'), 'x', 'Asha', some_ciphertext(), phone_hash,
  clock(), 'service', 'completed', 'Done.' from dice cross join generate_series(1, 4) n where b + n * 0.2 < 0.9;
insert into call_attempts (org_id, schedule_id, agent_id, attempt_number, contact_phone_hash, trigger, worker, due_at, lease_expires_at, state,
  outcome, claimed_at, placed_at, ended_at, answered)
select s.org_id, s.id, s.agent_id, 1, s.contact_phone_hash, 'sweep', 'worker', t.at, t.at, 'ended',
  case when t.luck < 0.15 then 'absent' else 'completed' end::attempt_outcome, t.at, t.at, t.at + interval '2 minutes', t.luck > 0.7
from (select * from call_schedules order by id) s
cross join lateral (select clock() - random() * interval '9 days' as at, random() as luck, s.id) t;
-- On lists.
insert into suppressions (org_id, phone_hash, phone_last4, scope, topic, contact_id, reason, source, added_at, expires_at)
select id_of('acme'), phone_hash, '0000', case when d < 0.05 then 'all' when d < 0.1 then 'marketing' else 'topic' end::suppression_scope,
  case when d >= 0.1 then case when c < 0.5 then 'follow_up' else 'else' end end, case when c > 0.8 then 'x' end, 'Asked',
  case when c < 0.6 then 'transcript' else 'user' end::suppression_source, clock() - interval '1 day', case when b < 0.5 then clock() + b * interval '20 days' end
from dice where d < 0.15;
insert into private.global_suppressions (phone_hash, scope, reason)
select global_phone_hash, case when a < 0.5 then 'all' else 'marketing' end::suppression_scope, 'x' from dice where c between 0.2 and 0.25;
-- Agreed, or not any more, or to something else.
insert into consents (org_id, phone_hash, phone_last4, contact_id, kind, purposes, artificial_voice, obtained_at, obtained_through, valid_until, revoked_at, revoked_via)
select id_of('acme'), d.phone_hash, '0000', coalesce(m.contact_id, m.id::text),
  case when d.a < 0.9 then 'express' else 'imported_unproven' end::consent_kind,
  case when d.b < 0.9 then '{marketing}' else '{survey}' end::call_purpose[], d.c < 0.95,
  clock() - d.b * interval '14 months', 'web', clock() + interval '1 day' * case when d.d < 0.35 then d.d * 5 else 400 end - interval '8 hours',
  case when d.c between 0.1 and 0.2 then clock() - interval '1 hour' end, case when d.c between 0.1 and 0.2 then 'letter' end
from dice d join campaign_contacts m on m.id = d.id where d.a > 0.15 and clock() + interval '1 day' * case when d.d < 0.35 then d.d * 5 else 400 end - interval '8 hours' > clock() - d.b * interval '14 months';

-- And eight of whom nothing is known.
select make_campaign('few');
select add_contacts('few', 8);
update campaign_contacts m set phone_country = 'ZZ',
  phone_zones = case m.position when 1 then '{Pacific/Auckland,Pacific/Honolulu}' when 2 then '{America/New_York}' else m.phone_zones end
where m.campaign_id = id_of('few');

-- How many there are, how many are judged otherwise than alone, and how many different answers there were.
create function pg_temp.compare(at timestamptz, purpose call_purpose, ends timestamptz default null, campaign text default 'campaign')
returns text language plpgsql as $$
declare
  c campaigns;
  answer text;
begin
  update campaigns k set purpose = compare.purpose, ends_at = ends, starts_at = null where k.id = id_of(campaign) returning k.* into c;
  perform private.audience_windows(c, at);
  with together as materialized (
    select j.id, j.outcome, j.code, case when j.outcome <> 'stop' then j.call_at end as call_at from private.judge_audience(c, at, private.audience_windows(c, at)) j
  ), alone as materialized (
    select m.id, d.outcome, d.code, case d.outcome when 'call' then at when 'defer' then d.until end as call_at
    from campaign_contacts m
    cross join lateral private.first_allowed(private.call_of_campaign_contact(c, m, at), at) d
    where m.campaign_id = c.id
  )
  select format('%s judged, %s otherwise%s', count(*), count(*) filter (where t is distinct from a),
    coalesce(': ' || string_agg(concat_ws(' / ', t, a), '; ') filter (where t is distinct from a), ''))
  into answer
  from together t full join alone a on a.id = t.id;
  return answer;
end $$;
create function pg_temp.codes(at timestamptz) returns text language sql as $$
  select string_agg(distinct j.code::text, ' ' order by j.code::text)
  from campaigns c cross join lateral private.judge_audience(c, at, private.audience_windows(c, at)) j where c.id = id_of('campaign')
$$;

select is(pg_temp.compare(clock(), 'service'), '80 judged, 0 otherwise', 'service calls, now');
select is(pg_temp.codes(clock()), 'allowed cap_number do_not_call opted_out outside_window suppressed_global suppressed_org talk_quiet_period weekday_closed zone_unknown', 'which met much');
select is(pg_temp.compare(clock() + interval '11 hours', 'service'), '80 judged, 0 otherwise', 'from an evening on');
select is(pg_temp.compare(clock() + interval '2 days 20 hours', 'service'), '80 judged, 0 otherwise', 'in a blackout');
select is(pg_temp.compare(clock() + interval '100 days', 'service', campaign => 'few'), '8 judged, 0 otherwise', 'further away than windows are kept');
select is(pg_temp.compare(clock(), 'service', campaign => 'few'), '8 judged, 0 otherwise', 'and a number that is at home in zones without a common hour');
select is(pg_temp.compare(clock(), 'service', clock() + interval '5 hours'), '80 judged, 0 otherwise', 'with an end today');
select is(pg_temp.compare(clock(), 'service', clock() + interval '2 days'), '80 judged, 0 otherwise', 'with an end the day after tomorrow');
select is(pg_temp.compare(clock(), 'marketing'), '80 judged, 0 otherwise', 'marketing calls, with their consents');
select is(pg_temp.codes(clock()),
  'allowed cap_number consent_expired consent_missing consent_revoked consent_scope do_not_call opted_out outside_window suppressed_global suppressed_org weekday_closed zone_unknown', 'which met much');
select is(pg_temp.compare(clock() + interval '11 hours', 'marketing'), '80 judged, 0 otherwise', 'and when some of those end before the call');
select make_law('ZZ.opening', '{"aspect": "opening", "opening": ["say_ai"]}');
update agents set opening = '{}' where id = id_of('acme agent');
select is(pg_temp.compare(clock(), 'service'), '80 judged, 0 otherwise', 'an agent that does not say what the law asks for');
select ok(pg_temp.codes(clock()) like 'agent_opening_missing %' and pg_temp.codes(clock()) not like '%allowed%', 'which calls nobody');
update agents set opening = null where id = id_of('acme agent');
update calling_policies set countries = '{IN}' where org_id = id_of('acme');
select is(pg_temp.compare(clock(), 'service'), '80 judged, 0 otherwise', 'a country that the organisation does not call');
update calling_policies set countries = null, caps = '[{"calls": 1, "per": "30 days", "scope": "subject"}]' where org_id = id_of('acme');
update call_schedules set call_topic = 'else' where hashtext(id::text) > 0;
select is(pg_temp.compare(clock(), 'service'), '80 judged, 0 otherwise', 'caps of a subject');
update calling_policies set caps = '[]', loosened = '[{"rule_id": "*", "reason": "x", "until": null}]', min_gap_minutes = 0, blackouts = '[]' where org_id = id_of('acme');
select is(pg_temp.compare(clock(), 'service'), '80 judged, 0 otherwise', 'an organisation that calls round the clock');
update calling_policies set caps = '[{"calls": 0, "per": "24 hours"}]' where org_id = id_of('acme');
select is(pg_temp.compare(clock(), 'service'), '80 judged, 0 otherwise', 'and one that calls nobody');
select is((select count(*) from private.judge_audience((select c from campaigns c where c.id = id_of('campaign')), clock(), '{}')), 0::bigint,
  'without windows nobody is judged');

select * from finish();
rollback;

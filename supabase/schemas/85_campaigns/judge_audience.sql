-- What private.first_allowed says of each waiting contact of a campaign whose call is due at p_at, in one step for all:
--   outcome, code: the judge's at p_at; a stop also where the call could leave only at a moment at which it may no more.
--   call_at: the first moment at which it may leave; null: never, nobody knows when, or not within the spans of p_windows. Of a call that
--   is missed: when it could leave if the campaign did not end. blocker: why it could not before.
-- p_windows: private.audience_windows of the same moment. Contacts of whom nothing is known are judged once for all that are alike; the
-- others by what is known of them (private.judge_known_contact): once for all of whom the same is known, and one by one where a list or a
-- consent must be read. That all say what the judge says of each by itself is tried in supabase/tests/campaigns/judge-audience.sql.
create function private.judge_audience(c public.campaigns, p_at timestamptz, p_windows private.audience_window[])
returns table (id uuid, profile text, outcome public.decision_outcome, code public.reason_code, call_at timestamptz,
  blocker public.reason_code)
language sql stable security definer set search_path = '' set jit = off as $$
  with windows as materialized (
    select v.profile, v, v.consent, case when (v.country).outcome is not null then v.country else v.hours end as hours,
      coalesce(v.registries <> '[]' and c.purpose = 'marketing', false) or coalesce(0 = any (v.cap_calls), false) as is_special,
      coalesce(v.registries <> '[]', false) as has_registries,
      private.opening_after(v.opens, v.closes, v.rest, p_at) as opening,
      -- No call of which the consent is asked is later: the opening behind all that caps and gaps can hold.
      greatest(h.until, coalesce(private.opening_after(v.opens, v.closes, v.rest, h.until), v.closes[cardinality(v.closes)])) as latest
    from unnest(p_windows) v
    cross join lateral (select p_at + private.longest_memory(v) + interval '1 day' as until) h
  ), audience as materialized (
    select a.id, a.contact_id, a.phone_hash, a.global_phone_hash, a.profile
    from private.waiting_contacts a where a.campaign_id = c.id
  ), flagged as materialized (
    select distinct k.phone_hash from public.contacts k
    where k.org_id = c.org_id and k.do_not_call and k.removed_at is null and k.phone_hash is not null
  ), flagged_ids as materialized (
    select k.contact_id from public.contacts k where k.org_id = c.org_id and k.do_not_call and k.removed_at is null
    union
    select gone.contact_id from public.contacts k
    cross join lateral unnest(k.merged_ids) i (id)
    join public.contacts gone on gone.org_id = k.org_id and gone.contact_id = i.id and gone.removed_reason = 'merged'
    where k.org_id = c.org_id and k.do_not_call and k.removed_at is null
  ), suppressed as materialized (
    select distinct x.phone_hash from public.suppressions x where x.org_id = c.org_id and x.removed_at is null
  ), on_operators_list as materialized (
    select distinct g.phone_hash from private.global_suppressions g where g.removed_at is null
  ), looked_up as materialized (
    select distinct k.phone_hash from private.registry_checks k
    where (k.org_id is null or k.org_id = c.org_id) and exists (select from windows v where v.has_registries)
  ), agreed as materialized (
    select h.phone_hash, h.contact_id, h.written_until, h.express_until, h.any_until, h.has_written, h.has_express
    from private.consents_that_hold(c.org_id, c.purpose, p_at) h
    where exists (select from windows v where v.consent is not null)
  ), called as materialized (
    select n.phone_hash, n.times, n.about, n.talked_at
    from private.numbers_called(c.org_id, p_at - (select max(private.longest_memory(v.v)) from windows v),
      (select c.call_topic where exists (select from windows v where true = any ((v.v).cap_subjects)))) n
  ), known as materialized (
    -- Nothing wide of the window here: 50 000 times its spans are 200 MB.
    select a.id, a.profile, v.consent is not null as needs_consent, v.is_special or v.has_registries and l.phone_hash is not null as is_special, v.opening, v.latest,
      (f.phone_hash is not null or i.contact_id is not null, s.phone_hash is not null,
        o.phone_hash is not null or a.global_phone_hash is null, l.phone_hash is not null,
        case v.consent when 'express_written' then g.has_written when 'express' then g.has_express else g.phone_hash is not null end,
        case v.consent when 'express_written' then g.written_until when 'express' then g.express_until else g.any_until end,
        n.times, n.about, n.talked_at)::private.contact_facts as facts
    from audience a
    join windows v on v.profile = a.profile
    left join flagged f on f.phone_hash = a.phone_hash
    left join flagged_ids i on i.contact_id = a.contact_id
    left join suppressed s on s.phone_hash = a.phone_hash
    left join on_operators_list o on o.phone_hash = a.global_phone_hash
    left join looked_up l on l.phone_hash = a.global_phone_hash
    left join agreed g on g.phone_hash = a.phone_hash and g.contact_id = a.contact_id
    left join called n on n.phone_hash = a.phone_hash
  ), parted as materialized (
    select k.id, k.profile, k.facts,
      k.is_special or (k.facts).is_flagged or (k.facts).is_suppressed or (k.facts).is_on_operators_list or (k.facts).rang_at is not null
      or k.needs_consent and ((k.facts).agreed_until > coalesce(k.opening, 'infinity')) is not true as takes_a_look,
      -- What private.judge_known_contact would read of nobody else.
      (k.facts).is_suppressed or (k.facts).is_on_operators_list or (k.facts).is_looked_up
      or k.needs_consent and coalesce((k.facts).has_consent, false) and ((k.facts).agreed_until > k.latest) is not true as is_alone
    from known k
  ), same as materialized (
    -- Until when a consent holds is one until it matters.
    select p.id, p.profile, row((p.facts).is_flagged, false, false, false, (p.facts).has_consent,
      case when (p.facts).agreed_until is not null then 'infinity'::timestamptz end,
      (p.facts).rang_at, (p.facts).rang_about, (p.facts).talked_at)::private.contact_facts as facts
    from parted p where p.takes_a_look and not p.is_alone
  ), judged as materialized (
    select s.profile, s.facts, j.outcome, j.code, j.call_at, j.blocker
    from (select distinct d.profile, d.facts from same d) s
    join windows v on v.profile = s.profile
    cross join lateral private.judge_known_contact(c, null, v.v, s.facts, p_at) j
  )
  select p.id, p.profile, j.outcome, j.code, j.call_at, j.blocker
  from parted p join windows v on v.profile = p.profile
  cross join lateral private.judge_known_contact(c, p.id, v.v, p.facts, p_at) j
  where p.takes_a_look and p.is_alone
  union all
  select s.id, s.profile, j.outcome, j.code, j.call_at, j.blocker
  from same s join judged j on j.profile = s.profile and j.facts = s.facts
  union all
  select p.id, p.profile, v.outcome, v.code, v.call_at, v.blocker
  from parted p
  join (
    select w.profile,
      case when d.is_stopped or d.is_missed then 'stop' else coalesce((w.hours).outcome, 'call') end as outcome,
      case when d.is_stopped then (w.hours).code when d.is_missed then 'missed' else coalesce((w.hours).code, 'allowed') end as code,
      case when not d.is_stopped then w.opening end as call_at,
      case when d.is_missed and not d.is_stopped then (w.hours).code end as blocker
    from windows w
    cross join lateral (
      select (w.hours).outcome is not distinct from 'stop' as is_stopped,
        coalesce(c.ends_at <= coalesce(w.opening, 'infinity'), false) as is_missed
    ) d
  ) v on v.profile = p.profile
  where not p.takes_a_look
$$;
revoke all on function private.judge_audience(public.campaigns, timestamptz, private.audience_window[])
  from public, anon, authenticated, service_role;

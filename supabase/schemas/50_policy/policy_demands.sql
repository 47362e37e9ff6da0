-- What the law and the organisation ask of calls on these terms at a moment, beside their hours:
--   hours: whether anything closes a moment at all. rules: the ids of all that hold. pack: the version they are of.
--   consent {kind, rule}: the strongest that is asked for. registries [{registry, max_age_days, rule}].
--   refusal {interval, rule}: how long a refusal holds; interval null: for ever. hang_ups: how many calls in a row that are hung up
--   on at once are one. quiet {interval, rule}: after a talk.
--   opening: the marks that the agent must say at the start.
--   caps [{calls, per, per_day, subject, rule}]: subject: only calls about the same topic count; rule null: the organisation's. min_gap_minutes: the organisation's.
-- Where it is not the same day in all zones, what holds on either is asked for.
create function private.policy_demands(
  p_org_id uuid, p_purpose public.call_purpose, p_jurisdictions text[], p_zones text[], p_at timestamptz
) returns jsonb
language sql stable security definer set search_path = '' as $$
  with rules as materialized (
    select distinct on (r.id) r.*
    from (select distinct (p_at at time zone z.zone)::date as day from unnest(p_zones) z (zone)) d
    cross join lateral private.rules_for(p_org_id, p_purpose, p_jurisdictions, d.day) r
    order by r.id
  ), own as (
    select p.* from public.calling_policies p where p.org_id = p_org_id
  )
  select jsonb_build_object(
    'hours', exists (select from rules r where r.aspect = 'hours')
      or exists (select from own o where o.week is not null or o.blackouts <> '[]')
      or exists (select from private.blackouts b where b.jurisdiction is null or b.jurisdiction = any (p_jurisdictions)),
    'rules', (select coalesce(jsonb_agg(r.id order by r.id), '[]') from rules r),
    'pack', (select max(r.pack_version) from rules r),
    'consent', (
      select jsonb_build_object('kind', r.consent, 'rule', r.id)
      from rules r where r.aspect = 'consent' order by r.consent desc, r.id limit 1),
    'registries', (
      select coalesce(jsonb_agg(jsonb_build_object('registry', r.registry, 'max_age_days', r.max_age_days, 'rule', r.id)
        order by r.id), '[]')
      from rules r where r.aspect = 'registry'),
    'refusal', (
      select jsonb_build_object('interval', r.refusal, 'rule', r.id)
      from rules r where r.aspect = 'refusal' order by r.refusal desc nulls first, r.id limit 1),
    'hang_ups', (select min(r.hang_ups) from rules r where r.aspect = 'refusal'),
    'quiet', (
      select jsonb_build_object('interval', r.quiet, 'rule', r.id)
      from rules r where r.aspect = 'quiet_after_talk' order by r.quiet desc, r.id limit 1),
    'opening', (
      select coalesce(jsonb_agg(distinct m), '[]') from rules r cross join unnest(r.opening) m where r.aspect = 'opening'),
    'caps', (
      select coalesce(jsonb_agg(c.cap), '[]') from (
        select jsonb_build_object('calls', r.max_calls, 'per', r.period, 'per_day', r.per_day, 'rule', r.id) as cap
        from rules r where r.aspect = 'cap'
        union all
        select jsonb_build_object('calls', (c ->> 'calls')::integer, 'per', (c ->> 'per')::interval, 'per_day', false,
          'subject', coalesce(c ->> 'scope', '') = 'subject')
        from own o cross join lateral jsonb_array_elements(o.caps) c
      ) c),
    'min_gap_minutes', coalesce((select o.min_gap_minutes from own o), 0)
  )
$$;
revoke all on function private.policy_demands(uuid, public.call_purpose, text[], text[], timestamptz)
  from public, anon, authenticated, service_role;

-- Until when policy_demands of now hold: the next local midnight on which a rule begins or ends, or the end of a loosening.
create function private.policy_holds_until(p_org_id uuid, p_purpose public.call_purpose, p_jurisdictions text[], p_zones text[])
returns timestamptz
language sql stable security definer set search_path = '' as $$
  select coalesce(min(e.ends_at), 'infinity')
  from (
    select d.day::timestamp at time zone z.zone as ends_at
    from private.policy_rules r
    cross join lateral (values (r.valid_from), (r.valid_to)) d (day)
    cross join unnest(p_zones) z (zone)
    where r.jurisdiction = any (p_jurisdictions || array['*']) and p_purpose = any (r.purposes)
    union all
    select l.until
    from public.calling_policies p cross join lateral jsonb_to_recordset(p.loosened) as l (until timestamptz)
    where p.org_id = p_org_id
  ) e
  where e.ends_at > private.current_time()
$$;
revoke all on function private.policy_holds_until(uuid, public.call_purpose, text[], text[])
  from public, anon, authenticated, service_role;

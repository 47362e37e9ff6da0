-- Puts a pack (made by `deno task policy`) in the place of the one before, all in one transaction, and has the windows made anew.
-- What an operator wrote stays: a holiday of theirs wins over the pack's of the same jurisdiction, day and name. A pack may be loaded
-- again, an older one too, and is in force then; another one under the same version is refused (22023).
create function private.load_policy_pack(p_pack jsonb) returns void
language plpgsql security definer set search_path = '' as $$
declare
  this constant text := p_pack ->> 'version';
begin
  lock table private.policy_packs in share row exclusive mode;
  if exists (select from private.policy_packs p where p.version = this and p.checksum <> p_pack ->> 'checksum') then
    raise exception 'another pack of version % was loaded before: a changed pack needs a new version', this using errcode = '22023';
  end if;
  insert into private.policy_packs (version, published_at, checksum)
  values (this, (p_pack ->> 'published_at')::date, p_pack ->> 'checksum')
  on conflict (version) do update set loaded_at = default;

  delete from private.policy_rules;
  insert into private.policy_rules (id, jurisdiction, name, aspect, purposes, week, holiday_minutes, holiday_sets, unite_regions,
    max_calls, period, per_day, quiet, consent, registry, max_age_days, refusal, hang_ups, opening, valid_from, valid_to, confidence, source,
    reviewed_on, note, pack_version)
  select r.id, r.jurisdiction, r.name, r.aspect, r.purposes, r.week, r.holiday_minutes, coalesce(r.holiday_sets, '{}'),
    coalesce(r.unite_regions, false), r.max_calls, r.period, coalesce(r.per_day, false), r.quiet, r.consent, r.registry,
    r.max_age_days, r.refusal, r.hang_ups, r.opening, coalesce(r.valid_from, '2000-01-01'), r.valid_to, r.confidence, r.source, r.reviewed_on,
    r.note, this
  from jsonb_to_recordset(p_pack -> 'rules') as r (id text, jurisdiction text, name text, aspect public.policy_aspect,
    purposes public.call_purpose[], week int4multirange, holiday_minutes int4multirange, holiday_sets text[], unite_regions boolean,
    max_calls integer, period interval, per_day boolean, quiet interval, consent public.consent_kind, registry text,
    max_age_days integer, refusal interval, hang_ups integer, opening public.opening_mark[], valid_from date, valid_to date,
    confidence public.policy_confidence, source text, reviewed_on date, note text);

  -- {jurisdiction: {source: {certainty: {name: [day, …]}}}}, where a day is a date, or the mm-dd of every year.
  delete from private.holidays h where h.pack_version is not null;
  insert into private.holidays (jurisdiction, day, name, kind, certainty, source, pack_version)
  select j.key, e.day::date, n.key, case when j.key like '%-%' then 'state' else 'public' end::public.holiday_kind,
    c.key::public.holiday_certainty, case s.key when 'library' then p_pack ->> 'library' else s.key end, this
  from jsonb_each(p_pack -> 'holidays') j
  cross join lateral jsonb_each(j.value) s
  cross join lateral jsonb_each(s.value) c
  cross join lateral jsonb_each(c.value) n
  cross join lateral jsonb_array_elements_text(n.value) as d (day)
  cross join lateral (
    select d.day where char_length(d.day) > 5
    union all
    select y || '-' || d.day
    from generate_series((p_pack ->> 'first_year')::integer, (p_pack ->> 'last_year')::integer) y
    where char_length(d.day) = 5
  ) e (day)
  on conflict (jurisdiction, day, name) do nothing;

  if to_regprocedure('private.renew_windows()') is not null then
    execute 'select private.renew_windows()';
  end if;
end $$;
revoke all on function private.load_policy_pack(jsonb) from public, anon, authenticated, service_role;

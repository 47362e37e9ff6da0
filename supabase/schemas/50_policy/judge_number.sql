-- The judge's questions about the number: may it be called at all, for this. A stop, a defer, or null where nothing of it stands
-- in the way. In the order of the codes (reference calling-rules 6): the first stop counts, and of the defers the latest.
--   p_consent: the least consent that the call needs (by an artificial voice); null: none.
--   p_registries: [{registry, max_age_days}] that its number must have been looked up in.
--   p_refusal: for how long a refusal is minded where it ran out before; null: for ever.
create function private.judge_number(
  s public.call_schedules, p_purpose public.call_purpose, p_at timestamptz, p_consent public.consent_kind default null,
  p_registries jsonb default '[]', p_refusal interval default null
) returns private.decision
language plpgsql stable security definer set search_path = '' as $$
declare
  suppression constant private.decision := private.judge_suppression(s, p_purpose, p_at, p_refusal);
  operators private.decision;
  registry private.decision;
  consent private.decision;
  found private.decision;
begin
  if suppression.outcome = 'stop' then
    return suppression;
  end if;
  operators := private.judge_global_suppression(s, p_purpose, p_at);
  if operators.outcome = 'stop' then
    return operators;
  end if;
  registry := private.judge_registries(s, p_purpose, p_at, p_registries);
  if registry.outcome = 'stop' then
    return registry;
  end if;
  consent := private.judge_consent(s, p_purpose, p_at, p_consent);
  if consent.outcome = 'stop' then
    return consent;
  end if;
  if operators.outcome is null and registry.outcome is null and suppression.outcome is null then
    return null;
  end if;
  select d.outcome, d.code, d.until, d.data, d.pack, d.terms into found
  from (values (1, operators), (2, registry), (3, suppression)) as v (turn, decision)
  cross join lateral (select (v.decision).*) d
  where d.outcome is not null
  order by d.until desc nulls first, v.turn limit 1;
  return case when found.outcome is not null then found end;
end $$;
revoke all on function private.judge_number(public.call_schedules, public.call_purpose, timestamptz, public.consent_kind,
  jsonb, interval) from public, anon, authenticated, service_role;

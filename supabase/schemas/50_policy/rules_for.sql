-- The rules of the pack that hold for calls with this purpose on a day where the phone rings: those of every jurisdiction, and of an
-- aspect that none of them has a word on, the default's. Less what the organisation has loosened.
create function private.rules_for(p_org_id uuid, p_purpose public.call_purpose, p_jurisdictions text[], p_day date)
returns setof private.policy_rules
language sql stable security definer set search_path = '' as $$
  with valid as materialized (
    select r.* from private.policy_rules r
    where r.jurisdiction = any (p_jurisdictions || array['*']) and p_purpose = any (r.purposes)
      and r.valid_from <= p_day and (r.valid_to is null or p_day < r.valid_to)
  )
  select v.*
  from valid v
  where (v.jurisdiction <> '*' or not exists (select from valid o where o.jurisdiction <> '*' and o.aspect = v.aspect))
    and not private.is_loosened(p_org_id, v.id, v.aspect)
$$;
revoke all on function private.rules_for(uuid, public.call_purpose, text[], date) from public, anon, authenticated, service_role;

-- Does the organisation call that country at all. p_org_id null: it has no rules of its own. A number whose country nobody knows is
-- in none.
create function private.judge_country(p_country text, p_org_id uuid) returns private.decision
language plpgsql stable security definer set search_path = '' as $$
begin
  if p_org_id is not null and exists (
    select from public.calling_policies p
    where p.org_id = p_org_id and p.countries is not null and (p_country = any (p.countries)) is not true
  ) then
    return private.stop('country_not_enabled', jsonb_build_object('country', coalesce(p_country, 'an unknown country')));
  end if;
  return null;
end $$;
revoke all on function private.judge_country(text, uuid) from public, anon, authenticated, service_role;

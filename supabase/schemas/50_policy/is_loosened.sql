-- Does a rule of the pack not hold for an organisation at present (see calling_policies.loosened). '*' is every rule about hours, caps
-- and quiet; never one about consent, registries or refusals.
create function private.is_loosened(p_org_id uuid, p_rule_id text, p_aspect public.policy_aspect) returns boolean
language sql stable security definer set search_path = '' as $$
  select exists (
    select from public.calling_policies p
    cross join lateral jsonb_to_recordset(p.loosened) as l (rule_id text, until timestamptz)
    where p.org_id = p_org_id and (l.until is null or l.until > private.current_time())
      and (l.rule_id = p_rule_id or l.rule_id = '*' and p_aspect in ('hours', 'cap', 'quiet_after_talk')))
$$;
revoke all on function private.is_loosened(uuid, text, public.policy_aspect) from public, anon, authenticated, service_role;

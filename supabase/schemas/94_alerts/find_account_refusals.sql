-- An organisation's calling was stopped because of its account: by a code among those given. The threshold says only whether that is told.
create function private.stopped_by(p_code public.alert_code, variadic p_reasons public.reason_code[]) returns setof private.alert_finding
language sql stable security definer set search_path = '' as $$
  select o.id, '', null::numeric, jsonb_build_object('calling_paused_code', o.calling_paused_code, 'calling_paused_at', o.calling_paused_at)
  from public.organizations o
  join private.organizations_to_tell(p_code) t on t.org_id = o.id
  where o.calling_paused_code = any (p_reasons)
$$;
revoke all on function private.stopped_by(public.alert_code, public.reason_code[]) from public, anon, authenticated, service_role;

-- Bolna's wallet is empty.
create function private.find_wallet_empty() returns setof private.alert_finding
language sql stable security definer set search_path = '' as $$
  select f.org_id, f.subject, f.value, f.data from private.stopped_by('wallet_empty', 'balance_low', 'bolna_payment') f
$$;
revoke all on function private.find_wallet_empty() from public, anon, authenticated, service_role;

-- Bolna does not take the key, or does not know the agent or the number that it calls from.
create function private.find_bolna_rejected() returns setof private.alert_finding
language sql stable security definer set search_path = '' as $$
  select f.org_id, f.subject, f.value, f.data from private.stopped_by('bolna_rejected', 'bolna_credentials', 'bolna_agent_unknown', 'bolna_from_number') f
$$;
revoke all on function private.find_bolna_rejected() from public, anon, authenticated, service_role;

-- HubSpot does not take the token, or what it lets us do or has set up does not suffice. What mends itself (a daily limit, an outage)
-- is not among these.
create function private.find_hubspot_rejected() returns setof private.alert_finding
language sql stable security definer set search_path = '' as $$
  select c.org_id, '', null::numeric, jsonb_build_object('hubspot_state', c.state)
  from public.hubspot_connections c
  join private.organizations_to_tell('hubspot_rejected') t on t.org_id = c.org_id
  where c.removed_at is null
    and c.state in ('token_missing', 'token_rejected', 'scope_missing', 'property_missing', 'property_type_wrong')
$$;
revoke all on function private.find_hubspot_rejected() from public, anon, authenticated, service_role;

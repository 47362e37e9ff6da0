-- The calls to a number of the organisation that rang after a moment, or may have.
create function private.rang(p_org_id uuid, p_phone_hash text, p_after timestamptz)
returns table (rang_at timestamptz, ended_at timestamptz, answered boolean)
language sql stable security definer set search_path = '' as $$
  select a.rang_at, a.ended_at, a.answered
  from private.rung_attempts a
  -- A call is placed within its lease, which is ten minutes at most.
  where a.org_id = p_org_id and a.contact_phone_hash = p_phone_hash and a.claimed_at > p_after - interval '1 hour'
    and a.rang_at > p_after
$$;
revoke all on function private.rang(uuid, text, timestamptz) from public, anon, authenticated, service_role;

-- The same of calls about a topic.
create function private.rang_about(p_org_id uuid, p_phone_hash text, p_topic text, p_after timestamptz)
returns table (rang_at timestamptz)
language sql stable security definer set search_path = '' as $$
  select a.rang_at
  from private.rung_attempts a join public.call_schedules s on s.id = a.schedule_id and s.call_topic = p_topic
  where a.org_id = p_org_id and a.contact_phone_hash = p_phone_hash and a.claimed_at > p_after - interval '1 hour'
    and a.rang_at > p_after
$$;
revoke all on function private.rang_about(uuid, text, text, timestamptz) from public, anon, authenticated, service_role;

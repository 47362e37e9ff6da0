-- The calls to a number of the organisation that rang after a moment, or may have: also one that was held not to have been made, once
-- its execution turned up (private.note_late_execution).
create function private.rang(p_org_id uuid, p_phone_hash text, p_after timestamptz)
returns table (rang_at timestamptz, ended_at timestamptz, answered boolean)
language sql stable security definer set search_path = '' as $$
  select coalesce(a.placed_at, a.claimed_at), a.ended_at, a.answered
  from public.call_attempts a
  -- A call is placed within its lease, which is ten minutes at most.
  where a.org_id = p_org_id and a.contact_phone_hash = p_phone_hash and a.claimed_at > p_after - interval '1 hour'
    and coalesce(a.placed_at, a.claimed_at) > p_after
    and (a.state <> 'ended' or a.outcome not in ('refused', 'not_sent', 'paused', 'balance_low', 'absent')
      or a.outcome = 'absent' and a.bolna_execution_id is not null)
$$;
revoke all on function private.rang(uuid, text, timestamptz) from public, anon, authenticated, service_role;

-- The same of calls about a topic.
create function private.rang_about(p_org_id uuid, p_phone_hash text, p_topic text, p_after timestamptz)
returns table (rang_at timestamptz)
language sql stable security definer set search_path = '' as $$
  select coalesce(a.placed_at, a.claimed_at)
  from public.call_attempts a join public.call_schedules s on s.id = a.schedule_id and s.call_topic = p_topic
  where a.org_id = p_org_id and a.contact_phone_hash = p_phone_hash and a.claimed_at > p_after - interval '1 hour'
    and coalesce(a.placed_at, a.claimed_at) > p_after
    and (a.state <> 'ended' or a.outcome not in ('refused', 'not_sent', 'paused', 'balance_low', 'absent')
      or a.outcome = 'absent' and a.bolna_execution_id is not null)
$$;
revoke all on function private.rang_about(uuid, text, text, timestamptz) from public, anon, authenticated, service_role;

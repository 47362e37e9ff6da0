-- The numbers of an organisation that rang after a moment, or may have: when, the latest first, and the end of the last talk; about:
-- the calls about p_topic alone (null: nobody asks). What counts is what counts for private.rang.
create function private.numbers_called(p_org_id uuid, p_after timestamptz, p_topic text)
returns table (phone_hash text, times timestamptz[], about timestamptz[], talked_at timestamptz)
language sql stable security definer set search_path = '' as $$
  select a.contact_phone_hash, array_agg(a.rang_at order by a.rang_at desc),
    array_agg(a.rang_at order by a.rang_at desc) filter (where s.id is not null), max(a.ended_at) filter (where a.answered)
  from private.rung_attempts a
  left join public.call_schedules s on p_topic is not null and s.id = a.schedule_id and s.call_topic = p_topic
  where a.org_id = p_org_id and a.claimed_at > p_after - interval '1 hour'
  group by a.contact_phone_hash
$$;
revoke all on function private.numbers_called(uuid, timestamptz, text) from public, anon, authenticated, service_role;

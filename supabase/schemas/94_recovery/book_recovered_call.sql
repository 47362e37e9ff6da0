-- Writes down a call that was booked and made after the backup, as far as Bolna's record tells of it; who booked it is lost. False: the
-- organisation is gone, or has no agent.
create function private.book_recovered_call(p_id uuid, p_called_at timestamptz, p_lost jsonb) returns boolean
language plpgsql security definer set search_path = '' as $$
begin
  insert into public.call_schedules (id, org_id, agent_id, contact_id, contact_name, contact_phone_enc, contact_phone_hash,
    global_phone_hash, scheduled_at, call_topic, call_language, purpose)
  select p_id, a.org_id, a.id, p_id::text, l.contact_name, l.contact_phone_enc, l.contact_phone_hash, l.global_phone_hash,
    p_called_at, l.call_topic, l.call_language, coalesce(private.default_purpose(a.org_id), 'service')
  from jsonb_to_record(p_lost) as l (org_id uuid, agent text, contact_name text, call_topic text, call_language text,
    contact_phone_enc text, contact_phone_hash text, global_phone_hash text)
  cross join lateral (
    select g.id, g.org_id from public.agents g
    where g.org_id = l.org_id
    order by g.bolna_agent_id::text is not distinct from l.agent desc, g.is_active desc, g.id limit 1
  ) a
  on conflict (id) do nothing;
  return found;
end $$;
revoke all on function private.book_recovered_call(uuid, timestamptz, jsonb) from public, anon, authenticated, service_role;

-- What is kept of an event's snapshot: all of it, but for the agent where it is the one that the attempt asked, as it is but for
-- forged events; of one that is too large to be kept a note of its size.
create function private.kept_snapshot(p_snapshot jsonb, p_bolna_agent_id text) returns jsonb
language plpgsql immutable set search_path = '' as $$
begin
  if octet_length(p_snapshot::text) > 16384 then
    return jsonb_build_object('reduced_from_bytes', octet_length(p_snapshot::text));
  end if;
  return case when p_snapshot ->> 'agent_id' = p_bolna_agent_id then p_snapshot - 'agent_id' else p_snapshot end;
end $$;
revoke all on function private.kept_snapshot(jsonb, text) from public, anon, authenticated, service_role;

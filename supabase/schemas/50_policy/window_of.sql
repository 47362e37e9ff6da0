-- The window of these terms as it holds at a moment; its demands computed where none is kept that does. id null: not kept.
create function private.window_of(t private.call_terms, p_at timestamptz) returns private.calling_windows
language plpgsql stable security definer set search_path = '' as $$
declare
  -- Once: in the condition itself it would be asked for the plan and for each row too.
  wanted constant text := private.window_key(t);
  w private.calling_windows;
begin
  select c.* into w from private.calling_windows c
  where c.key = wanted and c.demands_until > p_at;
  if not found then
    w := (null, null, t.org_id, t.policy_at, t.purpose, t.jurisdictions, t.zones,
      private.policy_demands(t.org_id, t.purpose, t.jurisdictions, t.zones, p_at), null, '-infinity', null)::private.calling_windows;
  end if;
  return w;
end $$;
revoke all on function private.window_of(private.call_terms, timestamptz) from public, anon, authenticated, service_role;

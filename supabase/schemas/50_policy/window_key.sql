-- One text for the same terms, by which their window is found.
create function private.window_key(t private.call_terms) returns text
language plpgsql stable set search_path = '' as $$
begin
  return concat_ws('/', coalesce(t.org_id || ' ' || extract(epoch from t.policy_at), 'everybody'), t.purpose, array_to_string(t.jurisdictions, ' '),
    array_to_string(t.zones, ' '));
end $$;
revoke all on function private.window_key(private.call_terms) from public, anon, authenticated, service_role;

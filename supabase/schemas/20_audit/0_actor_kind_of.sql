-- What kind of actor writes, given private.acting_user().
create function private.actor_kind_of(p_user uuid) returns public.actor_kind
language plpgsql stable set search_path = '' as $$
begin
  return case
    when p_user is not null then 'user'::public.actor_kind
    when current_setting('role', true) = 'service_role' then 'service'
    else 'operator'
  end;
end $$;
revoke all on function private.actor_kind_of(uuid) from public, anon, authenticated, service_role;

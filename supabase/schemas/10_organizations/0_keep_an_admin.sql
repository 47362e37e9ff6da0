-- An organisation cannot lock itself out: its last admin neither leaves nor steps down. An operator may do anything.
create function private.keep_an_admin() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if current_setting('role', true) = 'authenticated' and old.role = 'admin'
    and (tg_op = 'DELETE' or new.role <> 'admin') then
    -- Under the organisation's lock, so that the last two cannot leave at once.
    perform from public.organizations o where o.id = old.org_id for no key update;
    if not exists (
      select from public.memberships m
      where m.org_id = old.org_id and m.role = 'admin' and m.user_id <> old.user_id
    ) then
      raise exception 'an organisation keeps at least one admin'
        using errcode = '23514', hint = 'last_admin'::public.refusal_code;
    end if;
  end if;
  return case when tg_op = 'DELETE' then old else new end;
end $$;
revoke all on function private.keep_an_admin() from public;

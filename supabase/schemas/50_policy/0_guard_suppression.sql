-- A suppression never changes: it is lifted once, with who and why, or runs out when it said it would. It goes only with its
-- organisation. Whatever is stricter is a row of its own.
create function private.guard_suppression() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  lifting constant text[] := array['removed_at', 'removed_by', 'removed_reason'];
begin
  if tg_op = 'DELETE' then
    if exists (select from public.organizations o where o.id = old.org_id) then
      raise exception 'a suppression is lifted, never deleted' using errcode = '42501';
    end if;
    return old;
  elsif old.removed_at is not null or to_jsonb(new) - lifting <> to_jsonb(old) - lifting then
    raise exception 'a suppression is lifted once, and changes in nothing else' using errcode = '42501';
  end if;
  return new;
end $$;
revoke all on function private.guard_suppression() from public, anon, authenticated, service_role;

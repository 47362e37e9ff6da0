-- A suppression never changes: it is lifted once, with who and why, or runs out when it said it would; and what it says beside the
-- number's hash and its scope can be erased. It goes only with its
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
  elsif private.is_erasure(to_jsonb(old), to_jsonb(new), array['reason', 'evidence', 'removed_reason', 'phone_last4']) then
    return new;
  elsif old.removed_at is not null or to_jsonb(new) - lifting <> to_jsonb(old) - lifting then
    raise exception 'a suppression is lifted once, and changes in nothing else' using errcode = '42501';
  end if;
  return new;
end $$;
revoke all on function private.guard_suppression() from public, anon, authenticated, service_role;

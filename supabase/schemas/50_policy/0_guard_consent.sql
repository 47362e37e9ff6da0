-- The proof of a consent never changes, but that whose it was can be erased: it is withdrawn once, and goes only with its organisation. A wording, never.
create function private.guard_consent() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  withdrawal constant text[] := array['revoked_at', 'revoked_via', 'revoked_reason', 'revoked_by'];
begin
  if tg_op = 'DELETE' then
    if exists (select from public.organizations o where o.id = old.org_id) then
      raise exception 'a consent is withdrawn, never deleted' using errcode = '42501';
    end if;
    return old;
  elsif tg_table_name = 'consents' and private.is_erasure(to_jsonb(old), to_jsonb(new),
    array['contact_id', 'contact_name', 'relation', 'evidence', 'phone_last4', 'revoked_reason']) then
    return new;
  elsif tg_table_name = 'consent_wordings' or to_jsonb(old) ->> 'revoked_at' is not null
    or to_jsonb(new) - withdrawal <> to_jsonb(old) - withdrawal then
    raise exception 'a consent is withdrawn once, and changes in nothing else' using errcode = '42501';
  end if;
  return new;
end $$;
revoke all on function private.guard_consent() from public, anon, authenticated, service_role;

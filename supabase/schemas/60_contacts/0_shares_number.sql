-- Has another contact of the same organisation the same number? For contacts of the caller's own organisations. Asked once
-- for each contact of a list that is narrowed by it, hence not a plain query: its plan is kept (100 000 contacts in 1.5 s,
-- 10 s as a query), and whose contact it is matters only where the answer would be yes.
create function private.shares_number(p_contact_row_id uuid) returns boolean
language plpgsql stable security definer set search_path = '' as $$
declare
  c record;
begin
  select k.id, k.org_id, k.phone_hash into c from public.contacts k where k.id = p_contact_row_id;
  return exists (
      select from public.contacts other
      where other.org_id = c.org_id and other.phone_hash = c.phone_hash and other.id <> c.id and other.removed_at is null)
    and c.org_id in (select private.my_org_ids());
end $$;
revoke all on function private.shares_number(uuid) from public;
grant execute on function private.shares_number(uuid) to authenticated;

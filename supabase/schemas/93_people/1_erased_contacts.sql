-- Contacts of HubSpot that were erased here while HubSpot may have them still: they never come back into the cache by being read
-- again, nor by one that they are merged into. All that is left of them beside what the law asks for. Deleting the row lets them in again.
create table private.erased_contacts (
  org_id uuid not null references public.organizations (id) on delete cascade,
  contact_id text not null check (char_length(contact_id) between 1 and 128),
  erased_at timestamptz not null default private.current_time(),
  primary key (org_id, contact_id)
);
alter table private.erased_contacts enable row level security;

create function private.keep_out_erased_contact() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  return case when exists (select from private.erased_contacts e 
      where e.org_id = new.org_id and e.contact_id = any (new.merged_ids || new.contact_id))
    then null else new end;
end $$;
revoke all on function private.keep_out_erased_contact() from public, anon, authenticated, service_role;

create trigger contacts_keep_out_erased before insert on public.contacts
  for each row execute function private.keep_out_erased_contact();

-- What a call is found by when somebody searches: the name in lower case, and the hash of its number. Apart from the calls, whose
-- rows are written anew with each step of a call: this index, dear to write, is written when a call is booked and else only when
-- its name or number changes. Never read by users: private.find_calls asks it for them.
create table private.call_names (
  -- No foreign key: the triggers below keep it true at half the cost.
  call_id uuid primary key,
  org_id uuid not null,
  name text not null check (char_length(name) <= 400),
  contact_phone_hash text not null check (char_length(contact_phone_hash) = 64)
);
create index call_names_number_idx on private.call_names (org_id, contact_phone_hash);
-- A short list of what is not yet sorted in: a search reads it whole, and whoever fills it sorts it in.
create index call_names_pieces_idx on private.call_names using gin (private.name_pieces(org_id, name))
  with (gin_pending_list_limit = 256);
alter table private.call_names enable row level security;

create function private.keep_call_names() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if tg_op = 'DELETE' then
    delete from private.call_names n using old_rows o where n.call_id = o.id;
  else
    insert into private.call_names (call_id, org_id, name, contact_phone_hash)
    select c.id, c.org_id, lower(c.contact_name), c.contact_phone_hash from new_rows c;
  end if;
  return null;
end $$;
revoke all on function private.keep_call_names() from public;

create function private.change_call_name() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  update private.call_names n set name = lower(new.contact_name), contact_phone_hash = new.contact_phone_hash
  where n.call_id = new.id;
  return null;
end $$;
revoke all on function private.change_call_name() from public;

create trigger call_schedules_names_insert after insert on public.call_schedules
  referencing new table as new_rows for each statement execute function private.keep_call_names();
create trigger call_schedules_names_delete after delete on public.call_schedules
  referencing old table as old_rows for each statement execute function private.keep_call_names();
create trigger call_schedules_names_update after update on public.call_schedules for each row
  when (old.contact_name <> new.contact_name or old.contact_phone_hash <> new.contact_phone_hash)
  execute function private.change_call_name();

-- Makes all of them anew, for a database whose calls came in without triggers.
create function private.recount_call_names() returns void
language sql security definer set search_path = '' as $$
  delete from private.call_names;
  insert into private.call_names (call_id, org_id, name, contact_phone_hash)
  select s.id, s.org_id, lower(s.contact_name), s.contact_phone_hash from public.call_schedules s;
$$;
revoke all on function private.recount_call_names() from public, anon, authenticated, service_role;

-- Whoever asked HubSpot with the token and settings of before finds that they are no longer those.
create function private.revise_hubspot_connection() returns trigger
language plpgsql set search_path = '' as $$
begin
  new.revision := old.revision + 1;
  return new;
end $$;
revoke all on function private.revise_hubspot_connection() from public;

-- Ids of records of HubSpot, at most as many as a record is merged from.
create function private.are_contact_ids(p_ids text[]) returns boolean
language sql immutable set search_path = '' as $$
  select cardinality(p_ids) <= 10000
    and not exists (select from unnest(p_ids) as i (id) where (i.id ~ '^[1-9][0-9]{0,17}$') is not true)
$$;
revoke all on function private.are_contact_ids(text[]) from public;

-- Allowances such as GB:PREMIUM_RATE: a country of ISO 3166, or 001 for what belongs to none, and a kind of its numbers.
create function private.are_number_kinds(p_allowances text[]) returns boolean
language sql immutable set search_path = '' as $$
  select cardinality(p_allowances) <= 500 and not exists (
    select from unnest(p_allowances) as a (allowance)
    where a.allowance is null or a.allowance !~ '^([A-Z]{2}|001):[A-Z_]+$'
      or split_part(a.allowance, ':', 2) <> all (enum_range(null::public.number_kind)::text[])
  )
$$;
revoke all on function private.are_number_kinds(text[]) from public;
grant execute on function private.are_number_kinds(text[]) to service_role;

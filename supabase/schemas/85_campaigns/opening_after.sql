-- The first moment at or after p_at at which one of these spans (in order) has p_rest left; null: none.
create function private.opening_after(p_opens timestamptz[], p_closes timestamptz[], p_rest interval, p_at timestamptz)
returns timestamptz
language sql immutable set search_path = '' as $$
  select greatest(p_at, p_opens[1 + width_bucket(p_at + p_rest - interval '1 microsecond', p_closes)])
  where cardinality(p_closes) > width_bucket(p_at + p_rest - interval '1 microsecond', p_closes)
$$;
revoke all on function private.opening_after(timestamptz[], timestamptz[], interval, timestamptz)
  from public, anon, authenticated, service_role;

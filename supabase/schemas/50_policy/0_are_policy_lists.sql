-- The forms of the lists in a calling policy.

create function private.are_blackouts(p_list jsonb) returns boolean
language sql immutable set search_path = '' as $$
  select jsonb_typeof(p_list) = 'array' and jsonb_array_length(p_list) <= 200 and pg_column_size(p_list) <= 65536
    and (select coalesce(bool_and(
      jsonb_typeof(b) = 'object' and b - array['from', 'to', 'reason'] = '{}'
      and private.is_moment(b ->> 'from') and private.is_moment(b ->> 'to') and private.is_text(b ->> 'reason', 500)
      and private.is_before(b ->> 'from', b ->> 'to')), true)
    from jsonb_array_elements(case when jsonb_typeof(p_list) = 'array' then p_list else '[]' end) b)
$$;

create function private.are_caps(p_list jsonb) returns boolean
language sql immutable set search_path = '' as $$
  select jsonb_typeof(p_list) = 'array' and jsonb_array_length(p_list) <= 10
    and (select coalesce(bool_and(
      jsonb_typeof(c) = 'object' and c - array['calls', 'per', 'scope'] = '{}' and coalesce(c ->> 'scope', 'number') in ('number', 'subject')
      and (c ->> 'calls') ~ '^[0-9]{1,4}$' and (c ->> 'per') in ('24 hours', '7 days', '30 days')), true)
    from jsonb_array_elements(case when jsonb_typeof(p_list) = 'array' then p_list else '[]' end) c)
$$;

create function private.are_loosenings(p_list jsonb) returns boolean
language sql immutable set search_path = '' as $$
  select jsonb_typeof(p_list) = 'array' and jsonb_array_length(p_list) <= 200 and pg_column_size(p_list) <= 65536
    and (select coalesce(bool_and(
      jsonb_typeof(l) = 'object' and l - array['rule_id', 'reason', 'until'] = '{}'
      and private.is_text(l ->> 'rule_id', 100) and private.is_text(l ->> 'reason', 500)
      and (l ->> 'until' is null or private.is_moment(l ->> 'until'))), true)
    from jsonb_array_elements(case when jsonb_typeof(p_list) = 'array' then p_list else '[]' end) l)
$$;

-- Countries as ISO 3166 has them, each once.
create function private.are_countries(p_list text[]) returns boolean
language sql immutable set search_path = '' as $$
  select cardinality(p_list) between 1 and 250 and array_position(p_list, null) is null
    and (select bool_and(c ~ '^[A-Z]{2}$') and count(distinct c) = count(*) from unnest(p_list) c)
$$;
revoke all on function private.are_countries(text[]) from public, anon, authenticated, service_role;

-- RFC 3339 with an offset, so that it is the same moment in every session.
create function private.is_moment(p_text text) returns boolean
language sql immutable set search_path = '' as $$
  select coalesce(p_text ~ '^20[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]{1,6})?)?(Z|[+-][01][0-9]:[0-5][0-9])$', false)
$$;

-- Expects two moments. They name their offsets, so that this is immutable, whatever timestamptz may be otherwise.
create function private.is_before(p_from text, p_to text) returns boolean
language plpgsql immutable set search_path = '' as $$
begin
  return p_from::timestamptz < p_to::timestamptz;
exception when datetime_field_overflow or invalid_datetime_format then return false;
end $$;
revoke all on function private.are_blackouts(jsonb), private.are_caps(jsonb), private.are_loosenings(jsonb),
  private.is_moment(text), private.is_before(text, text) from public, anon, authenticated, service_role;

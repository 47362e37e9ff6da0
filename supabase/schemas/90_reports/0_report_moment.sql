-- The moment that a report begins or, p_is_end, ends with: a time, or a day of the zone's calendar, which an end includes.
create function private.report_moment(p_text text, p_zone text, p_is_end boolean) returns timestamptz
language plpgsql stable set search_path = '' as $$
begin
  if p_text ~ '^\d{4}-\d\d-\d\d$' then
    return (p_text::date + case when p_is_end then 1 else 0 end)::timestamp at time zone p_zone;
  end if;
  return p_text::timestamptz;
end $$;
revoke all on function private.report_moment(text, text, boolean) from public, anon, authenticated, service_role;

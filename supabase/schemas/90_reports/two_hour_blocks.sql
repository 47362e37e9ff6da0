-- The open hours between two moments in pieces of two hours by the clock of a zone (0, 2, 4 … o'clock), as far as they are five minutes
-- long at least. weekday: 0 is Monday; block: 0 to 11.
create function private.two_hour_blocks(
  p_opens timestamptz[], p_closes timestamptz[], p_zone text, p_from timestamptz, p_until timestamptz
) returns table (begins timestamptz, ends timestamptz, weekday integer, block integer)
language sql stable set search_path = '' as $$
  select p.begins, p.ends, p.weekday, p.block
  from (
    select greatest(h.opens, b.local at time zone p_zone) as begins, least(h.closes, (b.local + interval '2 hours') at time zone p_zone) as ends,
      extract(isodow from b.local)::integer - 1 as weekday, extract(hour from b.local)::integer / 2 as block
    from (
      select greatest(s.opens, p_from) as opens, least(s.closes, p_until) as closes from unnest(p_opens, p_closes) s (opens, closes)
    ) h
    cross join lateral (select h.opens at time zone p_zone as opens, h.closes at time zone p_zone as closes) l
    cross join lateral generate_series(date_trunc('day', l.opens) + extract(hour from l.opens)::integer / 2 * interval '2 hours', l.closes,
      interval '2 hours') b (local)
    where h.opens < h.closes
  ) p
  where p.ends - p.begins >= interval '5 minutes'
$$;
revoke all on function private.two_hour_blocks(timestamptz[], timestamptz[], text, timestamptz, timestamptz)
  from public, anon, authenticated, service_role;

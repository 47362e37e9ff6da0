-- Which of the open hours between two moments is best for a call to somebody who did not answer: {at, weekday, block, rate, explored};
-- null: there is none. Among the two-hour blocks where the phone rings that with the highest rate, the earliest of equals, and in it a
-- moment by chance, so that those who wait for it do not come at once; never the two hours in which the last call failed, on any day.
-- One time in ten any block, since nothing is learnt of hours in which nobody is called.
--   p_rates: of the week's blocks (private.answer_rates), Monday's first. p_opens, p_closes: when calls may begin.
--   p_explore, p_within: chance, 0 to 1, handed in.
create function private.choose_slot(
  p_rates numeric[], p_opens timestamptz[], p_closes timestamptz[], p_zone text, p_from timestamptz, p_until timestamptz,
  p_failed_at timestamptz, p_explore double precision, p_within double precision
) returns jsonb
language sql stable set search_path = '' as $$
  with slots as (
    select b.begins, b.ends, b.weekday, b.block, p_rates[b.weekday * 12 + b.block + 1] as rate,
      row_number() over (order by p_rates[b.weekday * 12 + b.block + 1] desc, b.begins) as place,
      row_number() over (order by b.begins) - 1 as turn, count(*) over () as slots
    from private.two_hour_blocks(p_opens, p_closes, p_zone, p_from, p_until) b
    where b.block is distinct from extract(hour from p_failed_at at time zone p_zone)::integer / 2
  )
  select jsonb_build_object('at', s.begins + (s.ends - s.begins) * p_within, 'weekday', s.weekday, 'block', s.block, 'rate', s.rate,
    'explored', p_explore < 0.1)
  from slots s
  where case when p_explore < 0.1 then s.turn = floor(p_explore * 10 * s.slots) else s.place = 1 end
$$;
revoke all on function private.choose_slot(numeric[], timestamptz[], timestamptz[], text, timestamptz, timestamptz, timestamptz,
  double precision, double precision) from public, anon, authenticated, service_role;

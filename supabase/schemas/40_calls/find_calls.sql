-- The ids of one page of an organisation's calls, in the order of p_sort, then of id; none for whoever is no member. Behind
-- (p_after_at, p_after_id), the last of the page before. p_filters: those of private.call_conditions, and status, a list. Each
-- status is walked by itself in the index that has it in this order, so that few or none of it are found as soon as many; the latest
-- changes by news_at, which is updated_at of all but those that are being called: these are few, and sorted. A part
-- of a name is first looked for among the next 2 000 calls, where one that many have is found at once (sorting all that have it
-- took 2 s at 500 000), then by the index of names, where one that few have is.
create function private.find_calls(
  p_org_id uuid, p_filters jsonb, p_sort public.call_sort, p_after_at timestamptz, p_after_id uuid, p_limit integer
) returns uuid[]
language plpgsql stable security definer set search_path = '' as $$
declare
  by_column constant text := ltrim(p_sort::text, '-');
  direction constant text := case when p_sort::text like '-%' then 'desc' else 'asc' end;
  in_order constant text := format('at %s, id %1$s', direction);
  sought constant text := lower(p_filters ->> 'q');
  source constant text := private.call_source(p_org_id, p_filters);
  by_name constant boolean := sought is not null and not p_filters ?| array['phone_hash', 'attention'];
  -- Of one or two characters no index knows: all are walked.
  walked_most constant integer := case when by_name and char_length(sought) >= 3 then 2000 end;
  statuses constant text[] := case
    when p_filters ? 'status' then array(select distinct e::public.call_status::text from jsonb_array_elements_text(p_filters -> 'status') e)
    when p_sort = 'scheduled_at' then array[null::text]
    else enum_range(null::public.call_status)::text[] end;
  behind constant text := case when p_after_at is null then '' else format(' and (s.%%1$I, s.id) %s (%L::timestamptz, %L::uuid)',
    case direction when 'desc' then '<' else '>' end, p_after_at, p_after_id) end;
  walk text;
  walked integer;
  page uuid[];
begin
  if p_org_id is null or p_org_id not in (select private.my_org_ids()) then
    return '{}'::uuid[];
  end if;
  if by_name or source = 'public.call_schedules' then
    walk := (
      select string_agg(format('(select s.id, s.%I as at, s.contact_name from public.call_schedules s where %s%s%s order by s.%1$I %5$s, s.id %5$s%6$s)',
        w.ordered_by, private.call_conditions(p_org_id, p_filters - 'q', p_sort), format(behind, w.ordered_by),
        case when w.status is not null then format(' and s.call_status = %L', w.status) else '' end, direction,
        case when not by_name then format(' limit %s', p_limit) when walked_most is not null then format(' limit %s', walked_most)
          else '' end), ' union all ')
      from (
        select o.status, case when by_column = 'updated_at' and o.status <> 'in_progress' then 'news_at' else by_column end as ordered_by
        from unnest(statuses) as o (status)
      ) w);
    if not by_name then
      execute format('select array(select w.id from (%s) w order by %s limit %s)', walk, in_order, p_limit) into page;
      return page;
    end if;
    execute format('with w as materialized (select x.id, x.at, x.contact_name from (%1$s) x order by %2$s limit %3$L) '
        'select (select count(*) from w), array(select w.id from w where position(%4$L in lower(w.contact_name)) > 0 order by %2$s limit %5$s)',
        walk, in_order, walked_most, sought, p_limit)
      into walked, page;
    if walked_most is null or walked < walked_most or cardinality(page) >= p_limit then
      return page;
    end if;
  end if;
  execute format('select array(select w.id from (select s.id, s.%I as at from %s s where %s%s%s) w order by %s limit %s)',
      by_column, source, private.call_conditions(p_org_id, p_filters, p_sort), format(behind, by_column),
      case when p_filters ? 'status' then format(' and s.call_status = any (%L::public.call_status[])', statuses) else '' end,
      in_order, p_limit)
    into page;
  return page;
end $$;
revoke all on function private.find_calls(uuid, jsonb, public.call_sort, timestamptz, uuid, integer) from public, anon, authenticated, service_role;
grant execute on function private.find_calls(uuid, jsonb, public.call_sort, timestamptz, uuid, integer) to authenticated;

-- How many calls of each status a list has, and how many of it are flagged for a person; null for whoever is no member. p_filters: those
-- of list_call_schedules but status, and from and to are of due_at. Without any they are the sums of what is counted as it
-- changes; else each is counted up to 10 000, and `more` names those statuses of which there are more. Of a time alone, its whole days
-- (of UTC) are such sums too, and only what is left at its ends is counted: a year of 500 000 calls read 20 000 entries of an index,
-- and the rows of those that were written lately.
create function private.count_call_schedules(p_org_id uuid, p_filters jsonb) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  most constant integer := 10000;
  statuses constant text[] := enum_range(null::public.call_status)::text[];
  source constant text := private.call_source(p_org_id, p_filters);
  from_at constant timestamptz := coalesce((p_filters ->> 'from')::timestamptz, '-infinity');
  to_at constant timestamptz := coalesce((p_filters ->> 'to')::timestamptz, 'infinity');
  first_day constant timestamptz := date_trunc('day', from_at + interval '1 day' - interval '1 microsecond', 'UTC');
  day_behind constant timestamptz := date_trunc('day', to_at, 'UTC');
  by_days constant boolean := p_filters - array['from', 'to'] = '{}' and first_day < day_behind;
  -- What is counted row by row: all of it, or what lies before and behind the whole days.
  ranges constant text[] := case when by_days
    then array[format('s.due_at < %L', first_day), format('s.due_at >= %L', day_behind)] else array['true'] end;
  conditions constant text := private.call_conditions(p_org_id, p_filters, 'due_at');
  of_days jsonb;
  counted jsonb;
  more jsonb;
  flagged bigint;
begin
  if p_org_id is null or p_org_id not in (select private.my_org_ids()) then
    return null;
  elsif p_filters = '{}' then
    select jsonb_object_agg(t.status, t.calls), sum(t.attention) into counted, flagged
    from (
      select k.call_status as status, sum(k.calls) as calls, sum(k.attention) as attention
      from private.tallied_calls(p_org_id) k where k.call_status is not null group by k.call_status
    ) t;
    return jsonb_build_object('counts', (
      select jsonb_object_agg(w.status, coalesce((counted ->> w.status)::bigint, 0)) from unnest(statuses) as w (status)),
      'attention', coalesce(flagged, 0), 'more', '[]'::jsonb);
  end if;
  if by_days then
    select jsonb_object_agg(k.call_status, k.calls) into of_days
    from (
      select u.call_status, sum(u.calls) as calls
      from (
        select d.call_status, d.calls from private.call_days d
        where d.org_id = p_org_id and d.starts_at >= first_day and d.starts_at < day_behind
        union all
        select t.call_status, t.quantity from private.call_tallies t
        where t.org_id = p_org_id and t.subject = 'call' and t.starts_at >= first_day and t.starts_at < day_behind
      ) u
      group by u.call_status
    ) k;
  end if;
  execute format('select jsonb_object_agg(k.status, k.calls), jsonb_agg(k.status) filter (where k.is_more) from ('
    'select c.status, sum(least(c.calls, %1$s)) as calls, bool_or(c.calls > %1$s) as is_more from (%2$s) c group by c.status) k', most, (
    select string_agg(case
        when source = 'public.call_schedules' then format('select %1$L as status, count(*) as calls from '
          '(select from public.call_schedules s where %2$s and %4$s and s.call_status = %1$L limit %3$s) w', w.status, conditions, most + 1, r.range)
        -- What is searched for is read whole, and once.
        else format('select s.call_status::text as status, count(*) as calls from %s s where %s group by s.call_status', source, conditions)
        end, ' union all ')
    from unnest(case when source = 'public.call_schedules' then statuses else array['any'] end) as w (status), unnest(ranges) as r (range)))
  into counted, more;
  execute format('select count(*) from %s s where %s', private.call_source(p_org_id, '{"attention": true}'), conditions) into flagged;
  return jsonb_build_object(
    'counts', (select jsonb_object_agg(w.status, coalesce((of_days ->> w.status)::bigint, 0) + coalesce((counted ->> w.status)::bigint, 0))
      from unnest(statuses) as w (status)),
    'attention', flagged,
    'more', (select coalesce(jsonb_agg(w.status), '[]') from unnest(statuses) as w (status) where more ? w.status));
end $$;
revoke all on function private.count_call_schedules(uuid, jsonb) from public, anon, authenticated, service_role;
grant execute on function private.count_call_schedules(uuid, jsonb) to authenticated;

create function public.count_call_schedules(p_org_id uuid, p_filters jsonb default '{}') returns jsonb
language sql stable set search_path = '' as $$
  select private.count_call_schedules(p_org_id, p_filters)
$$;
revoke all on function public.count_call_schedules(uuid, jsonb) from public, anon, authenticated, service_role;
grant execute on function public.count_call_schedules(uuid, jsonb) to authenticated;

-- How many calls of each status a list has, and how many of it are flagged for a person; null for whoever is no member. p_filters: those
-- of list_call_schedules but status, and from and to are of due_at. Without any they are the sums of what is counted as it
-- changes; else each is counted up to 10 000, and `more` names those statuses of which there are more.
create function private.count_call_schedules(p_org_id uuid, p_filters jsonb) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  most constant integer := 10000;
  statuses constant text[] := enum_range(null::public.call_status)::text[];
  conditions constant text := private.call_conditions(p_org_id, p_filters, 'due_at');
  source constant text := private.call_source(p_org_id, p_filters);
  counted jsonb;
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
  execute (
    select 'select jsonb_object_agg(k.status, k.calls) from (' || string_agg(case
        when source = 'public.call_schedules' then format('select %1$L as status, count(*) as calls from '
          '(select from public.call_schedules s where %2$s and s.call_status = %1$L limit %3$s) w', w.status, conditions, most + 1)
        -- What is searched for is read whole, and once.
        else format('select s.call_status::text as status, count(*) as calls from %s s where %s group by s.call_status', source, conditions)
        end, ' union all ') || ') k'
    from unnest(case when source = 'public.call_schedules' then statuses else array['any'] end) as w (status))
  into counted;
  execute format('select count(*) from %s s where %s', private.call_source(p_org_id, '{"attention": true}'), conditions) into flagged;
  return jsonb_build_object(
    'counts', (select jsonb_object_agg(w.status, least(coalesce((counted ->> w.status)::bigint, 0), most)) from unnest(statuses) as w (status)),
    'attention', flagged,
    'more', (select coalesce(jsonb_agg(w.status), '[]') from unnest(statuses) as w (status) where (counted ->> w.status)::bigint > most));
end $$;
revoke all on function private.count_call_schedules(uuid, jsonb) from public, anon, authenticated, service_role;
grant execute on function private.count_call_schedules(uuid, jsonb) to authenticated;

create function public.count_call_schedules(p_org_id uuid, p_filters jsonb default '{}') returns jsonb
language sql stable set search_path = '' as $$
  select private.count_call_schedules(p_org_id, p_filters)
$$;
revoke all on function public.count_call_schedules(uuid, jsonb) from public, anon, authenticated, service_role;
grant execute on function public.count_call_schedules(uuid, jsonb) to authenticated;

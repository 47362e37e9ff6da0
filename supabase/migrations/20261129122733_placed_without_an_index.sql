SET local check_function_bodies = off;

DROP INDEX "public"."call_schedules_created_by_idx";

DROP INDEX "public"."call_schedules_news_idx";

DROP INDEX "public"."call_schedules_rule_idx";

ALTER TABLE "public"."call_schedules"
  ADD COLUMN "news_at" timestamp WITH time zone GENERATED ALWAYS AS (
CASE
    WHEN (call_status <> 'in_progress'::public.call_status) THEN updated_at
    ELSE NULL::timestamp WITH time zone
END) STORED;

CREATE OR REPLACE FUNCTION private.find_calls (
  p_org_id   uuid,
  p_filters  jsonb,
  p_sort     public.call_sort,
  p_after_at timestamp with time zone,
  p_after_id uuid,
  p_limit    integer
)
  RETURNS uuid[]
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
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
end $function$;

CREATE OR REPLACE FUNCTION private.write_audit_row()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  old_row jsonb := case when tg_op <> 'INSERT' then to_jsonb(old) else '{}' end;
  new_row jsonb := case when tg_op <> 'DELETE' then to_jsonb(new) else '{}' end;
  some_row jsonb := case when tg_op = 'DELETE' then old_row else new_row end;
  private_columns text[] := tg_argv[2:];
  actor uuid := private.acting_user();
  changed jsonb;
begin
  select coalesce(jsonb_object_agg(c.key, case
      when c.key = any (private_columns) then '"private"'::jsonb
      when tg_op = 'UPDATE' then jsonb_build_array(old_row -> c.key, new_row -> c.key)
      else c.value
    end), '{}')
  into changed
  from jsonb_each(some_row) c
  where c.key not in ('created_at', 'updated_at', 'news_at', 'dial_after', 'attention', 'bolna_status_at', 'next_check_at', 'check_count',
      'lease_expires_at')
    and case when tg_op = 'UPDATE' then old_row -> c.key is distinct from c.value
      else c.value <> 'null' and c.key not in (tg_argv[0], tg_argv[1]) end;

  if tg_op = 'UPDATE' and changed = '{}' then
    return null;
  end if;

  insert into public.audit_log (org_id, actor_id, actor_kind, action, table_name, row_id, changes)
  values (
    (some_row ->> tg_argv[0])::uuid,
    actor,
    private.actor_kind_of(actor),
    lower(tg_op)::public.audit_action, tg_table_name, some_row ->> tg_argv[1], changed
  );
  return null;
end $function$;

CREATE INDEX call_schedules_created_by_idx ON public.call_schedules USING btree (created_by)
  WHERE (created_by IS NOT NULL);

CREATE INDEX call_schedules_news_idx ON public.call_schedules USING btree (org_id, call_status, news_at, id)
  WHERE ((call_status <> 'in_progress'::public.call_status) AND (deleted_at IS NULL));

CREATE INDEX call_schedules_rule_idx ON public.call_schedules USING btree (org_id, rule_id)
  WHERE (rule_id IS NOT NULL);

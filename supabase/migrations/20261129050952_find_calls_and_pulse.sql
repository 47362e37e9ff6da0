SET local check_function_bodies = off;

CREATE TABLE "private"."call_names" (
  "call_id"            uuid NOT NULL,
  "org_id"             uuid NOT NULL,
  "name"               text NOT NULL,
  "contact_phone_hash" text NOT NULL,
  CONSTRAINT "call_names_contact_phone_hash_check" CHECK ((char_length(contact_phone_hash) = 64)),
  CONSTRAINT "call_names_name_check" CHECK ((char_length(name) <= 400)),
  CONSTRAINT "call_names_pkey" PRIMARY KEY (call_id)
);

ALTER TABLE "private"."call_names"
  ENABLE ROW LEVEL SECURITY;

CREATE TYPE "public"."call_sort" AS ENUM (
  'scheduled_at',
  'due_at',
  '-due_at',
  '-updated_at'
);

CREATE OR REPLACE FUNCTION private.call_conditions (
  p_org_id  uuid,
  p_filters jsonb,
  p_sort    public.call_sort
)
  RETURNS text
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  ranged constant text := case when p_sort in ('due_at', '-due_at') then 'due_at' else 'scheduled_at' end;
begin
  return concat_ws(' and ', format('s.org_id = %L::uuid and s.deleted_at is null', p_org_id),
    case when p_filters ? 'agent_id' then format('s.agent_id = %L::uuid', (p_filters ->> 'agent_id')::uuid) end,
    case when p_filters ? 'campaign_id' then format('s.campaign_id = %L::uuid', (p_filters ->> 'campaign_id')::uuid) end,
    case when p_filters ? 'rule_id' then format('s.rule_id = %L::uuid', (p_filters ->> 'rule_id')::uuid) end,
    case when p_filters ? 'contact_id' then format('s.contact_id = %L', private.plain_contact_id(p_filters ->> 'contact_id')) end,
    case when p_filters ? 'from' then format('s.%I >= %L::timestamptz', ranged, (p_filters ->> 'from')::timestamptz) end,
    case when p_filters ? 'to' then format('s.%I <= %L::timestamptz', ranged, (p_filters ->> 'to')::timestamptz) end,
    case when (p_filters ->> 'attention')::boolean then 's.attention_code is not null' end,
    case when p_filters ? 'q' then format('position(%L in lower(s.contact_name)) > 0', lower(p_filters ->> 'q')) end,
    case when p_filters ? 'phone_hash' then format('exists (select from private.call_names n '
      'where n.call_id = s.id and n.contact_phone_hash = %L)', p_filters ->> 'phone_hash') end);
end $function$;

CREATE OR REPLACE FUNCTION private.call_source (
  p_org_id  uuid,
  p_filters jsonb
)
  RETURNS text
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  columns constant text := 'c.id, c.org_id, c.deleted_at, c.agent_id, c.campaign_id, c.rule_id, c.contact_id, c.contact_name, '
    'c.scheduled_at, c.due_at, c.updated_at, c.call_status, c.attention_code';
  sought constant text := lower(p_filters ->> 'q');
begin
  return case
    when p_filters ? 'phone_hash' then format('(select %s from private.call_names n join public.call_schedules c on c.id = n.call_id '
      'where n.org_id = %L::uuid and n.contact_phone_hash = %L offset 0)', columns, p_org_id, p_filters ->> 'phone_hash')
    when (p_filters ->> 'attention')::boolean then format('(select %s from public.call_schedules c '
      'where c.org_id = %L::uuid and c.attention_code is not null and c.deleted_at is null offset 0)', columns, p_org_id)
    when char_length(sought) >= 3 then format('(select %s from (select n.call_id from private.call_names n '
      'where private.name_pieces(n.org_id, n.name) @> %L::text[] and n.org_id = %L::uuid and position(%L in n.name) > 0 offset 0) n '
      'join public.call_schedules c on c.id = n.call_id offset 0)',
      columns, private.name_pieces(p_org_id, sought), p_org_id, sought)
    else 'public.call_schedules' end;
end $function$;

CREATE OR REPLACE FUNCTION private.change_call_name()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  update private.call_names n set name = lower(new.contact_name), contact_phone_hash = new.contact_phone_hash
  where n.call_id = new.id;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION private.count_call_schedules (
  p_org_id  uuid,
  p_filters jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
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
end $function$;

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
  behind constant text := case when p_after_at is null then '' else format(' and (s.%I, s.id) %s (%L::timestamptz, %L::uuid)',
    by_column, case direction when 'desc' then '<' else '>' end, p_after_at, p_after_id) end;
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
        by_column, private.call_conditions(p_org_id, p_filters - 'q', p_sort), behind,
        case when w.status is not null then format(' and s.call_status = %L', w.status) else '' end, direction,
        case when not by_name then format(' limit %s', p_limit) when walked_most is not null then format(' limit %s', walked_most)
          else '' end), ' union all ')
      from unnest(statuses) as w (status));
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
      by_column, source, private.call_conditions(p_org_id, p_filters, p_sort), behind,
      case when p_filters ? 'status' then format(' and s.call_status = any (%L::public.call_status[])', statuses) else '' end,
      in_order, p_limit)
    into page;
  return page;
end $function$;

CREATE OR REPLACE FUNCTION private.keep_call_names()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  if tg_op = 'DELETE' then
    delete from private.call_names n using old_rows o where n.call_id = o.id;
  else
    insert into private.call_names (call_id, org_id, name, contact_phone_hash)
    select c.id, c.org_id, lower(c.contact_name), c.contact_phone_hash from new_rows c;
  end if;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION private.name_pieces (
  p_org_id uuid,
  p_name   text
)
  RETURNS text[]
  LANGUAGE plpgsql
  IMMUTABLE
  SET search_path TO ''
  AS $function$
begin
  return array(
    select distinct left(p_org_id::text, 8) || substr(p_name, n, 3)
    from generate_series(1, greatest(char_length(p_name) - 2, 1)) n);
end $function$;

CREATE OR REPLACE FUNCTION private.organization_pulse (
  p_slug text
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  o record;
  today date;
  begins timestamptz;
  ends timestamptz;
  now_calls record;
  days_calls record;
  due bigint;
  first_due timestamptz;
begin
  select c.id, c.time_zone, c.max_concurrent_calls, c.calling_paused_at,
    coalesce(private.all_calling_paused(), c.calling_paused_reason) as paused_reason
  into o
  from public.organizations c where c.slug = p_slug and c.id in (select private.my_org_ids());
  if not found then
    return null;
  end if;
  begin
    today := (private.current_time() at time zone o.time_zone)::date;
    begins := today::timestamp at time zone o.time_zone;
    ends := (today + 1)::timestamp at time zone o.time_zone;
  exception when invalid_parameter_value then
    -- A zone that this server does not know is no reason to show nothing.
    today := (private.current_time() at time zone 'UTC')::date;
    begins := today::timestamp at time zone 'UTC';
    ends := (today + 1)::timestamp at time zone 'UTC';
  end;
  select coalesce(sum(k.calls) filter (where k.call_status = 'in_progress'), 0) as in_progress, coalesce(sum(k.attention), 0) as attention
  into now_calls
  from (
    select c.call_status, c.calls, c.attention from private.call_totals c where c.org_id = o.id
    union all
    select t.call_status, t.quantity, t.attention from private.call_tallies t where t.org_id = o.id and t.subject = 'call'
  ) k;
  select coalesce(sum(k.calls_scheduled), 0) as scheduled, coalesce(sum(k.calls_in_progress), 0) as in_progress,
    coalesce(sum(k.calls_completed), 0) as completed, coalesce(sum(k.calls_failed), 0) as failed,
    coalesce(sum(k.calls_cancelled), 0) as cancelled
  into days_calls
  from (
    select r.calls_scheduled, r.calls_in_progress, r.calls_completed, r.calls_failed, r.calls_cancelled
    from private.report_counts r
    where r.org_id = o.id and r.grain = 'quarter' and r.starts_at >= begins and r.starts_at < ends
    union all
    select t.calls_scheduled, t.calls_in_progress, t.calls_completed, t.calls_failed, t.calls_cancelled
    from private.tallied_counts t where t.org_id = o.id and t.starts_at >= begins and t.starts_at < ends
  ) k;
  due := private.count_overdue(o.id);
  first_due := least(
    (select min(s.dial_after) from public.call_schedules s
      where s.org_id = o.id and s.campaign_id is null and s.dial_after is not null),
    (select min(s.dial_after) from public.call_schedules s
      where s.org_id = o.id and s.campaign_id is not null and s.dial_after is not null));
  return jsonb_build_object(
    'revision', coalesce((select max(l.id) from public.audit_log l where l.org_id = o.id), 0),
    'in_progress', now_calls.in_progress, 'lines', o.max_concurrent_calls, 'due', due, 'attention', now_calls.attention,
    'next_due_at', first_due, 'stalled', private.is_stalled(o.id),
    'swept_at', case when due > 0 or now_calls.in_progress > 0 then (
      select r.finished_at from private.worker_runs r
      where r.worker = 'sweep' and r.finished_at is not null order by r.id desc limit 1) end,
    'paused_reason', o.paused_reason, 'paused_at', case when o.paused_reason is not null then o.calling_paused_at end,
    'calls_today', jsonb_build_object('day', today, 'scheduled', days_calls.scheduled, 'in_progress', days_calls.in_progress,
      'completed', days_calls.completed, 'failed', days_calls.failed, 'cancelled', days_calls.cancelled,
      'completion_rate', round(days_calls.completed::numeric / nullif(days_calls.completed + days_calls.failed, 0), 4)));
end $function$;

CREATE OR REPLACE FUNCTION private.recount_call_names()
  RETURNS void
  LANGUAGE sql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
  delete from private.call_names;
  insert into private.call_names (call_id, org_id, name, contact_phone_hash)
  select s.id, s.org_id, lower(s.contact_name), s.contact_phone_hash from public.call_schedules s;
$function$;

CREATE OR REPLACE FUNCTION public.count_call_schedules (
  p_org_id  uuid,
  p_filters jsonb DEFAULT '{}'::jsonb
)
  RETURNS jsonb
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select private.count_call_schedules(p_org_id, p_filters)
$function$;

REVOKE ALL ON FUNCTION "public"."count_call_schedules"(uuid, jsonb) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.list_call_schedules (
  p_org_id   uuid,
  p_filters  jsonb                    DEFAULT '{}'::jsonb,
  p_sort     public.call_sort         DEFAULT 'scheduled_at'::public.call_sort,
  p_after_at timestamp with time zone DEFAULT NULL::timestamp WITH time zone,
  p_after_id uuid                     DEFAULT NULL::uuid,
  p_limit    integer                  DEFAULT 50
)
  RETURNS jsonb
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select coalesce(jsonb_agg(jsonb_build_object(
    'id', s.id, 'org_id', s.org_id, 'agent_id', s.agent_id, 'contact_id', s.contact_id, 'contact_name', s.contact_name,
    'contact_phone_enc', s.contact_phone_enc, 'scheduled_at', s.scheduled_at, 'call_topic', s.call_topic,
    'call_language', s.call_language, 'purpose', s.purpose, 'time_zone', s.time_zone, 'deadline_at', s.deadline_at,
    'is_active', s.is_active, 'call_status', s.call_status, 'bolna_call_id', s.bolna_call_id,
    'auto_trigger_enabled', s.auto_trigger_enabled, 'checkup_threshold_days', s.checkup_threshold_days,
    'last_checkup_date', s.last_checkup_date, 'created_at', s.created_at, 'updated_at', s.updated_at,
    'status_reason', s.status_reason, 'status_reason_code', s.status_reason_code, 'attention', s.attention,
    'attention_code', s.attention_code, 'attention_reason', s.attention_reason, 'attempt_count', s.attempt_count,
    'due_at', s.due_at, 'retry_at', s.retry_at, 'not_before', s.not_before, 'created_by', s.created_by, 'rule_id', s.rule_id,
    'campaign_id', s.campaign_id) order by f.place), '[]')
  from unnest(private.find_calls(p_org_id, p_filters, p_sort, p_after_at, p_after_id, least(greatest(p_limit, 1), 201)))
    with ordinality as f (id, place)
  join public.call_schedules s on s.id = f.id
$function$;

REVOKE ALL ON FUNCTION "public"."list_call_schedules"(uuid, jsonb, public.call_sort, timestamp WITH time zone, uuid, integer) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.organization_pulse (
  p_slug text
)
  RETURNS jsonb
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select private.organization_pulse(p_slug)
$function$;

REVOKE ALL ON FUNCTION "public"."organization_pulse"(text) FROM PUBLIC, "anon", "service_role";

CREATE INDEX call_names_number_idx ON private.call_names USING btree (org_id, contact_phone_hash);

CREATE INDEX call_schedules_attention_idx ON public.call_schedules USING btree (org_id)
  WHERE ((attention_code IS NOT NULL) AND (deleted_at IS NULL));

CREATE INDEX call_schedules_due_list_idx ON public.call_schedules USING btree (org_id, call_status, due_at, id)
  WHERE (deleted_at IS NULL);

CREATE INDEX call_schedules_news_idx ON public.call_schedules USING btree (org_id, call_status, updated_at, id)
  WHERE (deleted_at IS NULL);

-- What was booked before is found too.
INSERT INTO private.call_names (call_id, org_id, name, contact_phone_hash)
  SELECT s.id, s.org_id, lower(s.contact_name), s.contact_phone_hash FROM public.call_schedules s;

CREATE TRIGGER call_schedules_names_delete
  AFTER DELETE ON public.call_schedules REFERENCING OLD TABLE AS old_rows
  FOR EACH STATEMENT
  EXECUTE FUNCTION private.keep_call_names();

CREATE TRIGGER call_schedules_names_insert
  AFTER INSERT ON public.call_schedules REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT
  EXECUTE FUNCTION private.keep_call_names();

CREATE TRIGGER call_schedules_names_update
  AFTER UPDATE ON public.call_schedules
  FOR EACH ROW
  WHEN (((old.contact_name <> new.contact_name) OR (old.contact_phone_hash <> new.contact_phone_hash)))
  EXECUTE FUNCTION private.change_call_name();

REVOKE ALL ON FUNCTION "private"."call_conditions"(uuid, jsonb, public.call_sort) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."call_conditions"(uuid, jsonb, public.call_sort) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."call_conditions"(uuid, jsonb, public.call_sort) TO "postgres";

REVOKE ALL ON FUNCTION "private"."call_source"(uuid, jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."call_source"(uuid, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."call_source"(uuid, jsonb) TO "postgres";

REVOKE ALL ON FUNCTION "private"."change_call_name"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."change_call_name"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."change_call_name"() TO "postgres";

REVOKE ALL ON FUNCTION "private"."count_call_schedules"(uuid, jsonb) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "private"."count_call_schedules"(uuid, jsonb) TO "authenticated";

REVOKE ALL ON FUNCTION "private"."count_call_schedules"(uuid, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."count_call_schedules"(uuid, jsonb) TO "postgres";

REVOKE ALL ON FUNCTION "private"."find_calls"(uuid, jsonb, public.call_sort, timestamp WITH time zone, uuid, integer) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "private"."find_calls"(uuid, jsonb, public.call_sort, timestamp WITH time zone, uuid, integer) TO "authenticated";

REVOKE ALL ON FUNCTION "private"."find_calls"(uuid, jsonb, public.call_sort, timestamp WITH time zone, uuid, integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."find_calls"(uuid, jsonb, public.call_sort, timestamp WITH time zone, uuid, integer) TO "postgres";

REVOKE ALL ON FUNCTION "private"."keep_call_names"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."keep_call_names"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."keep_call_names"() TO "postgres";

REVOKE ALL ON FUNCTION "private"."name_pieces"(uuid, text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."name_pieces"(uuid, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."name_pieces"(uuid, text) TO "postgres";

REVOKE ALL ON FUNCTION "private"."organization_pulse"(text) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "private"."organization_pulse"(text) TO "authenticated";

REVOKE ALL ON FUNCTION "private"."organization_pulse"(text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."organization_pulse"(text) TO "postgres";

REVOKE ALL ON FUNCTION "private"."recount_call_names"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."recount_call_names"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."recount_call_names"() TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."count_call_schedules"(uuid, jsonb) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."count_call_schedules"(uuid, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."count_call_schedules"(uuid, jsonb) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_call_schedules"(uuid, jsonb, public.call_sort, timestamp WITH time zone, uuid, integer) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."list_call_schedules"(uuid, jsonb, public.call_sort, timestamp WITH time zone, uuid, integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_call_schedules"(uuid, jsonb, public.call_sort, timestamp WITH time zone, uuid, integer) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."organization_pulse"(text) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."organization_pulse"(text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."organization_pulse"(text) TO "postgres";

CREATE INDEX call_names_pieces_idx ON private.call_names USING gin (private.name_pieces(org_id, name))
  WITH (gin_pending_list_limit='256');

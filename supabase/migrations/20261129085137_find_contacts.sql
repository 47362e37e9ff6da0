-- Contacts are found by a part of their name, as calls are.
SET local check_function_bodies = off;

CREATE OR REPLACE FUNCTION private.find_contacts (
  p_org_id  uuid,
  p_filters jsonb,
  p_after   bigint,
  p_limit   integer
)
  RETURNS bigint[]
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  sought constant text := lower(p_filters ->> 'q');
  problem constant text := (p_filters ->> 'problem')::public.contact_problem::text;
  walked_most constant integer := 2000;
  conditions text;
  walked integer;
  last_walked bigint;
  page bigint[];
  rest bigint[];
begin
  if p_org_id is null or p_org_id not in (select private.my_org_ids()) then
    return '{}'::bigint[];
  end if;
  conditions := concat_ws(' and ', format('c.org_id = %L::uuid and c.removed_at is null', p_org_id),
    case when p_filters ? 'contact_id' then format('c.contact_id = %L', p_filters ->> 'contact_id') end,
    case (p_filters ->> 'do_not_call')::boolean when true then 'c.do_not_call' when false then 'not c.do_not_call' end,
    case when p_filters ? 'checkup_until' then format('c.last_checkup_date <= %L::date', (p_filters ->> 'checkup_until')::date) end,
    case when p_filters ? 'phone_hash' then format('c.phone_hash = %L', p_filters ->> 'phone_hash') end,
    case
      when problem = 'broken' then 'c.problem is not null'
      when problem = 'do_not_call' then 'c.do_not_call'
      when problem = 'phone_shared' then 'c.phone_enc is not null and private.shares_number(c.id)'
      when problem = 'checkup_in_future' then format('c.last_checkup_date > %L::date',
        (select (private.current_time() at time zone o.time_zone)::date from public.organizations o where o.id = p_org_id))
      when problem like 'phone\_%' then format('c.phone_problem = %L::public.phone_problem', substr(problem, 7))
      when problem like 'checkup\_%' then format('c.checkup_problem = %L::public.checkup_problem', substr(problem, 9)) end);
  if sought is null then
    execute format('select array(select c.contact_number from public.contacts c where %s and c.contact_number > %L::bigint '
        'order by c.contact_number limit %s)', conditions, coalesce(p_after, 0), p_limit)
      into page;
    return page;
  end if;
  execute format('with w as materialized (select c.contact_number, c.contact_name from public.contacts c '
      'where %s and c.contact_number > %L::bigint order by c.contact_number %s) '
      'select (select count(*) from w), (select max(w.contact_number) from w), '
      'array(select w.contact_number from w where position(%L in lower(w.contact_name)) > 0 order by w.contact_number limit %s)',
      conditions, coalesce(p_after, 0), case when char_length(sought) >= 3 then format('limit %s', walked_most) else '' end,
      sought, p_limit)
    into walked, last_walked, page;
  -- Of one or two characters no index knows: all were walked.
  if char_length(sought) < 3 or walked < walked_most or cardinality(page) >= p_limit then
    return page;
  end if;
  execute format('select array(select c.contact_number from (select c.id, c.org_id, c.removed_at, c.contact_id, c.contact_number, '
      'c.do_not_call, c.last_checkup_date, c.phone_hash, c.phone_enc, c.phone_problem, c.checkup_problem, c.problem from public.contacts c '
      'where private.name_pieces(c.org_id, lower(c.contact_name)) @> %L::text[] and c.org_id = %L::uuid and c.removed_at is null '
      'and position(%L in lower(c.contact_name)) > 0 offset 0) c where %s and c.contact_number > %L::bigint '
      'order by c.contact_number limit %s)',
      private.name_pieces(p_org_id, sought), p_org_id, sought, conditions, last_walked, p_limit - cardinality(page))
    into rest;
  return page || rest;
end $function$;

CREATE OR REPLACE FUNCTION public.list_contacts (
  p_org_id  uuid,
  p_filters jsonb   DEFAULT '{}'::jsonb,
  p_after   text    DEFAULT NULL::text,
  p_limit   integer DEFAULT 50
)
  RETURNS jsonb
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select coalesce(jsonb_agg(jsonb_build_object(
    'contact_id', l.contact_id, 'contact_name', l.contact_name, 'phone_enc', l.phone_enc, 'last_checkup_date', l.last_checkup_date,
    'time_zone', l.time_zone, 'language', l.language, 'owner_id', l.owner_id, 'do_not_call', l.do_not_call, 'problems', l.problems,
    'problem', l.problem, 'properties', l.properties, 'hubspot_modified_at', l.hubspot_modified_at, 'updated_at', l.updated_at)
    order by l.contact_number), '[]')
  from unnest(private.find_contacts(p_org_id, p_filters, p_after::bigint, least(greatest(p_limit, 1), 201))) as f (contact_number)
  join public.contact_list l on l.org_id = p_org_id and l.contact_number = f.contact_number
$function$;

REVOKE ALL ON FUNCTION "public"."list_contacts"(uuid, jsonb, text, integer) FROM PUBLIC, "anon", "service_role";

REVOKE ALL ON FUNCTION "private"."find_contacts"(uuid, jsonb, bigint, integer) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "private"."find_contacts"(uuid, jsonb, bigint, integer) TO "authenticated";

GRANT EXECUTE ON FUNCTION "public"."list_contacts"(uuid, jsonb, text, integer) TO "authenticated";

CREATE INDEX contacts_names_idx ON public.contacts USING gin (private.name_pieces(org_id, lower(contact_name)))
  WITH (gin_pending_list_limit='256')
  WHERE (removed_at IS NULL);

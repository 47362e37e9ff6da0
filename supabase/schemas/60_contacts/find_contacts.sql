-- The numbers in HubSpot of one page of an organisation's contacts, in their order, behind p_after; none for whoever is no member.
-- p_filters: contact_id, do_not_call, problem (a contact_problem), checkup_until (a day), phone_hash (of a whole number), q (part of a
-- name). Values are quoted and of their types (22P02 for another). A part of a name is first looked for among the next 2 000 contacts,
-- where one that many have is found at once, then by the index of names, where one that few have is.
create function private.find_contacts(p_org_id uuid, p_filters jsonb, p_after bigint, p_limit integer) returns bigint[]
language plpgsql stable security definer set search_path = '' as $$
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
end $$;
revoke all on function private.find_contacts(uuid, jsonb, bigint, integer) from public, anon, authenticated, service_role;
grant execute on function private.find_contacts(uuid, jsonb, bigint, integer) to authenticated;

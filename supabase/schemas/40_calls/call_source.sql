-- Where to look for the calls `s` that p_filters search for, as the text of a relation: read whole before anything else is asked, since
-- few fit. p_filters: phone_hash (of a whole number), attention, q (part of a name; of three characters or more by the index of
-- names). The table itself where nothing of these is there.
create function private.call_source(p_org_id uuid, p_filters jsonb) returns text
language plpgsql stable set search_path = '' as $$
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
end $$;
revoke all on function private.call_source(uuid, jsonb) from public, anon, authenticated, service_role;

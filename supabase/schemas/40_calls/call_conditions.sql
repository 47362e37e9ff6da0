-- What the calls `s` of a list are, as the text of a condition: those of an organisation that p_filters (jsonb) names by agent_id,
-- campaign_id, contact_id, rule_id, attention, q (part of a name), phone_hash (of a whole number), and from and to, both ends
-- included, of due_at in a list that is sorted by it, else of scheduled_at. Values are quoted and of their types (22P02 for
-- another). Not the status: private.find_calls.
create function private.call_conditions(p_org_id uuid, p_filters jsonb, p_sort public.call_sort) returns text
language plpgsql stable set search_path = '' as $$
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
end $$;
revoke all on function private.call_conditions(uuid, jsonb, public.call_sort) from public, anon, authenticated, service_role;

-- One page of an organisation's calls in the order of p_sort, then of id: at most 201, so that a page of 200 tells of a next one.
-- p_filters: status (a list), agent_id, campaign_id, rule_id, contact_id, from, to (of due_at where sorted by it, else of
-- scheduled_at), attention, q (part of a name), phone_hash (of a whole number). Row-level security of the caller applies.
create function public.list_call_schedules(
  p_org_id uuid, p_filters jsonb default '{}', p_sort public.call_sort default 'scheduled_at', p_after_at timestamptz default null,
  p_after_id uuid default null, p_limit integer default 50
) returns jsonb
language sql stable set search_path = '' as $$
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
$$;
revoke all on function public.list_call_schedules(uuid, jsonb, public.call_sort, timestamptz, uuid, integer)
  from public, anon, authenticated, service_role;
grant execute on function public.list_call_schedules(uuid, jsonb, public.call_sort, timestamptz, uuid, integer) to authenticated;

-- What was done to one call and by whom, out of the audit trail, for every member of its organisation: the latest 500 rows of the call and
-- of its attempts, oldest first; null where the caller has no such call. The trail itself is the admins'. Told are what people
-- decide and what came of it; of a name or a number only that it was changed; of people the name that colleagues know them by.
create function private.call_history(p_org_id uuid, p_schedule_id uuid) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  told constant text[] := array['scheduled_at', 'call_status', 'status_reason_code', 'status_reason', 'is_active', 'agent_id', 'call_topic',
    'call_language', 'purpose', 'time_zone', 'deadline_at', 'contact_id', 'contact_name', 'contact_phone_hash', 'auto_trigger_enabled',
    'checkup_threshold_days', 'last_checkup_date', 'attention_code', 'attention_reason', 'retry_at', 'not_before', 'rule_id',
    'campaign_id', 'deleted_at', 'attempt_number', 'trigger', 'state', 'reason_code', 'reason', 'answered', 'voicemail', 'outcome'];
begin
  if not exists (
    select from public.call_schedules s
    where s.id = p_schedule_id and s.org_id = p_org_id and s.deleted_at is null and s.org_id in (select private.my_org_ids()))
  then
    return null;
  end if;
  return (
    with rows_of_call as (
      select l.id, l.occurred_at, l.actor_kind, l.actor_id, l.action, l.table_name, l.row_id, l.changes
      from public.audit_log l where l.row_id = p_schedule_id::text and l.table_name = 'call_schedules' and l.org_id = p_org_id
      union all
      select l.id, l.occurred_at, l.actor_kind, l.actor_id, l.action, l.table_name, l.row_id, l.changes
      from public.call_attempts t
      join public.audit_log l on l.row_id = t.id::text and l.table_name = 'call_attempts' and l.org_id = p_org_id
      where t.schedule_id = p_schedule_id
    ), with_changes as (
      select r.id, r.occurred_at, r.actor_kind, r.actor_id, r.action, r.table_name, r.row_id, (
        select jsonb_agg(jsonb_build_object('field', replace(c.key, 'contact_phone_hash', 'contact_phone'),
            'from', case when jsonb_typeof(c.value) = 'array' and r.action = 'update' then c.value -> 0 end,
            'to', case when c.value = '"private"' then null when r.action = 'update' then c.value -> 1 else c.value end)
          order by array_position(told, c.key))
        from jsonb_each(r.changes) c where c.key = any (told)) as changes
      from rows_of_call r
    ), latest as (
      select w.id, w.occurred_at, w.actor_kind, w.actor_id, w.action, w.table_name, w.row_id, w.changes
      from with_changes w where w.changes is not null
      order by w.id desc limit 500
    )
    select coalesce(jsonb_agg(jsonb_build_object('at', l.occurred_at, 'action', l.action,
      'subject', case l.table_name when 'call_schedules' then 'call' else 'attempt' end, 'subject_id', l.row_id,
      'actor', jsonb_build_object('kind', l.actor_kind, 'id', l.actor_id, 'name', (
        select split_part(u.email, '@', 1) from auth.users u
        join public.memberships m on m.user_id = u.id and m.org_id = p_org_id where u.id = l.actor_id)),
      'changes', l.changes) order by l.id), '[]')
    from latest l);
end $$;
revoke all on function private.call_history(uuid, uuid) from public, anon, authenticated, service_role;
grant execute on function private.call_history(uuid, uuid) to authenticated;

create function public.call_history(p_org_id uuid, p_schedule_id uuid) returns jsonb
language sql stable set search_path = '' as $$
  select private.call_history(p_org_id, p_schedule_id)
$$;
revoke all on function public.call_history(uuid, uuid) from public, anon, authenticated, service_role;
grant execute on function public.call_history(uuid, uuid) to authenticated;

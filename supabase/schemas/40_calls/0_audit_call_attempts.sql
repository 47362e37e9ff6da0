-- Attempts are audited by statement: what private.write_audit_row writes of a row, for all rows of an insert or update at once
-- (see there). Written as text, from which what is null falls out (concat_ws), a third of what jsonb_build_object and jsonb_strip_nulls
-- take. Of a new one listings that are none are not told, and when it was claimed or placed only where that is another moment than the
-- audit row's own. A column that is not named here is in no audit row; supabase/tests/audit/audit-by-statement.sql says so.
create function private.audit_call_attempts() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  actor constant uuid := private.acting_user();
  kind constant public.actor_kind := private.actor_kind_of(actor);
  at constant timestamptz := private.current_time();
begin
  if tg_op = 'INSERT' then
    insert into public.audit_log (org_id, occurred_at, actor_id, actor_kind, action, table_name, row_id, changes)
    select n.org_id, at, actor, kind, 'insert', tg_table_name, n.id, ('{' || concat_ws(',',
      '"schedule_id":' || to_json(n.schedule_id), '"agent_id":' || to_json(n.agent_id),
      '"attempt_number":' || to_json(n.attempt_number),
      '"contact_phone_hash":' || case when n.contact_phone_hash is not null then '"private"' end,
      '"trigger":' || to_json(n.trigger), '"state":' || to_json(n.state), '"bolna_agent_id":' || to_json(n.bolna_agent_id),
      '"worker":' || to_json(n.worker), '"due_at":' || to_json(n.due_at), '"claimed_at":' || to_json(nullif(n.claimed_at, at)),
      '"placed_at":' || to_json(n.placed_at), '"bolna_execution_id":' || to_json(n.bolna_execution_id),
      '"bolna_status":' || to_json(n.bolna_status), '"http_status":' || to_json(n.http_status),
      '"outcome":' || to_json(n.outcome), '"retry_category":' || to_json(n.retry_category),
      '"reason_code":' || to_json(n.reason_code), '"reason":' || to_json(n.reason), '"answered":' || to_json(n.answered),
      '"voicemail":' || to_json(n.voicemail), '"conversation_seconds":' || to_json(n.conversation_seconds),
      '"duration_seconds":' || to_json(n.duration_seconds), '"cost_cents":' || to_json(n.cost_cents),
      '"hangup_by":' || to_json(n.hangup_by), '"hangup_reason":' || to_json(n.hangup_reason),
      '"hangup_code":' || to_json(n.hangup_code), '"termination_reason":' || to_json(n.termination_reason),
      '"ended_at":' || to_json(n.ended_at), '"absent_listings":' || to_json(nullif(n.absent_listings, 0))) || '}')::jsonb
    from new_rows n;
    return null;
  end if;

  insert into public.audit_log (org_id, occurred_at, actor_id, actor_kind, action, table_name, row_id, changes)
  select d.org_id, at, actor, kind, 'update', tg_table_name, d.id, ('{' || d.changes || '}')::jsonb
  from (
    select coalesce(n.org_id, o.org_id) as org_id, coalesce(n.id, o.id) as id, concat_ws(',',
        '"id":' || case when n.id is distinct from o.id then json_build_array(o.id, n.id) end,
        '"org_id":' || case when n.org_id is distinct from o.org_id then json_build_array(o.org_id, n.org_id) end,
        '"schedule_id":' || case when n.schedule_id is distinct from o.schedule_id then json_build_array(o.schedule_id, n.schedule_id) end,
        '"agent_id":' || case when n.agent_id is distinct from o.agent_id then json_build_array(o.agent_id, n.agent_id) end,
        '"attempt_number":' || case when n.attempt_number is distinct from o.attempt_number then json_build_array(o.attempt_number, n.attempt_number) end,
        '"contact_phone_hash":' || case when n.contact_phone_hash is distinct from o.contact_phone_hash then '"private"' end,
        '"trigger":' || case when n.trigger is distinct from o.trigger then json_build_array(o.trigger, n.trigger) end,
        '"state":' || case when n.state is distinct from o.state then json_build_array(o.state, n.state) end,
        '"bolna_agent_id":' || case when n.bolna_agent_id is distinct from o.bolna_agent_id then json_build_array(o.bolna_agent_id, n.bolna_agent_id) end,
        '"worker":' || case when n.worker is distinct from o.worker then json_build_array(o.worker, n.worker) end,
        '"due_at":' || case when n.due_at is distinct from o.due_at then json_build_array(o.due_at, n.due_at) end,
        '"claimed_at":' || case when n.claimed_at is distinct from o.claimed_at then json_build_array(o.claimed_at, n.claimed_at) end,
        '"placed_at":' || case when n.placed_at is distinct from o.placed_at
          and (o.placed_at is null and n.placed_at = at and n.state = 'placed' and o.state <> 'placed') is not true then json_build_array(o.placed_at, n.placed_at) end,
        '"bolna_execution_id":' || case when n.bolna_execution_id is distinct from o.bolna_execution_id then json_build_array(o.bolna_execution_id, n.bolna_execution_id) end,
        '"bolna_status":' || case when n.bolna_status is distinct from o.bolna_status then json_build_array(o.bolna_status, n.bolna_status) end,
        '"http_status":' || case when n.http_status is distinct from o.http_status then json_build_array(o.http_status, n.http_status) end,
        '"outcome":' || case when n.outcome is distinct from o.outcome then json_build_array(o.outcome, n.outcome) end,
        '"retry_category":' || case when n.retry_category is distinct from o.retry_category then json_build_array(o.retry_category, n.retry_category) end,
        '"reason_code":' || case when n.reason_code is distinct from o.reason_code then json_build_array(o.reason_code, n.reason_code) end,
        '"reason":' || case when n.reason is distinct from o.reason then json_build_array(o.reason, n.reason) end,
        '"answered":' || case when n.answered is distinct from o.answered then json_build_array(o.answered, n.answered) end,
        '"voicemail":' || case when n.voicemail is distinct from o.voicemail then json_build_array(o.voicemail, n.voicemail) end,
        '"conversation_seconds":' || case when n.conversation_seconds is distinct from o.conversation_seconds then json_build_array(o.conversation_seconds, n.conversation_seconds) end,
        '"duration_seconds":' || case when n.duration_seconds is distinct from o.duration_seconds then json_build_array(o.duration_seconds, n.duration_seconds) end,
        '"cost_cents":' || case when n.cost_cents is distinct from o.cost_cents then json_build_array(o.cost_cents, n.cost_cents) end,
        '"hangup_by":' || case when n.hangup_by is distinct from o.hangup_by then json_build_array(o.hangup_by, n.hangup_by) end,
        '"hangup_reason":' || case when n.hangup_reason is distinct from o.hangup_reason then json_build_array(o.hangup_reason, n.hangup_reason) end,
        '"hangup_code":' || case when n.hangup_code is distinct from o.hangup_code then json_build_array(o.hangup_code, n.hangup_code) end,
        '"termination_reason":' || case when n.termination_reason is distinct from o.termination_reason then json_build_array(o.termination_reason, n.termination_reason) end,
        '"ended_at":' || case when n.ended_at is distinct from o.ended_at then json_build_array(o.ended_at, n.ended_at) end,
        '"absent_listings":' || case when n.absent_listings is distinct from o.absent_listings then json_build_array(o.absent_listings, n.absent_listings) end) as changes
    -- A full join is never a nested loop, whatever number of rows the kept plan was made for; and a row whose id was
    -- changed has its two rows.
    from old_rows o full join new_rows n on n.id = o.id
    offset 0
  ) d
  where d.changes <> '';
  return null;
end $$;
revoke all on function private.audit_call_attempts() from public;

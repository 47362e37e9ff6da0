-- Due: active, scheduled, and its time has come, or auto-trigger is on and the check-up is old enough in the
-- organisation's calendar; a call that is tried again is due at the time of its retry. Row-level security of the caller
-- applies. The last condition is always true: it has both indexes of what waits looked into, of its own calls and of campaigns'.
create view public.due_call_schedules with (security_invoker = true) as
select s.id, s.org_id, s.agent_id, s.contact_id, s.contact_name, s.contact_phone_enc, s.scheduled_at, s.call_topic,
  s.call_language, s.is_active, s.call_status, s.bolna_call_id, s.auto_trigger_enabled, s.checkup_threshold_days,
  s.last_checkup_date, s.status_reason_code, s.status_reason, s.attention, s.attention_code, s.attention_reason, s.attempt_count,
  s.due_at, s.retry_at, s.created_by, s.created_at, s.updated_at, s.rule_id, s.purpose, s.time_zone, s.deadline_at, s.not_before,
  s.campaign_id
from public.call_schedules s
where s.dial_after <= private.current_time() and (s.campaign_id is null or s.campaign_id is not null);
grant select on public.due_call_schedules to authenticated, service_role;

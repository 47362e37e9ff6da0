-- What becomes of a call is an event: its end, and that a person must look at it. By row, since few of the statements that
-- change a call end it: what a condition tells costs nothing.
create function private.tell_of_call() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  t record;
begin
  if not exists (select from public.webhooks w where w.org_id = new.org_id) then
    return null;
  end if;
  select a.outcome, a.answered, a.voicemail, a.duration_seconds, a.conversation_seconds, a.cost_cents, a.placed_at, a.ended_at into t
  from public.call_attempts a where a.schedule_id = new.id order by a.attempt_number desc limit 1;
  perform private.enter_webhook_event(new.org_id,
    case
      when old.call_status is distinct from new.call_status then ('call.' || new.call_status)::public.webhook_event
      else 'call.attention'
    end,
    new.id,
    jsonb_build_object('schedule_id', new.id, 'agent_id', new.agent_id, 'contact_id', new.contact_id, 'rule_id', new.rule_id,
      'campaign_id', new.campaign_id,
      'call_topic', new.call_topic, 'purpose', new.purpose, 'scheduled_at', new.scheduled_at, 'call_status', new.call_status,
      'status_reason_code', new.status_reason_code, 'status_reason', new.status_reason, 'attention_code', new.attention_code,
      'attention_reason', new.attention_reason, 'attempt_count', new.attempt_count, 'bolna_call_id', new.bolna_call_id,
      'outcome', t.outcome, 'answered', t.answered, 'voicemail', t.voicemail, 'duration_seconds', t.duration_seconds,
      'conversation_seconds', t.conversation_seconds, 'cost_cents', t.cost_cents, 'placed_at', t.placed_at,
      'ended_at', t.ended_at));
  return null;
end $$;
revoke all on function private.tell_of_call() from public;

create trigger call_schedules_tell_of_end after update of call_status on public.call_schedules
  for each row when (old.call_status is distinct from new.call_status
    and new.call_status in ('completed', 'failed', 'cancelled'))
  execute function private.tell_of_call();
create trigger call_schedules_tell_of_attention after update of attention_code on public.call_schedules
  for each row when (old.call_status is not distinct from new.call_status and new.attention_code is not null
    and old.attention_code is distinct from new.attention_code)
  execute function private.tell_of_call();

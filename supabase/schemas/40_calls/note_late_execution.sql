-- An execution turned up for an attempt that was held not to have been made (absent, or settled by hand). The call rang:
-- a retry that still waits is called off, and a person is told. Gives the attempt back, locked; null when there is none.
create function private.note_late_execution(p_execution_id text, p_call_ref uuid) returns public.call_attempts
language plpgsql security definer set search_path = '' as $$
declare
  t public.call_attempts;
  told constant text :=
    'Bolna made this call after all, though it was held not to have been made. It is not dialled again by itself.';
begin
  if not exists (
    select from public.call_attempts a
    where a.id = p_call_ref and a.bolna_execution_id is null
      and a.reason_code in ('never_reached_bolna', 'not_placed_by_hand')
  ) then
    return null;
  end if;
  t := private.lock_attempt(p_call_ref);
  if t.bolna_execution_id is not null then
    return null;
  end if;
  update public.call_attempts a set bolna_execution_id = p_execution_id where a.id = t.id;
  update public.call_schedules s
  set call_status = case when s.call_status = 'scheduled' then 'failed' else s.call_status end,
    status_reason_code = case when s.call_status = 'scheduled' then 'late_execution' else s.status_reason_code end,
    status_reason = case when s.call_status = 'scheduled' then told else s.status_reason end,
    retry_at = null, attention_code = 'late_execution', attention_reason = told
  where s.id = t.schedule_id;
  return t;
end $$;
revoke all on function private.note_late_execution(text, uuid) from public;

-- Shows a live call to a person: nobody knows what became of it. p_reason says it in a sentence.
create function public.flag_attention(p_attempt_id uuid, p_code public.attention_code, p_reason text) returns boolean
language plpgsql security definer set search_path = '' as $$
declare
  t public.call_attempts := private.lock_attempt(p_attempt_id);
begin
  if t.state = 'ended' then
    return false;
  end if;
  update public.call_schedules s set attention_code = p_code, attention_reason = left(p_reason, 1000)
  where s.id = t.schedule_id and s.attention_code is distinct from p_code;
  return true;
end $$;
revoke all on function public.flag_attention(uuid, public.attention_code, text) from public, anon, authenticated, service_role;
grant execute on function public.flag_attention(uuid, public.attention_code, text) to service_role;

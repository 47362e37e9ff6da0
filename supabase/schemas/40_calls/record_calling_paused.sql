-- The account refuses every call (key, number, agent): the organisation stops dialling with the reason, the call goes
-- back to scheduled, nothing is burnt.
create function public.record_calling_paused(
  p_attempt_id uuid, p_http_status integer, p_reason_code public.reason_code, p_reason text
) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  t public.call_attempts;
begin
  perform from public.organizations o
  where o.id = (select a.org_id from public.call_attempts a where a.id = p_attempt_id) for no key update;
  t := private.lock_attempt(p_attempt_id);
  if t.state not in ('placing', 'unknown') then
    return private.record_result(p_attempt_id, false);
  end if;
  update public.organizations o
  set calling_paused_reason = left(coalesce(nullif(p_reason, ''), 'Bolna refuses every call of this account.'), 1000),
    calling_paused_code = p_reason_code
  where o.id = t.org_id and o.calling_paused_reason is null;
  perform private.end_undialled_attempt(t, 'paused', p_http_status, p_reason_code, p_reason, 'scheduled', null);
  return private.record_result(p_attempt_id, true);
end $$;
revoke all on function public.record_calling_paused(uuid, integer, public.reason_code, text)
  from public, anon, authenticated, service_role;
grant execute on function public.record_calling_paused(uuid, integer, public.reason_code, text) to service_role;

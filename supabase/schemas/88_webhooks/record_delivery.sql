-- Writes down what became of a delivery that the worker holds, and what that says of its endpoint; false when another worker
-- has it by now. p_result: step, and of it what applies:
--   delivered {http_status}: the endpoint is well.
--   retry {seconds, hold_seconds, reason_code, reason, http_status}: again after so many seconds, and nothing else to this
--     endpoint before hold_seconds have passed.
--   dead {reason_code, reason, http_status}: given up. With gone the endpoint is switched off; so is one that nothing has reached
--     for five days. Its admins' other endpoints hear of it (alert.raised).
create function public.record_delivery(p_id uuid, p_worker text, p_result jsonb) returns boolean
language plpgsql security definer set search_path = '' as $$
declare
  now_is constant timestamptz := private.current_time();
  d public.webhook_deliveries;
  w public.webhooks;
  r record;
  off public.webhook_off_code;
begin
  select * into r from jsonb_to_record(p_result) as f (
    step public.delivery_step, seconds numeric, hold_seconds numeric, reason_code public.delivery_reason, reason text, http_status integer);
  select k.* into d from public.webhook_deliveries k where k.id = p_id;
  select k.* into w from public.webhooks k where k.id = d.webhook_id for no key update;
  update public.webhook_deliveries k
  set state = case r.step when 'delivered' then 'delivered'::public.delivery_state when 'retry' then 'pending' else 'dead' end,
    delivered_at = case when r.step = 'delivered' then now_is end,
    next_try_at = case when r.step = 'retry' then now_is + make_interval(secs => r.seconds::double precision) else k.next_try_at end,
    http_status = r.http_status, reason_code = r.reason_code, reason = left(r.reason, 500), worker = null
  where k.id = p_id and k.worker = p_worker and k.state = 'sending';
  if not found then
    return false;
  elsif r.step = 'delivered' then
    update public.webhooks k set failing_since = null, failures = 0, held_until = now_is where k.id = w.id and k.failures > 0;
    return true;
  end if;

  off := case
    when r.reason_code = 'gone' then 'gone'::public.webhook_off_code
    when w.failing_since <= now_is - interval '5 days' then 'failing'
  end;
  update public.webhooks k
  set failing_since = coalesce(k.failing_since, now_is), failures = k.failures + 1,
    held_until = greatest(k.held_until, now_is + make_interval(secs => coalesce(r.hold_seconds, 0)::double precision)),
    is_active = k.is_active and off is null, off_code = coalesce(k.off_code, off)
  where k.id = w.id;
  if off is not null and w.is_active then
    perform private.raise_alert(w.org_id, 'webhook_switched_off', w.id::text, jsonb_build_object('webhook_id', w.id, 'off_code', off));
  end if;
  return true;
end $$;
revoke all on function public.record_delivery(uuid, text, jsonb) from public, anon, authenticated, service_role;
grant execute on function public.record_delivery(uuid, text, jsonb) to service_role;

-- Has an event told to the operator's endpoint, as private.enter_webhook_event has it told to an organisation's.
create function private.enter_operator_event(p_type public.webhook_event, p_subject_id uuid, p_data jsonb) returns void
language sql security definer set search_path = '' as $$
  insert into public.webhook_deliveries (webhook_id, event_id, type, subject_id, data)
  select w.id, gen_random_uuid(), p_type, p_subject_id, p_data
  from public.webhooks w where w.org_id is null and w.is_active
$$;
revoke all on function private.enter_operator_event(public.webhook_event, uuid, jsonb) from public, anon, authenticated, service_role;

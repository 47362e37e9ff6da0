-- Has an event told to each endpoint of the organisation that asked for its kind, in the caller's transaction: either both are
-- true, or neither. Nothing where nobody asked, nor for one that is switched off. p_data holds no whole number and no name.
create function private.enter_webhook_event(
  p_org_id uuid, p_type public.webhook_event, p_subject_id uuid, p_data jsonb
) returns void
language plpgsql security definer set search_path = '' as $$
declare
  event constant uuid := gen_random_uuid();
begin
  insert into public.webhook_deliveries (org_id, webhook_id, event_id, type, subject_id, data)
  select w.org_id, w.id, event, p_type, p_subject_id, p_data
  from public.webhooks w
  where w.org_id = p_org_id and p_type = any (w.events) and w.is_active;
end $$;
revoke all on function private.enter_webhook_event(uuid, public.webhook_event, uuid, jsonb) from public, anon, authenticated, service_role;

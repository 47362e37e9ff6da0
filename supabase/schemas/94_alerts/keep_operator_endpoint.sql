-- Sets the operator's endpoint, of which there is one, and tells it a trial; p_url null: it stays, with another secret; '': it goes.
-- Gives the secret of a new one, null else. An endpoint that was switched off is on again.
create function private.keep_operator_endpoint(p_url text, p_secret text) returns text
language plpgsql security definer set search_path = '' as $$
declare
  new_secret text := p_secret;
  h public.webhooks;
begin
  if p_url = '' then
    delete from public.webhooks k where k.org_id is null;
    return null;
  end if;
  select k.* into h from public.webhooks k where k.org_id is null for update;
  if h.id is null then
    new_secret := coalesce(p_secret, 'whsec_' || replace(encode(
      decode(replace(gen_random_uuid()::text || gen_random_uuid(), '-', ''), 'hex'), 'base64'), E'\n', ''));
    insert into public.webhooks (url, events, description, secret_id)
    values (p_url, '{alert.raised,alert.resolved}', 'The operator''s', private.keep_webhook_secret(new_secret));
  else
    if p_secret is not null then
      perform private.drop_token(h.old_secret_id);
      h.old_secret_id := h.secret_id;
      h.old_secret_until := private.current_time() + interval '1 day';
      h.secret_id := private.keep_webhook_secret(p_secret);
    end if;
    update public.webhooks k
    set url = coalesce(p_url, k.url), secret_id = h.secret_id, old_secret_id = h.old_secret_id, old_secret_until = h.old_secret_until,
      is_active = true, off_code = null, failing_since = null, failures = 0, held_until = private.current_time()
    where k.id = h.id;
    new_secret := null;
  end if;
  insert into public.webhook_deliveries (webhook_id, event_id, type, subject_id, data)
  select k.id, gen_random_uuid(), 'webhook.test', k.id, jsonb_build_object('webhook_id', k.id)
  from public.webhooks k where k.org_id is null;
  return new_secret;
end $$;
revoke all on function private.keep_operator_endpoint(text, text) from public, anon, authenticated, service_role;

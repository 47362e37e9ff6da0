-- Adds an endpoint (p_id is of none of the organisation's), or changes of one the fields that are sent: url, events,
-- description, is_active; on behalf of p_actor, whose right is checked here. p_secret: the secret it signs with from now on;
-- a new endpoint needs one. The one before signs beside it for a day. Switching one on again forgives what failed.
-- Outcomes: added or changed {webhook}, too_many (20 is the most), not_found, forbidden.
-- Errors: 22023 for another field, 23502 and 23514 for a value out of bounds, 55000 without Vault.
create function public.save_webhook(p_org_id uuid, p_actor uuid, p_id uuid, p_is_new boolean, p_webhook jsonb, p_secret text)
returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  w public.webhooks;
  is_switched_on boolean;
begin
  if private.role_of(p_org_id, p_actor) is distinct from 'admin' then
    return jsonb_build_object('outcome', 'forbidden'::public.answer_outcome);
  end if;
  perform set_config('app.actor_id', p_actor::text, true);
  if p_webhook <> '{}' then
    perform private.refuse_unknown_fields(p_webhook, array['url', 'events', 'description', 'is_active']);
  end if;
  perform from public.organizations o where o.id = p_org_id for no key update;
  select k.* into w from public.webhooks k where k.id = p_id and k.org_id = p_org_id for update;
  if p_is_new and w.id is not null then
    return jsonb_build_object('outcome', 'added'::public.answer_outcome, 'webhook', private.describe_webhook(w));
  elsif p_is_new then
    if (select count(*) from public.webhooks k where k.org_id = p_org_id) >= 20 then
      return jsonb_build_object('outcome', 'too_many'::public.answer_outcome);
    end if;
    w := jsonb_populate_record(null::public.webhooks, '{"is_active": true}' || p_webhook);
    insert into public.webhooks (id, org_id, url, events, description, secret_id, is_active, off_code, created_by)
    values (p_id, p_org_id, w.url, w.events, w.description, private.keep_webhook_secret(p_secret), w.is_active,
      case when not w.is_active then 'by_hand'::public.webhook_off_code end, p_actor)
    returning * into w;
    return jsonb_build_object('outcome', 'added'::public.answer_outcome, 'webhook', private.describe_webhook(w));
  elsif w.id is null then
    return jsonb_build_object('outcome', 'not_found'::public.answer_outcome);
  end if;

  is_switched_on := not w.is_active;
  w := jsonb_populate_record(w, p_webhook);
  is_switched_on := is_switched_on and w.is_active;
  if p_secret is not null then
    perform private.drop_token(w.old_secret_id);
    w.old_secret_id := w.secret_id;
    w.old_secret_until := private.current_time() + interval '1 day';
    w.secret_id := private.keep_webhook_secret(p_secret);
  end if;
  update public.webhooks k
  set url = w.url, events = w.events, description = w.description, secret_id = w.secret_id, old_secret_id = w.old_secret_id,
    old_secret_until = w.old_secret_until, is_active = w.is_active,
    off_code = case when not w.is_active then coalesce(k.off_code, 'by_hand') end,
    failing_since = case when not is_switched_on then k.failing_since end,
    failures = case when is_switched_on then 0 else k.failures end,
    held_until = case when is_switched_on or w.url <> k.url then private.current_time() else k.held_until end
  where k.id = w.id
  returning * into w;
  return jsonb_build_object('outcome', 'changed'::public.answer_outcome, 'webhook', private.describe_webhook(w));
end $$;
revoke all on function public.save_webhook(uuid, uuid, uuid, boolean, jsonb, text) from public, anon, authenticated, service_role;
grant execute on function public.save_webhook(uuid, uuid, uuid, boolean, jsonb, text) to service_role;

-- Enters a trial for one endpoint (p_delivery_id null), or tells once more what was told to it or given up, on behalf of p_actor;
-- what waits needs no replay. p_id is the new delivery's. Outcomes: entered {delivery}, already_there {delivery: it waits
-- still}, not_found, forbidden.
create function public.replay_delivery(p_org_id uuid, p_actor uuid, p_webhook_id uuid, p_delivery_id uuid, p_id uuid) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  d public.webhook_deliveries;
begin
  if private.role_of(p_org_id, p_actor) is distinct from 'admin' then
    return jsonb_build_object('outcome', 'forbidden'::public.answer_outcome);
  end if;
  perform set_config('app.actor_id', p_actor::text, true);
  perform from public.webhooks w where w.id = p_webhook_id and w.org_id = p_org_id for key share;
  if not found then
    return jsonb_build_object('outcome', 'not_found'::public.answer_outcome);
  end if;
  if p_delivery_id is null then
    d.event_id := gen_random_uuid();
    d.type := 'webhook.test';
    d.subject_id := p_webhook_id;
    d.data := jsonb_build_object('webhook_id', p_webhook_id);
    d.occurred_at := private.current_time();
  else
    select k.* into d from public.webhook_deliveries k
    where k.id = p_delivery_id and k.webhook_id = p_webhook_id and k.org_id = p_org_id;
    if not found then
      return jsonb_build_object('outcome', 'not_found'::public.answer_outcome);
    elsif d.state in ('pending', 'sending') then
      return jsonb_build_object('outcome', 'already_there'::public.answer_outcome, 'delivery', private.describe_delivery(d));
    end if;
  end if;
  insert into public.webhook_deliveries (id, org_id, webhook_id, event_id, type, subject_id, data, occurred_at, replay_of)
  values (p_id, p_org_id, p_webhook_id, d.event_id, d.type, d.subject_id, d.data, d.occurred_at, p_delivery_id)
  on conflict (id) do nothing;
  select k.* into d from public.webhook_deliveries k where k.id = p_id and k.org_id = p_org_id;
  return jsonb_build_object('outcome', 'entered'::public.answer_outcome, 'delivery', private.describe_delivery(d));
end $$;
revoke all on function public.replay_delivery(uuid, uuid, uuid, uuid, uuid) from public, anon, authenticated, service_role;
grant execute on function public.replay_delivery(uuid, uuid, uuid, uuid, uuid) to service_role;

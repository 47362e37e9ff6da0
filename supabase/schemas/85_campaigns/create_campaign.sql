-- Makes a campaign, a draft, on behalf of p_actor, whose right is checked here: an admin. p_id again gives what was made under it
-- the first time. Outcomes: created {campaign}, forbidden, invalid {field}. Errors: 22023 for another field, 23502 and 23514 for
-- a value out of bounds.
create function public.create_campaign(p_org_id uuid, p_actor uuid, p_id uuid, p_campaign jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  c public.campaigns;
  refused text;
begin
  if private.role_of(p_org_id, p_actor) is distinct from 'admin' then
    return jsonb_build_object('outcome', 'forbidden'::public.answer_outcome);
  end if;
  perform set_config('app.actor_id', p_actor::text, true);
  perform private.refuse_unknown_fields(p_campaign, private.campaign_fields());
  c.org_id := p_org_id;
  c.purpose := coalesce((select p.default_purpose from public.calling_policies p where p.org_id = p_org_id), 'marketing');
  c.call_topic := 'follow_up';
  c.call_language := 'en-IN';
  c.priority := 5;
  c.retry_policy := '{}';
  c.best_time := false;
  c := jsonb_populate_record(c, p_campaign);
  refused := private.refused_campaign_field(c, p_campaign);
  if refused is not null then
    return jsonb_build_object('outcome', 'invalid'::public.answer_outcome, 'field', refused);
  end if;
  insert into public.campaigns (id, org_id, name, agent_id, purpose, call_topic, call_language, starts_at, ends_at,
    calls_per_minute, max_concurrent_calls, priority, retry_policy, best_time, created_by)
  values (p_id, p_org_id, c.name, c.agent_id, c.purpose, c.call_topic, c.call_language, c.starts_at, c.ends_at,
    c.calls_per_minute, c.max_concurrent_calls, c.priority, c.retry_policy, c.best_time, p_actor)
  on conflict (id) do nothing;
  select k.* into c from public.campaigns k where k.id = p_id and k.org_id = p_org_id and k.created_by = p_actor;
  if c.id is null then
    raise exception 'p_id is another campaign''s' using errcode = '23505';
  end if;
  return jsonb_build_object('outcome', 'created'::public.answer_outcome, 'campaign', private.present_campaign(c));
end $$;
revoke all on function public.create_campaign(uuid, uuid, uuid, jsonb) from public, anon, authenticated, service_role;
grant execute on function public.create_campaign(uuid, uuid, uuid, jsonb) to service_role;

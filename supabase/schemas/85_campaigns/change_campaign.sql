-- Changes the fields that are sent of a campaign that is not over, on behalf of p_actor, whose right is checked here: an admin.
-- Calls that wait and were never dialled are changed with it; what was dialled stays as it was. Outcomes: changed {campaign}, over,
-- not_found, forbidden, invalid {field}. Errors: as of create_campaign.
create function public.change_campaign(p_org_id uuid, p_campaign_id uuid, p_actor uuid, p_changes jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  c public.campaigns;
  refused text;
begin
  if private.role_of(p_org_id, p_actor) is distinct from 'admin' then
    return jsonb_build_object('outcome', 'forbidden'::public.answer_outcome);
  end if;
  perform set_config('app.actor_id', p_actor::text, true);
  perform private.refuse_unknown_fields(p_changes, private.campaign_fields());
  select k.* into c from public.campaigns k
  where k.id = p_campaign_id and k.org_id = p_org_id and k.deleted_at is null for no key update;
  if not found then
    return jsonb_build_object('outcome', 'not_found'::public.answer_outcome);
  elsif c.ended_at is not null then
    return jsonb_build_object('outcome', 'over'::public.answer_outcome);
  end if;
  c := jsonb_populate_record(c, p_changes);
  refused := private.refused_campaign_field(c, p_changes);
  if refused is not null then
    return jsonb_build_object('outcome', 'invalid'::public.answer_outcome, 'field', refused);
  end if;
  update public.campaigns k
  set name = c.name, agent_id = c.agent_id, purpose = c.purpose, call_topic = c.call_topic, call_language = c.call_language,
    starts_at = c.starts_at, ends_at = c.ends_at, calls_per_minute = c.calls_per_minute,
    max_concurrent_calls = c.max_concurrent_calls, priority = c.priority, retry_policy = c.retry_policy,
    best_time = c.best_time, revision = k.revision + 1
  where k.id = p_campaign_id
  returning k.* into c;
  update public.call_schedules s
  set agent_id = c.agent_id, purpose = c.purpose, call_topic = c.call_topic, call_language = c.call_language,
    deadline_at = c.ends_at
  where s.org_id = c.org_id and s.campaign_id = c.id and s.call_status = 'scheduled' and s.attempt_count = 0
    and (s.agent_id, s.purpose, s.call_topic, s.call_language, s.deadline_at)
      is distinct from (c.agent_id, c.purpose, c.call_topic, c.call_language, c.ends_at);
  if c.state = 'running' and p_changes ?| array['starts_at', 'ends_at', 'calls_per_minute', 'purpose'] then
    perform private.plan_campaign(c);
  end if;
  return jsonb_build_object('outcome', 'changed'::public.answer_outcome, 'campaign', private.present_campaign(c));
end $$;
revoke all on function public.change_campaign(uuid, uuid, uuid, jsonb) from public, anon, authenticated, service_role;
grant execute on function public.change_campaign(uuid, uuid, uuid, jsonb) to service_role;

-- A call has got another topic, campaign, rule or agent: what was counted of its attempts, deferrals and opt-outs goes with it.
create function private.tally_moved_call() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  insert into private.call_tallies (org_id, subject, starts_at, agent_id, topic, campaign_id, rule_id, outcome, reason_code, quantity,
    response_seconds, lateness_span, talk_seconds, cost_cents)
  select new.org_id, k.subject, k.starts_at, case when k.agent_id is not null then k.agent_id when side.times = 1 then new.agent_id else old.agent_id end,
    case side.times when 1 then new.call_topic else old.call_topic end,
    case side.times when 1 then new.campaign_id else old.campaign_id end,
    case side.times when 1 then new.rule_id else old.rule_id end, k.outcome, k.reason_code, side.times * k.quantity,
    side.times * k.response_seconds, k.lateness_span, side.times * k.talk_seconds, side.times * k.cost_cents
  from private.kept_of_calls k cross join (values (-1), (1)) side (times)
  where k.schedule_id = new.id;
  return null;
end $$;
revoke all on function private.tally_moved_call() from public;

create trigger call_schedules_tally_moved after update of call_topic, campaign_id, rule_id, agent_id on public.call_schedules
  for each row when (old.call_topic <> new.call_topic or old.agent_id <> new.agent_id or old.rule_id is distinct from new.rule_id
    or old.campaign_id is distinct from new.campaign_id)
  execute function private.tally_moved_call();

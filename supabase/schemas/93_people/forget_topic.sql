-- What is counted of a topic is counted of 'erased' from now on: for a topic that no call has any more, whose counts have moved with
-- the calls but for what counts no call.
create function private.forget_topic(p_org_id uuid, p_topic text) returns void
language plpgsql security definer set search_path = '' as $$
begin
  update private.report_counts e set opt_outs = e.opt_outs + r.opt_outs, deferrals = e.deferrals + r.deferrals
  from private.report_counts r
  where r.org_id = p_org_id and r.topic = p_topic and e.org_id = r.org_id and e.topic = 'erased'
    and (e.grain, e.starts_at) = (r.grain, r.starts_at)
    and (e.agent_id, e.campaign_id, e.rule_id) is not distinct from (r.agent_id, r.campaign_id, r.rule_id);
  delete from private.report_counts r using private.report_counts e
  where r.org_id = p_org_id and r.topic = p_topic and e.org_id = r.org_id and e.topic = 'erased'
    and (e.grain, e.starts_at) = (r.grain, r.starts_at)
    and (e.agent_id, e.campaign_id, e.rule_id) is not distinct from (r.agent_id, r.campaign_id, r.rule_id);
  update private.report_counts r set topic = 'erased' where r.org_id = p_org_id and r.topic = p_topic;

  update private.report_codes e set quantity = e.quantity + r.quantity, talk_seconds = e.talk_seconds + r.talk_seconds,
    cost_cents = e.cost_cents + r.cost_cents
  from private.report_codes r
  where r.org_id = p_org_id and r.topic = p_topic and e.org_id = r.org_id and e.topic = 'erased'
    and (e.grain, e.starts_at) = (r.grain, r.starts_at)
    and (e.agent_id, e.campaign_id, e.rule_id, e.subject, e.outcome, e.reason_code)
      is not distinct from (r.agent_id, r.campaign_id, r.rule_id, r.subject, r.outcome, r.reason_code);
  delete from private.report_codes r using private.report_codes e
  where r.org_id = p_org_id and r.topic = p_topic and e.org_id = r.org_id and e.topic = 'erased'
    and (e.grain, e.starts_at) = (r.grain, r.starts_at)
    and (e.agent_id, e.campaign_id, e.rule_id, e.subject, e.outcome, e.reason_code)
      is not distinct from (r.agent_id, r.campaign_id, r.rule_id, r.subject, r.outcome, r.reason_code);
  update private.report_codes r set topic = 'erased' where r.org_id = p_org_id and r.topic = p_topic;
end $$;
revoke all on function private.forget_topic(uuid, text) from public, anon, authenticated, service_role;

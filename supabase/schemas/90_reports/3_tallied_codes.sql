-- The rows of private.call_tallies that reports count by outcome and reason, in the columns of private.report_codes.
create view private.tallied_codes with (security_invoker = true) as
select t.id, t.org_id, t.starts_at, t.agent_id, t.topic, t.campaign_id, t.rule_id, t.subject,
  case when t.subject = 'call' then private.outcome_of_call(t.call_status, t.reason_code) else t.outcome end as outcome,
  t.reason_code, t.quantity::integer as quantity, t.talk_seconds, t.cost_cents
from private.call_tallies t
where t.subject in ('call', 'attempt', 'deferral') and not t.is_gone;
revoke all on private.tallied_codes from public, anon, authenticated, service_role;

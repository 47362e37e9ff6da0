-- The rows of private.call_tallies that reports count, in the columns of private.report_counts: what is not folded yet. Of their
-- types too: added up together, a column of larger numbers would have all of them cast and added as such, in twice the time.
create view private.tallied_counts with (security_invoker = true) as
select t.id, t.org_id, t.starts_at, t.agent_id, t.topic, t.campaign_id, t.rule_id,
  case when t.subject = 'call' and t.call_status = 'scheduled' then t.quantity::integer else 0 end as calls_scheduled,
  case when t.subject = 'call' and t.call_status = 'in_progress' then t.quantity::integer else 0 end as calls_in_progress,
  case when t.subject = 'call' and t.call_status = 'completed' then t.quantity::integer else 0 end as calls_completed,
  case when t.subject = 'call' and t.call_status = 'failed' then t.quantity::integer else 0 end as calls_failed,
  case when t.subject = 'call' and t.call_status = 'cancelled' then t.quantity::integer else 0 end as calls_cancelled,
  case when t.outcome = 'answered' then t.quantity::integer else 0 end as answered,
  case when t.outcome = 'voicemail' then t.quantity::integer else 0 end as voicemail,
  case when t.outcome = 'no_answer' then t.quantity::integer else 0 end as no_answer,
  case when t.outcome = 'busy' then t.quantity::integer else 0 end as busy,
  case when t.outcome = 'failed' then t.quantity::integer else 0 end as failed,
  case when t.outcome = 'cancelled' then t.quantity::integer else 0 end as cancelled,
  case when t.lateness_span = 0 then t.quantity::integer else 0 end as late_0,
  case when t.lateness_span = 1 then t.quantity::integer else 0 end as late_1,
  case when t.lateness_span = 2 then t.quantity::integer else 0 end as late_2,
  case when t.lateness_span = 3 then t.quantity::integer else 0 end as late_3,
  case when t.lateness_span = 4 then t.quantity::integer else 0 end as late_4,
  case when t.lateness_span = 5 then t.quantity::integer else 0 end as late_5,
  case when t.lateness_span = 6 then t.quantity::integer else 0 end as late_6,
  case when t.lateness_span = 7 then t.quantity::integer else 0 end as late_7,
  case when t.lateness_span = 8 then t.quantity::integer else 0 end as late_8,
  case when t.lateness_span = 9 then t.quantity::integer else 0 end as late_9,
  case when t.lateness_span = 10 then t.quantity::integer else 0 end as late_10,
  case when t.lateness_span = 11 then t.quantity::integer else 0 end as late_11,
  case when t.subject = 'opt_out' then t.quantity::integer else 0 end as opt_outs,
  case when t.subject = 'deferral' then t.quantity::integer else 0 end as deferrals,
  t.talk_seconds as talk_seconds,
  t.cost_cents as cost_cents,
  coalesce(t.response_seconds, 0) as response_seconds
from private.call_tallies t
where t.subject <> 'response' and not t.is_gone;
revoke all on private.tallied_counts from public, anon, authenticated, service_role;

-- The totals of the days that were counted before there were totals, from the days of each part.
-- One statement: whoever runs migrations statement by statement has no transaction for the lock.
do $$ begin
  lock table private.report_counts in share row exclusive mode;
  delete from private.report_counts r where r.grain = 'total';
  delete from private.report_codes r where r.grain = 'total';
  insert into private.report_counts (org_id, grain, starts_at, calls_scheduled, calls_in_progress, calls_completed, calls_failed,
    calls_cancelled, answered, voicemail, no_answer, busy, failed, cancelled, late_0, late_1, late_2, late_3, late_4, late_5, late_6,
    late_7, late_8, late_9, late_10, late_11, opt_outs, deferrals, talk_seconds, cost_cents, response_seconds)
  select r.org_id, 'total', r.starts_at, sum(r.calls_scheduled), sum(r.calls_in_progress), sum(r.calls_completed), sum(r.calls_failed),
    sum(r.calls_cancelled), sum(r.answered), sum(r.voicemail), sum(r.no_answer), sum(r.busy), sum(r.failed), sum(r.cancelled),
    sum(r.late_0), sum(r.late_1), sum(r.late_2), sum(r.late_3), sum(r.late_4), sum(r.late_5), sum(r.late_6), sum(r.late_7),
    sum(r.late_8), sum(r.late_9), sum(r.late_10), sum(r.late_11), sum(r.opt_outs), sum(r.deferrals), sum(r.talk_seconds),
    sum(r.cost_cents), sum(r.response_seconds)
  from private.report_counts r where r.grain = 'day'
  group by r.org_id, r.starts_at;
  insert into private.report_codes (org_id, grain, starts_at, subject, outcome, reason_code, quantity, talk_seconds, cost_cents)
  select r.org_id, 'total', r.starts_at, r.subject, r.outcome, r.reason_code, sum(r.quantity), sum(r.talk_seconds), sum(r.cost_cents)
  from private.report_codes r where r.grain = 'day'
  group by r.org_id, r.starts_at, r.subject, r.outcome, r.reason_code;
end $$;

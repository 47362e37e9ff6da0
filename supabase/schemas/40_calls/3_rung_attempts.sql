-- The attempts by which somebody was rung, or may have been: what caps, gaps and a day's quota count. What Bolna never took rang
-- nobody; one that was held not to have been made did, once its execution turned up (private.note_late_execution). A view, so that
-- it is a part of the statement that reads it, and goes by that one's index.
create view private.rung_attempts with (security_invoker = true) as
select a.org_id, a.schedule_id, a.contact_phone_hash, a.claimed_at, coalesce(a.placed_at, a.claimed_at) as rang_at,
  a.ended_at, a.answered
from public.call_attempts a
where a.state <> 'ended' or a.outcome not in ('refused', 'not_sent', 'paused', 'balance_low', 'absent')
  or a.outcome = 'absent' and a.bolna_execution_id is not null;

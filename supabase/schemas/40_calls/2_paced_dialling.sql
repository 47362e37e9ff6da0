-- The one row of private.dial_pace while calls are paced, else none: for ten minutes after Bolna's latest 429. One that lies a minute
-- ahead is not believed: the clock was set back. (By less it lies ahead of whoever began before it.)
create view private.paced_dialling with (security_invoker = true) as
select p.calls_per_minute, p.next_at, interval '1 minute' / p.calls_per_minute as turn
from private.dial_pace p
where private.current_time() between p.paced_until - interval '11 minutes' and p.paced_until;

-- Claimable, once: what a claim could take when its time has come. Read by the tick, the claims and the health of an
-- organisation, each with its own horizon. Two views, because organisations are walked one by one: a queue behind full
-- lines is then never read row by row (with 50 000 calls waiting 1.6 s as one ordered walk, 1 ms this way).
-- A campaign's are asked for by org_id and campaign_id (private.claimable_campaigns), all others by org_id where campaign_id is null.
-- This one: the calls that wait (dial_after is null for any other), whose agent is on, whose number is in no live call, and
-- whose contact nobody is looking up at this moment.
-- Each question a look-up of its own: as `not exists` they were joined, before the tables had statistics by the organisation alone,
-- and read all its live calls for each call that waits (33 of the 39 ms of a claim beside 3 000 live calls); a joined agent had the
-- queue walked once for each agent there is.
create view private.claimable_calls with (security_invoker = true) as
select s.id, s.org_id, s.dial_after, s.updated_at, s.campaign_id
from public.call_schedules s
where s.dial_after is not null
  and (select a.is_active from public.agents a where a.id = s.agent_id)
  and coalesce((
    select false from public.call_attempts t
    where t.org_id = s.org_id and t.contact_phone_hash = s.contact_phone_hash and t.state <> 'ended' limit 1
  ), true)
  and coalesce((
    select false from private.call_looks l where l.schedule_id = s.id and l.expires_at > private.current_time() limit 1
  ), true);

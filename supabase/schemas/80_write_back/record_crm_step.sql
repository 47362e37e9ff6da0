-- One step of an entry that the worker holds, written down; false when another worker has it by now.
--   engagement_sending: the engagement goes out now. Written first, so that a crash leaves a trace of it.
--   engagement_written {engagement_id}. contact_written.
--   sent: all is done.
--   retry {seconds, reason_code, reason}: not written, and certainly not there: again after so many seconds.
--   unknown {seconds, reason_code, reason}: the engagement may be there: it is looked for after so many seconds.
--   dead {reason_code, reason}: HubSpot refuses it for good.
create function public.record_crm_step(
  p_id uuid, p_worker text, p_step public.outbox_step, p_facts jsonb default '{}'
) returns boolean
language plpgsql security definer set search_path = '' as $$
begin
  update public.crm_outbox e
  set state = case p_step when 'sent' then 'sent' when 'retry' then 'pending' when 'unknown' then 'unknown'
      when 'dead' then 'dead' else e.state end,
    engagement_sent_at = case p_step when 'engagement_sending' then private.current_time()
      -- Not there for certain, so that it need not be looked for.
      when 'retry' then case when e.engagement_id is not null then e.engagement_sent_at end
      else e.engagement_sent_at end,
    engagement_id = case p_step when 'engagement_written' then p_facts ->> 'engagement_id' else e.engagement_id end,
    contact_updated_at = case p_step when 'contact_written' then private.current_time() else e.contact_updated_at end,
    sent_at = case p_step when 'sent' then private.current_time() end,
    next_try_at = case when p_step in ('retry', 'unknown')
      then private.current_time() + make_interval(secs => (p_facts ->> 'seconds')::double precision) else e.next_try_at end,
    reason_code = case when p_step in ('retry', 'unknown', 'dead') then (p_facts ->> 'reason_code')::public.outbox_reason end,
    reason = case when p_step in ('retry', 'unknown', 'dead') then left(p_facts ->> 'reason', 1000) end
  where e.id = p_id and e.worker = p_worker and e.state = 'sending';
  return found;
end $$;
revoke all on function public.record_crm_step(uuid, text, public.outbox_step, jsonb) from public, anon, authenticated, service_role;
grant execute on function public.record_crm_step(uuid, text, public.outbox_step, jsonb) to service_role;

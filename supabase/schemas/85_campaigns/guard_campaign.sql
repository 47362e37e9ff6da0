-- Pauses a campaign that does harm or comes to nothing, and says whether it did: when of the last calls more than 10 % failed, more
-- than 90 % reached nobody, or of those that were answered more than 5 % of the people asked not to be called. Of the last 40 calls, or
-- the last twentieth of its contacts where that is more, made since it was started or a person let it go on. Expects its lock.
create function private.guard_campaign(c public.campaigns) returns boolean
language plpgsql security definer set search_path = '' as $$
declare
  least_calls constant integer := greatest(40, ceil((
    select sum(t.contacts) from private.campaign_tallies t where t.campaign_id = c.id) / 20.0))::integer;
  seen record;
  harm public.campaign_pause_code;
begin
  select count(*) as calls, count(*) filter (where l.code in ('failed', 'error', 'number_invalid', 'bolna_refused',
      'number_not_verified', 'bolna_agent_unknown', 'bolna_from_number', 'canceled', 'disconnected', 'lost', 'bolna_server_error',
      'worker_died', 'phone_key_missing', 'phone_record_invalid')) as failed,
    count(*) filter (where l.code in ('no_answer', 'busy', 'rejected', 'voicemail', 'queued_too_long')) as unanswered,
    count(*) filter (where l.code in ('answered', 'completed_without_talk')) as answered,
    count(*) filter (where l.code in ('answered', 'completed_without_talk') and exists (
      select from public.suppressions x
      where x.org_id = c.org_id and x.schedule_id = l.schedule_id and private.is_own_word(x.source))) as opted_out
  into seen
  from (
    select r.schedule_id, r.code from private.campaign_results r
    where r.campaign_id = c.id and r.id > (select f.guarded_from from private.campaign_feeds f where f.campaign_id = c.id)
    order by r.id desc limit least_calls
  ) l;
  if seen.calls < least_calls then
    return false;
  end if;
  harm := case
    when seen.failed > seen.calls * 0.1 then 'many_failures'::public.campaign_pause_code
    when seen.unanswered > seen.calls * 0.9 then 'many_unanswered'
    when seen.opted_out > seen.answered * 0.05 then 'many_opt_outs' end;
  if harm is null then
    return false;
  end if;
  update public.campaigns k
  set state = 'paused', paused_at = private.current_time(), paused_code = harm, paused_reason = case harm
      when 'many_failures' then format('%s of the last %s calls failed.', seen.failed, seen.calls)
      when 'many_unanswered' then format('%s of the last %s calls reached nobody.', seen.unanswered, seen.calls)
      else format('%s of the last %s people who answered asked not to be called.', seen.opted_out, seen.answered) end
  where k.id = c.id;
  update private.campaign_feeds f set next_feed_at = null where f.campaign_id = c.id;
  return true;
end $$;
revoke all on function private.guard_campaign(public.campaigns) from public, anon, authenticated, service_role;

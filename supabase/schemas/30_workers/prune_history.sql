-- Deletes one batch of what is kept no longer (private.retention), and says how many rows went. Oldest first; nothing of a
-- call that is not over. Planned for what is old at this moment: a plan for any moment expects a third of the table, and reads all
-- of it to find that nothing is.
create function private.prune_batch(p_name public.retained) returns integer
language plpgsql security definer set search_path = '' set plan_cache_mode = force_custom_plan as $$
declare
  old_until constant timestamptz := private.kept_since(p_name);
  batch constant integer := (select r.batch from private.retention r where r.name = p_name);
  pruned integer := 0;
begin
  if old_until is null then
    return 0;
  end if;
  case p_name
    when 'audit_log' then
      return private.prune_audit(old_until, batch);
    when 'call_events' then
      delete from public.call_events e where e.id in (
        select o.id from public.call_events o
        where o.received_at < old_until and o.attempt_id is not null and exists (
          select from public.call_attempts t where t.id = o.attempt_id and t.state = 'ended' and t.ended_at < old_until)
        order by o.received_at limit batch);
    when 'unknown_events' then
      delete from public.call_events e where e.id in (
        select o.id from public.call_events o where o.received_at < old_until and o.attempt_id is null
        order by o.received_at limit batch);
    when 'crm_outbox' then
      delete from public.crm_outbox e where e.id in (
        select o.id from public.crm_outbox o where o.state = 'sent' and o.sent_at < old_until order by o.sent_at limit batch);
    when 'calls' then
      delete from public.call_schedules s where s.id in (
        select o.id from public.call_schedules o
        where o.call_status in ('completed', 'failed', 'cancelled') and o.updated_at < old_until and not o.attention
          -- A rule's call is what keeps the rule from calling for the same check-up again: it stays.
          and o.occasion is null
          -- While a cap may count it (private.judge_caps) it stays, whatever is kept: the law's, and thirty days of an organisation's own.
          and o.updated_at < private.current_time() - (
            select greatest(interval '30 days', max(r.period), max(r.quiet) + interval '1 day') from private.policy_rules r)
          and not exists (select from public.call_attempts t where t.schedule_id = o.id and t.state <> 'ended')
          and not exists (select from public.crm_outbox e where e.schedule_id = o.id and e.state <> 'sent')
        limit batch);
    when 'removed_contacts' then
      delete from public.contacts c where c.id in (
        select o.id from public.contacts o where o.removed_at < old_until limit batch);
    when 'contact_syncs' then
      delete from public.contact_syncs r where r.id in (
        select o.id from public.contact_syncs o where o.finished_at < old_until order by o.finished_at limit batch);
    when 'idempotency_keys' then
      delete from public.idempotency_keys k where (k.org_id, k.user_id, k.idempotency_key) in (
        select o.org_id, o.user_id, o.idempotency_key from public.idempotency_keys o
        where o.created_at < old_until order by o.created_at limit batch);
    when 'invitations' then
      delete from public.invitations i where i.id in (
        select o.id from public.invitations o where o.expires_at < old_until limit batch);
    when 'request_buckets' then
      delete from private.request_buckets b where (b.owner, b.kind) in (
        select o.owner, o.kind from private.request_buckets o where o.full_at < old_until order by o.full_at limit batch);
    when 'call_looks' then
      delete from private.call_looks l where l.schedule_id in (
        select o.schedule_id from private.call_looks o where o.expires_at < old_until limit batch);
    when 'worker_runs' then
      delete from private.worker_runs r where r.id in (
        select o.id from private.worker_runs o where o.started_at < old_until order by o.started_at limit batch);
    when 'call_decisions' then
      delete from public.call_decisions d where d.id in (
        select o.id from public.call_decisions o where o.at < old_until order by o.at limit batch);
    when 'registry_checks' then
      delete from private.registry_checks k where (k.phone_hash, k.registry) in (
        select o.phone_hash, o.registry from private.registry_checks o where o.checked_at < old_until
        order by o.checked_at limit batch) and k.checked_at < old_until;
    when 'webhook_deliveries' then
      delete from public.webhook_deliveries d where d.id in (
        select o.id from public.webhook_deliveries o where o.created_at < old_until and o.state in ('delivered', 'dead')
        order by o.created_at limit batch);
    when 'reports' then
      delete from private.report_counts r where r.ctid = any (array(
        select o.ctid from private.report_counts o where o.starts_at < old_until order by o.starts_at limit batch));
      get diagnostics pruned = row_count;
      if pruned < batch then
        delete from private.report_codes r where r.ctid = any (array(
          select o.ctid from private.report_codes o where o.starts_at < old_until order by o.starts_at limit batch));
        get diagnostics pruned = row_count;
      end if;
      if pruned < batch then
        delete from private.compliance_days d where d.ctid = any (array(
          select o.ctid from private.compliance_days o where o.counted_at < old_until order by o.counted_at limit batch));
      end if;
    when 'audience_uploads' then
      delete from public.audience_uploads u where u.id in (
        select o.id from public.audience_uploads o
        -- A list waits for HubSpot, a day at most.
        where o.state = 'running' and o.started_at < old_until - case when o.source = 'list' then interval '2 days' else interval '0' end
        order by o.started_at limit batch);
    when 'alerts' then
      delete from public.alerts a where a.id in (
        select o.id from public.alerts o where o.resolved_at < old_until order by o.resolved_at limit batch);
    when 'campaign_contacts' then
      return private.prune_campaign_contacts(old_until, batch);
    when 'cron_runs' then
      delete from cron.job_run_details d where d.runid in (
        select o.runid from cron.job_run_details o where o.end_time < old_until limit batch);
  end case;
  get diagnostics pruned = row_count;
  return pruned;
end $$;
revoke all on function private.prune_batch(public.retained) from public, anon, authenticated, service_role;

-- What cron runs: up to ten batches of each kind, so that a backlog goes in small steps and no run is long. A kind that
-- cannot be pruned keeps no other from it; since when and why is told by worker_health.
create function private.prune_history() returns void
language plpgsql security definer set search_path = '' as $$
declare
  kind record;
begin
  for kind in select r.name, r.batch from private.retention r where r.keep is not null order by r.name loop
    begin
      for step in 1..10 loop
        exit when private.prune_batch(kind.name) < kind.batch;
      end loop;
      update private.retention r set failing_since = null, failure = null
      where r.name = kind.name and r.failing_since is not null;
    exception when others then
      raise log 'call scheduler: % could not be pruned (%)', kind.name, sqlstate;
      update private.retention r
      set failing_since = coalesce(r.failing_since, private.current_time()), failure = left(concat_ws(': ', sqlstate, sqlerrm), 1000)
      where r.name = kind.name;
    end;
  end loop;
end $$;
revoke all on function private.prune_history() from public;

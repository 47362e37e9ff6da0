-- record_delivery for many that were delivered, in one transaction: the n-th of each array is one of them. Answers an array, in the
-- same order: true, or null for one that was not touched and is to be recorded by itself. Those are all but the common case: whose
-- row somebody else holds at this moment (a batch never waits for a row's lock), which the worker does not hold, or whose endpoint
-- was failing and is well now. Compares and sets, as record_delivery does: the same batch again changes nothing.
create function public.record_deliveries_told(p_worker text, p_ids uuid[], p_http_statuses integer[]) returns jsonb
language plpgsql security definer set search_path = '' set plan_cache_mode = force_generic_plan as $$
declare
  now_is constant timestamptz := private.current_time();
  held uuid[];
begin
  select array_agg(l.id) into held from (
    select d.id from public.webhook_deliveries d
    where d.id = any (p_ids) and d.worker = p_worker and d.state = 'sending'
      and exists (select from public.webhooks w where w.id = d.webhook_id and w.failures = 0)
    for no key update skip locked
  ) l;
  update public.webhook_deliveries d
  set state = 'delivered', delivered_at = now_is, http_status = m.http_status, reason_code = null, reason = null, worker = null
  from unnest(p_ids, p_http_statuses) m (id, http_status)
  where d.id = any (held) and d.id = m.id;
  return (
    select jsonb_agg(case when m.id = any (held) then true end order by m.place) from unnest(p_ids) with ordinality m (id, place));
end $$;
revoke all on function public.record_deliveries_told(text, uuid[], integer[]) from public, anon, authenticated, service_role;
grant execute on function public.record_deliveries_told(text, uuid[], integer[]) to service_role;

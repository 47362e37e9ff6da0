-- Adds these rows of private.call_tallies to the counters, of each organisation and of all. Within the transaction that takes them
-- away.
create function private.fold_counters(p_taken bigint[]) returns void
language sql security definer set search_path = '' as $$
  insert into private.counter_totals as kept (org_id, metric, label, code, quantity)
  select t.org_id, t.metric, t.label, t.code, sum(t.quantity)
  from private.tallied_counters(true, p_taken) t
  group by grouping sets ((t.org_id, t.metric, t.label, t.code), (t.metric, t.label, t.code))
  having sum(t.quantity) <> 0
    and (grouping(t.org_id) = 1 or exists (select from public.organizations o where o.id = t.org_id))
  on conflict (org_id, metric, label, code) do update set quantity = kept.quantity + excluded.quantity
$$;
revoke all on function private.fold_counters(bigint[]) from public, anon, authenticated, service_role;

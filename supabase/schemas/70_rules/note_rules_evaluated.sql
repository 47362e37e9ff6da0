-- All rules of the organisation were evaluated. p_since: when that began; a sync completed since asks for it again.
create function public.note_rules_evaluated(p_org_id uuid, p_since timestamptz) returns void
language sql security definer set search_path = '' as $$
  update public.hubspot_connections c
  set rules_pending = exists (
      select from public.contact_syncs r
      where r.org_id = c.org_id and r.state = 'completed' and r.finished_at > p_since),
    -- Begun before midnight, it was evaluated for the day that is over.
    rules_evaluated_on = (p_since at time zone o.time_zone)::date
  from public.organizations o
  where c.org_id = p_org_id and o.id = c.org_id
$$;
revoke all on function public.note_rules_evaluated(uuid, timestamptz) from public, anon, authenticated, service_role;
grant execute on function public.note_rules_evaluated(uuid, timestamptz) to service_role;

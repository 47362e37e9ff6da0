-- What still has a hash of the old index key and matters: how many rows, by table. What nobody goes by any more is not counted:
-- entries that were lifted or ran out, consents that ran out, calls of over 400 days ago, and what was erased, whose hash is
-- nobody's.
create function private.count_old_hashes() returns jsonb
language sql stable security definer set search_path = '' as $$
  select coalesce(jsonb_object_agg(c.kind, c.rows), '{}')
  from (
    select 'call_schedules' as kind, count(*) as rows from public.call_schedules s
    where s.contact_phone_enc not like 'v1.erased.%'
      and not exists (select from private.phone_hash_links l where l.new_hash = s.contact_phone_hash)
    union all
    select 'call_attempts', count(*) from public.call_attempts t
    where t.claimed_at > private.current_time() - interval '400 days'
      and not exists (select from private.phone_hash_links l where l.new_hash = t.contact_phone_hash)
      and not exists (select from public.call_schedules s where s.id = t.schedule_id and s.contact_phone_enc like 'v1.erased.%')
    union all
    select 'contacts', count(*) from public.contacts c
    where c.phone_hash is not null and not exists (select from private.phone_hash_links l where l.new_hash = c.phone_hash)
    union all
    select 'campaign_contacts', count(*) from public.campaign_contacts m
    where m.phone_last4 is not null and not exists (select from private.phone_hash_links l where l.new_hash = m.phone_hash)
    union all
    select 'audience_rows', count(*) from private.audience_rows a
    where not exists (select from private.phone_hash_links l where l.new_hash = a.phone_hash)
    union all
    select 'suppressions', count(*) from public.suppressions x
    where x.removed_at is null and coalesce(x.expires_at, 'infinity') > private.current_time()
      and not exists (select from private.phone_hash_links l where l.new_hash = x.phone_hash)
    union all
    select 'consents', count(*) from public.consents x
    where x.valid_until > private.current_time() and not exists (select from private.phone_hash_links l where l.new_hash = x.phone_hash)
    union all
    select 'recovery_holds', count(*) from private.recovery_holds h
    where h.phone_hash is not null and not exists (select from private.phone_hash_links l where l.new_hash = h.phone_hash)
    union all
    select 'recovery_erasures', count(*) from private.recovery_erasures e
    where not exists (select from private.phone_hash_links l where l.new_hash = e.phone_hash)
    union all
    select 'global_suppressions', count(*) from private.global_suppressions g
    where g.removed_at is null and private.twin_of_global_hash(g.phone_hash) is null
    union all
    select 'registry_checks', count(*) from private.registry_checks k
    where private.twin_of_global_hash(k.phone_hash) is null
  ) c
  where c.rows > 0
$$;
revoke all on function private.count_old_hashes() from public, anon, authenticated, service_role;

-- After an erasure: which hash became which of numbers of which nothing is kept any more. What still has one of the hashes (an entry
-- of a do-not-call list, a consent, somebody else with the number) keeps its link.
create function private.forget_phone_links(p_org_id uuid, p_phone_hashes text[], p_global_hashes text[]) returns void
language sql security definer set search_path = '' as $$
  delete from private.phone_hash_links l
  where l.new_hash = any (p_phone_hashes)
    and not exists (select from private.call_names k where k.org_id = p_org_id and k.contact_phone_hash = l.new_hash)
    and not exists (select from public.call_attempts t where t.org_id = p_org_id and t.contact_phone_hash = l.new_hash)
    and not exists (select from public.contacts c where c.org_id = p_org_id and c.phone_hash = l.new_hash)
    and not exists (select from public.suppressions x where x.org_id = p_org_id and x.phone_hash = l.new_hash)
    and not exists (select from public.consents x where x.org_id = p_org_id and x.phone_hash = l.new_hash)
    and not exists (select from private.recovery_holds h where h.org_id = p_org_id and h.phone_hash = l.new_hash)
    and not exists (select from private.recovery_erasures e where e.org_id = p_org_id and e.phone_hash = l.new_hash)
    and not exists (select from public.campaigns c join public.campaign_contacts m on m.campaign_id = c.id
      where c.org_id = p_org_id and m.phone_hash = l.new_hash);
  delete from private.phone_hash_links l
  where (l.new_hash = any (p_global_hashes) or l.old_hash = any (p_global_hashes))
    and not exists (select from private.global_suppressions g where g.phone_hash in (l.new_hash, l.old_hash))
    and not exists (select from private.registry_checks k where k.phone_hash in (l.new_hash, l.old_hash));
$$;
revoke all on function private.forget_phone_links(uuid, text[], text[]) from public, anon, authenticated, service_role;

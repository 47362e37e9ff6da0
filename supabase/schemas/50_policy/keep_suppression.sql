-- Puts a number on the organisation's list unless something there holds at least as much for at least as long: then gives that
-- one. A person's own word is no list's, and is kept beside it.
create function private.keep_suppression(p_new public.suppressions) returns public.suppressions
language plpgsql security definer set search_path = '' as $$
declare
  kept public.suppressions;
begin
  kept := private.covering_suppression(p_new);
  if kept.id is not null then
    return kept;
  end if;
  insert into public.suppressions (id, org_id, phone_hash, phone_last4, scope, topic, contact_id, reason, source, schedule_id,
    attempt_id, evidence, needs_review, added_by, expires_at)
  values (coalesce(p_new.id, gen_random_uuid()), p_new.org_id, p_new.phone_hash, p_new.phone_last4, p_new.scope, p_new.topic,
    p_new.contact_id, p_new.reason, p_new.source, p_new.schedule_id, p_new.attempt_id, p_new.evidence, coalesce(p_new.needs_review, false),
    p_new.added_by, p_new.expires_at)
  on conflict (org_id, phone_hash, scope, coalesce(topic, ''), coalesce(contact_id, ''), private.is_own_word(source),
    coalesce(expires_at, 'infinity')) where removed_at is null do nothing
  returning * into kept;
  return case when kept.id is not null then kept else private.covering_suppression(p_new) end;
end $$;
revoke all on function private.keep_suppression(public.suppressions) from public, anon, authenticated, service_role;

-- Held, so that it holds: one that is being lifted at this moment is waited for, and counts for nothing once it is.
create function private.covering_suppression(p_new public.suppressions) returns public.suppressions
language sql volatile security definer set search_path = '' as $$
  select x.* from public.suppressions x
  where x.org_id = p_new.org_id and x.phone_hash = p_new.phone_hash and x.removed_at is null
    and (x.contact_id is null or x.contact_id = p_new.contact_id)
    and (x.scope = 'all' or x.scope = p_new.scope and x.topic is not distinct from p_new.topic)
    and (x.expires_at is null or x.expires_at >= p_new.expires_at)
    and private.is_own_word(x.source) >= private.is_own_word(p_new.source)
  order by x.added_at limit 1
  for share
$$;
revoke all on function private.covering_suppression(public.suppressions) from public, anon, authenticated, service_role;

-- Is the number of the call on the organisation's list: opted_out where the person asked for it, suppressed_org otherwise. What a
-- person asked for a time only (expires_at) is minded in marketing as long as the law asks, p_refusal from the asking, null for
-- ever: refusal_period.
create function private.judge_suppression(
  s public.call_schedules, p_purpose public.call_purpose, p_at timestamptz, p_refusal interval default null
) returns private.decision
language plpgsql stable security definer set search_path = '' as $$
declare
  held record;
begin
  -- Most numbers are in no list, and what sorts those that are need not even be set up (a twentieth of what the judge costs).
  if (select true from public.suppressions x
    where x.org_id = s.org_id and x.phone_hash = s.contact_phone_hash and x.removed_at is null limit 1) is null then
    return null;
  end if;
  select x.scope, x.source, x.reason, x.added_at, private.is_own_word(x.source) as own_word, m.until,
    x.expires_at > p_at is not false or m.until = 'infinity' as for_good
  into held
  from public.suppressions x
  cross join lateral (select case
      when x.expires_at is null then 'infinity'
      when p_purpose in ('marketing', 'survey') and private.is_own_word(x.source)
        then greatest(x.expires_at, coalesce(x.added_at + p_refusal, 'infinity'))
      else x.expires_at end as until) m
  where x.org_id = s.org_id and x.phone_hash = s.contact_phone_hash and x.removed_at is null
    and (x.contact_id is null or x.contact_id = s.contact_id)
    and private.scope_covers(x.scope, x.topic, p_purpose, s.call_topic) and m.until > p_at
  order by for_good desc, own_word desc, x.added_at
  limit 1;
  if not found then
    return null;
  elsif not held.for_good then
    return private.defer('refusal_period', held.until,
      jsonb_build_object('when', held.added_at, 'days', ceil(extract(epoch from p_refusal) / 86400)));
  elsif held.own_word then
    return private.stop('opted_out', jsonb_build_object('when', held.added_at, 'scope', held.scope, 'source', held.source));
  end if;
  return private.stop('suppressed_org', jsonb_build_object('when', held.added_at, 'scope', held.scope, 'reason', held.reason));
end $$;
revoke all on function private.judge_suppression(public.call_schedules, public.call_purpose, timestamptz, interval)
  from public, anon, authenticated, service_role;

-- Until when somebody's consents to a purpose hold for sure, by the kind that may be asked for; null: none does, or it takes the judge to
-- say (private.judge_consent). has_…: one of that kind at least is there, whatever it is worth. One row for each person and number.
create function private.consents_that_hold(p_org_id uuid, p_purpose public.call_purpose, p_at timestamptz) returns table (
  phone_hash text, contact_id text, written_until timestamptz, express_until timestamptz, any_until timestamptz,
  has_written boolean, has_express boolean)
language sql stable security definer set search_path = '' as $$
  select x.phone_hash, x.contact_id,
    max(h.until) filter (where x.kind = 'express_written'), max(h.until) filter (where x.kind in ('express', 'express_written')),
    max(h.until), bool_or(x.kind = 'express_written'), bool_or(x.kind in ('express', 'express_written'))
  from public.consents x
  left join (
    select r.phone_hash, r.contact_id, max(r.revoked_at) as revoked_at
    from public.consents r
    where r.org_id = p_org_id and r.revoked_at is not null and p_purpose = any (r.purposes)
    group by r.phone_hash, r.contact_id
  ) r on r.phone_hash = x.phone_hash and r.contact_id = x.contact_id
  cross join lateral (
    select case when p_purpose = any (x.purposes) and x.artificial_voice and (r.revoked_at >= x.obtained_at) is not true
      -- Later, whether they were spoken to meanwhile counts.
      then least(x.valid_until, x.obtained_at + interval '12 months') end as until
  ) h
  where x.org_id = p_org_id and x.obtained_at <= p_at
  group by x.phone_hash, x.contact_id
$$;
revoke all on function private.consents_that_hold(uuid, public.call_purpose, timestamptz) from public, anon, authenticated, service_role;

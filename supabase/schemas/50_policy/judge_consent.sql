-- Has the person agreed to this call, where it takes a consent: of the kind at least, to the purpose, by an artificial voice,
-- for this number and contact together. null: yes, or none is needed.
--   imported_unproven is never enough where one is needed. A withdrawal ends every earlier consent to the same purpose.
--   A consent of more than twelve months ago counts as ended where nobody was spoken to at that number since then: the number
--   may be another's by now, whose consent it is not.
create function private.judge_consent(
  s public.call_schedules, p_purpose public.call_purpose, p_at timestamptz, p_consent public.consent_kind
) returns private.decision
language plpgsql stable security definer set search_path = '' as $$
declare
  c record;
  in_touch constant interval := interval '12 months';
begin
  if p_consent is null then
    return null;
  end if;
  select x.id, x.obtained_at, x.valid_until, w.revoked_at, w.revoked_via, p.problem into c
  from public.consents x
  left join lateral (
    select r.revoked_at, r.revoked_via from public.consents r
    where r.org_id = x.org_id and r.phone_hash = x.phone_hash and r.contact_id = x.contact_id
      and r.revoked_at >= x.obtained_at and p_purpose = any (r.purposes)
    order by r.revoked_at desc limit 1
  ) w on true
  cross join lateral (select case
      when not (p_purpose = any (x.purposes) and x.artificial_voice) then 'consent_scope'
      when w.revoked_at is not null then 'consent_revoked'
      when x.valid_until <= p_at then 'consent_expired'
      when x.obtained_at + in_touch <= p_at and not exists (
        select from public.call_attempts t
        where t.org_id = s.org_id and t.contact_phone_hash = s.contact_phone_hash and t.answered
          and t.voicemail is not true and t.placed_at > p_at - in_touch
      ) then 'consent_expired'
    end::public.reason_code as problem) p
  where x.org_id = s.org_id and x.phone_hash = s.contact_phone_hash and x.contact_id = s.contact_id
    and (x.kind = 'express_written' or x.kind = 'express' and p_consent <> 'express_written' or p_consent = 'imported_unproven')
    and x.obtained_at <= p_at
  -- The one that holds, else the newest that would, else the newest to something else.
  order by p.problem is not null, p.problem = 'consent_scope', x.obtained_at desc
  limit 1;
  if not found then
    return private.stop('consent_missing', jsonb_build_object('kind', p_consent, 'purpose', p_purpose));
  elsif c.problem is null then
    return null;
  end if;
  return private.stop(c.problem, jsonb_build_object('consent', c.id, 'when', c.obtained_at, 'purpose', p_purpose,
    'until', case when c.valid_until <= p_at then c.valid_until else c.obtained_at + in_touch end, 'revoked_at', c.revoked_at, 'via', c.revoked_via));
end $$;
revoke all on function private.judge_consent(public.call_schedules, public.call_purpose, timestamptz, public.consent_kind)
  from public, anon, authenticated, service_role;

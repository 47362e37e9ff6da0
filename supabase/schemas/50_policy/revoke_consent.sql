-- Records that a person withdrew a consent: nothing else of it changes, and it is never given back; a new consent is a new row. A
-- user calls the public function with their own token; the private one sees across rows and checks the caller itself.

-- Outcomes: revoked {consent}, already_revoked {consent}, not_found, forbidden.
create function private.revoke_consent(p_org_id uuid, p_consent_id uuid, p_via text, p_reason text) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  caller_role constant public.member_role := private.role_of(p_org_id, auth.uid());
  c public.consents;
begin
  select x.* into c from public.consents x
  where x.id = p_consent_id and x.org_id = p_org_id and caller_role is not null for no key update;
  if c.id is null then
    return jsonb_build_object('outcome', 'not_found'::public.answer_outcome);
  elsif caller_role = 'viewer' then
    return jsonb_build_object('outcome', 'forbidden'::public.answer_outcome);
  elsif c.revoked_at is not null then
    return jsonb_build_object('outcome', 'already_revoked'::public.answer_outcome, 'consent', to_jsonb(c) - 'phone_hash');
  end if;
  update public.consents x
  set revoked_at = private.current_time(), revoked_via = p_via, revoked_reason = p_reason, revoked_by = auth.uid()
  where x.id = c.id
  returning x.* into c;
  return jsonb_build_object('outcome', 'revoked'::public.answer_outcome, 'consent', to_jsonb(c) - 'phone_hash');
end $$;
revoke all on function private.revoke_consent(uuid, uuid, text, text) from public, anon, authenticated, service_role;
grant execute on function private.revoke_consent(uuid, uuid, text, text) to authenticated;

create function public.revoke_consent(p_org_id uuid, p_consent_id uuid, p_via text, p_reason text) returns jsonb
language sql set search_path = '' as $$
  select private.revoke_consent(p_org_id, p_consent_id, p_via, p_reason)
$$;
revoke all on function public.revoke_consent(uuid, uuid, text, text) from public, anon, authenticated, service_role;
grant execute on function public.revoke_consent(uuid, uuid, text, text) to authenticated;

-- Records a consent on behalf of p_actor, an admin or a member. For the functions alone: the number comes as its hash. Fields:
-- those of public.consents that a person gives, with the wording itself; valid_until left out: 24 months from obtained_at.
-- p_id again gives what was recorded under it. Outcomes: recorded {consent}, forbidden. Errors: 22023 for another field, 23502
-- and 23514 for a value out of bounds.
create function public.record_consent(p_org_id uuid, p_actor uuid, p_id uuid, p_consent jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  c public.consents;
  wording constant text := p_consent ->> 'wording';
begin
  if (private.role_of(p_org_id, p_actor) in ('admin', 'member')) is not true then
    return jsonb_build_object('outcome', 'forbidden'::public.answer_outcome);
  end if;
  perform set_config('app.actor_id', p_actor::text, true);
  perform private.refuse_unknown_fields(p_consent, array['phone_hash', 'phone_last4', 'contact_id', 'contact_name', 'relation',
    'kind', 'purposes', 'artificial_voice', 'obtained_at', 'obtained_through', 'wording', 'wording_version', 'language',
    'valid_until', 'evidence']);
  c := jsonb_populate_record(null::public.consents, p_consent);
  if wording is not null then
    c.wording_hash := encode(sha256(convert_to(wording, 'UTF8')), 'hex');
    insert into public.consent_wordings (org_id, wording_hash, wording) values (p_org_id, c.wording_hash, wording)
    on conflict do nothing;
  end if;
  insert into public.consents (id, org_id, phone_hash, phone_last4, contact_id, contact_name, relation, kind, purposes,
    artificial_voice, obtained_at, obtained_through, wording_hash, wording_version, language, valid_until, evidence, added_by)
  values (p_id, p_org_id, c.phone_hash, c.phone_last4, private.plain_contact_id(c.contact_id), c.contact_name, c.relation,
    c.kind, c.purposes, c.artificial_voice, c.obtained_at, c.obtained_through, c.wording_hash, c.wording_version, c.language,
    coalesce(c.valid_until, c.obtained_at + interval '24 months'), c.evidence, p_actor)
  on conflict (id) do nothing;
  select x.* into c from public.consents x where x.id = p_id and x.org_id = p_org_id and x.added_by = p_actor;
  if c.id is null then
    raise exception 'p_id is another consent''s' using errcode = '23505';
  end if;
  return jsonb_build_object('outcome', 'recorded'::public.answer_outcome, 'consent', to_jsonb(c) - 'phone_hash');
end $$;
revoke all on function public.record_consent(uuid, uuid, uuid, jsonb) from public, anon, authenticated, service_role;
grant execute on function public.record_consent(uuid, uuid, uuid, jsonb) to service_role;

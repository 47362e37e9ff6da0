-- Everything that is kept of a person, for an admin, whose right is checked here: by a contact's id or a number's hash, which only
-- the functions can make. Ciphertexts are theirs to open. That it was asked for stands in the trail, under p_id.
-- Outcomes: exported {person}, not_found, forbidden.
create function public.export_person(p_org_id uuid, p_actor uuid, p_id uuid, p_contact_id text, p_phone_hash text) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  who record;
  audited text[];
begin
  if private.role_of(p_org_id, p_actor) is distinct from 'admin' then
    return jsonb_build_object('outcome', 'forbidden'::public.answer_outcome);
  end if;
  who := private.find_person(p_org_id, p_contact_id, p_phone_hash);
  if not who.is_known and p_contact_id is not null then
    return jsonb_build_object('outcome', 'not_found'::public.answer_outcome);
  end if;
  perform set_config('app.actor_id', p_actor::text, true);
  insert into public.audit_log (org_id, actor_id, actor_kind, action, table_name, row_id, changes)
  values (p_org_id, p_actor, 'user', 'export', 'people', p_id, jsonb_strip_nulls(jsonb_build_object('contact_id', p_contact_id,
    'number', case when p_contact_id is null then 'private' end)));
  audited := (who.calls || who.attempts || who.suppressions || who.consents)::text[];
  return jsonb_build_object('outcome', 'exported'::public.answer_outcome, 'person', jsonb_build_object(
    'contacts', (select coalesce(jsonb_agg(to_jsonb(c) - array['org_id', 'phone_hash', 'contact_number'] order by c.contact_id), '[]')
      from public.contacts c where c.org_id = p_org_id and c.contact_id = any (who.contact_ids)),
    'call_schedules', (select coalesce(jsonb_agg(to_jsonb(s) - array['org_id', 'contact_phone_hash', 'global_phone_hash']
        || jsonb_build_object(
          'attempts', (select coalesce(jsonb_agg(to_jsonb(t) - array['org_id', 'contact_phone_hash', 'worker'] order by t.attempt_number), '[]')
            from public.call_attempts t where t.schedule_id = s.id),
          'events', (select coalesce(jsonb_agg(to_jsonb(e) - array['org_id', 'snapshot_hash'] order by e.id), '[]')
            from public.call_attempts t join public.call_events e on e.attempt_id = t.id where t.schedule_id = s.id),
          'decisions', (select coalesce(jsonb_agg(to_jsonb(d) - array['org_id', 'schedule_id'] order by d.id), '[]')
            from public.call_decisions d where d.org_id = p_org_id and d.schedule_id = s.id),
          'hubspot_entries', (select coalesce(jsonb_agg(to_jsonb(o) - array['org_id', 'worker'] order by o.created_at), '[]')
            from public.crm_outbox o where o.org_id = p_org_id and o.schedule_id = s.id)) order by s.created_at, s.id), '[]')
      from public.call_schedules s where s.id = any (who.calls)),
    'suppressions', (select coalesce(jsonb_agg(to_jsonb(x) - array['org_id', 'phone_hash'] order by x.added_at, x.id), '[]')
      from public.suppressions x where x.id = any (who.suppressions)),
    'consents', (select coalesce(jsonb_agg(to_jsonb(x) - array['org_id', 'phone_hash'] || jsonb_build_object('wording', w.wording)
        order by x.added_at, x.id), '[]')
      from public.consents x left join public.consent_wordings w on w.org_id = x.org_id and w.wording_hash = x.wording_hash
      where x.id = any (who.consents)),
    'campaigns', (select coalesce(jsonb_agg(to_jsonb(m) - array['org_id', 'phone_hash', 'global_phone_hash']
        || jsonb_build_object('campaign_name', c.name) order by m.created_at, m.id), '[]')
      from public.campaign_contacts m join public.campaigns c on c.id = m.campaign_id where m.id = any (who.campaign_contacts)),
    'webhook_deliveries', (select coalesce(jsonb_agg(jsonb_build_object('type', d.type, 'data', d.data, 'occurred_at', d.occurred_at,
        'state', d.state, 'delivered_at', d.delivered_at) order by d.position), '[]')
      from public.webhook_deliveries d where d.org_id = p_org_id and d.subject_id = any (who.calls || who.suppressions)),
    'audit', (select coalesce(jsonb_agg(to_jsonb(a) - array['org_id'] order by a.id), '[]')
      from public.audit_log a where a.org_id = p_org_id and a.row_id = any (audited))));
end $$;
revoke all on function public.export_person(uuid, uuid, uuid, text, text) from public, anon, authenticated, service_role;
grant execute on function public.export_person(uuid, uuid, uuid, text, text) to service_role;

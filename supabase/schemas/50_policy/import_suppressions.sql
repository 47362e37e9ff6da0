-- Adds a piece of a list to the organisation's, on behalf of p_actor, an admin; rows as {phone_hash, phone_last4, scope, reason},
-- at most 5000. It only adds: nothing is lifted, loosened or shortened, and the same piece again adds nothing.
-- Outcomes: imported {added, already_there}, forbidden.
create function public.import_suppressions(p_org_id uuid, p_actor uuid, p_rows jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  count_of_rows constant integer := jsonb_array_length(p_rows);
  added integer;
begin
  if (private.role_of(p_org_id, p_actor) = 'admin') is not true then
    return jsonb_build_object('outcome', 'forbidden'::public.answer_outcome);
  elsif count_of_rows > 5000 then
    raise exception 'at most 5000 rows at once' using errcode = '22023';
  end if;
  perform set_config('app.actor_id', p_actor::text, true);
  insert into public.suppressions (org_id, phone_hash, phone_last4, scope, reason, source, added_by)
  select distinct on (r.phone_hash, r.scope) p_org_id, r.phone_hash, r.phone_last4, r.scope, r.reason, 'import', p_actor
  from rows from (jsonb_to_recordset(p_rows) as (phone_hash text, phone_last4 text, scope public.suppression_scope,
    reason text)) with ordinality as r (phone_hash, phone_last4, scope, reason, number)
  where not (select exists (
    select from public.suppressions x
    where x.org_id = p_org_id and x.phone_hash = r.phone_hash and x.removed_at is null and x.contact_id is null
      and x.scope in ('all', r.scope) and x.topic is null and x.expires_at is null
  ))
  order by r.phone_hash, r.scope, r.number
  on conflict do nothing;
  get diagnostics added = row_count;
  return jsonb_build_object('outcome', 'imported'::public.answer_outcome,
    'added', added, 'already_there', count_of_rows - added);
end $$;
revoke all on function public.import_suppressions(uuid, uuid, jsonb) from public, anon, authenticated, service_role;
grant execute on function public.import_suppressions(uuid, uuid, jsonb) to service_role;

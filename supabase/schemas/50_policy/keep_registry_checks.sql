-- Keeps what a registry said of numbers at p_checked_at; rows as {phone_hash (without the organisation), listed}, at most 5000.
-- For an organisation on behalf of p_actor, an admin of it; p_org_id null: the operator's, for all. The newest result counts: an
-- older file never overwrites it. Calls that waited for the look-up are judged anew.
-- Outcomes: kept {changed}, forbidden, invalid {field} (a moment still to come).
create function public.keep_registry_checks(
  p_org_id uuid, p_actor uuid, p_registry text, p_checked_at timestamptz, p_rows jsonb
) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  changed integer;
begin
  if p_org_id is not null and (private.role_of(p_org_id, p_actor) = 'admin') is not true then
    return jsonb_build_object('outcome', 'forbidden'::public.answer_outcome);
  elsif p_checked_at > private.current_time() + interval '1 hour' then
    return jsonb_build_object('outcome', 'invalid'::public.answer_outcome, 'field', 'checked_at');
  elsif jsonb_array_length(p_rows) > 5000 then
    raise exception 'at most 5000 rows at once' using errcode = '22023';
  end if;
  insert into private.registry_checks as k (org_id, registry, phone_hash, listed, checked_at)
  select p_org_id, p_registry, r.phone_hash, bool_or(r.listed), p_checked_at
  from jsonb_to_recordset(p_rows) as r (phone_hash text, listed boolean)
  group by r.phone_hash
  on conflict (phone_hash, registry, org_id) do update set listed = excluded.listed, checked_at = excluded.checked_at
  where excluded.checked_at > k.checked_at or excluded.checked_at = k.checked_at and excluded.listed;
  get diagnostics changed = row_count;

  update public.call_schedules s set not_before = null
  where s.call_status = 'scheduled' and s.deleted_at is null and s.status_reason_code = 'registry_check_stale'
    and (p_org_id is null or s.org_id = p_org_id)
    and s.global_phone_hash in (
      select h.hash from jsonb_to_recordset(p_rows) as r (phone_hash text)
      cross join lateral (values (r.phone_hash), (private.twin_of_global_hash(r.phone_hash))) h (hash));
  return jsonb_build_object('outcome', 'kept'::public.answer_outcome, 'changed', changed);
end $$;
revoke all on function public.keep_registry_checks(uuid, uuid, text, timestamptz, jsonb)
  from public, anon, authenticated, service_role;
grant execute on function public.keep_registry_checks(uuid, uuid, text, timestamptz, jsonb) to service_role;

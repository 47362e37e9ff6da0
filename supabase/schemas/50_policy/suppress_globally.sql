-- The operator's list, by the service role alone (docs/operating.md). The keys that the hashes were made with come along, as
-- check_phone_keys takes them: a list that was hashed with another key would match nobody, and is refused (22023).
create function public.suppress_globally(p_keys jsonb, p_rows jsonb, p_reason text) returns integer
language plpgsql security definer set search_path = '' as $$
declare
  added integer;
begin
  if not p_keys @> '[{"setting": "PHONE_INDEX_KEY"}]' or public.check_phone_keys(p_keys) -> 'wrong' <> '[]' then
    raise exception 'these hashes were not made with the key that phone numbers are stored with' using errcode = '22023';
  end if;
  insert into private.global_suppressions (phone_hash, scope, reason)
  select distinct r.phone_hash, coalesce(r.scope, 'all'), p_reason
  from jsonb_to_recordset(p_rows) as r (phone_hash text, scope public.suppression_scope)
  on conflict (phone_hash, scope) where removed_at is null do nothing;
  get diagnostics added = row_count;
  return added;
end $$;
revoke all on function public.suppress_globally(jsonb, jsonb, text) from public, anon, authenticated, service_role;
grant execute on function public.suppress_globally(jsonb, jsonb, text) to service_role;

-- Lifts what is held of a number, and says how many entries that were. They stay, with the reason.
create function public.lift_global_suppression(p_phone_hash text, p_reason text) returns integer
language plpgsql security definer set search_path = '' as $$
declare
  lifted integer;
begin
  update private.global_suppressions g set removed_at = private.current_time(), removed_reason = p_reason
  where g.phone_hash = p_phone_hash and g.removed_at is null;
  get diagnostics lifted = row_count;
  return lifted;
end $$;
revoke all on function public.lift_global_suppression(text, text) from public, anon, authenticated, service_role;
grant execute on function public.lift_global_suppression(text, text) to service_role;

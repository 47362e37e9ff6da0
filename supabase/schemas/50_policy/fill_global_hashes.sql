-- Calls that were stored before numbers had a hash for the operator's list: while there is such a list they wait
-- (judge_global_suppression), until a sweep, which alone can open their numbers, has filled it in.

-- Some of them, none while there is no list; the number is closed.
create function public.calls_without_global_hash(p_limit integer default 200)
returns table (schedule_id uuid, org_id uuid, contact_phone_enc text)
language sql stable security definer set search_path = '' as $$
  select s.id, s.org_id, s.contact_phone_enc
  from public.call_schedules s
  where s.call_status = 'scheduled' and s.deleted_at is null and s.global_phone_hash is null
    and exists (select from private.global_suppressions g where g.removed_at is null)
  limit p_limit
$$;
revoke all on function public.calls_without_global_hash(integer) from public, anon, authenticated, service_role;
grant execute on function public.calls_without_global_hash(integer) to service_role;

-- Keeps the hashes of p_calls, [{schedule_id, contact_phone_enc, global_phone_hash}], of those whose number is still the same; what
-- waited for it is judged anew. Gives how many.
create function public.keep_global_hashes(p_calls jsonb) returns integer
language plpgsql security definer set search_path = '' as $$
declare
  filled integer;
begin
  update public.call_schedules s
  set global_phone_hash = c.global_phone_hash,
    not_before = case when s.status_reason_code is distinct from 'suppressed_global' then s.not_before end
  from jsonb_to_recordset(p_calls) as c (schedule_id uuid, contact_phone_enc text, global_phone_hash text)
  where s.id = c.schedule_id and s.contact_phone_enc = c.contact_phone_enc and s.global_phone_hash is null;
  get diagnostics filled = row_count;
  return filled;
end $$;
revoke all on function public.keep_global_hashes(jsonb) from public, anon, authenticated, service_role;
grant execute on function public.keep_global_hashes(jsonb) to service_role;

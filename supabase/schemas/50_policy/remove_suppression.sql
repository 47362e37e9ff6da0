-- Lifts a suppression that was put there in error, for an admin who says why; the row stays, with who and when. A user calls the
-- public function with their own token; the private one sees across rows and checks the caller itself.

-- Outcomes: removed {suppression}, not_found (another organisation's, or lifted before), forbidden.
create function private.remove_suppression(p_org_id uuid, p_suppression_id uuid, p_reason text) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  caller_role constant public.member_role := private.role_of(p_org_id, auth.uid());
  lifted public.suppressions;
begin
  if caller_role is null then
    return jsonb_build_object('outcome', 'not_found'::public.answer_outcome);
  elsif caller_role <> 'admin' then
    return jsonb_build_object('outcome', 'forbidden'::public.answer_outcome);
  end if;
  update public.suppressions x
  set removed_at = private.current_time(), removed_by = auth.uid(), removed_reason = p_reason
  where x.id = p_suppression_id and x.org_id = p_org_id and x.removed_at is null
  returning x.* into lifted;
  if not found then
    return jsonb_build_object('outcome', 'not_found'::public.answer_outcome);
  end if;
  return jsonb_build_object('outcome', 'removed'::public.answer_outcome, 'suppression', to_jsonb(lifted) - 'phone_hash');
end $$;
revoke all on function private.remove_suppression(uuid, uuid, text) from public, anon, authenticated, service_role;
grant execute on function private.remove_suppression(uuid, uuid, text) to authenticated;

create function public.remove_suppression(p_org_id uuid, p_suppression_id uuid, p_reason text) returns jsonb
language sql set search_path = '' as $$
  select private.remove_suppression(p_org_id, p_suppression_id, p_reason)
$$;
revoke all on function public.remove_suppression(uuid, uuid, text) from public, anon, authenticated, service_role;
grant execute on function public.remove_suppression(uuid, uuid, text) to authenticated;

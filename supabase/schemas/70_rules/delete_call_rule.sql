-- Deletes a rule; the calls that it has planned and that nobody was rung for go with it. A user calls the public function with
-- their own token; the private one sees across rows and checks the caller itself. Outcomes: deleted, not_found, forbidden.
create function private.delete_call_rule(p_org_id uuid, p_rule_id uuid) returns public.answer_outcome
language plpgsql security definer set search_path = '' as $$
begin
  if private.role_of(p_org_id, auth.uid()) is distinct from 'admin' then
    return 'forbidden'::public.answer_outcome;
  end if;
  delete from public.call_schedule_rules r where r.id = p_rule_id and r.org_id = p_org_id;
  return case when found then 'deleted'::public.answer_outcome else 'not_found' end;
end $$;
revoke all on function private.delete_call_rule(uuid, uuid) from public;
grant execute on function private.delete_call_rule(uuid, uuid) to authenticated;

create function public.delete_call_rule(p_org_id uuid, p_rule_id uuid) returns public.answer_outcome
language sql set search_path = '' as $$
  select private.delete_call_rule(p_org_id, p_rule_id)
$$;
revoke all on function public.delete_call_rule(uuid, uuid) from public, anon, authenticated, service_role;
grant execute on function public.delete_call_rule(uuid, uuid) to authenticated;

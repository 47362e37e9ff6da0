-- The report of private.make_call_report, for members of the organisation; null for anybody else. A user calls the public function
-- with their own token; the private one sees across rows and checks the caller itself.
create function private.call_report(
  p_org_id uuid, p_from text, p_to text, p_by public.report_group default 'day', p_agent_id uuid default null,
  p_topic text default null, p_campaign_id uuid default null, p_rule_id uuid default null
) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
begin
  if p_org_id is null or p_org_id not in (select private.my_org_ids()) then
    return null;
  end if;
  return private.make_call_report(p_org_id, p_from, p_to, p_by, p_agent_id, p_topic, p_campaign_id, p_rule_id);
end $$;
revoke all on function private.call_report(uuid, text, text, public.report_group, uuid, text, uuid, uuid) from public, anon, authenticated, service_role;
grant execute on function private.call_report(uuid, text, text, public.report_group, uuid, text, uuid, uuid) to authenticated;

create function public.call_report(
  p_org_id uuid, p_from text, p_to text, p_by public.report_group default 'day', p_agent_id uuid default null,
  p_topic text default null, p_campaign_id uuid default null, p_rule_id uuid default null
) returns jsonb
language sql stable set search_path = '' as $$
  select private.call_report(p_org_id, p_from, p_to, p_by, p_agent_id, p_topic, p_campaign_id, p_rule_id)
$$;
revoke all on function public.call_report(uuid, text, text, public.report_group, uuid, text, uuid, uuid) from public, anon, authenticated, service_role;
grant execute on function public.call_report(uuid, text, text, public.report_group, uuid, text, uuid, uuid) to authenticated;

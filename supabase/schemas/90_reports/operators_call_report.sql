-- The report of private.make_call_report of the organisation with this slug, for the operator; null where there is none.
create function public.operators_call_report(
  p_slug text, p_from text, p_to text, p_by public.report_group default 'day', p_campaign_id uuid default null
) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  asked constant uuid := (select o.id from public.organizations o where o.slug = p_slug);
begin
  if asked is null then
    return null;
  end if;
  return private.make_call_report(asked, p_from, p_to, p_by, null, null, p_campaign_id, null);
end $$;
revoke all on function public.operators_call_report(text, text, text, public.report_group, uuid)
  from public, anon, authenticated, service_role;
grant execute on function public.operators_call_report(text, text, text, public.report_group, uuid) to service_role;

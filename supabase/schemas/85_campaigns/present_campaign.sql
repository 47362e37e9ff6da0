-- A campaign as the functions take it (campaign_list), for those that have checked the caller.
create function private.present_campaign(c public.campaigns) returns jsonb
language sql stable security definer set search_path = '' as $$
  select to_jsonb(c) - array['deleted_at', 'contacts_pruned_at'] || jsonb_build_object('counts', private.campaign_counts(c.id))
$$;
revoke all on function private.present_campaign(public.campaigns) from public, anon, authenticated, service_role;

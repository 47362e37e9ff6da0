-- Stops all dialling of all organisations at once, for the reason given; null lets it go on. Calls that Bolna already
-- has are followed to their end. For an operator: `select public.pause_all_calling('Bolna outage')`.
create function public.pause_all_calling(p_reason text) returns void
language sql security definer set search_path = '' as $$
  update private.scheduler c set calling_paused_reason = p_reason where c.only_row
$$;
revoke all on function public.pause_all_calling(text) from public, anon, authenticated, service_role;
grant execute on function public.pause_all_calling(text) to service_role;

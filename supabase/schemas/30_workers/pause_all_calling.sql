-- Stops all dialling of all organisations at once, for the reason given; null lets it go on. Calls that Bolna already
-- has are followed to their end. For an operator: `select public.pause_all_calling('Bolna outage')`.
-- Error 55000 while the database is brought back to a backup: what was called since is not known yet (public.finish_recovery).
create function public.pause_all_calling(p_reason text) returns void
language plpgsql security definer set search_path = '' as $$
begin
  if exists (select from private.recoveries r where r.finished_at is null) then
    raise exception 'calling is paused since the database was restored: it goes on with select public.finish_recovery()'
      using errcode = '55000';
  end if;
  update private.scheduler c set calling_paused_reason = p_reason where c.only_row;
end $$;
revoke all on function public.pause_all_calling(text) from public, anon, authenticated, service_role;
grant execute on function public.pause_all_calling(text) to service_role;

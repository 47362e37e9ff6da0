-- Has the database wake open pages through Realtime (private.wake_pages), and lets members listen to their organisations' channels and
-- nobody to another's; says 'on' or 'off'. For the operator, as postgres; can be run again at any time. Error: 55000 where the project
-- has no Realtime: pages poll, here as everywhere.
create function public.configure_page_wakeups(enabled boolean default true) returns text
language plpgsql set search_path = '' as $$
begin
  if enabled is null then
    raise exception 'enabled must be true or false' using errcode = '22023';
  end if;
  if enabled and (to_regprocedure('realtime.send(jsonb, text, text, boolean)') is null or to_regprocedure('realtime.topic()') is null) then
    raise exception 'this database has no Realtime: open its page in the dashboard once, then run this again' using errcode = '55000';
  end if;
  drop trigger if exists audit_log_wake_pages on public.audit_log;
  if to_regclass('realtime.messages') is not null then
    execute 'drop policy if exists members_hear_of_changes on realtime.messages';
  end if;
  if not enabled then
    return 'off';
  end if;
  create trigger audit_log_wake_pages after insert on public.audit_log
    referencing new table as new_rows for each statement execute function private.wake_pages();
  execute 'create policy members_hear_of_changes on realtime.messages for select to authenticated using '
    '(extension = ''broadcast'' and (select realtime.topic()) in (select ''org:'' || o from private.my_org_ids() o))';
  return 'on';
end $$;
revoke all on function public.configure_page_wakeups(boolean) from public, anon, authenticated, service_role;

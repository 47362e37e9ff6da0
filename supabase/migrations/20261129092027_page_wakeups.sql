-- Where a project has Realtime, open pages may be woken by it: configure_page_wakeups switches it on.
SET local check_function_bodies = off;

CREATE TABLE "private"."page_wakeups" (
  "org_id"   uuid                     NOT NULL,
  "woken_at" timestamp with time zone NOT NULL,
  CONSTRAINT "page_wakeups_pkey" PRIMARY KEY (org_id)
);

ALTER TABLE "private"."page_wakeups"
  ENABLE ROW LEVEL SECURITY;

CREATE OR REPLACE FUNCTION private.wake_pages()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  now_is constant timestamptz := private.current_time();
  woken uuid;
begin
  for woken in select distinct n.org_id from new_rows n where n.org_id is not null loop
    continue when not pg_try_advisory_xact_lock(hashtext('private.page_wakeups'), hashtext(woken::text));
    insert into private.page_wakeups as w (org_id, woken_at) values (woken, now_is)
    on conflict (org_id) do update set woken_at = excluded.woken_at
    where w.woken_at not between excluded.woken_at - interval '1 second' and excluded.woken_at;
    continue when not found;
    begin
      execute 'select realtime.send(''{}''::jsonb, ''changed'', $1, true)' using 'org:' || woken;
    exception when others then
      -- Whatever Realtime lacks, the write that is told of stands.
      raise warning 'pages are not woken: %', sqlerrm;
    end;
  end loop;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.configure_page_wakeups (
  enabled boolean DEFAULT true
)
  RETURNS text
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
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
end $function$;

REVOKE ALL ON FUNCTION "public"."configure_page_wakeups"(boolean) FROM PUBLIC, "anon", "authenticated", "service_role";

REVOKE ALL ON FUNCTION "private"."wake_pages"() FROM PUBLIC;

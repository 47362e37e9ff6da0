SET local check_function_bodies = off;

CREATE OR REPLACE FUNCTION private.schedule_job (
  p_name    text,
  p_seconds integer,
  p_command text
)
  RETURNS integer
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  if p_seconds not between 1 and 3600 or (p_seconds >= 60 and p_seconds % 60 <> 0) then
    raise exception 'interval_seconds must be 1 to 59, or 60, 120, … 3600; got %', p_seconds using errcode = '22023';
  end if;
  begin
    perform cron.schedule(p_name, private.cron_words(p_seconds), p_command);
    return p_seconds;
  exception when others then
    if p_seconds >= 60 then
      raise;
    end if;
  end;
  raise warning 'this pg_cron knows minutes only: % runs once a minute', p_name;
  perform cron.schedule(p_name, private.cron_words(60), p_command);
  return 60;
end $function$;

-- Has pg_cron run a command every so many seconds (1..59, or a whole number of minutes up to 3600), under a name of which there is one,
-- and says how often it will. pg_cron older than 1.5 knows minutes only: there a shorter interval becomes one minute, said by a
-- warning. Error: 22023 for another interval.
create function private.schedule_job(p_name text, p_seconds integer, p_command text) returns integer
language plpgsql security definer set search_path = '' as $$
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
end $$;
revoke all on function private.schedule_job(text, integer, text) from public, anon, authenticated, service_role;

-- An interval in pg_cron's words.
create function private.cron_words(p_seconds integer) returns text
language sql immutable set search_path = '' as $$
  select case
    when p_seconds = 3600 then '0 * * * *'
    when p_seconds = 60 then '* * * * *'
    when p_seconds > 60 then format('*/%s * * * *', p_seconds / 60)
    else format('%s seconds', p_seconds)
  end
$$;
revoke all on function private.cron_words(integer) from public, anon, authenticated, service_role;

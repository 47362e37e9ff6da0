-- One look at everything that somebody is told of, which pg_cron has made as often as public.configure_alerts says. It goes by tallies
-- and indexes: what it costs does not grow with the calls (docs/operating.md has the figures). A rule that cannot be looked at keeps no
-- other from it, and is told of itself. Two looks at once make one.
create function private.look_at_alerts() returns void
language plpgsql security definer set search_path = '' as $$
declare
  rule private.alert_rules;
  findings private.alert_finding[];
begin
  perform from private.alert_watch w for update skip locked;
  if not found then
    return;
  end if;
  for rule in select r.* from private.alert_rules r order by r.code loop
    begin
      execute format('select array_agg(f) from private.%I() f', 'find_' || rule.code) into findings;
      -- Most rules find nothing at most looks: then what keeps findings is not even planned (3 ms each).
      if findings is not null or exists (select from public.alerts a where a.code = rule.code and a.state <> 'resolved') then
        perform private.keep_findings(rule, coalesce(findings, '{}'));
      end if;
      if rule.failing_since is not null then
        update private.alert_rules r set failing_since = null, failure = null where r.code = rule.code;
      end if;
    exception when others then
      raise log 'call scheduler: % could not be looked at (%)', rule.code, sqlstate;
      update private.alert_rules r
      set failing_since = coalesce(r.failing_since, private.current_time()), failure = left(concat_ws(': ', sqlstate, sqlerrm), 1000)
      where r.code = rule.code;
    end;
  end loop;
  update private.alert_watch w set looked_at = private.current_time() where w.only_row;
  perform private.send_heartbeat();
end $$;
revoke all on function private.look_at_alerts() from public, anon, authenticated, service_role;

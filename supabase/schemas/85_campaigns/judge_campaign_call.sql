-- The judge's question about the campaign of a call: does it run. A defer, a stop, or nothing.
create function private.judge_campaign_call(s public.call_schedules) returns private.decision
language plpgsql stable security definer set search_path = '' as $$
declare
  c record;
begin
  select k.state, k.paused_at, k.paused_reason into c from public.campaigns k where k.id = s.campaign_id;
  return case c.state
    when 'paused' then private.defer('campaign_paused', null, jsonb_build_object('since', c.paused_at, 'reason', c.paused_reason))
    when 'cancelled' then private.stop('campaign_cancelled')
  end;
end $$;
revoke all on function private.judge_campaign_call(public.call_schedules) from public, anon, authenticated, service_role;

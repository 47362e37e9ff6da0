-- Gives the next contacts of each campaign whose turn it is their calls (private.feed_campaign). Asked by every claim, so it costs one
-- look into an index where no campaign runs. One that throws keeps no other from its turn, and no claim from its calls.
create function private.feed_due_campaigns() returns void
language plpgsql security definer set search_path = '' as $$
declare
  hungry uuid;
begin
  for hungry in
    select f.campaign_id from private.campaign_feeds f where f.next_feed_at <= private.current_time()
    order by f.next_feed_at limit 50
  loop
    begin
      perform private.feed_campaign(hungry);
    exception when others then
      raise log 'call scheduler: campaign % was not fed (% %)', hungry, sqlstate, sqlerrm;
      update private.campaign_feeds f set next_feed_at = private.current_time() + interval '1 minute' where f.campaign_id = hungry;
    end;
  end loop;
end $$;
revoke all on function private.feed_due_campaigns() from public, anon, authenticated, service_role;

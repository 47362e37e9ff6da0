-- By cron: adds up what has gathered in private.campaign_tallies; of each campaign one row remains for each state. As
-- private.fold_call_tallies: one statement, and two at once fold each row once. Says how many rows it took.
create function private.fold_campaign_tallies() returns bigint
language sql security definer set search_path = '' as $$
  with gathered as (
    select t.campaign_id from private.campaign_tallies t
    group by t.campaign_id having count(*) > count(distinct t.state)
  ), taken as (
    delete from private.campaign_tallies t using gathered g where t.campaign_id = g.campaign_id
    returning t.campaign_id, t.state, t.contacts
  ), folded as (
    insert into private.campaign_tallies (campaign_id, state, contacts)
    select t.campaign_id, t.state, sum(t.contacts) from taken t
    group by t.campaign_id, t.state having sum(t.contacts) <> 0
  )
  select count(*) from taken
$$;
revoke all on function private.fold_campaign_tallies() from public, anon, authenticated, service_role;

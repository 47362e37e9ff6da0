-- Appends to private.campaign_tallies by how much a statement has changed the counts of a campaign's contacts.
create function private.tally_campaign_contacts() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if tg_op = 'INSERT' then
    insert into private.campaign_tallies (campaign_id, state, contacts)
    select n.campaign_id, n.state, count(*) from new_rows n group by 1, 2;
  elsif tg_op = 'DELETE' then
    insert into private.campaign_tallies (campaign_id, state, contacts)
    select o.campaign_id, o.state, -count(*) from old_rows o
    -- Not while the campaign goes with all that is its own.
    where exists (select from public.campaigns c where c.id = o.campaign_id)
    group by 1, 2;
  else
    insert into private.campaign_tallies (campaign_id, state, contacts)
    select c.campaign_id, c.state, sum(c.sign)
    from (
      select 1 as sign, n.campaign_id, n.state from new_rows n
      union all
      select -1, o.campaign_id, o.state from old_rows o
    ) c
    group by 1, 2 having sum(c.sign) <> 0;
  end if;
  return null;
end $$;
revoke all on function private.tally_campaign_contacts() from public;

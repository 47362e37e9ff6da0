-- The contacts that HubSpot still has, each with what stands in the way of calling it (today is the organisation's).
create view public.contact_list with (security_invoker = true) as
select c.id, c.org_id, c.contact_id, c.contact_number, c.contact_name, c.phone_enc, c.time_zone, c.language, c.owner_id,
  c.do_not_call, c.last_checkup_date, c.properties, c.problem, c.hubspot_modified_at, c.updated_at,
  c.phone_problem, c.checkup_problem,
  array_remove(array[
    case when c.problem is not null then 'broken' end,
    case when c.do_not_call then 'do_not_call' end,
    'phone_' || c.phone_problem::text,
    case when c.phone_enc is not null and private.shares_number(c.id) then 'phone_shared' end,
    'checkup_' || c.checkup_problem::text,
    case when c.last_checkup_date > (private.current_time() at time zone o.time_zone)::date then 'checkup_in_future' end
  ], null)::public.contact_problem[] as problems
from public.contacts c
join public.organizations o on o.id = c.org_id
where c.removed_at is null;
grant select on public.contact_list to authenticated;

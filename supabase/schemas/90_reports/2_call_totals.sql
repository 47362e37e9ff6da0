-- What private.call_tallies adds up to for the statistics: an organisation's calls by status and reason, and in a row without
-- either the attempts that Bolna took.
create table private.call_totals (
  org_id uuid not null references public.organizations (id) on delete cascade,
  call_status public.call_status,
  reason_code public.reason_code,
  calls bigint not null,
  waiting bigint not null,
  attention bigint not null,
  placed bigint not null,
  response_seconds numeric not null,
  unique nulls not distinct (org_id, call_status, reason_code)
);
alter table private.call_totals enable row level security;

-- The sums of one organisation, for its members; of a reason of failing also the sentence that the call of the smallest id
-- carries.
create function private.tallied_calls(p_org_id uuid) returns table (
  call_status public.call_status, reason_code public.reason_code, calls bigint, waiting bigint, attention bigint,
  placed bigint, response_seconds numeric, reason text)
language sql stable security definer set search_path = '' as $$
  with counted as (
    select c.call_status, c.reason_code, c.calls, c.waiting, c.attention, c.placed, c.response_seconds
    from private.call_totals c
    where c.org_id = p_org_id and p_org_id in (select private.my_org_ids())
    union all
    select t.call_status, t.reason_code, case when t.subject = 'call' then t.quantity else 0 end, t.waiting, t.attention,
      case when t.subject = 'response' then t.quantity else 0 end,
      case when t.subject = 'response' then t.response_seconds else 0 end
    from private.call_tallies t
    where t.org_id = p_org_id and t.subject in ('call', 'response') and p_org_id in (select private.my_org_ids())
  )
  select t.call_status, t.reason_code, sum(t.calls)::bigint, sum(t.waiting)::bigint, sum(t.attention)::bigint,
    sum(t.placed)::bigint, sum(t.response_seconds),
    case
      when t.call_status is distinct from 'failed' then null
      when t.reason_code is null then (
        select s.status_reason from public.call_schedules s
        where s.org_id = p_org_id and s.deleted_at is null and s.call_status = 'failed' and s.status_reason_code is null
        order by s.id limit 1)
      else (
        select s.status_reason from public.call_schedules s
        where s.org_id = p_org_id and s.deleted_at is null and s.call_status = 'failed' and s.status_reason_code = t.reason_code
        order by s.id limit 1)
    end
  from counted t
  group by t.call_status, t.reason_code
$$;
revoke all on function private.tallied_calls(uuid) from public, anon, authenticated, service_role;
grant execute on function private.tallied_calls(uuid) to authenticated;

-- What the statistics count, counted as it changes: each row is a change, and the sums of an organisation's rows are exact at
-- any moment, in any transaction. Statements on calls and attempts append (tally_calls, tally_responses), so that nobody waits
-- for anybody's counter; cron adds up what has gathered (fold_call_tallies). Counting 500 000 calls takes 900 ms, adding up a
-- few hundred rows none.
create table private.call_tallies (
  -- No foreign key: the calls of an organisation that is deleted are taken off after it is gone, which leaves zeros.
  org_id uuid not null,
  id bigint generated always as identity,
  -- Of calls that are not deleted; null: the row tells of attempts.
  call_status public.call_status,
  -- Of failed calls alone.
  reason_code public.reason_code,
  calls bigint not null default 0,
  -- Those that wait for their time (dial_after is not null), and those flagged for a person.
  waiting bigint not null default 0,
  attention bigint not null default 0,
  -- Of attempts that Bolna took: how many, and the seconds from when each was due.
  placed bigint not null default 0,
  response_seconds numeric not null default 0,
  primary key (org_id, id)
);
alter table private.call_tallies enable row level security;

-- The sums of one organisation, for its members; of a reason of failing also the sentence that the call of the smallest id
-- carries.
create function private.tallied_calls(p_org_id uuid) returns table (
  call_status public.call_status, reason_code public.reason_code, calls bigint, waiting bigint, attention bigint,
  placed bigint, response_seconds numeric, reason text)
language sql stable security definer set search_path = '' as $$
  select t.call_status, t.reason_code, sum(t.calls)::bigint, sum(t.waiting)::bigint, sum(t.attention)::bigint,
    sum(t.placed)::bigint, sum(t.response_seconds),
    case
      when t.call_status <> 'failed' then null
      when t.reason_code is null then (
        select s.status_reason from public.call_schedules s
        where s.org_id = p_org_id and s.deleted_at is null and s.call_status = 'failed' and s.status_reason_code is null
        order by s.id limit 1)
      else (
        select s.status_reason from public.call_schedules s
        where s.org_id = p_org_id and s.deleted_at is null and s.call_status = 'failed' and s.status_reason_code = t.reason_code
        order by s.id limit 1)
    end
  from private.call_tallies t
  where t.org_id = p_org_id and p_org_id in (select private.my_org_ids())
  group by t.call_status, t.reason_code
$$;
revoke all on function private.tallied_calls(uuid) from public, anon, authenticated, service_role;
grant execute on function private.tallied_calls(uuid) to authenticated;

-- Moves or cancels many calls that still wait: those of p_ids, or those that p_filters name (as list_call_schedules takes them), 1 000 at
-- most. Admins do it to all, members to those that they booked. Moved to p_at, or by p_minutes from its own time, each is judged
-- there as in change_call_schedule: one that could never leave then stays as it was. Of each that was left as it is the answer says
-- why: not_found, forbidden, live (being made), over, invalid (no time to book for), or the judge's code.
-- Outcomes: checked {…} (p_dry_run: nothing is written), changed {…}, unconfirmed {…} (p_confirm, asked for with p_filters, is not how
-- many would change: nothing is written), too_many {most}, forbidden, invalid. {…}: matched, changed, deferred (of the moved, those that
-- must wait beyond their time), left_as_is [{id, code}].
create function private.change_many_calls(
  p_org_id uuid, p_action public.bulk_action, p_ids uuid[], p_filters jsonb, p_at timestamptz, p_minutes integer, p_dry_run boolean,
  p_confirm integer
) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  most constant integer := 1000;
  now_is constant timestamptz := private.current_time();
  caller constant uuid := auth.uid();
  caller_role constant public.member_role := private.role_of(p_org_id, caller);
  zone constant text := (select o.time_zone from public.organizations o where o.id = p_org_id);
  wanted uuid[] := case when p_filters is null then array(select distinct unnest(p_ids))
    else private.find_calls(p_org_id, p_filters, 'due_at', null, null, most + 1) end;
  s public.call_schedules;
  decision private.decision;
  moved_at timestamptz;
  code text;
  changing uuid[] := '{}'::uuid[];
  moments timestamptz[] := '{}'::timestamptz[];
  decisions private.decision[] := '{}'::private.decision[];
  left_as_is jsonb := '[]'::jsonb;
  answer jsonb;
begin
  if (caller_role in ('admin', 'member')) is not true then
    return jsonb_build_object('outcome', 'forbidden'::public.answer_outcome);
  elsif (p_ids is null) = (p_filters is null) or p_action = 'move' and (p_at is null) = (p_minutes is null) then
    return jsonb_build_object('outcome', 'invalid'::public.answer_outcome);
  elsif cardinality(wanted) > most then
    return jsonb_build_object('outcome', 'too_many'::public.answer_outcome, 'most', most);
  end if;
  if not p_dry_run then
    perform from public.call_schedules c where c.id = any (wanted) and c.org_id = p_org_id order by c.id for no key update;
  end if;
  for s in
    select (c).* from (select c from public.call_schedules c where c.id = any (wanted) and c.org_id = p_org_id and c.deleted_at is null) w
    order by id
  loop
    moved_at := coalesce(p_at, s.scheduled_at + make_interval(mins => p_minutes));
    code := case
      when (caller_role = 'admin' or s.created_by = caller) is not true then 'forbidden'
      when s.call_status = 'in_progress' then 'live'
      when s.call_status <> 'scheduled' then 'over'
      when p_action = 'move' and moved_at not between now_is - interval '1 hour' and now_is + interval '1830 days' then 'invalid' end;
    if code is null and p_action = 'move' then
      s.scheduled_at := moved_at;
      s.due_at := least(moved_at, case when s.auto_trigger_enabled then
        (s.last_checkup_date + s.checkup_threshold_days)::timestamp at time zone zone end);
      s.not_before := null;
      decision := private.first_allowed(s, greatest(s.due_at, now_is));
      code := case when decision.outcome = 'stop' then decision.code::text end;
    end if;
    if code is null then
      changing := changing || s.id;
      moments := moments || moved_at;
      decisions := decisions || decision;
    else
      left_as_is := left_as_is || jsonb_build_object('id', s.id, 'code', code);
    end if;
    wanted := array_remove(wanted, s.id);
  end loop;
  left_as_is := left_as_is || coalesce(
    (select jsonb_agg(jsonb_build_object('id', w.id, 'code', 'not_found')) from unnest(wanted) as w (id)), '[]');
  answer := jsonb_build_object('matched', cardinality(changing) + jsonb_array_length(left_as_is), 'changed', cardinality(changing),
    'deferred', case when p_action = 'move' then (
      select count(*) from unnest(decisions) d where d.outcome = 'defer') else 0 end, 'left_as_is', left_as_is);
  if p_dry_run then
    return answer || jsonb_build_object('outcome', 'checked'::public.answer_outcome);
  elsif (p_filters is not null or p_confirm is not null) and p_confirm is distinct from cardinality(changing) then
    return answer || jsonb_build_object('outcome', 'unconfirmed'::public.answer_outcome);
  end if;

  if p_action = 'cancel' then
    update public.call_schedules c
    set call_status = 'cancelled', status_reason_code = 'cancelled_by_user', status_reason = 'Cancelled before it was dialled.', retry_at = null
    where c.id = any (changing);
  else
    update public.call_schedules c set scheduled_at = m.at
    from unnest(changing, moments) as m (id, at) where c.id = any (changing) and c.id = m.id;
    update public.call_schedules c
    set not_before = m.until, status_reason_code = m.code, status_reason = m.sentence
    from (
      select u.id, case when d.outcome = 'defer' then d.until end as until, case when d.outcome = 'defer' then d.code end as code,
        case when d.outcome = 'defer' then left(private.say_decision(d), 1000) end as sentence
      from unnest(changing) with ordinality as u (id, place)
      cross join lateral (select (decisions[u.place]).*) d
    ) m
    where c.id = any (changing) and c.id = m.id and (c.not_before is distinct from m.until or c.status_reason_code is distinct from m.code);
    perform private.keep_decisions(changing, decisions, 'plan');
    perform private.keep_window(u.terms) from (select distinct d.terms from unnest(decisions) d) u order by private.window_key(u.terms);
  end if;
  return answer || jsonb_build_object('outcome', 'changed'::public.answer_outcome);
end $$;
revoke all on function private.change_many_calls(uuid, public.bulk_action, uuid[], jsonb, timestamptz, integer, boolean, integer)
  from public, anon, authenticated, service_role;
grant execute on function private.change_many_calls(uuid, public.bulk_action, uuid[], jsonb, timestamptz, integer, boolean, integer)
  to authenticated;

create function public.change_many_calls(
  p_org_id uuid, p_action public.bulk_action, p_ids uuid[] default null, p_filters jsonb default null, p_at timestamptz default null,
  p_minutes integer default null, p_dry_run boolean default true, p_confirm integer default null
) returns jsonb
language sql set search_path = '' as $$
  select private.change_many_calls(p_org_id, p_action, p_ids, p_filters, p_at, p_minutes, coalesce(p_dry_run, true), p_confirm)
$$;
revoke all on function public.change_many_calls(uuid, public.bulk_action, uuid[], jsonb, timestamptz, integer, boolean, integer)
  from public, anon, authenticated, service_role;
grant execute on function public.change_many_calls(uuid, public.bulk_action, uuid[], jsonb, timestamptz, integer, boolean, integer)
  to authenticated;

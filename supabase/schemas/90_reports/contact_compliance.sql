-- The organisation's contacts by their check-up date against their threshold, in its calendar: the smallest threshold of its
-- active check-up rules that go by the connection's property, or p_default_days. within / overdue / unknown (no date that can
-- be used, or one in the future); rate = within / (within + overdue). Each also by whether there is a number that can be
-- dialled, and of those overdue or within how many were called, and reached (a person answered), since their check-up.
-- null where the organisation has no contacts cached. For members of the organisation.
create function private.contact_compliance(p_org_id uuid, p_default_days integer) returns jsonb
language sql stable security definer set search_path = '' as $$
  with terms as (
    select o.id as org_id, (private.current_time() at time zone o.time_zone)::date as today, o.time_zone,
      coalesce((
        select min(r.checkup_threshold_days) from public.call_schedule_rules r
        where r.org_id = o.id and r.is_active and r.rule_type = 'checkup_threshold'
          and (r.checkup_property is null or r.checkup_property = (
            select c.checkup_property from public.hubspot_connections c where c.org_id = o.id))
      ), p_default_days) as days
    from public.organizations o
    where o.id = p_org_id and o.id in (select private.my_org_ids())
  ), calls as materialized (
    select s.contact_id, max(t.placed_at) as called_at, max(t.placed_at) filter (where t.answered and not coalesce(t.voicemail, false))
      as reached_at
    from terms m
    join public.call_attempts t on t.org_id = m.org_id and t.placed_at is not null
    join public.call_schedules s on s.id = t.schedule_id
    group by s.contact_id
  ), standing as (
    select case
        when c.last_checkup_date is null or c.last_checkup_date > m.today then 'unknown'
        when c.last_checkup_date + m.days > m.today then 'within'
        else 'overdue'
      end as standing,
      c.phone_enc is not null as has_phone,
      (k.called_at at time zone m.time_zone)::date >= c.last_checkup_date as called,
      (k.reached_at at time zone m.time_zone)::date >= c.last_checkup_date as reached
    from terms m
    join public.contacts c on c.org_id = m.org_id and c.removed_at is null
    left join calls k on k.contact_id = c.contact_id
  )
  select case when count(*) > 0 then jsonb_build_object(
    'within', count(*) filter (where standing = 'within'),
    'overdue', count(*) filter (where standing = 'overdue'),
    'unknown', count(*) filter (where standing = 'unknown'),
    'rate', round(count(*) filter (where standing = 'within')::numeric
      / nullif(count(*) filter (where standing in ('within', 'overdue')), 0), 4),
    'threshold_days', (select m.days from terms m),
    'within_with_phone', count(*) filter (where standing = 'within' and has_phone),
    'within_without_phone', count(*) filter (where standing = 'within' and not has_phone),
    'overdue_with_phone', count(*) filter (where standing = 'overdue' and has_phone),
    'overdue_without_phone', count(*) filter (where standing = 'overdue' and not has_phone),
    'called', count(*) filter (where called), 'reached', count(*) filter (where reached)) end
  from standing
$$;
revoke all on function private.contact_compliance(uuid, integer) from public;
grant execute on function private.contact_compliance(uuid, integer) to authenticated;

-- Rules that plan calls by themselves: what they go by, and what becomes of their calls when they go.

-- Calls that rules plan are spread over these hours of the organisation's day, and outside them none leaves by itself.
alter table public.organizations
  add column calling_hours_from time not null default '09:00',
  add column calling_hours_to time not null default '18:00',
  add constraint organizations_calling_hours check (calling_hours_from < calling_hours_to);
grant update (calling_hours_from, calling_hours_to) on public.organizations to authenticated;

-- When the organisation's calling hours begin again; null while they last.
create function private.calling_hours_begin_at(p_org_id uuid) returns timestamptz
language sql stable security definer set search_path = '' as $$
  select case
    when here::time < o.calling_hours_from then (here::date + o.calling_hours_from) at time zone o.time_zone
    when here::time >= o.calling_hours_to then (here::date + 1 + o.calling_hours_from) at time zone o.time_zone
  end
  from public.organizations o
  cross join lateral (select private.current_time() at time zone o.time_zone as here) clock
  where o.id = p_org_id
$$;
revoke all on function private.calling_hours_begin_at(uuid) from public;

-- The closed set of custom conditions, {"all": [{property, operator, value}, …]}, 1 to 20 of them, all of which must hold.
--   text properties (lifecyclestage, hs_lead_status, country, state, hubspot_owner_id, language, time_zone):
--     equals, not_equals (value: text), one_of, none_of (value: 1 to 100 texts), is_set, is_not_set (no value).
--     Compared without regard to case; not_equals and none_of hold for an empty property too.
--   numbers (days_since_checkup, days_since_last_call): at_least, at_most (value: whole number 0 to 36500), is_set,
--     is_not_set. An empty one is neither at least nor at most anything.
create function private.are_conditions(p_conditions jsonb) returns boolean
language sql immutable set search_path = '' as $$
  select case
    when jsonb_typeof(p_conditions) is distinct from 'object' or jsonb_typeof(p_conditions -> 'all') is distinct from 'array'
      or p_conditions - 'all' <> '{}' or jsonb_array_length(p_conditions -> 'all') not between 1 and 20 then false
    else not exists (
      select from jsonb_array_elements(p_conditions -> 'all') c
      where case
        when jsonb_typeof(c.value) <> 'object' or c.value - array['property', 'operator', 'value'] <> '{}' then true
        when c.value ->> 'operator' in ('is_set', 'is_not_set') then c.value ? 'value' or c.value ->> 'property' is null
          or c.value ->> 'property' not in ('lifecyclestage', 'hs_lead_status', 'country', 'state', 'hubspot_owner_id',
            'language', 'time_zone', 'days_since_checkup', 'days_since_last_call')
        when c.value ->> 'property' in ('lifecyclestage', 'hs_lead_status', 'country', 'state', 'hubspot_owner_id',
          'language', 'time_zone') then case
            when c.value ->> 'operator' in ('equals', 'not_equals') then
              jsonb_typeof(c.value -> 'value') is distinct from 'string' or char_length(c.value ->> 'value') not between 1 and 200
            when c.value ->> 'operator' in ('one_of', 'none_of') then
              jsonb_typeof(c.value -> 'value') is distinct from 'array'
              or jsonb_array_length(c.value -> 'value') not between 1 and 100
              or exists (select from jsonb_array_elements(c.value -> 'value') v where jsonb_typeof(v.value) <> 'string')
            else true
          end
        when c.value ->> 'property' in ('days_since_checkup', 'days_since_last_call') then
          (c.value ->> 'operator' in ('at_least', 'at_most')) is not true
          or jsonb_typeof(c.value -> 'value') is distinct from 'number'
          or (c.value ->> 'value')::numeric not between 0 and 36500
          or (c.value ->> 'value')::numeric % 1 <> 0
        else true
      end
    )
  end
$$;
revoke all on function private.are_conditions(jsonb) from public;
grant execute on function private.are_conditions(jsonb) to authenticated, service_role;

alter table public.call_schedule_rules
  add constraint call_schedule_rules_conditions
    check (custom_conditions is null or private.are_conditions(custom_conditions));

-- A property that was never asked for must be read from every contact before the rule can go by it.
create function private.read_new_checkup_property() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if new.checkup_property is not null then
    update public.hubspot_connections c
    set full_sync_after = least(c.full_sync_after, private.current_time()),
      next_sync_at = least(c.next_sync_at, private.current_time())
    where c.org_id = new.org_id;
  end if;
  return null;
end $$;
revoke all on function private.read_new_checkup_property() from public;
create trigger call_schedule_rules_new_property_added after insert on public.call_schedule_rules
  for each row execute function private.read_new_checkup_property();
create trigger call_schedule_rules_new_property after update of checkup_property on public.call_schedule_rules
  for each row when (old.checkup_property is distinct from new.checkup_property)
  execute function private.read_new_checkup_property();

-- What a rule's call was planned for: the check-up date it follows ('none' without one), or for periodic rules the day of
-- the call before it, or of the planning of one that was never made ('first').
alter table public.call_schedules add column occasion text check (char_length(occasion) between 1 and 20);
-- The promise: one call per contact, rule and check-up date, ever. Deleted calls count: their rows stay.
create unique index call_schedules_one_per_occasion on public.call_schedules (rule_id, contact_id, occasion)
  where rule_id is not null and occasion is not null;
-- Is a call to this number planned or live.
create index call_schedules_number_idx on public.call_schedules (org_id, contact_phone_hash)
  where call_status in ('scheduled', 'in_progress') and deleted_at is null;
grant select (occasion) on public.call_schedules to authenticated;

-- As before, and by which rule a call was planned.
create or replace view public.due_call_schedules with (security_invoker = true) as
select s.id, s.org_id, s.agent_id, s.contact_id, s.contact_name, s.contact_phone_enc, s.scheduled_at, s.call_topic,
  s.call_language, s.is_active, s.call_status, s.bolna_call_id, s.auto_trigger_enabled, s.checkup_threshold_days,
  s.last_checkup_date, s.status_reason_code, s.status_reason, s.attention, s.attention_reason, s.attempt_count,
  s.due_at, s.retry_at, s.created_by, s.created_at, s.updated_at, s.rule_id
from public.call_schedules s
where s.call_status = 'scheduled' and s.is_active and s.deleted_at is null and s.dial_after <= private.current_time();

-- A rule that goes takes the calls along that it has planned.
create function private.withdraw_calls_of_rule() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  update public.call_schedules s
  set call_status = 'cancelled', status_reason_code = 'rule_deleted', retry_at = null,
    status_reason = 'The rule that planned this call was deleted.'
  where s.org_id = old.org_id and s.rule_id = old.id and s.call_status = 'scheduled' and s.deleted_at is null
    -- Not while the organisation goes with all that is its own.
    and exists (select from public.organizations o where o.id = old.org_id);
  return old;
end $$;
revoke all on function private.withdraw_calls_of_rule() from public;
create trigger call_schedule_rules_withdraw_calls before delete on public.call_schedule_rules
  for each row execute function private.withdraw_calls_of_rule();

-- Nor is a call of such a rule tried again that was under way when the rule went, or when HubSpot was disconnected.
create function private.withdraw_orphaned_call() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if new.rule_id is null then
    new.call_status := 'cancelled';
    new.status_reason_code := 'rule_deleted';
    new.status_reason := 'The rule that planned this call was deleted.';
  elsif exists (select from public.hubspot_connections c where c.org_id = new.org_id and c.removed_at is not null) then
    new.call_status := 'cancelled';
    new.status_reason_code := 'hubspot_disconnected';
    new.status_reason := 'HubSpot was disconnected, so that nobody can look whether this call is still wanted.';
  end if;
  if new.call_status = 'cancelled' then
    new.retry_at := null;
  end if;
  return new;
end $$;
revoke all on function private.withdraw_orphaned_call() from public;
create trigger call_schedules_withdraw_orphaned before update of call_status on public.call_schedules
  for each row when (old.call_status = 'in_progress' and new.call_status = 'scheduled' and new.occasion is not null)
  execute function private.withdraw_orphaned_call();

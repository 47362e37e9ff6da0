-- The intents to call.

create table public.call_schedules (
  id uuid primary key default gen_random_uuid(),
  org_id uuid not null references public.organizations (id) on delete cascade,
  agent_id uuid not null,
  -- The rule that made it; null for a call booked by hand.
  rule_id uuid,
  -- What a rule's call was planned for: the check-up date it follows ('none' without one), or for periodic rules the day of
  -- the call before it, or of the planning of one that was never made ('first').
  occasion text check (char_length(occasion) between 1 and 20),
  -- The campaign that it is a call of; it has the id of the campaign's contact then.
  campaign_id uuid,
  contact_id text not null check (private.is_text(contact_id, 128)),
  contact_name text not null check (private.is_text(contact_name, 200)),
  -- AES-256-GCM by the functions, bound to organisation and row: v1.<key id>.<iv>.<ciphertext>. Never a readable number.
  -- The lengths by themselves: counted in the pattern they took eight times as long, and a check is asked at each update.
  contact_phone_enc text not null
    check (char_length(contact_phone_enc) <= 300
      and contact_phone_enc ~ '^v1\.[A-Za-z0-9_-]+\.[A-Za-z0-9_=-]+\.[A-Za-z0-9_=-]+$'
      and char_length(split_part(contact_phone_enc, '.', 2)) <= 32 and char_length(split_part(contact_phone_enc, '.', 3)) >= 16
      and char_length(split_part(contact_phone_enc, '.', 4)) >= 22),
  -- HMAC-SHA-256 under a key the database does not have: equal numbers of one organisation are equal here.
  contact_phone_hash text not null check (char_length(contact_phone_hash) = 64 and contact_phone_hash ~ '^[0-9a-f]+$'),
  -- The same without the organisation, under a key of its own, for the operator's list: no user reads it, since it would tell one
  -- organisation of another's numbers. null: stored before there was one, until a sweep fills it in.
  global_phone_hash text check (char_length(global_phone_hash) = 64 and global_phone_hash ~ '^[0-9a-f]+$'),
  -- What the number says of where it rings, told by the functions (describeNumber). No source: stored before that was asked.
  phone_country text check (phone_country ~ '^[A-Z]{2}$'),
  phone_regions text[] not null default '{}'
    check (cardinality(phone_regions) <= 100 and char_length(array_to_string(phone_regions, ' ')) <= 5000),
  phone_zones text[] not null default '{}'
    check (cardinality(phone_zones) <= 100 and char_length(array_to_string(phone_zones, ' ')) <= 5000),
  phone_zone_source public.zone_source check (phone_zone_source in ('number', 'country')),
  scheduled_at timestamptz not null check (scheduled_at between '2000-01-01Z' and '2100-01-01Z'),
  call_topic text not null default 'follow_up' check (private.is_text(call_topic, 200)),
  call_language text not null default 'en-IN'
    check (call_language ~ '^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$' and char_length(call_language) <= 35),
  purpose public.call_purpose not null,
  -- The called person's, where the booking says it; null: it is told from the contact and the number (private.call_terms).
  time_zone text check (time_zone is null or private.is_time_zone(time_zone)),
  -- Without an opening before it the call is missed.
  deadline_at timestamptz check (deadline_at between '2000-01-01Z' and '2100-01-01Z'),
  is_active boolean not null default true,
  call_status public.call_status not null default 'scheduled',
  bolna_call_id text check (char_length(bolna_call_id) between 1 and 200),
  auto_trigger_enabled boolean not null default false,
  checkup_threshold_days integer not null default 5 check (checkup_threshold_days between 0 and 3650),
  last_checkup_date date check (last_checkup_date between '1900-01-01' and '2100-01-01'),
  status_reason_code public.reason_code,
  status_reason text check (char_length(status_reason) <= 1000),
  -- Why a person must look at this call, and the sentence that says so; null: nobody need.
  attention_code public.attention_code,
  attention_reason text check (char_length(attention_reason) <= 1000),
  attention boolean not null generated always as (attention_code is not null) stored,
  attempt_count integer not null default 0 check (attempt_count >= 0),
  -- Tries in a row that Bolna never took (429, no connection); a placed call sets it back to 0.
  deferral_count integer not null default 0 check (deferral_count >= 0),
  -- The moment this call became or becomes due: its time, or midnight of the check-up day in the organisation's calendar.
  due_at timestamptz not null,
  retry_at timestamptz,
  -- The judge refused it for now: it is not looked at again before (refuse_call).
  not_before timestamptz,
  -- Since when its contact could not be read from HubSpot, look after look.
  contact_unread_since timestamptz,
  -- When this call may leave, null unless it waits to: the one truth of what is waiting, which the tick, the claims, the
  -- due view and the statistics read.
  dial_after timestamptz generated always as (
    case when call_status = 'scheduled' and is_active and deleted_at is null then greatest(due_at, retry_at, not_before) end
  ) stored,
  created_by uuid references auth.users (id) on delete set null,
  created_at timestamptz not null default private.current_time(),
  updated_at timestamptz not null default private.current_time(),
  deleted_at timestamptz,
  -- updated_at while nobody is calling, null while it is being called: what the list of latest changes is walked by. An index that has
  -- updated_at itself has every index of a call written anew with each of its steps; so, what is written while it is called and leaves
  -- its status touches none (the placed call: 4.3 kB of write-ahead log before, 3.2 since).
  news_at timestamptz generated always as (case when call_status <> 'in_progress' then updated_at end) stored,
  unique (org_id, id),
  foreign key (org_id, agent_id) references public.agents (org_id, id),
  check (call_status not in ('completed', 'failed', 'cancelled') or status_reason is not null),
  check (deleted_at is null or call_status in ('completed', 'failed', 'cancelled')),
  check ((attention_code is null) = (attention_reason is null))
);
create index call_schedules_list_idx on public.call_schedules (org_id, scheduled_at, id) where deleted_at is null;
-- The list by status, also by one that few calls or none have. An index each: under row-level security an enum in a key is not
-- looked up (its comparison is not leakproof), in a condition it is.
create index call_schedules_scheduled_idx on public.call_schedules (org_id, scheduled_at, id)
  where call_status = 'scheduled' and deleted_at is null;
create index call_schedules_in_progress_idx on public.call_schedules (org_id, scheduled_at, id)
  where call_status = 'in_progress' and deleted_at is null;
create index call_schedules_completed_idx on public.call_schedules (org_id, scheduled_at, id)
  where call_status = 'completed' and deleted_at is null;
create index call_schedules_failed_idx on public.call_schedules (org_id, scheduled_at, id)
  where call_status = 'failed' and deleted_at is null;
create index call_schedules_cancelled_idx on public.call_schedules (org_id, scheduled_at, id)
  where call_status = 'cancelled' and deleted_at is null;
-- A list in the order in which calls are due, or were changed: of each status by itself (private.find_calls, which sees past row-level
-- security). Two entries for each row that is written, and not one for each of five statuses. Those that are being called, no more than
-- there are lines, have no entry of their latest change: they are sorted.
create index call_schedules_due_list_idx on public.call_schedules (org_id, call_status, due_at, id) where deleted_at is null;
create index call_schedules_news_idx on public.call_schedules (org_id, call_status, news_at, id)
  where call_status <> 'in_progress' and deleted_at is null;
-- What a person must look at: few.
create index call_schedules_attention_idx on public.call_schedules (org_id) where attention_code is not null and deleted_at is null;
-- A sentence for each reason of failing.
create index call_schedules_failure_idx on public.call_schedules (org_id, status_reason_code, id)
  where call_status = 'failed' and deleted_at is null;
create index call_schedules_agent_idx on public.call_schedules (org_id, agent_id);
create index call_schedules_rule_idx on public.call_schedules (org_id, rule_id) where rule_id is not null;
create index call_schedules_campaign_idx on public.call_schedules (org_id, campaign_id, scheduled_at, id)
  where campaign_id is not null;
create index call_schedules_contact_idx on public.call_schedules (org_id, contact_id);
create index call_schedules_created_by_idx on public.call_schedules (created_by) where created_by is not null;
-- The tick asks "is anything due at all": led by the due time alone. Measured with 1.2 M rows on 2 cores: an empty tick
-- costs 0.066 ms this way and 11.6 ms with a priority in front. The last condition is always true, and only the tick
-- writes it: without it the planner took this index for the claim's question too and walked it once for each
-- organisation (4.6 s beside a queue of 100 000, 2.2 ms since).
create index call_schedules_tick_idx on public.call_schedules (dial_after)
  where dial_after is not null and attempt_count >= 0;
-- The claim walks organisation by organisation, so that one full queue never hides another's calls; and campaign by campaign, so
-- that an organisation's own call is never behind a campaign's: each call is in one of the two.
create index call_schedules_claim_idx on public.call_schedules (org_id, dial_after)
  where dial_after is not null and campaign_id is null;
create index call_schedules_campaign_claim_idx on public.call_schedules (org_id, campaign_id, dial_after)
  where dial_after is not null and campaign_id is not null;
-- The promise: one call per contact, rule and check-up date, ever. Deleted calls count: their rows stay.
create unique index call_schedules_one_per_occasion on public.call_schedules (rule_id, contact_id, occasion)
  where rule_id is not null and occasion is not null;
-- Is a call to this number planned or live.
create index call_schedules_number_idx on public.call_schedules (org_id, contact_phone_hash)
  where call_status in ('scheduled', 'in_progress') and deleted_at is null;
-- What waits for a number that comes on the operator's list.
create index call_schedules_global_number_idx on public.call_schedules (global_phone_hash)
  where call_status = 'scheduled' and deleted_at is null;

-- What was moved, in the order in which it is moved again when the policy changes (private.move_calls_again): few of those that wait.
create index call_schedules_moved_idx on public.call_schedules (org_id, id) where dial_after is not null and not_before is not null;
-- Whose deadline has passed (private.end_missed_calls).
create index call_schedules_deadline_idx on public.call_schedules (deadline_at)
  where deadline_at is not null and dial_after is not null;

create trigger call_schedules_due
  before insert or update of contact_id, scheduled_at, auto_trigger_enabled, checkup_threshold_days, last_checkup_date
  on public.call_schedules for each row execute function private.set_due_at();
create trigger call_schedules_hash before insert or update of contact_phone_hash on public.call_schedules
  for each row execute function private.take_new_contact_phone_hash();
create trigger call_schedules_guard before update of call_status on public.call_schedules
  for each row when (old.call_status is distinct from new.call_status)
  execute function private.guard_call_status();
create trigger call_schedules_touch before update on public.call_schedules
  for each row execute function private.touch_updated_at();
create trigger call_schedules_audit_insert after insert on public.call_schedules
  referencing new table as new_rows for each statement execute function private.audit_call_schedules();
create trigger call_schedules_audit_update after update on public.call_schedules
  referencing old table as old_rows new table as new_rows for each statement execute function private.audit_call_schedules();
create trigger call_schedules_audit_delete after delete on public.call_schedules
  for each row execute function private.write_audit_row(
    'org_id', 'id', 'contact_phone_enc', 'contact_phone_hash', 'global_phone_hash', 'contact_name');
create trigger call_schedules_ring_on_insert after insert on public.call_schedules
  referencing new table as new_rows for each statement execute function private.ring_for_near_calls();
create trigger call_schedules_ring_on_update after update on public.call_schedules
  referencing new table as new_rows for each statement execute function private.ring_for_near_calls();

alter table public.call_schedules enable row level security;
grant select (id, org_id, agent_id, rule_id, occasion, campaign_id, contact_id, contact_name, contact_phone_enc, phone_country,
    phone_regions, phone_zones, phone_zone_source, scheduled_at, call_topic, call_language, purpose, time_zone, deadline_at, is_active, call_status,
    bolna_call_id, auto_trigger_enabled, checkup_threshold_days, last_checkup_date, status_reason_code, status_reason,
    attention, attention_code, attention_reason, attempt_count, due_at, retry_at, not_before, dial_after, created_by,
    created_at, updated_at, deleted_at)
  on public.call_schedules to authenticated;
grant select on public.call_schedules to service_role;

create policy call_schedules_read on public.call_schedules for select to authenticated
  using (deleted_at is null and org_id in (select private.my_org_ids()));

SET local check_function_bodies = off;

DROP INDEX "public"."contacts_phone_idx";

CREATE TABLE "private"."phone_hash_links" (
  "old_hash" text NOT NULL,
  "new_hash" text NOT NULL,
  CONSTRAINT "phone_hash_links_new_hash_check" CHECK ((char_length(new_hash) = 64)),
  CONSTRAINT "phone_hash_links_new_hash_key" UNIQUE (new_hash),
  CONSTRAINT "phone_hash_links_old_hash_check" CHECK ((char_length(old_hash) = 64)),
  CONSTRAINT "phone_hash_links_pkey" PRIMARY KEY (old_hash)
);

ALTER TABLE "private"."phone_hash_links"
  ENABLE ROW LEVEL SECURITY;

CREATE TABLE "private"."phone_rotations" (
  "id"         bigint                   GENERATED ALWAYS AS IDENTITY NOT NULL,
  "setting"    public.phone_key_setting NOT NULL,
  "key_id"     text                     NOT NULL,
  "old_check"  text,
  "new_check"  text,
  "moves_from" timestamp with time zone NOT NULL,
  CONSTRAINT "phone_rotations_check" CHECK (((setting = 'PHONE_INDEX_KEY'::public.phone_key_setting) = ((old_check IS NOT NULL) AND (new_check IS NOT NULL)))),
  CONSTRAINT "phone_rotations_key_id_check" CHECK ((char_length(key_id) <= 32)),
  CONSTRAINT "phone_rotations_new_check_check" CHECK ((new_check ~ '^[0-9a-f]{64}$'::text)),
  CONSTRAINT "phone_rotations_old_check_check" CHECK ((old_check ~ '^[0-9a-f]{64}$'::text)),
  CONSTRAINT "phone_rotations_pkey" PRIMARY KEY (id),
  "begun_at"   timestamp with time zone NOT NULL DEFAULT private."current_time"()
);

ALTER TABLE "private"."phone_rotations"
  ENABLE ROW LEVEL SECURITY;

CREATE TYPE "public"."phone_place" AS ENUM (
  'call',
  'contact',
  'campaign_contact',
  'audience_row'
);

ALTER TABLE "private"."phone_rotations"
  ADD COLUMN "place" public.phone_place;

ALTER TABLE "private"."phone_rotations"
  ADD COLUMN "last_key" text;

ALTER TABLE "private"."phone_rotations"
  ADD COLUMN "walk_began_at" timestamp WITH time zone;

ALTER TABLE "private"."phone_rotations"
  ADD COLUMN "passed" bigint NOT NULL DEFAULT 0;

ALTER TABLE "private"."phone_rotations"
  ADD COLUMN "total" bigint NOT NULL DEFAULT 0;

ALTER TABLE "private"."phone_rotations"
  ADD COLUMN "moved" bigint NOT NULL DEFAULT 0;

ALTER TABLE "private"."phone_rotations"
  ADD COLUMN "missed" bigint NOT NULL DEFAULT 0;

ALTER TABLE "private"."phone_rotations"
  ADD COLUMN "moved_in_all" bigint NOT NULL DEFAULT 0;

ALTER TABLE "private"."phone_rotations"
  ADD COLUMN "walked_at" timestamp WITH time zone;

ALTER TABLE "private"."phone_rotations"
  ADD COLUMN "left_over" jsonb;

ALTER TABLE "private"."phone_rotations"
  ADD COLUMN "finished_at" timestamp WITH time zone;

CREATE OR REPLACE FUNCTION private.are_links_over()
  RETURNS boolean
  LANGUAGE sql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
  select exists (select from private.phone_hash_links) and not exists (
    select from private.phone_rotations r
    where r.setting = 'PHONE_INDEX_KEY' and coalesce(r.finished_at > private.current_time() - interval '1 hour', true))
$function$;

CREATE OR REPLACE FUNCTION private.begin_phone_rotations (
  p_keys jsonb
)
  RETURNS void
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  moves_from constant timestamptz := private.current_time() + interval '10 minutes';
  begun private.phone_rotations;
begin
  if exists (
    select from private.phone_keys newest
    join private.phone_keys older on older.setting = newest.setting and older.first_seen_at < newest.first_seen_at
    where newest.setting = 'PHONE_ENCRYPTION_KEYS' and newest.setting::text = p_keys -> 0 ->> 'setting'
      and newest.key_id = p_keys -> 0 ->> 'key_id'
      and not exists (
        select from private.phone_rotations r where r.setting = newest.setting and r.key_id = newest.key_id)
  ) then
    update private.phone_rotations r set finished_at = private.current_time()
    where r.setting = 'PHONE_ENCRYPTION_KEYS' and r.finished_at is null;
    insert into private.phone_rotations (setting, key_id, moves_from)
    values ('PHONE_ENCRYPTION_KEYS', p_keys -> 0 ->> 'key_id', moves_from)
    on conflict (setting) where finished_at is null do nothing returning * into begun;
    perform private.tell_of_rotation(begun, 'begun');
  end if;
  if (private.judge_index_key(p_keys)).rotates
    and not exists (select from private.phone_rotations r where r.setting = 'PHONE_INDEX_KEY' and r.finished_at is null) then
    insert into private.phone_rotations (setting, key_id, old_check, new_check, moves_from)
    select 'PHONE_INDEX_KEY', '', k.check_value, g.check_value, moves_from
    from private.phone_keys k
    join jsonb_to_recordset(p_keys) as g (setting public.phone_key_setting, key_id text, check_value text)
      on g.setting = k.setting and g.key_id = k.key_id
    where k.setting = 'PHONE_INDEX_KEY' and k.key_id = ''
    on conflict (setting) where finished_at is null do nothing returning * into begun;
    if found then
      -- Of a change before this one.
      delete from private.phone_hash_links;
      perform private.tell_of_rotation(begun, 'begun');
    end if;
  end if;
end $function$;

CREATE OR REPLACE FUNCTION private.close_phone_numbers_anew (
  p_place   public.phone_place,
  p_numbers jsonb
)
  RETURNS integer
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  SET lock_timeout TO '1s'
  AS $function$
declare
  written integer := 0;
begin
  if p_numbers = '[]' then
    return 0;
  end if;
  set local session_replication_role = replica;
  case p_place
    when 'call' then
      update public.call_schedules t set contact_phone_enc = n.anew
      from jsonb_to_recordset(p_numbers) as n (key uuid, closed text, anew text) where t.id = n.key and t.contact_phone_enc = n.closed;
    when 'contact' then
      update public.contacts t set phone_enc = n.anew
      from jsonb_to_recordset(p_numbers) as n (key uuid, closed text, anew text) where t.id = n.key and t.phone_enc = n.closed;
    when 'campaign_contact' then
      update public.campaign_contacts t set phone_enc = n.anew
      from jsonb_to_recordset(p_numbers) as n (key uuid, closed text, anew text) where t.id = n.key and t.phone_enc = n.closed;
    when 'audience_row' then
      update private.audience_rows t set phone_enc = n.anew
      from jsonb_to_recordset(p_numbers) as n (key uuid, closed text, anew text) where t.id = n.key and t.phone_enc = n.closed;
  end case;
  get diagnostics written = row_count;
  set local session_replication_role = origin;
  return written;
end $function$;

CREATE OR REPLACE FUNCTION private.count_closed_numbers()
  RETURNS bigint
  LANGUAGE sql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
  select (select count(*) from public.call_schedules)
    + (select count(*) from public.contacts c where c.phone_enc is not null)
    + (select count(*) from public.campaign_contacts c where c.phone_enc is not null)
    + (select count(*) from private.audience_rows)
$function$;

CREATE OR REPLACE FUNCTION private.count_old_ciphertexts (
  p_newest text
)
  RETURNS jsonb
  LANGUAGE sql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
  select coalesce(jsonb_object_agg(c.key_id, c.rows), '{}')
  from (
    select split_part(t.closed, '.', 2) as key_id, count(*) as rows
    from (
      select s.contact_phone_enc as closed from public.call_schedules s
      union all select c.phone_enc from public.contacts c where c.phone_enc is not null
      union all select m.phone_enc from public.campaign_contacts m where m.phone_enc is not null
      union all select a.phone_enc from private.audience_rows a
      -- Kept answers, which are gone within a day.
      union all select i.response_enc from public.idempotency_keys i where i.response_enc is not null
    ) t
    group by 1
  ) c
  where c.key_id not in (p_newest, 'erased')
$function$;

CREATE OR REPLACE FUNCTION private.count_old_hashes()
  RETURNS jsonb
  LANGUAGE sql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
  select coalesce(jsonb_object_agg(c.kind, c.rows), '{}')
  from (
    select 'call_schedules' as kind, count(*) as rows from public.call_schedules s
    where s.contact_phone_enc not like 'v1.erased.%'
      and not exists (select from private.phone_hash_links l where l.new_hash = s.contact_phone_hash)
    union all
    select 'call_attempts', count(*) from public.call_attempts t
    where t.claimed_at > private.current_time() - interval '400 days'
      and not exists (select from private.phone_hash_links l where l.new_hash = t.contact_phone_hash)
      and not exists (select from public.call_schedules s where s.id = t.schedule_id and s.contact_phone_enc like 'v1.erased.%')
    union all
    select 'contacts', count(*) from public.contacts c
    where c.phone_hash is not null and not exists (select from private.phone_hash_links l where l.new_hash = c.phone_hash)
    union all
    select 'campaign_contacts', count(*) from public.campaign_contacts m
    where m.phone_last4 is not null and not exists (select from private.phone_hash_links l where l.new_hash = m.phone_hash)
    union all
    select 'audience_rows', count(*) from private.audience_rows a
    where not exists (select from private.phone_hash_links l where l.new_hash = a.phone_hash)
    union all
    select 'suppressions', count(*) from public.suppressions x
    where x.removed_at is null and coalesce(x.expires_at, 'infinity') > private.current_time()
      and not exists (select from private.phone_hash_links l where l.new_hash = x.phone_hash)
    union all
    select 'consents', count(*) from public.consents x
    where x.valid_until > private.current_time() and not exists (select from private.phone_hash_links l where l.new_hash = x.phone_hash)
    union all
    select 'recovery_holds', count(*) from private.recovery_holds h
    where h.phone_hash is not null and not exists (select from private.phone_hash_links l where l.new_hash = h.phone_hash)
    union all
    select 'global_suppressions', count(*) from private.global_suppressions g
    where g.removed_at is null and private.twin_of_global_hash(g.phone_hash) is null
    union all
    select 'registry_checks', count(*) from private.registry_checks k
    where private.twin_of_global_hash(k.phone_hash) is null
  ) c
  where c.rows > 0
$function$;

CREATE OR REPLACE FUNCTION private.current_phone_hash (
  p_phone_hash text
)
  RETURNS text
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select coalesce((select l.new_hash from private.phone_hash_links l where l.old_hash = p_phone_hash), p_phone_hash)
$function$;

CREATE OR REPLACE FUNCTION private.end_phone_walk (
  r private.phone_rotations
)
  RETURNS void
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  left_now constant jsonb := case r.setting when 'PHONE_INDEX_KEY' then private.count_old_hashes() else private.count_old_ciphertexts(r.key_id) end;
begin
  update private.phone_rotations o
  set walked_at = private.current_time(), left_over = left_now,
    finished_at = case when left_now = '{}' then private.current_time() end
  where o.id = r.id returning o.* into r;
  if r.finished_at is null then
    return;
  end if;
  if r.setting = 'PHONE_INDEX_KEY' then
    update private.phone_keys k set check_value = r.new_check, first_seen_at = private.current_time()
    where k.setting = 'PHONE_INDEX_KEY' and k.key_id = '';
    -- What stood under both hashes. The links stay: a function may have read an old hash just now.
    delete from private.global_suppressions g using private.phone_hash_links l where l.old_hash = g.phone_hash;
    delete from private.registry_checks k using private.phone_hash_links l where l.old_hash = k.phone_hash;
  end if;
  perform private.tell_of_rotation(r, 'over');
end $function$;

CREATE OR REPLACE FUNCTION private.find_person (
  p_org_id     uuid,
  p_contact_id text,
  p_phone_hash text,
  OUT          contact_ids text[],
  OUT          phone_hashes text[],
  OUT          calls uuid[],
  OUT          attempts uuid[],
  OUT          suppressions uuid[],
  OUT          consents uuid[],
  OUT          campaign_contacts uuid[],
  OUT          is_known boolean
)
  RETURNS record
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  by_number constant boolean := p_contact_id is null;
begin
  p_phone_hash := private.current_phone_hash(p_phone_hash);
  select array_agg(distinct i.id) into contact_ids
  from (
    select private.plain_contact_id(p_contact_id) as id
    union all
    select unnest(c.contact_id || c.merged_ids) from public.contacts c
    where c.org_id = p_org_id and (c.contact_id = private.plain_contact_id(p_contact_id) or c.phone_hash = p_phone_hash)
  ) i
  where i.id is not null;
  contact_ids := coalesce(contact_ids, '{}');
  calls := array(
    select s.id from public.call_schedules s where s.org_id = p_org_id and s.contact_id = any (contact_ids)
    union
    select n.call_id from private.call_names n where n.org_id = p_org_id and n.contact_phone_hash = p_phone_hash);
  attempts := array(select t.id from public.call_attempts t where t.org_id = p_org_id and t.schedule_id = any (calls));
  phone_hashes := array(
    select p_phone_hash where by_number
    union
    select c.phone_hash from public.contacts c where c.org_id = p_org_id and c.contact_id = any (contact_ids) and c.phone_hash is not null
    union
    select s.contact_phone_hash from public.call_schedules s where s.id = any (calls));
  suppressions := array(select x.id from public.suppressions x
    where x.org_id = p_org_id and (x.phone_hash = any (phone_hashes) or x.contact_id = any (contact_ids)));
  consents := array(select x.id from public.consents x
    where x.org_id = p_org_id and (x.contact_id = any (contact_ids) or x.phone_hash = p_phone_hash));
  campaign_contacts := array(select m.id from public.campaigns c join public.campaign_contacts m on m.campaign_id = c.id
    where c.org_id = p_org_id and (m.contact_id = any (contact_ids)
      or (m.phone_hash = any (phone_hashes) and (by_number or m.contact_id is null))));
  is_known := cardinality(calls || suppressions || consents || campaign_contacts) > 0
    or exists (select from public.contacts c where c.org_id = p_org_id and c.contact_id = any (contact_ids));
end $function$;

CREATE OR REPLACE FUNCTION private.forget_phone_links (
  p_org_id        uuid,
  p_phone_hashes  text[],
  p_global_hashes text[]
)
  RETURNS void
  LANGUAGE sql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
  delete from private.phone_hash_links l
  where l.new_hash = any (p_phone_hashes)
    and not exists (select from private.call_names k where k.org_id = p_org_id and k.contact_phone_hash = l.new_hash)
    and not exists (select from public.call_attempts t where t.org_id = p_org_id and t.contact_phone_hash = l.new_hash)
    and not exists (select from public.contacts c where c.org_id = p_org_id and c.phone_hash = l.new_hash)
    and not exists (select from public.suppressions x where x.org_id = p_org_id and x.phone_hash = l.new_hash)
    and not exists (select from public.consents x where x.org_id = p_org_id and x.phone_hash = l.new_hash)
    and not exists (select from private.recovery_holds h where h.org_id = p_org_id and h.phone_hash = l.new_hash)
    and not exists (select from public.campaigns c join public.campaign_contacts m on m.campaign_id = c.id
      where c.org_id = p_org_id and m.phone_hash = l.new_hash);
  delete from private.phone_hash_links l
  where (l.new_hash = any (p_global_hashes) or l.old_hash = any (p_global_hashes))
    and not exists (select from private.global_suppressions g where g.phone_hash in (l.new_hash, l.old_hash))
    and not exists (select from private.registry_checks k where k.phone_hash in (l.new_hash, l.old_hash));
$function$;

CREATE OR REPLACE FUNCTION private.hold_phone_hash (
  p_phone_hash text
)
  RETURNS text
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  newer text;
begin
  if exists (select from private.phone_rotations r where r.setting = 'PHONE_INDEX_KEY' and r.finished_at is null) then
    perform pg_advisory_xact_lock_shared(hashtext('private.phone_hash_links'), private.phone_hash_lock(p_phone_hash));
  end if;
  -- A statement of its own: it sees what was committed while the lock was waited for.
  select l.new_hash into newer from private.phone_hash_links l where l.old_hash = p_phone_hash;
  return coalesce(newer, p_phone_hash);
end $function$;

CREATE OR REPLACE FUNCTION private.judge_index_key (
  p_keys jsonb,
  OUT    wrong_id text,
  OUT    rotates boolean
)
  RETURNS record
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  given constant text := jsonb_path_query_first(p_keys, '$[*] ? (@.setting == "PHONE_INDEX_KEY" && @.key_id == "").check_value') #>> '{}';
  previous constant text := jsonb_path_query_first(p_keys,
    '$[*] ? (@.setting == "PHONE_INDEX_KEY" && @.key_id == "previous").check_value') #>> '{}';
  known text;
  r private.phone_rotations;
begin
  rotates := false;
  select k.check_value into known from private.phone_keys k where k.setting = 'PHONE_INDEX_KEY' and k.key_id = '';
  if known is null or given is null then
    return;
  end if;
  select o.* into r from private.phone_rotations o where o.setting = 'PHONE_INDEX_KEY' and o.finished_at is null;
  if r.id is null then
    rotates := given <> known and previous is not distinct from known;
    wrong_id := case when given <> known and not rotates then case when previous is null then '' else 'previous' end end;
  elsif given = r.new_check then
    rotates := previous is not distinct from r.old_check;
    wrong_id := case when not rotates then 'previous' end;
  elsif given <> r.old_check or r.moves_from <= private.current_time() then
    wrong_id := '';
  end if;
end $function$;

CREATE OR REPLACE FUNCTION private.link_global_hashes (
  p_old text[],
  p_new text[]
)
  RETURNS void
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  insert into private.phone_hash_links (old_hash, new_hash)
  select distinct * from unnest(p_old, p_new) n (old_hash, new_hash)
  where not exists (select from private.phone_hash_links l where l.old_hash = n.old_hash)
  order by 1
  on conflict do nothing;
  insert into private.global_suppressions (phone_hash, scope, reason, added_at, removed_at, removed_reason)
  select n.new_hash, g.scope, g.reason, g.added_at, g.removed_at, g.removed_reason
  from unnest(p_old, p_new) n (old_hash, new_hash) join private.global_suppressions g on g.phone_hash = n.old_hash
  on conflict do nothing;
  insert into private.registry_checks (org_id, registry, phone_hash, listed, checked_at)
  select k.org_id, k.registry, n.new_hash, k.listed, k.checked_at
  from unnest(p_old, p_new) n (old_hash, new_hash) join private.registry_checks k on k.phone_hash = n.old_hash
  on conflict do nothing;
end $function$;

CREATE OR REPLACE FUNCTION private.mirror_global_suppression()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  twin constant text := private.twin_of_global_hash(new.phone_hash);
begin
  if twin is null or pg_trigger_depth() > 1 then
    return null;
  elsif tg_op = 'INSERT' then
    insert into private.global_suppressions (phone_hash, scope, reason, added_at, removed_at, removed_reason)
    values (twin, new.scope, new.reason, new.added_at, new.removed_at, new.removed_reason)
    on conflict do nothing;
  else
    update private.global_suppressions g set removed_at = new.removed_at, removed_reason = new.removed_reason
    where g.phone_hash = twin and g.scope = new.scope and g.removed_at is null;
  end if;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION private.mirror_registry_check()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  twin constant text := private.twin_of_global_hash(new.phone_hash);
begin
  if twin is not null and pg_trigger_depth() = 1 then
    insert into private.registry_checks as k (org_id, registry, phone_hash, listed, checked_at)
    values (new.org_id, new.registry, twin, new.listed, new.checked_at)
    on conflict (phone_hash, registry, org_id) do update set listed = excluded.listed, checked_at = excluded.checked_at
    where excluded.checked_at > k.checked_at or excluded.checked_at = k.checked_at and excluded.listed;
  end if;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION private.move_phone_hashes (
  p_numbers jsonb
)
  RETURNS void
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  SET lock_timeout TO '100ms'
  SET enable_seqscan TO 'off'
  SET enable_hashjoin TO 'off'
  SET enable_mergejoin TO 'off'
  AS $function$
declare
  orgs uuid[];
  old_ones text[];
  new_ones text[];
  old_globals text[];
  new_globals text[];
begin
  select array_agg(n.org_id), array_agg(n.old_hash), array_agg(n.new_hash), array_agg(n.old_global_hash), array_agg(n.new_global_hash)
  into orgs, old_ones, new_ones, old_globals, new_globals
  from (
    select distinct on (g.old_hash) g.* from jsonb_to_recordset(p_numbers) as g (org_id uuid, old_hash text, new_hash text, old_global_hash text,
      new_global_hash text)
    where not exists (select from private.phone_hash_links l where l.old_hash = g.old_hash)
  ) n;
  if orgs is null then
    return;
  end if;
  -- In one order, so that two who move do not wait for each other.
  perform pg_advisory_xact_lock(hashtext('private.phone_hash_links'), k.lock)
  from (select distinct private.phone_hash_lock(o.hash) as lock from unnest(old_ones) o (hash) order by 1) k;
  perform private.link_global_hashes(old_globals, new_globals);
  insert into private.phone_hash_links (old_hash, new_hash) select * from unnest(old_ones, new_ones) on conflict do nothing;

  set local session_replication_role = replica;
  -- Schedule, then attempt: the order of locks.
  with moved as (
    update private.call_names k set contact_phone_hash = n.new_hash
    from unnest(orgs, old_ones, new_ones, old_globals, new_globals) n (org_id, old_hash, new_hash, old_global, new_global)
    where k.org_id = n.org_id and k.contact_phone_hash = n.old_hash
    returning k.call_id, n.new_hash, n.old_global, n.new_global
  )
  update public.call_schedules s
  set contact_phone_hash = m.new_hash,
    global_phone_hash = case when s.global_phone_hash = m.old_global then m.new_global else s.global_phone_hash end
  from moved m where s.id = m.call_id;
  update public.call_attempts t set contact_phone_hash = n.new_hash
  from unnest(orgs, old_ones, new_ones) n (org_id, old_hash, new_hash)
  where t.org_id = n.org_id and t.contact_phone_hash = n.old_hash;
  update public.contacts c set phone_hash = n.new_hash
  from unnest(orgs, old_ones, new_ones) n (org_id, old_hash, new_hash)
  where c.org_id = n.org_id and c.phone_hash = n.old_hash;
  update public.suppressions x set phone_hash = n.new_hash
  from unnest(orgs, old_ones, new_ones) n (org_id, old_hash, new_hash)
  where x.org_id = n.org_id and x.phone_hash = n.old_hash and x.removed_at is null;
  update public.suppressions x set phone_hash = n.new_hash
  from unnest(orgs, old_ones, new_ones) n (org_id, old_hash, new_hash)
  where x.org_id = n.org_id and x.phone_hash = n.old_hash and x.removed_at is not null;
  update public.consents x set phone_hash = n.new_hash
  from unnest(orgs, old_ones, new_ones) n (org_id, old_hash, new_hash)
  where x.org_id = n.org_id and x.phone_hash = n.old_hash;
  update public.campaign_contacts m
  set phone_hash = n.new_hash,
    global_phone_hash = case when m.global_phone_hash = n.old_global then n.new_global else m.global_phone_hash end
  from unnest(orgs, old_ones, new_ones, old_globals, new_globals) n (org_id, old_hash, new_hash, old_global, new_global)
  join public.campaigns c on c.org_id = n.org_id
  where m.campaign_id = c.id and m.phone_hash = n.old_hash;
  update private.recovery_holds h set phone_hash = n.new_hash
  from unnest(orgs, old_ones, new_ones) n (org_id, old_hash, new_hash)
  where h.org_id = n.org_id and h.phone_hash = n.old_hash;
  -- Few and for a short time, and without an index: once through them.
  update private.audience_rows a
  set phone_hash = new_ones[array_position(old_ones, a.phone_hash)], global_phone_hash = new_globals[array_position(old_ones, a.phone_hash)]
  where a.phone_hash = any (old_ones);
  set local session_replication_role = origin;
end $function$;

CREATE OR REPLACE FUNCTION private.organization_health (
  p_slug text
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  now_is constant timestamptz := private.current_time();
  o record;
  first_due timestamptz;
begin
  select c.id, c.calling_paused_code, c.calling_paused_reason, c.calling_paused_at, c.max_concurrent_calls, l.in_use into o
  from public.organizations c
  join private.organization_lines l on l.org_id = c.id
  where c.slug = p_slug and c.id in (select private.my_org_ids());
  if not found then
    return null;
  end if;
  first_due := private.earliest_due(o.id);
  return jsonb_build_object(
    'stalled', private.is_stalled(o.id),
    'calling', jsonb_build_object('is_on', coalesce(private.all_calling_paused(), o.calling_paused_reason) is null,
      'paused_code', o.calling_paused_code, 'paused_reason', coalesce(private.all_calling_paused(), o.calling_paused_reason),
      'paused_at', case when o.calling_paused_reason is not null then o.calling_paused_at end),
    'lines', jsonb_build_object('in_use', o.in_use, 'most', o.max_concurrent_calls),
    'calls', jsonb_build_object('due', private.count_overdue(o.id),
      'oldest_due_seconds', case when first_due <= now_is then round(extract(epoch from now_is - first_due)) end,
      'unknown', (select count(*) from public.call_attempts t where t.org_id = o.id and t.state <> 'ended' and t.state = 'unknown')),
    'hubspot', (
      select jsonb_build_object('state', c.state, 'read_at', c.synced_until,
        'waiting', (select count(*) from (
          select from public.crm_outbox e where e.org_id = o.id and e.state in ('pending', 'sending', 'unknown') limit 1000) k),
        'dead', (select count(*) from (select from public.crm_outbox e where e.org_id = o.id and e.state = 'dead' limit 1000) k))
      from public.hubspot_connections c where c.org_id = o.id and c.removed_at is null),
    'webhooks', (
      select jsonb_build_object('well', count(*) filter (where w.is_active and w.failures = 0),
        'failing', count(*) filter (where w.is_active and w.failures > 0), 'off', count(*) filter (where not w.is_active),
        'waiting', coalesce(sum(open.deliveries), 0),
        'dead', (select count(*) from (
          select from public.webhook_deliveries d
          where d.org_id = o.id and d.state = 'dead' and d.created_at > now_is - interval '4 days' limit 1000) k))
      from public.webhooks w
      cross join lateral (
        select count(*) as deliveries from (
          select from public.webhook_deliveries d where d.webhook_id = w.id and d.state in ('pending', 'sending') limit 1000) k
      ) open
      where w.org_id = o.id),
    'alerts', (
      select jsonb_build_object('critical', count(*) filter (where a.severity = 'critical'),
        'warning', count(*) filter (where a.severity = 'warning'))
      from public.alerts a where a.org_id = o.id and a.state = 'open'),
    'key_rotation', (
      select jsonb_build_object('state', k.standing -> 'state', 'seconds_left', k.standing -> 'seconds_left',
        'percent', case when k.standing ->> 'state' = 'left_over' then 100 when (k.standing ->> 'total')::bigint > 0
          then (k.standing ->> 'done')::bigint * 100 / (k.standing ->> 'total')::bigint else 0 end)
      from (
        select private.rotation_standing(r.id) as standing
        from private.phone_rotations r where r.finished_at is null order by r.id limit 1
      ) k));
end $function$;

CREATE OR REPLACE FUNCTION private.phone_hash_lock (
  p_phone_hash text
)
  RETURNS integer
  LANGUAGE sql
  IMMUTABLE
  SET search_path TO ''
  AS $function$
  select ('x' || left(p_phone_hash, 2))::bit(8)::integer
$function$;

CREATE OR REPLACE FUNCTION private.prune_phone_links()
  RETURNS boolean
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  if private.are_links_over() then
    delete from private.phone_hash_links l where l.old_hash in (select o.old_hash from private.phone_hash_links o limit 10000);
    perform private.tick_for_rotations();
  end if;
  return private.are_links_over();
end $function$;

CREATE OR REPLACE FUNCTION private.read_phone_numbers (
  r       private.phone_rotations,
  p_limit integer,
  OUT     numbers jsonb,
  OUT     upto text,
  OUT     passed bigint,
  OUT     ends boolean
)
  RETURNS record
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  behind constant uuid := coalesce(r.last_key::uuid, '00000000-0000-0000-0000-000000000000');
  looked_at constant integer := 2000;
begin
  with rows as (
    select * from (
      select t.id, t.org_id, t.id::text as bound_to, t.contact_phone_enc as closed, t.contact_phone_hash as hash
      from public.call_schedules t where r.place = 'call' and t.id > behind order by t.id limit looked_at) c
    union all
    select * from (
      select t.id, t.org_id, t.contact_id, t.phone_enc, t.phone_hash
      from public.contacts t where r.place = 'contact' and t.id > behind and t.phone_enc is not null order by t.id limit looked_at) c
    union all
    select * from (
      select t.id, t.org_id, t.id::text, t.phone_enc, t.phone_hash
      from public.campaign_contacts t where r.place = 'campaign_contact' and t.id > behind and t.phone_enc is not null
      order by t.id limit looked_at) c
    union all
    select * from (
      select t.id, u.org_id, t.id::text, t.phone_enc, t.phone_hash
      from private.audience_rows t join public.audience_uploads u on u.id = t.upload_id
      where r.place = 'audience_row' and t.id > behind order by t.id limit looked_at) c
  ), wanted as (
    select w.id, w.org_id, w.bound_to, w.closed from rows w
    where w.closed not like 'v1.erased.%' and case r.setting
      when 'PHONE_INDEX_KEY' then not exists (select from private.phone_hash_links l where l.new_hash = w.hash)
      else split_part(w.closed, '.', 2) <> r.key_id end
    order by w.id limit p_limit
  ), reached as (
    -- Up to the last of a full piece, else as far as was looked.
    select case when (select count(*) from wanted) = p_limit then (select w.id from wanted w order by w.id desc limit 1)
      else (select w.id from rows w order by w.id desc limit 1) end as id
  )
  select coalesce((select jsonb_agg(jsonb_build_object('key', w.id, 'org_id', w.org_id, 'bound_to', w.bound_to, 'closed', w.closed)
      order by w.id) from wanted w), '[]'),
    (select e.id::text from reached e),
    (select count(*) from rows w where w.id <= (select e.id from reached e)),
    (select count(*) from rows) < looked_at and (select count(*) from wanted) < p_limit
  into numbers, upto, passed, ends;
end $function$;

CREATE OR REPLACE FUNCTION private.rotation_has_work (
  p_within_seconds numeric
)
  RETURNS boolean
  LANGUAGE sql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
  select exists (
    select from private.phone_rotations r
    where r.finished_at is null and private.walks_at(r) <= private.current_time() + make_interval(secs => p_within_seconds)) or private.are_links_over()
$function$;

CREATE OR REPLACE FUNCTION private.rotation_standing (
  p_id bigint
)
  RETURNS jsonb
  LANGUAGE sql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
  select jsonb_build_object('setting', r.setting, 'key_id', r.key_id, 'begun_at', r.begun_at, 'moves_from', r.moves_from,
    'state', case when r.finished_at is not null then 'over' when r.place is not null then 'walking'
      when r.walked_at is not null then 'left_over' else 'waiting' end,
    'done', least(r.passed, r.total), 'total', r.total, 'moved', r.moved_in_all,
    'seconds_left', case when r.place is not null and r.passed > 0 then ceil(greatest(r.total - r.passed, 0)
      * extract(epoch from private.current_time() - r.walk_began_at) / r.passed) end,
    'left_over', r.left_over)
  from private.phone_rotations r where r.id = p_id
$function$;

CREATE OR REPLACE FUNCTION private.take_new_contact_phone_hash()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
begin
  new.contact_phone_hash := private.hold_phone_hash(new.contact_phone_hash);
  return new;
end $function$;

CREATE OR REPLACE FUNCTION private.take_new_phone_hash()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
begin
  new.phone_hash := private.hold_phone_hash(new.phone_hash);
  return new;
end $function$;

CREATE OR REPLACE FUNCTION private.tell_of_rotation (
  r      private.phone_rotations,
  p_what text
)
  RETURNS void
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  if r.id is null then
    return;
  end if;
  insert into public.audit_log (actor_kind, action, table_name, row_id, changes)
  values ('service', 'update', 'phone_keys', r.setting, jsonb_build_object('rotation', p_what, 'key_id', r.key_id, 'moved', r.moved_in_all));
  perform private.tick_for_rotations();
end $function$;

CREATE OR REPLACE FUNCTION private.tick_for_rotations()
  RETURNS void
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  if exists (select from private.workers w where w.name = 'sweep' and w.enabled) then
    perform public.configure_worker('rotation', enabled => exists (
      select from private.phone_rotations o where o.finished_at is null) or exists (select from private.phone_hash_links));
  end if;
end $function$;

CREATE OR REPLACE FUNCTION private.try_to_move_phone_hashes (
  p_numbers jsonb
)
  RETURNS integer
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  number jsonb;
  held integer := 0;
begin
  begin
    perform private.move_phone_hashes(p_numbers);
  exception when lock_not_available or deadlock_detected then
    for number in select n.value from jsonb_array_elements(p_numbers) n loop
      exit when held >= 5;
      begin
        perform private.move_phone_hashes(jsonb_build_array(number));
      exception when lock_not_available or deadlock_detected then
        held := held + 1;
      end;
    end loop;
  end;
  return (
    select count(*) from jsonb_array_elements(p_numbers) n
    join private.phone_hash_links l on l.old_hash = n.value ->> 'old_hash');
end $function$;

CREATE OR REPLACE FUNCTION private.twin_of_global_hash (
  p_phone_hash text
)
  RETURNS text
  LANGUAGE sql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
  select coalesce(
    (select l.new_hash from private.phone_hash_links l where l.old_hash = p_phone_hash),
    (select l.old_hash from private.phone_hash_links l where l.new_hash = p_phone_hash))
$function$;

CREATE OR REPLACE FUNCTION private.walks_at (
  r private.phone_rotations
)
  RETURNS timestamp WITH time zone
  LANGUAGE sql
  IMMUTABLE
  SET search_path TO ''
  AS $function$
  select case when r.place is null and r.walked_at is not null and r.moved = 0 and r.missed = 0
    then r.walked_at + interval '1 hour' else r.moves_from end
$function$;

CREATE OR REPLACE FUNCTION public.check_phone_keys (
  p_keys jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  verdict jsonb;
  index_is_wrong boolean;
  wrong_ids text[];
  unfit_ids text[];
begin
  insert into private.phone_keys (setting, key_id, check_value)
  select k.setting, k.key_id, k.check_value
  from jsonb_to_recordset(p_keys) as k (setting public.phone_key_setting, key_id text, check_value text)
  -- The index key of before is known as the one of now, until another is.
  where k.setting = 'PHONE_ENCRYPTION_KEYS' or k.key_id = ''
  on conflict do nothing;

  verdict := public.judge_phone_keys(p_keys);
  if verdict -> 'wrong' = '[]' then
    perform private.begin_phone_rotations(p_keys);
  end if;
  select coalesce(bool_or(w.setting = 'PHONE_INDEX_KEY'), false),
    coalesce(array_agg(w.key_id) filter (where w.setting = 'PHONE_ENCRYPTION_KEYS'), '{}')
  into index_is_wrong, wrong_ids
  from jsonb_to_recordset(verdict -> 'wrong') as w (setting public.phone_key_setting, key_id text);
  if not index_is_wrong and wrong_ids = '{}' and (verdict ->> 'paused_organizations')::integer = 0 then
    return verdict;
  end if;

  update public.organizations o
  set calling_paused_code = 'phone_key_wrong',
    calling_paused_reason = 'A key in ' || case when index_is_wrong then 'PHONE_INDEX_KEY' else 'PHONE_ENCRYPTION_KEYS' end
      || ' is not the one that phone numbers were stored with. Calling goes on by itself when the operator has put it right.'
  where (index_is_wrong or wrong_ids <> '{}') and o.id in (
    select c.id from public.organizations c
    where c.calling_paused_reason is null and private.waits_for_key(c.id, case when index_is_wrong then null else wrong_ids end)
    order by c.id
    for no key update
  );

  select wrong_ids || array_agg(k.id) into unfit_ids
  from jsonb_array_elements_text(verdict -> 'known_ids') as k (id)
  where k.id not in (
    select g.key_id from jsonb_to_recordset(p_keys) as g (setting public.phone_key_setting, key_id text) where g.setting = 'PHONE_ENCRYPTION_KEYS'
  );
  update public.organizations o
  set calling_paused_reason = null
  where not index_is_wrong and o.id in (
    select c.id from public.organizations c
    where c.calling_paused_code in ('phone_key_wrong', 'phone_key_missing')
      and not private.waits_for_key(c.id, coalesce(unfit_ids, wrong_ids))
    order by c.id
    for no key update
  );
  return verdict;
end $function$;

CREATE OR REPLACE FUNCTION public.erase_person (
  p_org_id     uuid,
  p_actor      uuid,
  p_id         uuid,
  p_contact_id text,
  p_phone_hash text,
  p_reason     text
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  alias constant text := 'erased-' || left(replace(p_id::text, '-', ''), 12);
  nobody constant text := encode(sha256(uuid_send(gen_random_uuid())), 'hex');
  now_is constant timestamptz := private.current_time();
  who record;
  told jsonb;
  audited text[];
  -- What is said of nobody else.
  topics text[];
  -- The numbers as registries are asked for them.
  registry_hashes text[];
begin
  if private.role_of(p_org_id, p_actor) is distinct from 'admin' then
    return jsonb_build_object('outcome', 'forbidden'::public.answer_outcome);
  end if;
  perform set_config('app.actor_id', p_actor::text, true);
  -- Whoever claims or books for the organisation comes before this or after it; nobody seals meanwhile.
  perform from public.organizations o where o.id = p_org_id for no key update;
  who := private.find_person(p_org_id, p_contact_id, p_phone_hash);
  -- While the index key is changed no number of theirs moves from here on.
  if exists (select from private.phone_rotations r where r.finished_at is null) then
    perform private.hold_phone_hash(h.hash)
    from (select n.hash from unnest(who.phone_hashes) n (hash) order by private.phone_hash_lock(n.hash)) h;
    who := private.find_person(p_org_id, p_contact_id, p_phone_hash);
  end if;
  perform from public.call_schedules s where s.id = any (who.calls) order by s.id for no key update;
  if exists (select from public.call_attempts t where t.id = any (who.attempts) and t.state <> 'ended') then
    return jsonb_build_object('outcome', 'live'::public.answer_outcome);
  end if;
  if not who.is_known and p_contact_id is not null and not exists (
    select from private.erased_contacts e where e.org_id = p_org_id and e.contact_id = any (who.contact_ids)) then
    return jsonb_build_object('outcome', 'not_found'::public.answer_outcome);
  end if;
  perform from private.audit_sealing for update;

  told := jsonb_build_object('reason', p_reason, 'calls', cardinality(who.calls),
    'cancelled', (select count(*) from public.call_schedules s where s.id = any (who.calls) and s.call_status = 'scheduled'),
    'contacts', (select count(*) from public.contacts c where c.org_id = p_org_id and c.contact_id = any (who.contact_ids)),
    'suppressions', cardinality(who.suppressions), 'consents', cardinality(who.consents),
    'campaign_contacts', cardinality(who.campaign_contacts));
  -- What is deleted below leaves rows of the trail that are to be erased too.
  audited := (who.calls || who.attempts || who.suppressions || who.consents
    || array(select o.id from public.crm_outbox o where o.org_id = p_org_id and o.schedule_id = any (who.calls)))::text[];

  topics := array(select distinct s.call_topic from public.call_schedules s where s.id = any (who.calls) and s.call_topic <> 'erased' and not exists (
    select from public.call_schedules o where o.org_id = p_org_id and o.call_topic = s.call_topic and not o.id = any (who.calls)));

  registry_hashes := array(
    select s.global_phone_hash from public.call_schedules s where s.id = any (who.calls) and s.global_phone_hash is not null
    union
    select m.global_phone_hash from public.campaign_contacts m where m.id = any (who.campaign_contacts) and m.global_phone_hash is not null);
  registry_hashes := registry_hashes || array(
    select t.twin from unnest(registry_hashes) h (hash) cross join lateral private.twin_of_global_hash(h.hash) t (twin) where t.twin is not null);

  delete from private.call_looks l where l.schedule_id = any (who.calls);
  update public.call_schedules s
  set call_status = 'cancelled', status_reason_code = 'cancelled_by_user', status_reason = 'The person was erased.'
  where s.id = any (who.calls) and s.call_status = 'scheduled';
  update public.campaign_contacts m set state = 'cancelled', code = 'cancelled_by_user', ended_at = now_is, phone_enc = null
  where m.id = any (who.campaign_contacts) and m.state = 'waiting';

  insert into private.erased_contacts (org_id, contact_id)
  select p_org_id, i.id from unnest(who.contact_ids) i (id) where i.id ~ '^[1-9][0-9]{0,17}$'
  on conflict do nothing;
  delete from public.contacts c where c.org_id = p_org_id and c.contact_id = any (who.contact_ids);

  -- An audience that is being loaded, as far as it has come: finished, it tells of one row less.
  delete from private.audience_rows r using public.audience_uploads u
  where u.org_id = p_org_id and u.state = 'running' and r.upload_id = u.id and (r.contact_id = any (who.contact_ids)
    or (r.phone_hash = any (who.phone_hashes) and (p_contact_id is null or r.contact_id is null)));
  -- What a registry told this organisation: whoever has the number too is looked up again before a call that needs it.
  delete from private.registry_checks k where k.org_id = p_org_id and k.phone_hash = any (registry_hashes);

  delete from public.crm_outbox o where o.org_id = p_org_id and o.schedule_id = any (who.calls);
  delete from public.call_events e where e.attempt_id = any (who.attempts);
  delete from private.former_occasions f where f.schedule_id = any (who.calls);
  update public.call_schedules s
  set contact_id = alias, contact_name = 'Erased', contact_phone_enc = 'v1.erased.AAAAAAAAAAAAAAAA.AAAAAAAAAAAAAAAAAAAAAA',
    contact_phone_hash = nobody, global_phone_hash = null, phone_regions = '{}', phone_zones = '{}', phone_zone_source = null,
    time_zone = null, last_checkup_date = null, occasion = null, attention_code = null, attention_reason = null,
    status_reason = case when s.status_reason is not null then 'Erased' end,
    call_topic = case when s.call_topic = any (topics) then 'erased' else s.call_topic end
  where s.id = any (who.calls);
  update public.call_attempts t
  set contact_phone_hash = nobody, reason = case when t.reason is not null then 'Erased' end,
    hangup_reason = null, termination_reason = null
  where t.id = any (who.attempts);
  update public.campaign_contacts m
  set contact_id = null, contact_name = 'Erased', phone_enc = null, phone_hash = encode(sha256(uuid_send(gen_random_uuid())), 'hex'),
    global_phone_hash = null, phone_last4 = null, phone_regions = '{}', phone_zones = '{}', phone_zone_source = null, time_zone = null
  where m.id = any (who.campaign_contacts);
  -- What a restore holds: the calls are cancelled; a number is held on while somebody else may be called by it.
  delete from private.recovery_holds h where h.org_id = p_org_id and (h.schedule_id = any (who.calls)
    or (h.phone_hash = any (who.phone_hashes)
      and not exists (select from private.call_names n where n.org_id = p_org_id and n.contact_phone_hash = h.phone_hash)
      and not exists (select from public.contacts c where c.org_id = p_org_id and c.phone_hash = h.phone_hash)
      and not exists (select from public.campaigns c join public.campaign_contacts m on m.campaign_id = c.id
        where c.org_id = p_org_id and m.phone_hash = h.phone_hash)));
  update public.suppressions x
  set reason = 'Erased', phone_last4 = null, evidence = null, removed_reason = case when x.removed_at is not null then 'Erased' end
  where x.id = any (who.suppressions);
  update public.consents x set revoked_at = now_is, revoked_via = 'erasure', revoked_by = p_actor
  where x.id = any (who.consents) and x.revoked_at is null;
  update public.consents x
  set contact_id = alias, contact_name = null, relation = null, evidence = null, phone_last4 = '0000', revoked_reason = null
  where x.id = any (who.consents);
  perform private.forget_phone_links(p_org_id, who.phone_hashes, registry_hashes);
  update public.webhook_deliveries d
  set data = d.data - array['contact_id', 'call_topic', 'topic', 'status_reason', 'attention_reason', 'phone_last4']
  where d.org_id = p_org_id and d.subject_id = any (who.calls || who.suppressions);
  -- Kept answers: those that made what is erased, and those that made nothing and may name anybody. To give them again is to ask anew.
  delete from public.idempotency_keys k
  where k.org_id = p_org_id and k.status_code is not null and (k.resource_id = any (who.calls || who.suppressions || who.consents)
    or not (exists (select from public.call_schedules s where s.id = k.resource_id)
      or exists (select from public.campaigns c where c.id = k.resource_id)
      or exists (select from public.call_schedule_rules r where r.id = k.resource_id)
      or exists (select from public.suppressions x where x.id = k.resource_id)
      or exists (select from public.consents x where x.id = k.resource_id)
      or exists (select from public.webhooks w where w.id = k.resource_id)));
  perform private.fold_checkup_standings();
  -- What is counted by topic has moved with the calls; what is left of a topic that is nobody's moves here.
  perform private.fold_call_tallies();
  perform private.forget_topic(p_org_id, t.topic) from unnest(topics) t (topic);

  told := told || jsonb_build_object('audit_rows', private.erase_audit_rows(array(
    select a.id from public.audit_log a where a.org_id = p_org_id and a.row_id = any (audited)
    union all
    select a.id from public.audit_log a where a.org_id = p_org_id and a.table_name = 'people'
      and a.changes ->> 'contact_id' = any (who.contact_ids)), p_id));
  insert into public.audit_log (org_id, actor_id, actor_kind, action, table_name, row_id, changes)
  values (p_org_id, p_actor, 'user', 'erase', 'people', p_id, told);
  return jsonb_build_object('outcome', 'erased'::public.answer_outcome, 'erasure', told - 'reason' || jsonb_build_object('id', p_id,
    'erased_at', now_is, 'bolna_call_ids', (select coalesce(jsonb_agg(t.bolna_execution_id), '[]') from public.call_attempts t
      where t.id = any (who.attempts) and t.bolna_execution_id is not null)));
end $function$;

CREATE OR REPLACE FUNCTION public.find_by_number (
  p_org_id     uuid,
  p_actor      uuid,
  p_phone_hash text,
  p_removed    boolean DEFAULT false
)
  RETURNS jsonb
  LANGUAGE sql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
  select jsonb_build_object(
    'suppressions', (
      select coalesce(jsonb_agg(to_jsonb(x) - 'phone_hash' order by x.added_at, x.id), '[]')
      from (
        select s.* from public.suppressions s
        where s.org_id = p_org_id and s.phone_hash = (select private.current_phone_hash(p_phone_hash)) and (s.removed_at is not null) = p_removed
          and private.role_of(p_org_id, p_actor) is not null
        order by s.added_at desc, s.id limit 200
      ) x),
    'consents', (
      select coalesce(jsonb_agg(to_jsonb(x) - 'phone_hash' order by x.added_at, x.id), '[]')
      from (
        select c.* from public.consents c
        where c.org_id = p_org_id and c.phone_hash = (select private.current_phone_hash(p_phone_hash)) and private.role_of(p_org_id, p_actor) is not null
        order by c.added_at desc, c.id limit 200
      ) x))
$function$;

CREATE OR REPLACE FUNCTION public.judge_phone_keys (
  p_keys jsonb
)
  RETURNS jsonb
  LANGUAGE sql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
  select jsonb_build_object(
    'wrong', (
      select coalesce(jsonb_agg(jsonb_build_object('setting', w.setting, 'key_id', w.key_id) order by w.setting, w.key_id), '[]')
      from (
        select k.setting, k.key_id
        from jsonb_to_recordset(p_keys) as given (setting public.phone_key_setting, key_id text, check_value text)
        join private.phone_keys k on k.setting = given.setting and k.key_id = given.key_id
        where k.check_value <> given.check_value and k.setting <> 'PHONE_INDEX_KEY'
        union all
        select 'PHONE_INDEX_KEY', i.wrong_id where i.wrong_id is not null
      ) w),
    'known_ids', (
      select coalesce(jsonb_agg(k.key_id order by k.key_id), '[]') from private.phone_keys k
      where k.setting = 'PHONE_ENCRYPTION_KEYS'),
    'paused_organizations', (
      select count(*) from public.organizations o
      where o.calling_paused_code in ('phone_key_wrong', 'phone_key_missing')),
    'rotates', i.rotates)
  from private.judge_index_key(p_keys) i
$function$;

CREATE OR REPLACE FUNCTION public.keep_phone_numbers (
  p_step jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  SET statement_timeout TO '60s'
  AS $function$
declare
  r private.phone_rotations;
  given constant jsonb := p_step -> 'numbers';
  done integer := 0;
  places constant public.phone_place[] := enum_range(null::public.phone_place);
  next_place public.phone_place;
begin
  select o.* into r from private.phone_rotations o where o.id = (p_step ->> 'rotation')::bigint and o.finished_at is null;
  if r.id is null then
    return null;
  elsif r.setting = 'PHONE_INDEX_KEY' then
    done := private.try_to_move_phone_hashes(given);
  else
    done := private.close_phone_numbers_anew((p_step ->> 'place')::public.phone_place, given);
  end if;
  next_place := case when (p_step ->> 'ends')::boolean then places[array_position(places, r.place) + 1] else r.place end;
  update private.phone_rotations o
  set place = next_place, last_key = case when next_place = o.place then p_step ->> 'upto' end,
    passed = o.passed + (p_step ->> 'passed')::bigint, moved = o.moved + done, moved_in_all = o.moved_in_all + done,
    missed = o.missed + case when o.setting = 'PHONE_INDEX_KEY' then jsonb_array_length(given) - done else 0 end
  where o.id = r.id and o.place = (p_step ->> 'place')::public.phone_place and o.last_key is not distinct from p_step ->> 'from'
  returning o.* into r;
  if found and r.place is null then
    perform private.end_phone_walk(r);
  elsif not found then
    update private.phone_rotations o set moved_in_all = o.moved_in_all + done where o.id = (p_step ->> 'rotation')::bigint;
  end if;
  return private.rotation_standing((p_step ->> 'rotation')::bigint);
end $function$;

REVOKE ALL ON FUNCTION "public"."keep_phone_numbers"(jsonb) FROM PUBLIC, "anon", "authenticated";

CREATE OR REPLACE FUNCTION public.keep_registry_checks (
  p_org_id     uuid,
  p_actor      uuid,
  p_registry   text,
  p_checked_at timestamp with time zone,
  p_rows       jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  changed integer;
begin
  if p_org_id is not null and (private.role_of(p_org_id, p_actor) = 'admin') is not true then
    return jsonb_build_object('outcome', 'forbidden'::public.answer_outcome);
  elsif p_checked_at > private.current_time() + interval '1 hour' then
    return jsonb_build_object('outcome', 'invalid'::public.answer_outcome, 'field', 'checked_at');
  elsif jsonb_array_length(p_rows) > 5000 then
    raise exception 'at most 5000 rows at once' using errcode = '22023';
  end if;
  insert into private.registry_checks as k (org_id, registry, phone_hash, listed, checked_at)
  select p_org_id, p_registry, r.phone_hash, bool_or(r.listed), p_checked_at
  from jsonb_to_recordset(p_rows) as r (phone_hash text, listed boolean)
  group by r.phone_hash
  on conflict (phone_hash, registry, org_id) do update set listed = excluded.listed, checked_at = excluded.checked_at
  where excluded.checked_at > k.checked_at or excluded.checked_at = k.checked_at and excluded.listed;
  get diagnostics changed = row_count;

  update public.call_schedules s set not_before = null
  where s.call_status = 'scheduled' and s.deleted_at is null and s.status_reason_code = 'registry_check_stale'
    and (p_org_id is null or s.org_id = p_org_id)
    and s.global_phone_hash in (
      select h.hash from jsonb_to_recordset(p_rows) as r (phone_hash text)
      cross join lateral (values (r.phone_hash), (private.twin_of_global_hash(r.phone_hash))) h (hash));
  return jsonb_build_object('outcome', 'kept'::public.answer_outcome, 'changed', changed);
end $function$;

CREATE OR REPLACE FUNCTION public.next_phone_numbers (
  p_limit integer DEFAULT 100
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  SET statement_timeout TO '30s'
  AS $function$
declare
  r private.phone_rotations;
  seen record;
begin
  select o.* into r from private.phone_rotations o
  where o.finished_at is null and private.walks_at(o) <= private.current_time()
  order by o.id limit 1;
  if r.id is null then
    perform private.prune_phone_links();
    return null;
  elsif r.place is null then
    update private.phone_rotations o
    set place = 'call', last_key = null, walk_began_at = private.current_time(), passed = 0, moved = 0, missed = 0,
      total = private.count_closed_numbers()
    where o.id = r.id and o.place is null;
    select o.* into r from private.phone_rotations o where o.id = r.id;
  end if;
  select p.numbers, p.upto, p.passed, p.ends into seen from private.read_phone_numbers(r, p_limit) p;
  return jsonb_build_object('rotation', r.id, 'setting', r.setting, 'key_id', r.key_id, 'place', r.place, 'from', r.last_key,
    'upto', seen.upto, 'passed', seen.passed, 'ends', seen.ends, 'numbers', seen.numbers);
end $function$;

REVOKE ALL ON FUNCTION "public"."next_phone_numbers"(integer) FROM PUBLIC, "anon", "authenticated";

CREATE OR REPLACE FUNCTION public.rotation_health()
  RETURNS jsonb
  LANGUAGE sql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
  select coalesce(jsonb_agg(private.rotation_standing(r.id) order by r.id), '[]') from private.phone_rotations r where r.finished_at is null
$function$;

REVOKE ALL ON FUNCTION "public"."rotation_health"() FROM PUBLIC, "anon", "authenticated";

CREATE OR REPLACE FUNCTION public.use_phone_hashes (
  p_numbers jsonb
)
  RETURNS text[]
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  SET statement_timeout TO '30s'
  AS $function$
declare
  r private.phone_rotations;
begin
  select o.* into r from private.phone_rotations o where o.setting = 'PHONE_INDEX_KEY' and o.finished_at is null;
  if r.moves_from <= private.current_time() then
    perform private.link_global_hashes(array_agg(n.value ->> 'old_global_hash'), array_agg(n.value ->> 'new_global_hash'))
    from jsonb_array_elements(p_numbers) n where n.value ->> 'org_id' is null;
    perform private.try_to_move_phone_hashes(jsonb_agg(n.value))
    from jsonb_array_elements(p_numbers) n where n.value ->> 'org_id' is not null
    having count(*) > 0;
  end if;
  return array(
    select case
      when r.id is null then case when n.value ->> 'org_id' is null then n.value ->> 'new_global_hash' else n.value ->> 'new_hash' end
      when n.value ->> 'org_id' is null then private.current_phone_hash(n.value ->> 'old_global_hash')
      else private.current_phone_hash(n.value ->> 'old_hash') end
    from jsonb_array_elements(p_numbers) with ordinality n (value, place)
    order by n.place);
end $function$;

REVOKE ALL ON FUNCTION "public"."use_phone_hashes"(jsonb) FROM PUBLIC, "anon", "authenticated";

ALTER TABLE "private"."phone_rotations"
  ADD CONSTRAINT "phone_rotations_last_key_check" CHECK ((char_length(last_key) <= 100));

ALTER TABLE "private"."phone_rotations"
  ADD CONSTRAINT "phone_rotations_left_over_check" CHECK ((octet_length((left_over)::text) <= 10000));

ALTER TABLE "private"."phone_rotations"
  ADD CONSTRAINT "phone_rotations_missed_check" CHECK ((missed >= 0));

ALTER TABLE "private"."phone_rotations"
  ADD CONSTRAINT "phone_rotations_moved_check" CHECK ((moved >= 0));

ALTER TABLE "private"."phone_rotations"
  ADD CONSTRAINT "phone_rotations_moved_in_all_check" CHECK ((moved_in_all >= 0));

ALTER TABLE "private"."phone_rotations"
  ADD CONSTRAINT "phone_rotations_passed_check" CHECK ((passed >= 0));

ALTER TABLE "private"."phone_rotations"
  ADD CONSTRAINT "phone_rotations_total_check" CHECK ((total >= 0));

CREATE UNIQUE INDEX phone_rotations_one_at_once ON private.phone_rotations USING btree (setting)
  WHERE (finished_at IS NULL);

CREATE INDEX contacts_phone_idx ON public.contacts USING btree (org_id, phone_hash)
  WHERE (phone_hash IS NOT NULL);

CREATE INDEX suppressions_lifted_idx ON public.suppressions USING btree (org_id, phone_hash)
  WHERE (removed_at IS NOT NULL);

CREATE TRIGGER audience_rows_hash
  BEFORE INSERT ON private.audience_rows
  FOR EACH ROW
  EXECUTE FUNCTION private.take_new_phone_hash();

CREATE TRIGGER global_suppressions_mirror
  AFTER INSERT OR UPDATE ON private.global_suppressions
  FOR EACH ROW
  EXECUTE FUNCTION private.mirror_global_suppression();

CREATE TRIGGER recovery_holds_hash
  BEFORE INSERT ON private.recovery_holds
  FOR EACH ROW
  WHEN ((new.phone_hash IS NOT NULL))
  EXECUTE FUNCTION private.take_new_phone_hash();

CREATE TRIGGER registry_checks_mirror
  AFTER INSERT OR UPDATE ON private.registry_checks
  FOR EACH ROW
  EXECUTE FUNCTION private.mirror_registry_check();

CREATE TRIGGER call_attempts_hash
  BEFORE INSERT OR UPDATE OF contact_phone_hash ON public.call_attempts
  FOR EACH ROW
  EXECUTE FUNCTION private.take_new_contact_phone_hash();

CREATE TRIGGER call_schedules_hash
  BEFORE INSERT OR UPDATE OF contact_phone_hash ON public.call_schedules
  FOR EACH ROW
  EXECUTE FUNCTION private.take_new_contact_phone_hash();

CREATE TRIGGER campaign_contacts_hash
  BEFORE INSERT ON public.campaign_contacts
  FOR EACH ROW
  EXECUTE FUNCTION private.take_new_phone_hash();

CREATE TRIGGER consents_hash
  BEFORE INSERT ON public.consents
  FOR EACH ROW
  EXECUTE FUNCTION private.take_new_phone_hash();

CREATE TRIGGER contacts_hash
  BEFORE INSERT OR UPDATE OF phone_hash ON public.contacts
  FOR EACH ROW
  WHEN ((new.phone_hash IS NOT NULL))
  EXECUTE FUNCTION private.take_new_phone_hash();

CREATE TRIGGER suppressions_hash
  BEFORE INSERT ON public.suppressions
  FOR EACH ROW
  EXECUTE FUNCTION private.take_new_phone_hash();

REVOKE ALL ON FUNCTION "private"."are_links_over"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."are_links_over"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."are_links_over"() TO "postgres";

REVOKE ALL ON FUNCTION "private"."begin_phone_rotations"(jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."begin_phone_rotations"(jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."begin_phone_rotations"(jsonb) TO "postgres";

REVOKE ALL ON FUNCTION "private"."close_phone_numbers_anew"(public.phone_place, jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."close_phone_numbers_anew"(public.phone_place, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."close_phone_numbers_anew"(public.phone_place, jsonb) TO "postgres";

REVOKE ALL ON FUNCTION "private"."count_closed_numbers"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."count_closed_numbers"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."count_closed_numbers"() TO "postgres";

REVOKE ALL ON FUNCTION "private"."count_old_ciphertexts"(text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."count_old_ciphertexts"(text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."count_old_ciphertexts"(text) TO "postgres";

REVOKE ALL ON FUNCTION "private"."count_old_hashes"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."count_old_hashes"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."count_old_hashes"() TO "postgres";

REVOKE ALL ON FUNCTION "private"."current_phone_hash"(text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."current_phone_hash"(text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."current_phone_hash"(text) TO "postgres";

REVOKE ALL ON FUNCTION "private"."end_phone_walk"(private.phone_rotations) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."end_phone_walk"(private.phone_rotations) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."end_phone_walk"(private.phone_rotations) TO "postgres";

REVOKE ALL ON FUNCTION "private"."forget_phone_links"(uuid, text[], text[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."forget_phone_links"(uuid, text[], text[]) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."forget_phone_links"(uuid, text[], text[]) TO "postgres";

REVOKE ALL ON FUNCTION "private"."hold_phone_hash"(text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."hold_phone_hash"(text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."hold_phone_hash"(text) TO "postgres";

REVOKE ALL ON FUNCTION "private"."judge_index_key"(jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."judge_index_key"(jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."judge_index_key"(jsonb) TO "postgres";

REVOKE ALL ON FUNCTION "private"."link_global_hashes"(text[], text[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."link_global_hashes"(text[], text[]) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."link_global_hashes"(text[], text[]) TO "postgres";

REVOKE ALL ON FUNCTION "private"."mirror_global_suppression"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."mirror_global_suppression"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."mirror_global_suppression"() TO "postgres";

REVOKE ALL ON FUNCTION "private"."mirror_registry_check"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."mirror_registry_check"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."mirror_registry_check"() TO "postgres";

REVOKE ALL ON FUNCTION "private"."move_phone_hashes"(jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."move_phone_hashes"(jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."move_phone_hashes"(jsonb) TO "postgres";

REVOKE ALL ON FUNCTION "private"."phone_hash_lock"(text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."phone_hash_lock"(text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."phone_hash_lock"(text) TO "postgres";

REVOKE ALL ON FUNCTION "private"."prune_phone_links"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."prune_phone_links"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."prune_phone_links"() TO "postgres";

REVOKE ALL ON FUNCTION "private"."read_phone_numbers"(private.phone_rotations, integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."read_phone_numbers"(private.phone_rotations, integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."read_phone_numbers"(private.phone_rotations, integer) TO "postgres";

REVOKE ALL ON FUNCTION "private"."rotation_has_work"(numeric) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."rotation_has_work"(numeric) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."rotation_has_work"(numeric) TO "postgres";

REVOKE ALL ON FUNCTION "private"."rotation_standing"(bigint) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."rotation_standing"(bigint) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."rotation_standing"(bigint) TO "postgres";

REVOKE ALL ON FUNCTION "private"."take_new_contact_phone_hash"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."take_new_contact_phone_hash"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."take_new_contact_phone_hash"() TO "postgres";

REVOKE ALL ON FUNCTION "private"."take_new_phone_hash"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."take_new_phone_hash"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."take_new_phone_hash"() TO "postgres";

REVOKE ALL ON FUNCTION "private"."tell_of_rotation"(private.phone_rotations, text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."tell_of_rotation"(private.phone_rotations, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."tell_of_rotation"(private.phone_rotations, text) TO "postgres";

REVOKE ALL ON FUNCTION "private"."tick_for_rotations"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."tick_for_rotations"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."tick_for_rotations"() TO "postgres";

REVOKE ALL ON FUNCTION "private"."try_to_move_phone_hashes"(jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."try_to_move_phone_hashes"(jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."try_to_move_phone_hashes"(jsonb) TO "postgres";

REVOKE ALL ON FUNCTION "private"."twin_of_global_hash"(text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."twin_of_global_hash"(text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."twin_of_global_hash"(text) TO "postgres";

REVOKE ALL ON FUNCTION "private"."walks_at"(private.phone_rotations) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."walks_at"(private.phone_rotations) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."walks_at"(private.phone_rotations) TO "postgres";

REVOKE ALL ON FUNCTION "public"."keep_phone_numbers"(jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."keep_phone_numbers"(jsonb) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."keep_phone_numbers"(jsonb) TO "service_role";

REVOKE ALL ON FUNCTION "public"."next_phone_numbers"(integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."next_phone_numbers"(integer) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."next_phone_numbers"(integer) TO "service_role";

REVOKE ALL ON FUNCTION "public"."rotation_health"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."rotation_health"() TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."rotation_health"() TO "service_role";

REVOKE ALL ON FUNCTION "public"."use_phone_hashes"(jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."use_phone_hashes"(jsonb) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."use_phone_hashes"(jsonb) TO "service_role";

-- One more worker, of the function that others ask too; it ticks while there is something to do.
insert into private.workers (name, path, cron_job, interval_seconds) values ('rotation', 'sync?only=rotation', 'phone-number-rotation', 10);

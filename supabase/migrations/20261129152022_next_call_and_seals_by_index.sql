SET local check_function_bodies = off;

CREATE OR REPLACE FUNCTION private.chain_end (
  p_org_id uuid,
  p_month  date,
  OUT      month date,
  OUT      number integer,
  OUT      hash bytea
)
  RETURNS record
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  SET enable_seqscan TO 'off'
  AS $function$
begin
  if p_org_id is null then
    select l.month, l.number, l.hash into month, number, hash
    from (
      (select s.month, s.number, s.hash from private.audit_seals s
        where s.org_id is null and s.month <= p_month order by s.org_id desc, s.month desc, s.number desc limit 1)
      union all
      (select p.month, p.last_number, p.hash from private.audit_prunings p
        where p.org_id is null and p.month <= p_month order by p.org_id desc, p.month desc limit 1)
    ) l
    order by l.month desc, l.number desc limit 1;
  else
    select l.month, l.number, l.hash into month, number, hash
    from (
      (select s.month, s.number, s.hash from private.audit_seals s
        where s.org_id = p_org_id and s.month <= p_month order by s.month desc, s.number desc limit 1)
      union all
      (select p.month, p.last_number, p.hash from private.audit_prunings p
        where p.org_id = p_org_id and p.month <= p_month order by p.month desc limit 1)
    ) l
    order by l.month desc, l.number desc limit 1;
  end if;
end $function$;

CREATE OR REPLACE FUNCTION private.erase_audit_rows (
  p_ids        bigint[],
  p_erasure_id uuid
)
  RETURNS integer
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  entry record;
  erased integer := 0;
begin
  for entry in
    select a.id, a.changes, e.left_over, s.id as seal_id, array_position(s.row_ids, a.id) as place, s.row_salts, s.personal
    from public.audit_log a
    cross join lateral (
      select jsonb_object_agg(c.key, case when c.key = any (private.personal_columns()) and c.value <> '"private"'
        then '"erased"'::jsonb else c.value end) as left_over
      from jsonb_each(a.changes) c
    ) e
    left join lateral (
      -- A seal's rows are those after the rows of the one before it. Two questions, each of which has the index (private.chain_end).
      (select l.id, l.row_ids, l.row_salts, l.personal from private.audit_seals l
        where l.org_id = a.org_id and l.month = date_trunc('month', a.occurred_at at time zone 'UTC')::date and l.row_ids[1] <= a.id
        order by l.number desc limit 1)
      union all
      (select l.id, l.row_ids, l.row_salts, l.personal from private.audit_seals l
        where a.org_id is null and l.org_id is null and l.month = date_trunc('month', a.occurred_at at time zone 'UTC')::date
          and l.row_ids[1] <= a.id
        order by l.org_id desc, l.number desc limit 1)
    ) s on a.id = any (s.row_ids)
    where a.id = any (p_ids) and e.left_over <> a.changes
    order by a.id
  loop
    if entry.place is not null then
      insert into private.audit_erasures (audit_id, erasure_id, personal_hash)
      select entry.id, p_erasure_id, sha256(substring(entry.row_salts, entry.place * 16 - 15, 16) || convert_to(coalesce(string_agg(
        octet_length(c.key) || ':' || c.key || private.canonical_json(c.value), '' order by c.key collate "C"), ''), 'UTF8'))
      from jsonb_each(entry.changes) c where c.key = any (entry.personal)
      on conflict (audit_id) do nothing;
      update private.audit_seals s
      set row_salts = overlay(s.row_salts placing '\x00000000000000000000000000000000'::bytea from entry.place * 16 - 15)
      where s.id = entry.seal_id;
    end if;
    update public.audit_log a set changes = entry.left_over where a.id = entry.id;
    erased := erased + 1;
  end loop;
  return erased;
end $function$;

CREATE OR REPLACE FUNCTION private.prune_audit (
  p_until timestamp with time zone,
  p_batch integer
)
  RETURNS integer
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  seal record;
  pruned integer := 0;
begin
  for seal in
    select s.id, s.org_id, s.month, s.number, s.row_ids, s.hash, s.last_at from private.audit_seals s
    where s.last_at < p_until order by s.last_at, s.number limit p_batch
  loop
    exit when pruned >= p_batch;
    -- Two questions, each of which has the index (private.chain_end).
    continue when exists (
        select from private.audit_seals e where e.org_id = seal.org_id and e.month = seal.month and e.number < seal.number)
      or seal.org_id is null and exists (
        select from private.audit_seals e where e.org_id is null and e.month = seal.month and e.number < seal.number);
    delete from public.audit_log a where a.id = any (seal.row_ids);
    delete from private.audit_erasures e where e.audit_id = any (seal.row_ids);
    insert into private.audit_prunings as p (org_id, month, last_number, row_count, hash, last_at)
    values (seal.org_id, seal.month, seal.number, cardinality(seal.row_ids), seal.hash, seal.last_at)
    on conflict (org_id, month) do update
    set last_number = excluded.last_number, row_count = p.row_count + excluded.row_count, hash = excluded.hash,
      last_at = greatest(p.last_at, excluded.last_at), pruned_at = excluded.pruned_at;
    delete from private.audit_seals s where s.id = seal.id;
    pruned := pruned + cardinality(seal.row_ids);
  end loop;
  return pruned;
end $function$;

CREATE OR REPLACE FUNCTION private.seal_audit_rows (
  p_to bigint
)
  RETURNS integer
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  piece record;
  before record;
  sealed integer := 0;
  from_id constant bigint := (select s.sealed_to from private.audit_sealing s);
  to_id constant bigint := coalesce((select a.id from public.audit_log a where a.id > from_id and a.id <= p_to
    order by a.id offset 19999 limit 1), p_to);
begin
  for piece in
    select r.org_id, r.month, r.personal, array_agg(r.id order by r.id) as ids,
      string_agg(private.hash_audit_row(r.entry, r.salt, r.personal), ''::bytea order by r.id) as hashes,
      string_agg(r.salt, ''::bytea order by r.id) as salts, min(r.occurred_at) as first_at, max(r.occurred_at) as last_at
    from (
      select a as entry, a.id, a.org_id, a.occurred_at, uuid_send(gen_random_uuid()) as salt, private.personal_columns() as personal,
        date_trunc('month', a.occurred_at at time zone 'UTC')::date as month,
        row_number() over (partition by a.org_id, date_trunc('month', a.occurred_at at time zone 'UTC') order by a.id) as place
      from public.audit_log a where a.id > from_id and a.id <= to_id
    ) r
    group by r.org_id, r.month, (r.place - 1) / 1000, r.personal
    order by r.month, r.org_id, (r.place - 1) / 1000
  loop
    select c.month, c.number, c.hash into before from private.chain_end(piece.org_id, piece.month) c;
    insert into private.audit_seals (org_id, month, number, follows, follows_month, follows_number, row_ids, row_hashes, row_salts,
      personal, first_at, last_at)
    values (piece.org_id, piece.month, case when before.month = piece.month then before.number + 1 else 1 end,
      coalesce(before.hash, ''::bytea), before.month, before.number, piece.ids, piece.hashes, piece.salts, piece.personal,
      piece.first_at, piece.last_at);
    sealed := sealed + cardinality(piece.ids);
  end loop;
  update private.audit_sealing set sealed_to = to_id, seen_to = greatest(seen_to, to_id) where sealed_to < to_id;
  return sealed;
end $function$;

CREATE OR REPLACE FUNCTION public.next_call_due_at (
  p_within_seconds numeric
)
  RETURNS timestamp WITH time zone
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  SET plan_cache_mode TO 'force_generic_plan'
  SET enable_seqscan TO 'off'
  AS $function$
declare
  horizon constant timestamptz := private.current_time() + make_interval(secs => p_within_seconds);
  earliest timestamptz;
  looked_at integer;
  of_one record;
begin
  with nearest as materialized (
    select s.id, s.org_id, s.campaign_id, s.dial_after from public.call_schedules s
    where s.dial_after <= horizon and s.attempt_count >= 0
    order by s.dial_after
    limit 50
  )
  select (
      select n.dial_after from nearest n
      cross join lateral (select o.id from private.claimable_organizations o where o.id = n.org_id limit 1) free
      cross join lateral (select c.id from private.claimable_calls c where c.id = n.id limit 1) call
      where n.campaign_id is null
        or (select true from private.claimable_campaigns k where k.org_id = n.org_id and k.id = n.campaign_id limit 1)
      limit 1
    ), (select count(*) from nearest)
  into earliest, looked_at;
  if earliest is not null or looked_at < 50 then
    return earliest;
  end if;

  for of_one in
    select w.due, next.dial_after
    from (
      select e.id, min(e.due) as due
      from (
        select o.id, earliest_own.due
        from public.organizations o
        cross join lateral (
          select min(s.dial_after) as due from public.call_schedules s where s.org_id = o.id and s.campaign_id is null
        ) earliest_own
        where o.calling_paused_reason is null and earliest_own.due <= horizon
        union all
        select c.org_id, earliest_of_campaign.due
        from public.campaigns c
        cross join lateral (
          select min(s.dial_after) as due from public.call_schedules s where s.org_id = c.org_id and s.campaign_id = c.id
        ) earliest_of_campaign
        where c.state = 'running' and earliest_of_campaign.due <= horizon
      ) e
      group by e.id
      order by 2
      -- Walked in this order, and no further than is asked for.
      offset 0
    ) w
    cross join lateral (select o.id from private.claimable_organizations o where o.id = w.id limit 1) o
    cross join lateral (
      select least((
          select c.dial_after
          from private.claimable_calls c
          where c.org_id = o.id and c.campaign_id is null and c.dial_after <= horizon
          order by c.dial_after
          limit 1
        ), (
          select min(of_campaign.dial_after)
          from private.claimable_campaigns k
          cross join lateral (
            select c.dial_after
            from private.claimable_calls c
            where c.org_id = o.id and c.campaign_id = k.id and c.dial_after <= horizon
            order by c.dial_after
            limit 1
          ) of_campaign
          where k.org_id = o.id
        )) as dial_after
    ) next
  loop
    exit when earliest <= of_one.due;
    earliest := least(earliest, of_one.dial_after);
  end loop;
  return earliest;
end $function$;

REVOKE ALL ON FUNCTION "private"."chain_end"(uuid, date) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."chain_end"(uuid, date) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."chain_end"(uuid, date) TO "postgres";

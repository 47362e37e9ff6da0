-- Seals the rows up to p_to that are not sealed yet, at most some 20 000 of them; says how many. For private.seal_audit, which
-- knows up to where no row can come any more.
create function private.seal_audit_rows(p_to bigint) returns integer
language plpgsql security definer set search_path = '' as $$
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
end $$;
revoke all on function private.seal_audit_rows(bigint) from public, anon, authenticated, service_role;

-- What cron runs each minute: seals what can get no earlier sibling any more, in steps of some 20 000 rows. No writer waits for
-- it or pays for it. A row has its id before it is committed, so ids of which the newest are committed may have gaps that fill
-- later. What was handed out at the last run is final when each transaction that had begun to write by then is over; whoever
-- writes a row of the trail has begun to, since triggers write it after a change.
create function private.seal_audit() returns integer
language plpgsql security definer set search_path = '' as $$
declare
  state private.audit_sealing;
  handed_out bigint;
  sealed integer := 0;
begin
  -- Whoever else seals is not waited for, and two snapshots are needed that follow each other.
  select * into state from private.audit_sealing for update skip locked;
  if not found or current_setting('transaction_isolation') <> 'read committed' then
    return 0;
  end if;
  if state.seen_before <= pg_snapshot_xmin(pg_current_snapshot()) then
    for step in 1..5 loop
      sealed := sealed + private.seal_audit_rows(state.seen_to);
    end loop;
  end if;
  select * into state from private.audit_sealing;
  handed_out := (select case when q.is_called then q.last_value else 0 end from public.audit_log_id_seq q);
  -- All of it is sealed, and there is more; or this database came from a backup, and its transactions count anew.
  if (state.sealed_to = state.seen_to and handed_out > state.seen_to)
    or state.seen_before > pg_snapshot_xmax(pg_current_snapshot()) then
    update private.audit_sealing set seen_to = handed_out;
    -- A statement of its own: its snapshot is younger than what was read above.
    update private.audit_sealing set seen_before = pg_snapshot_xmax(pg_current_snapshot());
  end if;
  return sealed;
end $$;
revoke all on function private.seal_audit() from public, anon, authenticated, service_role;

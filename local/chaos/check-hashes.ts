import type { World } from "./world.ts";

/**
 * While the index key is changed no row is under the hash that its number had, once it has moved; at the end none is at all, but what
 * nobody goes by any more (private.count_old_hashes).
 */
export async function checkHashes(world: World): Promise<void> {
  const { stage } = world.keys;
  if (stage === "old") return;
  const rows = await world.db.sql<{ kind: string; rows: number }[]>`
    select t.kind, count(*)::int as rows
    from (
      select 'calls' as kind, contact_phone_hash as hash from public.call_schedules
      union all select 'names', contact_phone_hash from private.call_names
      union all select 'attempts', contact_phone_hash from public.call_attempts
      union all select 'contacts', phone_hash from public.contacts
      union all select 'suppressions', phone_hash from public.suppressions
        where ${stage} = 'both' or removed_at is null and coalesce(expires_at, 'infinity') > private.current_time()
      union all select 'consents', phone_hash from public.consents
        where ${stage} = 'both' or valid_until > private.current_time()
      union all select 'campaign contacts', phone_hash from public.campaign_contacts
    ) t
    join chaos.number_names n on n.name = t.hash
    where ${stage === "new"} or exists (select from private.phone_hash_links l where l.old_hash = t.hash)
    group by 1`;
  for (const { kind, rows: count } of rows) {
    world.report("a number has rows under one hash", `${count} ${kind} are under a hash that has moved`);
  }
}

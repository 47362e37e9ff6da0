import type { Sql } from "postgres";

/** So many organisations of ten lines with one agent each. */
export async function createOrganizations(sql: Sql, count: number): Promise<void> {
  await sql.begin(async (tx) => {
    await tx`
      insert into public.organizations (slug, name, max_concurrent_calls)
      select 'bench-' || n, 'Organisation ' || n, 10 from generate_series(1, ${count}::int) n`;
    await tx`
      insert into public.agents (org_id, name)
      select o.id, 'Agent' from public.organizations o where o.slug like 'bench-%'`;
  });
}

/** Calls of each of them that fell due in the last hour. Without triggers: the numbers cannot be opened, so they are for claiming only. */
export async function bookForMany(sql: Sql, callsEach: number): Promise<void> {
  await sql.begin(async (tx) => {
    await tx`set local session_replication_role = replica`;
    await tx`
      insert into public.call_schedules (org_id, agent_id, contact_id, contact_name, contact_phone_enc, contact_phone_hash,
        scheduled_at, due_at)
      select a.org_id, a.id, 'due-' || n, 'Asha Rao', 'v1.bench.AAAAAAAAAAAAAAAA.AAAAAAAAAAAAAAAAAAAAAAAA',
        encode(sha256(('due ' || n)::bytea), 'hex'), now() - make_interval(mins => n), now() - make_interval(mins => n)
      from public.agents a join public.organizations o on o.id = a.org_id
      cross join generate_series(1, ${callsEach}::int) n
      where o.slug like 'bench-%'`;
  });
  await sql`vacuum analyze public.call_schedules`;
}

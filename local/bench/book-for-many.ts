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
    // Open at every hour by a week of its own, so that the policy is asked and a benchmark may run at any time.
    await tx`
      insert into public.calling_policies (org_id, default_purpose, week, loosened)
      select o.id, 'service', '{[0,10080)}', (
        select coalesce(jsonb_agg(jsonb_build_object('rule_id', r.id, 'reason', 'A benchmark runs at any hour.', 'until', null)), '[]')
        from private.policy_rules r where r.aspect = 'hours' and r.jurisdiction in ('IN', '*'))
      from public.organizations o where o.slug like 'bench-%'`;
  });
}

/**
 * Calls of each of them that fell due in the last hour. Without triggers: the numbers cannot be opened, so they are for claiming
 * only. Their windows are kept, as booking keeps them.
 */
export async function bookForMany(sql: Sql, callsEach: number): Promise<void> {
  await sql.begin(async (tx) => {
    await tx`set local session_replication_role = replica`;
    await tx`
      insert into public.call_schedules (org_id, agent_id, contact_id, contact_name, contact_phone_enc, contact_phone_hash,
        phone_country, phone_zones, phone_zone_source, scheduled_at, due_at, purpose)
      select a.org_id, a.id, 'due-' || n, 'Asha Rao', 'v1.bench.AAAAAAAAAAAAAAAA.AAAAAAAAAAAAAAAAAAAAAAAA',
        encode(sha256(('due ' || n)::bytea), 'hex'), 'IN', '{Asia/Kolkata}', 'country',
        now() - make_interval(mins => n), now() - make_interval(mins => n), 'service'
      from public.agents a join public.organizations o on o.id = a.org_id
      cross join generate_series(1, ${callsEach}::int) n
      where o.slug like 'bench-%'`;
  });
  await keepWindows(sql);
  await sql`vacuum analyze`;
}

/** The windows of all calls that fall due within the hour, one for each terms that they have. */
export async function keepWindows(sql: Sql): Promise<void> {
  await sql`
    select private.keep_window(used.terms)
    from (
      select distinct private.call_terms(s) as terms from public.call_schedules s where s.dial_after < now() + interval '1 hour'
    ) used`;
}

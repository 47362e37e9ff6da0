import type { Sql } from "postgres";

/** Has the organisation call at any hour, as only an operator can: a test runs at whatever hour it is run. */
export async function callRoundTheClock(sql: Sql, orgId: string): Promise<void> {
  await sql`
    insert into public.calling_policies (org_id, default_purpose, loosened)
    values (${orgId}, 'service', ${
    sql.json([{ rule_id: "*", reason: "The tests tell of other things.", until: null }])
  })
    on conflict (org_id) do update set default_purpose = excluded.default_purpose, loosened = excluded.loosened`;
}

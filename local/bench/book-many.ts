import type { Sql } from "postgres";
import type { BenchOrganization } from "./book-calls.ts";

export interface ManyCalls {
  count: number;
  firstDueInSeconds: number;
  /** From the first call's time to the last one's. */
  spreadSeconds: number;
}

/**
 * Fills the table in one statement. Without the triggers (they would take minutes): what they write is written here. The
 * numbers cannot be opened, so these calls are for claiming only.
 */
export async function bookMany(
  sql: Sql,
  { orgId, agentId }: BenchOrganization,
  { count, firstDueInSeconds, spreadSeconds }: ManyCalls,
): Promise<void> {
  await sql.begin(async (tx) => {
    await tx`set local session_replication_role = replica`;
    await tx`
      insert into public.call_schedules (
        org_id, agent_id, contact_id, contact_name, contact_phone_enc, contact_phone_hash, scheduled_at, due_at, purpose
      )
      select ${orgId}, ${agentId}, 'contact-' || n, 'Asha Rao', 'v1.bench.AAAAAAAAAAAAAAAA.AAAAAAAAAAAAAAAAAAAAAAAA',
        encode(sha256((${orgId}::text || n)::bytea), 'hex'), due.at, due.at, 'service'
      from generate_series(1, ${count}::int) n
      cross join lateral (
        select now() + make_interval(
          secs => ${firstDueInSeconds}::float8 + (n - 1) * ${spreadSeconds / count}::float8) as at
      ) due`;
  });
}

import type { Sql } from "postgres";

/**
 * Tells the tick where the sweep is and which key opens it (in Vault, as on hosted Supabase), and starts the ticking
 * every `intervalSeconds`, or stops it when that is undefined.
 */
export async function configureScheduler(
  sql: Sql,
  { sweepUrl, secretKey, intervalSeconds }: {
    sweepUrl: string;
    secretKey: string;
    intervalSeconds: number | undefined;
  },
): Promise<void> {
  await writeSecret(sql, "call_scheduler_sweep_url", sweepUrl);
  await writeSecret(sql, "call_scheduler_secret_key", secretKey);
  const [found] = await sql<{ found: boolean }[]>`
    select to_regprocedure('public.configure_call_scheduler(boolean, integer)') is not null as found`;
  if (!found?.found) return;
  await sql`
    select public.configure_call_scheduler(
      enabled => ${intervalSeconds !== undefined}, interval_seconds => ${intervalSeconds ?? 10})`;
}

async function writeSecret(sql: Sql, name: string, value: string): Promise<void> {
  await sql`
    with known as (select id from vault.secrets where name = ${name})
    select case
      when exists (select from known) then (select vault.update_secret(id, ${value})::text from known)
      else vault.create_secret(${value}, ${name})::text
    end`;
}

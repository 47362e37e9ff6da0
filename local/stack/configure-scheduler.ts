import type { Sql } from "postgres";

/**
 * Tells the ticks where the functions are and which key opens them (in Vault, as on hosted Supabase: the sync's address
 * follows from the sweep's). Has the sweep rung every `intervalSeconds`, or not when that is undefined, and contacts read
 * every `syncEveryMinutes`, or not when that is false; and trouble looked for while there are ticks. What there is to sync already
 * is not left to the first tick.
 */
export async function configureScheduler(
  sql: Sql,
  { sweepUrl, secretKey, intervalSeconds, syncEveryMinutes }: {
    sweepUrl: string;
    secretKey: string;
    intervalSeconds: number | undefined;
    syncEveryMinutes: number | false;
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
  await sql`
    select public.configure_hubspot_sync(
      enabled => ${syncEveryMinutes !== false}, interval_minutes => ${syncEveryMinutes || 60})`;
  await sql`
    select public.configure_worker(
      'deliveries', enabled => ${intervalSeconds !== undefined}, interval_seconds => ${
    intervalSeconds ?? 10
  })`;
  await sql`select public.configure_alerts(enabled => ${intervalSeconds !== undefined})`;
  if (syncEveryMinutes !== false) await sql`select public.ring_worker('sync')`;
}

async function writeSecret(sql: Sql, name: string, value: string): Promise<void> {
  await sql`
    with known as (select id from vault.secrets where name = ${name})
    select case
      when exists (select from known) then (select vault.update_secret(id, ${value})::text from known)
      else vault.create_secret(${value}, ${name})::text
    end`;
}

import type { Sql } from "postgres";

/** How much waits at this moment: calls that are due, calls that are live, entries for HubSpot. */
export async function readQueues(sql: Sql): Promise<{ due: number; live: number; outbox: number }> {
  const [queues] = await sql<{ due: number; live: number; outbox: number }[]>`
    select (select count(*)::int from public.call_schedules s where s.dial_after <= private.current_time()) as due,
      (select count(*)::int from public.call_attempts t where t.state <> 'ended') as live,
      (select count(*)::int from public.crm_outbox e where e.state <> 'sent') as outbox`;
  return queues ?? { due: 0, live: 0, outbox: 0 };
}

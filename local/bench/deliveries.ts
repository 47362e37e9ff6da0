import type { Sql } from "postgres";
import { createOrganizations } from "./book-for-many.ts";
import type { BenchContext } from "./options.ts";
import { formatProcessorTime, readProcessorTime } from "./processor-time.ts";
import { startBenchStack } from "./start-bench-stack.ts";
import { startServer } from "./start-server.ts";

const organizations = 10;

/** How fast endpoints are told of `--rows=` events, each of a call of its own, by the function that pg_cron rings elsewhere. */
export async function benchDeliveries({ quick, rows, say }: BenchContext): Promise<void> {
  const events = rows ?? (quick ? 500 : 10_000);
  say(
    `deliveries: ${events} events to the endpoints of ${organizations} organisations, a receiver on loopback that answers at once; ` +
      "signed, and each address resolved and judged anew",
  );
  await using receiver = await startServer("receiver-server.ts");
  await using bench = await startBenchStack({
    functions: ["deliver"],
    env: { WEBHOOKS_ALLOW_PRIVATE: "true" },
  });
  const { sql, functionsUrl, secretKey } = bench.stack;
  const deliver = async () => {
    const answer = await fetch(`${functionsUrl}/deliver?wait=true`, {
      method: "POST",
      headers: { apikey: secretKey },
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`POST /deliver answered ${answer.status}: ${text}`);
  };
  await createOrganizations(sql, organizations);
  await addEndpoints(sql, receiver.url);
  // The first requests of a process compile, connect and plan.
  await enterEvents(sql, 100);
  await deliver();

  await enterEvents(sql, events);
  const before = await readProcessorTime();
  const startedAt = performance.now();
  let passes = 0;
  for (let waiting = events; waiting > 0; passes++) {
    await deliver();
    const left = await countWaiting(sql);
    if (left === waiting) throw new Error(`${left} events are not told.`);
    waiting = left;
  }
  const seconds = (performance.now() - startedAt) / 1000;
  const used = formatProcessorTime(before, await readProcessorTime(), events);
  say(
    `  ${(events / seconds).toFixed(0)} events/s, all told after ${
      seconds.toFixed(1)
    } s and ${passes} requests`,
  );
  if (used) say(`  processor time (per event): ${used}`);
}

async function addEndpoints(sql: Sql, url: string): Promise<void> {
  await sql`
    insert into public.webhooks (org_id, url, events, secret_id)
    select o.id, ${url} || '/told', '{call.completed}',
      private.keep_webhook_secret('whsec_' || encode(sha256(o.id::text::bytea), 'base64'))
    from public.organizations o where o.slug like 'bench-%'`;
}

/** As a call that ends enters them; without the trigger that rings, so that all of them wait when the clock starts. */
async function enterEvents(sql: Sql, events: number): Promise<void> {
  await sql.begin(async (tx) => {
    await tx`set local session_replication_role = replica`;
    await tx`
      insert into public.webhook_deliveries (org_id, webhook_id, event_id, type, subject_id, data)
      select w.org_id, w.id, gen_random_uuid(), 'call.completed', c.id, jsonb_build_object('call_id', c.id, 'contact_id', 'contact-' || c.n,
        'topic', 'follow_up', 'status', 'completed', 'reason_code', 'answered', 'attempts', 1, 'talk_seconds', 42.5, 'cost_cents', 12.375)
      from (select k.id, k.org_id, row_number() over (order by k.id) - 1 as place from public.webhooks k) w
      join (select n, gen_random_uuid() as id from generate_series(1, ${events}::int) n) c on c.n % ${organizations}::int = w.place`;
  });
  await sql`vacuum analyze public.webhook_deliveries`;
}

async function countWaiting(sql: Sql): Promise<number> {
  const [row] = await sql<{ waiting: number }[]>`
    select count(*)::int as waiting from public.webhook_deliveries d where d.state <> 'delivered'`;
  return row?.waiting ?? 0;
}

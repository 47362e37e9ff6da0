import { type BenchOrganization, bookDueCalls } from "./book-calls.ts";
import { createApiClient, demoAdmin, demoOrganization } from "./book-by-api.ts";
import { createOrganizations } from "./book-for-many.ts";
import { bookLoneCalls, summariseLateness } from "./lone-calls.ts";
import type { Stack } from "../stack/start-stack.ts";
import type { BenchContext } from "./options.ts";
import { formatProcessorTime, readProcessorTime } from "./processor-time.ts";
import { readQueues } from "./queues.ts";
import { startBenchStack } from "./start-bench-stack.ts";
import { startServer } from "./start-server.ts";

const organizations = 1_000;
const lines = 10;
const token = "pat-benchmark";

/**
 * Minutes of a big day, in real time: organisations whose lines would all be busy (--rows= sets how many calls fall due in that
 * time), every webhook of every call, one lone call each second of an organisation whose contacts are read from HubSpot before
 * and told to HubSpot afterwards, and a rule that plans calls to them. Says what kept up, and what did not.
 */
export async function benchDay({ quick, rows, say }: BenchContext): Promise<void> {
  const { seconds, callSeconds } = quick
    ? { seconds: 60, callSeconds: 20 }
    : { seconds: 600, callSeconds: 60 };
  const calls = rows ?? Math.round(organizations * lines / callSeconds * seconds);
  say(
    `day: ${seconds} s, ${calls} calls of ${organizations} organisations of ${lines} lines fall due in them, each ${callSeconds} s ` +
      `long, four webhooks each; beside them one lone call each second, read from HubSpot before it and written to it after`,
  );
  await using hubspot = await startServer("hubspot-server.ts", "2000", token);
  await using bench = await startBenchStack({
    scheduler: true,
    syncEveryMinutes: 1,
    env: { HUBSPOT_API_URL: hubspot.url, HUBSPOT_API_KEY: token },
  });
  const { stack, bolna } = bench;
  const { sql, functionsUrl, webhookSecret, secretKey } = stack;
  await createOrganizations(sql, organizations);
  await sql`update public.organizations set max_concurrent_calls = 1000 where id = ${demoOrganization.orgId}`;
  const many = await sql<BenchOrganization[]>`
    select a.org_id as "orgId", a.id as "agentId" from public.agents a
    join public.organizations o on o.id = a.org_id and o.slug like 'bench-%'`;
  const api = createApiClient(functionsUrl, await bench.signIn(demoAdmin));
  await fetch(`${functionsUrl}/sync?wait=true`, { method: "POST", headers: { apikey: secretKey } })
    .then((answer) => answer.body?.cancel());
  await api.send("POST", "/rules", {
    rule_name: "Check-ups",
    agent_id: demoOrganization.agentId,
    rule_type: "checkup_threshold",
    checkup_threshold_days: 20,
    max_calls_per_day: 100,
    is_active: true,
  });
  await keepWindows(bench.stack, many);
  const startsAt = Date.now() + Math.max(5, calls / 1_000) * 1_000;
  await bookDueCalls(stack, many, calls, (index) => new Date(startsAt + index / calls * seconds * 1_000));
  await sql`vacuum analyze`;
  await bolna.tellOfCalls({ url: `${functionsUrl}/bolna-webhook`, secret: webhookSecret, callSeconds });
  await new Promise((resolve) => setTimeout(resolve, Math.max(0, startsAt - Date.now())));

  const before = await readProcessorTime();
  // Each is booked three seconds ahead: the last ones have time to arrive.
  const lone = bookLoneCalls(api, seconds - 10);
  const step = seconds / 10;
  for (let passed = step; passed <= seconds; passed += step) {
    await new Promise((resolve) => setTimeout(resolve, step * 1_000));
    const { due, live, outbox } = await readQueues(sql);
    const { calls: placed, told, untold } = await bolna.readSeen();
    say(
      `  after ${passed} s: ${placed} calls placed, ${due} due, ${live} live; ${told} webhooks answered, ${untold} not; ` +
        `${outbox} to be written to HubSpot`,
    );
  }
  const seen = await bolna.readSeen();
  const used = formatProcessorTime(before, await readProcessorTime(), seen.calls);
  say(`  lone calls, due time to arrival: ${await summariseLateness(sql, await lone, seen.arrivals)}`);
  say(
    `  ${(seen.calls / seconds).toFixed(1)} calls/s placed of ${(calls / seconds).toFixed(1)} due, ${
      (seen.told / seconds).toFixed(0)
    } webhooks/s`,
  );
  if (used) say(`  processor time (per call): ${used}`);
}

/** Calls are written here without what booking them does: their windows, which it works out and keeps, are kept beforehand. */
async function keepWindows(stack: Stack, organizations: BenchOrganization[]): Promise<void> {
  const tomorrow = new Date(Date.now() + 86_400_000);
  await bookDueCalls(stack, organizations, organizations.length, () => tomorrow);
  await stack
    .sql`select private.plan_call(s) from public.call_schedules s where s.scheduled_at = ${tomorrow}`;
  await stack.sql`delete from public.call_schedules s where s.scheduled_at = ${tomorrow}`;
}

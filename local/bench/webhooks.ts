import { bookDueCalls, createOrganization } from "./book-calls.ts";
import { createLeanClient } from "./lean-client.ts";
import type { BenchContext } from "./options.ts";
import { pollUntil } from "./poll-until.ts";
import { formatProcessorTime, readProcessorTime } from "./processor-time.ts";
import { runSideBySide } from "./run-side-by-side.ts";
import type { Stack } from "../stack/start-stack.ts";
import { startBenchStack } from "./start-bench-stack.ts";
import { formatSummary, summarise } from "./summarise.ts";

const concurrency = 32;
/** Calls whose whole life is told of before it is measured. */
const callsBefore = 300;
const statuses = ["ringing", "in-progress", "completed"];

/** How fast the webhook function takes in what Bolna tells of live calls, and when the ended ones are settled. */
export async function benchWebhooks({ quick, say }: BenchContext): Promise<void> {
  const calls = quick ? 50 : 1_000;
  const events = calls * statuses.length;
  say(
    `webhooks: ${events} distinct events, ${
      statuses.join(", ")
    } of ${calls} live calls, ${concurrency} at a time, ` +
      `after those of ${callsBefore} by which each is warm`,
  );
  await using bench = await startBenchStack({ functions: ["bolna-webhook"], seed: false });
  const { stack } = bench;
  const idsBefore = await placeCalls(stack, callsBefore);
  const executionIds = await placeCalls(stack, calls);
  await stack.sql`vacuum analyze`;
  const tellOf = (ids: string[], statuses: string[]) =>
    statuses.flatMap((status) =>
      ids.map((id) => JSON.stringify({ id, status, telephony_data: { duration: "12" }, retry_count: 0 }))
    );
  using client = createLeanClient(`${stack.functionsUrl}/bolna-webhook`, {
    "x-webhook-secret": stack.webhookSecret,
  });
  const send = (body: string) => client.post(body);
  // The first requests of a process compile, connect and plan: not what Bolna meets every day.
  await runSideBySide(tellOf(idsBefore, ["initiated", ...statuses]), concurrency, send);
  await waitUntilSettled(stack, idsBefore);

  const before = await readProcessorTime();
  const startedAt = performance.now();
  const durations = await runSideBySide(tellOf(executionIds, statuses), concurrency, send);
  const seconds = (performance.now() - startedAt) / 1000;
  await waitUntilSettled(stack, executionIds);
  const settledAfter = (performance.now() - startedAt) / 1000;
  say(
    `  ${(events / seconds).toFixed(0)} events/s answered and stored; ${
      formatSummary(summarise(durations), ["p50", "p99", "max"])
    }`,
  );
  say(
    `  all ${calls} calls read back and settled ${
      (settledAfter - seconds).toFixed(1)
    } s after the last event`,
  );
  const used = formatProcessorTime(before, await readProcessorTime(), events);
  if (used) say(`  processor time (per event): ${used}`);
}

async function waitUntilSettled({ sql }: Stack, executionIds: string[]): Promise<void> {
  await pollUntil(async () => {
    const [live] = await sql`
      select 1 from public.call_attempts t
      where t.bolna_execution_id = any (${executionIds}) and t.state <> 'ended' limit 1`;
    return live === undefined;
  }, 60);
}

/** Calls of organisations of their own that Bolna has accepted, by the dispatch's own SQL functions. Gives their execution ids. */
async function placeCalls(stack: Stack, count: number): Promise<string[]> {
  const organizations = [await createOrganization(stack), await createOrganization(stack)];
  await bookDueCalls(stack, organizations, count);
  const rows = await stack.sql<{ execution_id: string }[]>`
    with claimed as materialized (select c.attempt_id from public.claim_due_calls('bench', ${count}) c)
    select c.attempt_id as execution_id from claimed c`;
  await stack.sql`
    select public.record_call_placed(t.id, t.id::text, 'queued') from public.call_attempts t where t.state = 'placing'`;
  return rows.map((row) => row.execution_id);
}

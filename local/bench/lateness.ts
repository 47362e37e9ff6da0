import { bookByApi, createApiClient, demoAdmin } from "./book-by-api.ts";
import type { BenchContext } from "./options.ts";
import { pollUntil } from "./poll-until.ts";
import { startBenchStack } from "./start-bench-stack.ts";
import { formatMs, formatSummary, summarise } from "./summarise.ts";

const farthestSeconds = 20;

/** How long after its time a call arrives at the server that stands for Bolna, with the scheduler running by itself. */
export async function benchLateness({ quick, say }: BenchContext): Promise<void> {
  const { calls, seconds } = quick ? { calls: 20, seconds: 5 } : { calls: 300, seconds: 60 };
  say(
    `lateness: ${calls} calls booked through the API over ${seconds} s, each for a moment in the next 1 to ` +
      `${farthestSeconds} s; tick every 10 s`,
  );
  await using bench = await startBenchStack({ scheduler: true });
  const { stack, bolna } = bench;
  await stack.sql`update public.organizations set max_concurrent_calls = 1000`;
  const api = createApiClient(stack.functionsUrl, await bench.signIn(demoAdmin));

  const startedAt = Date.now();
  const bookings = Array.from({ length: calls }, async (_, index) => {
    await new Promise((resolve) => setTimeout(resolve, index * seconds * 1000 / calls));
    // Spread evenly and without order: the golden ratio's multiples.
    const ahead = 1 + (index * 0.618_034 % 1) * (farthestSeconds - 1);
    return await bookByApi(api, index, new Date(Date.now() + ahead * 1000));
  });
  const booked = await Promise.all(bookings);
  await pollUntil(async () => (await bolna.readSeen()).calls >= calls, farthestSeconds + 30);
  const took = (Date.now() - startedAt) / 1000;

  const attempts = await stack.sql<{ id: string; schedule_id: string }[]>`
    select t.id, t.schedule_id from public.call_attempts t`;
  const dueAt = new Map(booked.map((booking) => [booking.id, booking.dueAt]));
  const dueByRef = new Map(attempts.map((attempt) => [attempt.id, dueAt.get(attempt.schedule_id) ?? NaN]));
  const { arrivals } = await bolna.readSeen();
  const late = arrivals.map(([callRef, at]) => at - (dueByRef.get(callRef) ?? NaN));
  const early = late.filter((milliseconds) => !(milliseconds >= 0)).length;
  say(`  due time to arrival of POST /call: ${formatSummary(summarise(late), ["p50", "p99", "max"])}`);
  say(
    `  ${arrivals.length} arrived within ${took.toFixed(0)} s, ${early} early, earliest ${
      formatMs(Math.min(...late))
    } after its time`,
  );
}

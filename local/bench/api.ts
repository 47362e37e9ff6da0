import { bookByApi, createApiClient, demoAdmin } from "./book-by-api.ts";
import type { BenchContext } from "./options.ts";
import { formatProcessorTime, readProcessorTime } from "./processor-time.ts";
import { runSideBySide } from "./run-side-by-side.ts";
import { startBenchStack } from "./start-bench-stack.ts";
import { formatSummary, summarise } from "./summarise.ts";

/** What a user of the API waits for, one request at a time and eight side by side. */
export async function benchApi({ quick, say }: BenchContext): Promise<void> {
  const requests = quick ? 20 : 200;
  say(
    `api: ${requests} requests of each kind over HTTP, an admin of an organisation that has as many schedules and more`,
  );
  await using bench = await startBenchStack({ functions: ["call-scheduling"] });
  const { functionsUrl } = bench.stack;
  const api = createApiClient(functionsUrl, await bench.signIn(demoAdmin));
  let bookings = 0;
  const ids: string[] = [];
  const book = async () => {
    ids.push((await bookByApi(api, bookings++, new Date(Date.now() + 86_400_000 + bookings * 1000))).id);
  };
  const numbers = Array.from({ length: requests }, (_, index) => index);
  // The first requests of a process compile and connect: not what a user waits for every day.
  await runSideBySide(Array.from({ length: Math.max(60, requests / 4) }), 8, book);

  for (const concurrency of [1, 8]) {
    const kinds: Record<string, (index: number) => Promise<void>> = {
      "POST a schedule": book,
      "GET a list of 50": async () => void await api.send("GET", "/call-schedules"),
      "GET one": async (index) => void await api.send("GET", `/call-schedules/${ids[index % ids.length]}`),
    };
    for (const [kind, work] of Object.entries(kinds)) {
      const before = await readProcessorTime();
      const startedAt = performance.now();
      const summary = summarise(await runSideBySide(numbers, concurrency, work));
      const perSecond = requests / (performance.now() - startedAt) * 1000;
      say(
        `  ${kind}, ${concurrency} at a time: ${formatSummary(summary, ["p50", "p95"])}, ${
          perSecond.toFixed(0)
        }/s`,
      );
      const used = formatProcessorTime(before, await readProcessorTime(), requests);
      if (used) say(`    processor time (per request): ${used}`);
    }
  }
}

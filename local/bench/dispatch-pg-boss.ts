import { PgBoss } from "pg-boss";
import type { Stack } from "../stack/start-stack.ts";
import { pollUntil } from "./poll-until.ts";
import { postCall, type QueueJob, queueJobSchema, statusWrite } from "./queue-job.ts";

const queue = "call";
const workers = 5;

/** The same calls as jobs of pg-boss, so many at a time. Gives the seconds from the start of its workers on. */
export async function dispatchPgBoss(
  { sql, dbUrl }: Stack,
  bolnaUrl: string,
  concurrency: number,
): Promise<number> {
  const boss = new PgBoss({ connectionString: dbUrl, max: 20 });
  boss.on("error", () => {});
  await boss.start();
  await boss.createQueue(queue);
  const calls = await sql<QueueJob[]>`select c.id from bench_calls c`;
  await boss.insert(queue, calls.map(({ id }) => ({ data: { id } })));
  await sql`analyze`;
  const startedAt = performance.now();
  const options = {
    localConcurrency: workers,
    batchSize: concurrency / workers,
    pollingIntervalSeconds: 0.5,
    // Without it a worker rests for its polling interval after every batch.
    burstWhenBatchFull: true,
  };
  await boss.work(queue, options, async (jobs) => {
    await Promise.all(jobs.map(async ({ data }) => {
      const job = queueJobSchema.parse(data);
      await boss.getDb().executeSql(statusWrite, [job.id, await postCall(bolnaUrl, job)]);
    }));
  });
  await pollUntil(async () => {
    const [left] = await sql<{ none: boolean }[]>`
      select not exists (select from pgboss.job j where j.name = ${queue} and j.state <> 'completed') as none`;
    return left?.none ?? false;
  }, 120);
  const seconds = (performance.now() - startedAt) / 1000;
  await boss.stop({ graceful: false });
  return seconds;
}

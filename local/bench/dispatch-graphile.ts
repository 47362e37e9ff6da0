import { Logger, run, runMigrations } from "graphile-worker";
import type { Stack } from "../stack/start-stack.ts";
import { pollUntil } from "./poll-until.ts";
import { postCall, queueJobSchema, statusWrite } from "./queue-job.ts";

/** The same calls as jobs of graphile-worker, so many at a time. Gives the seconds from the start of the worker on. */
export async function dispatchGraphile(
  { sql, dbUrl }: Stack,
  bolnaUrl: string,
  concurrency: number,
): Promise<number> {
  const logger = new Logger(() => () => {});
  await runMigrations({ connectionString: dbUrl, logger });
  await sql`select graphile_worker.add_job('call', json_build_object('id', c.id)) from bench_calls c`;
  await sql`analyze`;
  const startedAt = performance.now();
  const runner = await run({
    connectionString: dbUrl,
    concurrency,
    maxPoolSize: 20,
    noHandleSignals: true,
    logger,
    // As its documentation advises for speed.
    preset: { worker: { localQueue: { size: concurrency + 1 } } },
    taskList: {
      call: async (payload, { query }) => {
        const job = queueJobSchema.parse(payload);
        await query(statusWrite, [job.id, await postCall(bolnaUrl, job)]);
      },
    },
  });
  await pollUntil(async () => {
    const [left] = await sql<{ none: boolean }[]>`
      select not exists (select from graphile_worker.jobs) as none`;
    return left?.none ?? false;
  }, 120);
  const seconds = (performance.now() - startedAt) / 1000;
  await runner.stop();
  return seconds;
}

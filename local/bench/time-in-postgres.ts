import postgres, { type Sql } from "postgres";
import { z } from "zod";
import { formatMs, percentile } from "./summarise.ts";

/** Milliseconds of each of so many ticks, one after another in one connection. */
export async function timeTicks(dbUrl: string, ticks: number): Promise<number[]> {
  const sql = postgres(dbUrl, { max: 1, onnotice: () => {} });
  try {
    return await runTicks(sql, ticks);
  } finally {
    await sql.end();
  }
}

/** Milliseconds of the first tick of each of so many connections: pg_cron opens a new one for every run. */
export async function timeFirstTicks(dbUrl: string, connections: number): Promise<number[]> {
  const durations: number[] = [];
  for (let index = 0; index < connections; index++) durations.push(...await timeTicks(dbUrl, 1));
  return durations;
}

async function runTicks(sql: Sql, ticks: number): Promise<number[]> {
  await sql`create temp table tick_times (milliseconds double precision)`;
  await sql.unsafe(`
    do $$
    declare
      started_at timestamptz;
    begin
      for n in 1..${ticks} loop
        started_at := clock_timestamp();
        perform private.tick('sweep');
        insert into tick_times values (extract(epoch from clock_timestamp() - started_at) * 1000);
      end loop;
    end $$`);
  const rows = await sql<{ milliseconds: number }[]>`select milliseconds from tick_times`;
  return rows.map(({ milliseconds }) => milliseconds);
}

const planSchema = z.tuple([z.object({
  "QUERY PLAN": z.tuple([z.object({ "Execution Time": z.number() })]),
})]);

/** Milliseconds of each of so many runs of a statement, one after another in one connection. */
export async function timeStatement(dbUrl: string, statement: string, runs: number): Promise<number[]> {
  const sql = postgres(dbUrl, { max: 1, onnotice: () => {} });
  const durations: number[] = [];
  try {
    for (let run = 0; run < runs; run++) durations.push(await explain(sql, statement));
  } finally {
    await sql.end();
  }
  return durations;
}

/** Milliseconds of one run: by the clock, and of processor time of its server process; undefined where there is no /proc. */
export interface Cost {
  clock: number;
  processor: number | undefined;
  /** Which of the tables that only grow it read from end to end, by a sequential scan. */
  readWhole: string[];
}

/** The middle of what runs cost, as `4.1 ms (3.2 of processor time)`. What a machine that others use too measures is the latter. */
export function formatCost(costs: readonly Cost[]): string {
  const clock = formatMs(percentile(costs.map((cost) => cost.clock), 0.5));
  return costs.some(({ processor }) => processor === undefined)
    ? clock
    : `${clock} (${formatMs(middleCost(costs)).replace(" ms", "")} of processor time)`;
}

/** Names the tables that were read from end to end; empty: none was. */
export function formatReadWhole(costs: readonly Cost[]): string {
  const tables = [...new Set(costs.flatMap(({ readWhole }) => readWhole))];
  return tables.length === 0 ? "" : `, READING ALL OF ${tables.join(" AND ")}`;
}

/** The middle of it in milliseconds of processor time, or by the clock. */
export function middleCost(costs: readonly Cost[]): number {
  return percentile(costs.map(({ clock, processor }) => processor ?? clock), 0.5);
}

/** The same for a signed-in user, or, without one, for the owner of the database; whatever it writes is taken back. */
export async function timeStatementAs(
  dbUrl: string,
  userId: string | undefined,
  statement: string,
  runs: number,
): Promise<number[]> {
  return (await costStatementAs(dbUrl, userId, statement, runs)).map(({ clock }) => clock);
}

/** The same with the processor time of each run. */
export async function costStatementAs(
  dbUrl: string,
  userId: string | undefined,
  statement: string,
  runs: number,
): Promise<Cost[]> {
  const sql = postgres(dbUrl, { max: 1, onnotice: () => {} });
  const costs: Cost[] = [];
  const claims = userId === undefined ? "" : JSON.stringify({ sub: userId, role: "authenticated" });
  const takenBack = new Error("It was only timed.");
  try {
    const [{ pid } = { pid: 0 }] = await sql<{ pid: number }[]>`select pg_backend_pid() as pid`;
    for (let run = 0; run < runs; run++) {
      await sql.begin(async (tx) => {
        await tx`select set_config('request.jwt.claims', ${claims}, true),
          set_config('role', ${userId === undefined ? "none" : "authenticated"}, true)`;
        const scans = await readScans(tx);
        const before = await readProcessorMs(pid);
        const clock = await explain(tx, statement);
        const after = await readProcessorMs(pid);
        const scansSince = await readScans(tx);
        costs.push({
          clock,
          processor: before === undefined || after === undefined ? undefined : after - before,
          readWhole: [...scansSince.keys()].filter((table) => scansSince.get(table) !== scans.get(table)),
        });
        throw takenBack;
      }).catch((error) => {
        if (error !== takenBack) throw error;
      });
    }
  } finally {
    await sql.end();
  }
  return costs;
}

/** How often this connection has read each of them from end to end. */
async function readScans(tx: Pick<Sql, "unsafe">): Promise<Map<string, number>> {
  const rows = await tx.unsafe<{ name: string; scans: number }[]>(`
    select s.relname as name, s.seq_scan::int as scans from pg_stat_xact_user_tables s
    where s.relname in ('call_schedules', 'call_attempts', 'call_events', 'call_decisions', 'audit_log', 'suppressions', 'consents')`);
  return new Map(rows.map(({ name, scans }) => [name, scans]));
}

async function readProcessorMs(pid: number): Promise<number | undefined> {
  const text = await Deno.readTextFile(`/proc/${pid}/schedstat`).catch(() => "");
  const nanoseconds = Number(text.split(" ", 1)[0]);
  return nanoseconds > 0 ? nanoseconds / 1e6 : undefined;
}

/**
 * Claims one batch after another, in milliseconds of the server. `position` is the claim (from 1) that brought a call of
 * this organisation; 0: none did.
 */
export async function timeClaims(
  dbUrl: string,
  { claims, limit, orgId }: { claims: number; limit: number; orgId: string },
): Promise<{ durations: number[]; position: number }> {
  const sql = postgres(dbUrl, { max: 1, onnotice: () => {} });
  const durations: number[] = [];
  let position = 0;
  try {
    for (let claim = 1; claim <= claims; claim++) {
      durations.push(await explain(sql, `select * from public.claim_due_calls('bench', ${limit})`));
      const found = await sql`select 1 from public.call_attempts t where t.org_id = ${orgId} limit 1`;
      if (position === 0 && found.length > 0) position = claim;
    }
  } finally {
    await sql.end();
  }
  return { durations, position };
}

async function explain(sql: Pick<Sql, "unsafe">, statement: string): Promise<number> {
  const [row] = planSchema.parse([...await sql.unsafe(`explain (analyze, format json) ${statement}`)]);
  return row["QUERY PLAN"][0]["Execution Time"];
}

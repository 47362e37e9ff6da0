import type { Stack } from "../stack/start-stack.ts";
import { pollUntil } from "./poll-until.ts";
import type { BenchContext } from "./options.ts";

/** Sweeps that are rung for side by side: while one claims, the other dials. More only wait for their turn. */
const parallelSweeps = 2;

/**
 * Has the real sweep function place every due call and waits until each is recorded. Gives the seconds it took, and says
 * where they went.
 */
export async function dispatchOurs(stack: Stack, calls: number, { say }: BenchContext): Promise<number> {
  const { sql } = stack;
  await sql`alter system set track_functions = 'all'`;
  await sql`select pg_reload_conf()`;
  const before = await readFunctions(stack);
  const startedAt = performance.now();
  await Promise.all(Array.from({ length: parallelSweeps }, () => sweepUntilNothingIsDue(stack)));
  await pollUntil(async () => {
    const [left] = await sql<{ none: boolean }[]>`
      select not exists (select from public.call_schedules s where s.call_status = 'scheduled')
        and not exists (select from public.call_attempts t where t.state = 'placing') as none`;
    return left?.none ?? false;
  }, 120);
  const seconds = (performance.now() - startedAt) / 1000;
  say(
    `    time inside Postgres's functions, each with what it calls: ${
      describeFunctions(before, await readFunctions(stack), calls)
    }`,
  );
  return seconds;
}

/** A sweep takes 1000 calls at most and rings for another one; this rings as long as there is any. */
async function sweepUntilNothingIsDue({ sql, functionsUrl, secretKey }: Stack): Promise<void> {
  for (let due = true; due;) {
    const answer = await fetch(`${functionsUrl}/sweep?wait=true`, {
      method: "POST",
      headers: { apikey: secretKey },
    });
    await answer.body?.cancel();
    const [left] = await sql<{ due: boolean }[]>`
      select exists (select from public.call_schedules s where s.call_status = 'scheduled') as due`;
    due = left?.due ?? false;
  }
}

interface FunctionTime {
  name: string;
  times: number;
  total_ms: number;
}

/** The SQL functions' own clock: how often each ran and how long it took, with what it called. */
async function readFunctions({ sql }: Stack): Promise<FunctionTime[]> {
  return await sql<FunctionTime[]>`
    select f.funcname as name, f.calls::int as times, f.total_time as total_ms
    from pg_stat_user_functions f
    where f.funcname like any (array['claim%', 'record_call%', 'write_audit%', 'audit\\_%', 'next_call_due_at']) and f.total_time > 0
    order by f.total_time desc`;
}

function describeFunctions(before: FunctionTime[], after: FunctionTime[], calls: number): string {
  return after.map(({ name, times, total_ms }) => {
    const until = before.find((other) => other.name === name);
    const ms = total_ms - (until?.total_ms ?? 0);
    return `${name} ×${times - (until?.times ?? 0)} ${(ms / 1000).toFixed(1)} s (${
      (ms / calls).toFixed(2)
    } ms per call)`;
  }).join(", ");
}

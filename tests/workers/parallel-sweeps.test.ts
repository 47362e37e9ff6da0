import assert from "node:assert/strict";
import type { SimulatedExecution } from "../../local/simulators/bolna/start-bolna-simulator.ts";
import { pause } from "../../supabase/functions/_shared/platform/pause.ts";
import { until } from "../support/wait-for.ts";
import { type Organization, startWorld, type World } from "./world.ts";

Deno.test("twenty parallel sweeps over 200 due calls place each exactly once, within every organisation's cap", async () => {
  await using world = await startWorld({
    bolna: { clockFactor: 0.005, concurrencyMax: 1000, callsPerMinute: 10_000 },
  });
  const { sql, bolna } = world;
  const sizes = [{ cap: 5, calls: 20 }, { cap: 10, calls: 40 }, { cap: 20, calls: 60 }, {
    cap: 30,
    calls: 80,
  }];
  const organizations = await Promise.all(sizes.map(async ({ cap, calls }) => {
    const org = await world.createOrganization({ maxConcurrentCalls: cap });
    await Promise.all(Array.from({ length: calls }, () => world.book(org)));
    return { ...org, cap, calls };
  }));

  const overruns: string[] = [];
  const watch = watchCaps(world, organizations, overruns);
  try {
    await until(
      async () => {
        await world.sweepTogether(20);
        const [open] = await sql<{ n: number }[]>`
        select count(*)::int as n from public.call_schedules where call_status in ('scheduled', 'in_progress')`;
        return open?.n === 0;
      },
      "all 200 calls are over",
      300,
    );
  } finally {
    await watch.stop();
  }

  const statuses = await sql`select call_status, count(*)::int as n from public.call_schedules group by 1`;
  assert.deepEqual(statuses.map((row) => ({ ...row })), [{ call_status: "completed", n: 200 }]);
  assert.equal(bolna.callRequests().length, 200);
  assert.deepEqual(new Set(bolna.executionsPerNumber().values()), new Set([1]));
  assert.deepEqual(new Set(bolna.executionsPerCallRef().values()), new Set([1]));
  assert.deepEqual(overruns, []);
  // Bolna's own record agrees: nobody's calls ever overlapped more than their cap.
  for (const { orgId, cap, calls: expected } of organizations) {
    const attempts = await sql<{ id: string }[]>`select id from public.call_attempts where org_id = ${orgId}`;
    const refs = new Set(attempts.map(({ id }) => id));
    const calls = bolna.executions().filter(({ call_ref }) => call_ref !== null && refs.has(call_ref));
    assert.equal(calls.length, expected);
    assert.ok(
      mostAtOnce(calls) <= cap,
      `${mostAtOnce(calls)} at once, cap ${cap}`,
    );
  }
});

/** Counts live attempts again and again until stopped; what is over a cap goes to `overruns`. */
function watchCaps({ sql }: World, organizations: (Organization & { cap: number })[], overruns: string[]) {
  let on = true;
  const ended = (async () => {
    while (on) {
      const live = await sql<{ org_id: string; n: number }[]>`
        select org_id, count(*)::int as n from public.call_attempts where state <> 'ended' group by 1`;
      for (const { org_id, n } of live) {
        const cap = organizations.find(({ orgId }) => orgId === org_id)?.cap ?? 0;
        if (n > cap) overruns.push(`${n} live calls, cap ${cap}`);
      }
      await pause(5);
    }
  })();
  return {
    stop: async () => {
      on = false;
      await ended;
    },
  };
}

/** The largest number of calls that were live at one moment, by the times of their first and last status. */
function mostAtOnce(calls: SimulatedExecution[]): number {
  const edges = calls.flatMap(({ history }) => [
    { at: history[0]?.at ?? "", change: 1 },
    { at: history.at(-1)?.at ?? "", change: -1 },
  ]).toSorted((one, other) => one.at.localeCompare(other.at) || one.change - other.change);
  let now = 0;
  return edges.reduce((most, { change }) => Math.max(most, now += change), 0);
}

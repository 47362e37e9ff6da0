import assert from "node:assert/strict";
import { until, waitFor } from "../support/wait-for.ts";
import { watchStalls } from "../support/watch-stalls.ts";
import { somePhone, startWorld, type World } from "./world.ts";

/** Milliseconds from the time a call was due until its request arrived at Bolna, for each of these numbers. */
async function lateness(world: World, phones: Map<string, string>): Promise<number[]> {
  const rows = await world.sql<{ id: string; scheduled_at: Date }[]>`
    select id, scheduled_at from public.call_schedules where id in ${world.sql([...phones.keys()])}`;
  return rows.map(({ id, scheduled_at }) => {
    const request = world.bolna.callRequests().find(({ to }) => to === phones.get(id));
    assert.ok(request, "the call was placed");
    return request.at - scheduled_at.getTime();
  });
}

/** `stallMs`: how long the machine let the call wait on its way, which is no lateness of ours. */
function assertOnTime(late: number[], stallMs: number): void {
  assert.ok(Math.min(...late) >= 0, `dialled ${-Math.min(...late)} ms too early`);
  const latest = Math.max(...late);
  assert.ok(
    latest <= 1000 + stallMs,
    `dialled ${latest} ms late, of which the machine may have taken ${stallMs}`,
  );
}

async function bookAll(world: World, seconds: number[]): Promise<Map<string, string>> {
  const org = await world.createOrganization({ maxConcurrentCalls: 100 });
  const booked = await Promise.all(seconds.map(async (dueIn) => {
    const phone = somePhone();
    return [await world.book(org, { phone, dueIn }), phone] as const;
  }));
  return new Map(booked);
}

Deno.test("a call leaves within a second of its time and never before, with the tick running", async () => {
  await using world = await startWorld({ sweepEverySeconds: 2 });
  using stalls = watchStalls();
  const phones = await bookAll(world, [0.3, 1.1, 1.9, 2.6, 3.4, 4.2, 5.5, 6.1, 6.1, 7.3]);
  await until(() => world.bolna.callRequests().length === phones.size, "every call is placed");
  assertOnTime(await lateness(world, phones), stalls.onTheWayMs());
  for (const id of phones.keys()) assert.equal((await world.settled(id)).call_status, "completed");
});

Deno.test("a booking that is near rings at once, also while a sweep waits for a later call", async () => {
  // No tick falls into this test.
  await using world = await startWorld({ sweepEverySeconds: 30 });
  using stalls = watchStalls();
  const later = await bookAll(world, [4]);
  const sooner = await bookAll(world, [1.5, 2.5]);
  const phones = new Map([...later, ...sooner]);
  await until(() => world.bolna.callRequests().length === phones.size, "every call is placed");
  assertOnTime(await lateness(world, phones), stalls.onTheWayMs());
});

Deno.test("a call that is cancelled, moved or paused while a sweep waits for it is not dialled", async () => {
  await using world = await startWorld({ sweepEverySeconds: 30 });
  const { sql, bolna, createOrganization, book } = world;
  const callOff = async () => {
    const [kept, paused] = [await createOrganization(), await createOrganization()];
    const off = [somePhone(), somePhone(), somePhone()];
    const [cancelled = "", moved = ""] = [
      await book(kept, { dueIn: 6, phone: off[0] }),
      await book(kept, { dueIn: 6, phone: off[1] }),
      await book(paused, { dueIn: 6, phone: off[2] }),
    ];
    const last = somePhone();
    await book(kept, { dueIn: 7, phone: last });
    await sql`update public.call_schedules set call_status = 'cancelled', status_reason = 'Changed our mind.' where id = ${cancelled}`;
    await sql`update public.call_schedules set scheduled_at = scheduled_at + interval '1 hour' where id = ${moved}`;
    await sql`update public.organizations set calling_paused_reason = 'Closed.' where id = ${paused.orgId}`;
    const [booked] = await sql<{ in_time: boolean }[]>`
      select scheduled_at > clock_timestamp() as in_time from public.call_schedules where id = ${cancelled}`;
    return booked?.in_time ? { off, last } : undefined;
  };
  // On a machine that was too slow to call them off in time it says nothing, and is begun again.
  const { off, last } = await waitFor("three calls called off before their time", callOff);
  const requestsTo = (phones: string[]) =>
    bolna.callRequests().filter(({ to }) => to !== null && phones.includes(to));
  await until(() => requestsTo([last]).length > 0, "the last call is placed");
  assert.deepEqual(requestsTo(off), []);
});

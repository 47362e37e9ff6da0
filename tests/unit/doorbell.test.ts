import assert from "node:assert/strict";
import { coalesceRings } from "../../supabase/functions/_shared/platform/doorbell.ts";

Deno.test("rings during a run share it, and one run more does what they asked for", async () => {
  const gate = Promise.withResolvers<void>();
  let runs = 0;
  const ring = coalesceRings(async () => {
    runs += 1;
    if (runs === 1) await gate.promise;
  });
  const rings = [ring(), ring(), ring(), ring()];
  gate.resolve();
  await Promise.all(rings);
  assert.equal(runs, 2);
});

Deno.test("a ring wakes a run that is waiting", async () => {
  let woken = 0;
  const ring = coalesceRings(async (bell) => {
    await bell.wait(60_000);
    bell.answer();
    woken += 1;
  });
  const first = ring();
  await ring();
  await first;
  assert.equal(woken, 1);
});

Deno.test("a run that failed does not keep the next ring from running", async () => {
  let runs = 0;
  const ring = coalesceRings(() => {
    runs += 1;
    return runs === 1 ? Promise.reject(new Error("no database")) : Promise.resolve();
  });
  await assert.rejects(ring(), /no database/);
  await ring();
  assert.equal(runs, 2);
});

Deno.test("a ring begins another run beside one that has handed over, and each ends when its own is over", async () => {
  const gates = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const begun: number[] = [];
  const ring = coalesceRings(async (bell) => {
    const run = begun.push(begun.length);
    await Promise.resolve();
    if (run === 1) bell.handOver();
    await gates[run - 1]?.promise;
  });
  const first = ring();
  await Promise.resolve();
  await Promise.resolve();
  const second = ring();
  assert.deepEqual(begun, [0, 1]);
  assert.equal(ring(), second, "it shares the run that hears it");
  gates[0]?.resolve();
  await first;
  gates[1]?.resolve();
  await second;
  assert.equal(begun.length, 3);
});

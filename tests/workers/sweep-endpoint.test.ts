import assert from "node:assert/strict";
import { until } from "../support/wait-for.ts";
import { somePhone, startWorld } from "./world.ts";

Deno.test("the sweep is rung", async (t) => {
  await using world = await startWorld();
  const { bolna, stack, book, schedule, sweepDeps, createOrganization } = world;
  const org = await createOrganization({ maxConcurrentCalls: 1000 });
  const ring = (headers: Record<string, string>, query = "") =>
    fetch(`${stack.functionsUrl}/sweep${query}`, { method: "POST", headers });

  await t.step("only one of the project's secret keys rings it", async () => {
    const id = await book(org);
    const strangers: Record<string, string>[] = [
      {},
      { apikey: "" },
      { apikey: stack.publishableKey },
      { apikey: `${stack.secretKey}x` },
      { authorization: `Bearer ${stack.secretKey}` },
    ];
    for (const headers of strangers) {
      for (const query of ["", "?wait=true"]) {
        const response = await ring(headers, query);
        assert.equal(response.status, 401);
        assert.equal((await response.json()).code, "unauthorized");
      }
    }
    assert.equal((await schedule(id)).call_status, "scheduled");
  });

  await t.step("it answers 202 at once and works on afterwards", async () => {
    const id = await book(org);
    const response = await ring({ apikey: stack.secretKey });
    assert.deepEqual([response.status, await response.json()], [202, { success: true, accepted: true }]);
    await until(async () => (await schedule(id)).call_status === "completed", "the call is completed");
  });

  await t.step("any number of rings at once places each call once", async () => {
    const phones = Array.from({ length: 30 }, somePhone);
    const ids = await Promise.all(phones.map((phone) => book(org, { phone })));
    const rings = await Promise.all(Array.from({ length: 30 }, () => ring({ apikey: stack.secretKey })));
    await Promise.all(rings.map((response) => response.body?.cancel()));
    await until(async () => {
      const all = await Promise.all(ids.map(schedule));
      return all.every(({ call_status }) => call_status === "completed");
    }, "all are completed");
    for (const phone of phones) assert.equal(bolna.executions({ to: phone }).length, 1);
  });

  await t.step("ringing for another reaches the sweep as the tick does", async () => {
    const id = await book(org);
    assert.equal(await sweepDeps().workers.ring("sweep"), true);
    await until(async () => (await schedule(id)).call_status === "completed", "the call is completed");
  });
});

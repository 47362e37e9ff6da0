import assert from "node:assert/strict";
import { until } from "../support/wait-for.ts";
import { somePhone, startWorld } from "./world.ts";

Deno.test("a record that lags behind its webhook is read again, and nobody has to sweep for it", async () => {
  // The record stands still until it has been read once; Bolna says nothing by itself.
  await using world = await startWorld({ bolna: { clockFactor: 1000, webhooks: { dropAll: true } } });
  const org = await world.createOrganization();
  const phone = somePhone();
  const id = await world.book(org, { phone });
  await world.sweep();
  const [execution] = world.bolna.executions({ to: phone });
  assert.ok(execution !== undefined && execution.status !== "completed", "the record is still live");
  assert.equal((await world.deliver({ ...execution, status: "completed" })).status, 200);
  const isRead = () => world.bolna.requests.some(({ path }) => path === `/executions/${execution.id}`);
  await until(isRead, "the record is read, still live");
  world.bolna.setClock(0.005);
  await until(async () => (await world.schedule(id)).call_status === "completed", "the call is settled");
  assert.equal(world.bolna.executions({ to: phone })[0]?.status, "completed", "by what Bolna's record says");
});

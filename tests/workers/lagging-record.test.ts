import assert from "node:assert/strict";
import { until } from "../support/wait-for.ts";
import { somePhone, startWorld } from "./world.ts";

Deno.test("a record that lags behind its webhook is read again, and nobody has to sweep for it", async () => {
  // About a second and a half from the request to the end of the record; Bolna says nothing by itself.
  await using world = await startWorld({ bolna: { clockFactor: 0.05, webhooks: { dropAll: true } } });
  const org = await world.createOrganization();
  const phone = somePhone();
  const id = await world.book(org, { phone });
  await world.sweep();
  const [execution] = world.bolna.executions({ to: phone });
  assert.ok(execution !== undefined && execution.status !== "completed", "the record is still live");
  assert.equal((await world.deliver({ ...execution, status: "completed" })).status, 200);
  await until(async () => (await world.schedule(id)).call_status === "completed", "the call is settled");
  assert.equal(world.bolna.executions({ to: phone })[0]?.status, "completed", "by what Bolna's record says");
});

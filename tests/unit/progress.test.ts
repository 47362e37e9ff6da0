import assert from "node:assert/strict";
import { renderProgress } from "../../local/stack/read-progress.ts";

Deno.test("what takes long says how far it is, and by the pace so far when it will be there", () => {
  const work = { what: "contacts of acme from HubSpot", done: 1200, total: 4800, seconds: 10 };
  assert.equal(renderProgress(work), "contacts of acme from HubSpot: 1200 of 4800, about 30 s left");
  assert.equal(renderProgress({ ...work, done: 0 }), "contacts of acme from HubSpot: 0 of 4800");
  assert.equal(renderProgress({ ...work, total: null }), "contacts of acme from HubSpot: 1200");
  assert.equal(renderProgress({ ...work, done: 5000 }), "contacts of acme from HubSpot: 5000");
});

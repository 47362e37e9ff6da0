import assert from "node:assert/strict";
import { startBolnaSimulator } from "../../local/simulators/bolna/start-bolna-simulator.ts";
import { accepted, AGENT_ID, call, only, reached, send, startBolna, TO } from "./support.ts";

Deno.test("faults are set and read over HTTP, and a wrong one is refused", async () => {
  await using bolna = await startBolna();
  const faults = [{ fault: "refuse-with-500", times: 2 }];
  assert.deepEqual((await send(bolna, "PUT", "/__simulator/faults", { faults })).body, { faults });
  assert.equal((await call(bolna)).status, 500);
  const left = await send(bolna, "GET", "/__simulator/faults");
  assert.deepEqual(left.body, { faults: [{ fault: "refuse-with-500", times: 1 }] });
  assert.equal((await send(bolna, "PUT", "/__simulator/faults", { faults: [{ fault: "x" }] })).status, 400);
  assert.equal((await send(bolna, "PUT", "/__simulator/faults", "{")).status, 400);
});

Deno.test("calls are scripted and listed over HTTP; control needs no key and is not logged", async () => {
  await using bolna = await startBolna();
  const script = { to: TO, outcome: "busy", times: 1 };
  const answer = await fetch(`${bolna.url}/__simulator/calls/script`, {
    method: "POST",
    body: JSON.stringify(script),
  });
  assert.deepEqual(await answer.json(), { ok: true });
  assert.equal((await send(bolna, "POST", "/__simulator/calls/script", { outcome: "x" })).status, 400);
  await reached(bolna, await accepted(bolna, { user_data: { call_ref: "a" } }), "busy");
  const executions = async (query: string) =>
    JSON.stringify((await send(bolna, "GET", `/__simulator/executions?${query}`)).body);
  assert.match(await executions("call_ref=a"), /"status":"busy".*"call_ref":"a"/);
  assert.equal(await executions("call_ref=b"), '{"executions":[]}');
  assert.equal(await executions("to=%2B12025550123"), '{"executions":[]}');
  assert.deepEqual(bolna.requests.map(({ path }) => path), ["/call"]);
  assert.match(JSON.stringify((await send(bolna, "GET", "/__simulator/requests")).body), /"path":"\/call"/);
  assert.deepEqual((await send(bolna, "GET", "/__simulator/deliveries")).body, { deliveries: [] });
});

Deno.test("settings and agents change over HTTP, and a wrong setting changes nothing", async () => {
  await using bolna = await startBolna({ webhooks: { redeliverTimes: 7 } });
  const change = { concurrencyMax: 2, webhooks: { duplicate: true } };
  await send(bolna, "PATCH", "/__simulator/settings", change);
  assert.equal(bolna.settings.concurrencyMax, 2);
  assert.equal(bolna.settings.webhooks.duplicate, true);
  assert.equal(bolna.settings.webhooks.redeliverTimes, 7);
  assert.equal((await send(bolna, "PATCH", "/__simulator/settings", { concurency: 1 })).status, 400);
  const settings = await send(bolna, "GET", "/__simulator/settings");
  assert.deepEqual(settings.body, JSON.parse(JSON.stringify(bolna.settings)));

  const id = AGENT_ID.replace("7", "8");
  assert.equal((await call(bolna, { agent_id: id })).status, 404);
  await send(bolna, "POST", "/__simulator/agents", { id });
  assert.equal((await call(bolna, { agent_id: id })).status, 200);
});

Deno.test("a reset forgets calls, requests, faults, scripts and settings, and old calls stand still", async () => {
  await using bolna = await startBolna();
  bolna.setFaults(["list-500"]);
  bolna.scriptCalls({ outcome: "busy" });
  bolna.changeSettings({ concurrencyMax: 1 });
  await accepted(bolna);
  await send(bolna, "POST", "/__simulator/reset");
  assert.deepEqual([bolna.executions(), bolna.requests, bolna.faults()], [[], [], []]);
  assert.equal(bolna.settings.concurrencyMax, 10);
  await reached(bolna, await accepted(bolna), "completed");
  only(bolna);
});

Deno.test("a busy port is a clear error, and a closed simulator frees its port", async () => {
  const first = await startBolna();
  await assert.rejects(startBolnaSimulator({ port: first.port }), /Cannot listen on 127\.0\.0\.1:\d+/);
  await accepted(first);
  await first.close();
  await using second = await startBolna({ port: first.port });
  assert.equal(second.port, first.port);
});

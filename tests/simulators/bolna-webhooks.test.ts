import assert from "node:assert/strict";
import type { BolnaSimulatorOptions } from "../../local/simulators/bolna/start-bolna-simulator.ts";
import { startReceiver } from "./receiver.ts";
import { accepted, AGENT_ID, call, only, reached, send, startBolna, until } from "./support.ts";

const LIFE = ["queued", "initiated", "ringing", "in-progress", "call-disconnected", "completed"];

type WebhookSettings = NonNullable<BolnaSimulatorOptions["webhooks"]>;

/** A Bolna whose agent reports to the address; each call talks 1 s, so that tests are short. */
function startReporting(webhookUrl: string, webhooks: WebhookSettings = {}, clockFactor = 0.005) {
  const agents = [{ id: AGENT_ID, webhookUrl, webhookHeaders: { "x-webhook-secret": "s3cret" } }];
  const script = { talkSeconds: 1, completedAfterSeconds: 1 };
  return startBolna({ agents, webhooks, clockFactor, script });
}

Deno.test("every status change is reported in order, with the whole record, headers and secret", async () => {
  await using receiver = await startReceiver();
  await using bolna = await startReporting(`${receiver.url}/hook?secret=in-url`);
  const id = await accepted(bolna, { user_data: { call_ref: "ref" } });
  await until(() => receiver.received.length === 6, "six events");
  assert.deepEqual(receiver.statuses(), LIFE);
  const last = receiver.received[5];
  assert.equal(last?.headers.get("x-webhook-secret"), "s3cret");
  assert.equal(last?.headers.get("content-type"), "application/json");
  assert.equal(last?.url.search, "?secret=in-url");
  assert.equal(last?.headers.get("authorization"), null);
  assert.deepEqual(last?.event, (await send(bolna, "GET", `/executions/${id}`)).body);
});

Deno.test("statuses can be left out, and all events be dropped", async () => {
  await using receiver = await startReceiver();
  await using bolna = await startReporting(receiver.url, { skipStatuses: ["queued", "ringing"] });
  await accepted(bolna);
  await until(() => receiver.statuses().at(-1) === "completed", "completed");
  assert.deepEqual(receiver.statuses(), ["initiated", "in-progress", "call-disconnected", "completed"]);

  bolna.changeSettings({ webhooks: { dropAll: true } });
  await reached(bolna, await accepted(bolna), "completed");
  assert.equal(bolna.deliveries.length, 4);
});

Deno.test("each event can come twice", async () => {
  await using receiver = await startReceiver();
  await using bolna = await startReporting(receiver.url, { duplicate: true });
  await accepted(bolna);
  await until(() => receiver.received.length === 12, "twelve events");
  assert.deepEqual(receiver.statuses(), LIFE.flatMap((status) => [status, status]));
});

Deno.test("completed can come before call-disconnected", async () => {
  await using receiver = await startReceiver();
  await using bolna = await startReporting(receiver.url, { swapOrder: true });
  await accepted(bolna);
  await until(() => receiver.received.length === 6, "six events");
  assert.deepEqual(receiver.statuses().slice(-2), ["completed", "call-disconnected"]);
});

Deno.test("the first event can arrive before POST /call is answered", async () => {
  const answersSoFar: unknown[] = [];
  await using receiver = await startReceiver(() => {
    answersSoFar.push(bolna.callRequests()[0]?.answer);
    return new Response("ok");
  });
  await using bolna = await startReporting(receiver.url, { beforeAnswer: true, skipStatuses: ["queued"] });
  assert.equal((await call(bolna)).status, 200);
  assert.equal(answersSoFar[0], null);
});

Deno.test("an extra pre-call post with status in-progress can come while the call is dialled", async () => {
  await using receiver = await startReceiver();
  await using bolna = await startReporting(receiver.url, { preCallPost: true });
  await accepted(bolna);
  await until(() => receiver.received.length === 7, "seven events");
  assert.deepEqual(receiver.statuses().slice(1, 4), ["initiated", "in-progress", "ringing"]);
});

for (const status of [500, 302]) {
  Deno.test(`an event answered with ${status} is sent again, so many times`, async () => {
    await using receiver = await startReceiver(() =>
      new Response(null, { status, headers: { location: "/" } })
    );
    const once = LIFE.filter((other) => other !== "queued");
    const webhooks = { skipStatuses: once, redeliverTimes: 2, redeliverSeconds: 1 };
    await using bolna = await startReporting(receiver.url, webhooks);
    await accepted(bolna);
    await until(() => bolna.deliveries.filter(({ answer }) => answer === status).length === 3, "three tries");
    await reached(bolna, only(bolna).id, "completed");
    assert.deepEqual(bolna.deliveries.map(({ attempt }) => attempt), [0, 1, 2]);
    assert.equal(new Set(receiver.received.map(({ event }) => JSON.stringify(event))).size, 1);
  });
}

Deno.test("a receiver that is too slow counts as failed", async () => {
  await using receiver = await startReceiver(() => new Promise(() => {}));
  await using bolna = await startReporting(receiver.url, { timeoutSeconds: 0.02, redeliverTimes: 1 });
  await accepted(bolna);
  await until(() => bolna.deliveries.some(({ attempt }) => attempt === 1), "a second try");
  assert.equal(bolna.deliveries[0]?.answer, null);
});

Deno.test("a receiver that is down disturbs nothing", async () => {
  const gone = await startReceiver();
  await gone[Symbol.asyncDispose]();
  await using bolna = await startReporting(gone.url);
  await reached(bolna, await accepted(bolna), "completed");
});

Deno.test("closing cuts deliveries that are on their way, and nothing is sent afterwards", async () => {
  await using receiver = await startReceiver(() => new Promise(() => {}));
  const bolna = await startReporting(receiver.url, {}, 1);
  await accepted(bolna);
  await until(() => receiver.received.length === 1, "one event");
  await bolna.close();
  assert.equal(bolna.deliveries.length, 1);
  assert.equal(bolna.deliveries[0]?.answer, null);
});

Deno.test("the webhook address can be changed through the agent, as in Bolna's API", async () => {
  await using receiver = await startReceiver();
  await using bolna = await startReporting("http://127.0.0.1:1/");
  const path = `/v2/agent/${AGENT_ID}`;
  const patched = await send(bolna, "PATCH", path, { agent_config: { webhook_url: receiver.url } });
  assert.deepEqual(patched.body, { message: "success", state: "updated" });
  assert.match(
    JSON.stringify((await send(bolna, "GET", path)).body),
    new RegExp(`"webhook_url":"${receiver.url}"`),
  );
  await accepted(bolna);
  await until(() => receiver.received.length === 6, "six events");
  assert.equal((await send(bolna, "PATCH", path, { agent_config: { webhook_url: "x" } })).status, 400);
  await send(bolna, "PATCH", path, { agent_config: { webhook_url: null } });
  await reached(bolna, await accepted(bolna), "completed");
  assert.equal(receiver.received.length, 6);
});

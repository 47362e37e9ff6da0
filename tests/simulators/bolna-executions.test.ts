import assert from "node:assert/strict";
import { z } from "zod";
import type { BolnaSimulator } from "../../local/simulators/bolna/start-bolna-simulator.ts";
import { accepted, AGENT_ID, only, reached, send, startBolna, TO } from "./support.ts";

const pageSchema = z.object({
  data: z.array(z.looseObject({ id: z.string() })),
  total: z.number(),
  has_more: z.boolean(),
  page_number: z.number(),
  page_size: z.number(),
});

async function list(bolna: BolnaSimulator, query: Record<string, string> = {}) {
  const hour = 3_600_000;
  const from = new Date(Date.now() - hour).toISOString();
  const to = new Date(Date.now() + hour).toISOString();
  const search = new URLSearchParams({ from, to, ...query });
  const answer = await send(bolna, "GET", `/v2/agent/${AGENT_ID}/executions?${search}`);
  assert.equal(answer.status, 200);
  return pageSchema.parse(answer.body);
}

Deno.test("fields are filled when a real record fills them", async () => {
  await using bolna = await startBolna({ script: { outcome: "stuck" } });
  await reached(bolna, await accepted(bolna), "in-progress");
  const live = only(bolna);
  assert.equal(live.conversation_duration, 0);
  assert.equal(live.total_cost, 0);
  assert.equal(live.transcript, null);
  assert.equal(live.telephony_data.recording_url, null);
  assert.equal(live.telephony_data.hangup_by, null);

  await bolna.reset();
  bolna.scriptCalls({ outcome: "never-completes", talkSeconds: 30 });
  await reached(bolna, await accepted(bolna), "call-disconnected");
  const dropped = only(bolna);
  assert.equal(dropped.conversation_duration, 30);
  assert.equal(dropped.telephony_data.duration, "0.0");
  assert.equal(dropped.telephony_data.recording_url, "");
  assert.equal(dropped.telephony_data.hangup_reason, "Call recipient hungup");
  assert.equal(dropped.cost_breakdown?.platform, 0);
  assert.equal(dropped.cost_breakdown?.network, 0);

  await bolna.reset();
  bolna.scriptCalls({ outcome: "answered", talkSeconds: 30 });
  await reached(bolna, await accepted(bolna), "completed");
  const done = only(bolna);
  assert.equal(done.telephony_data.duration, "30");
  assert.ok(done.total_cost > dropped.total_cost);
  assert.match(done.transcript ?? "", /^assistant: .*\nuser: /);
  assert.match(done.telephony_data.recording_url ?? "", /^https:/);
  assert.equal(done.answered_by_voice_mail, false);
});

Deno.test("a machine has no user line, and a call nobody took has duration 0", async () => {
  await using bolna = await startBolna({ clockFactor: 0.0005 });
  bolna.scriptCalls({ outcome: "voicemail" });
  const machine = await reached(bolna, await accepted(bolna), "completed");
  assert.equal(machine.answered_by_voice_mail, true);
  assert.doesNotMatch(machine.transcript ?? "", /user:/);
  bolna.scriptCalls({ outcome: "no-talk" });
  const rejected = await reached(bolna, await accepted(bolna), "completed");
  assert.equal(rejected.conversation_duration, 0);
  assert.equal(rejected.transcript, null);
});

Deno.test("other providers than Plivo tell the hang-up late and spell it differently", async () => {
  const agents = [{ id: AGENT_ID, telephonyProvider: "twilio" }];
  await using bolna = await startBolna({ agents, script: { outcome: "never-completes" } });
  const dropped = await reached(bolna, await accepted(bolna), "call-disconnected");
  assert.equal(dropped.telephony_data.hangup_reason, null);
  bolna.scriptCalls({ outcome: "answered" });
  const done = await reached(bolna, await accepted(bolna), "completed");
  assert.equal(done.telephony_data.hangup_reason, "Call recipient hung up");
});

Deno.test("times come naive with microseconds or with an offset", async () => {
  await using bolna = await startBolna({ clockFactor: 1000, terminationReason: false });
  await accepted(bolna);
  assert.match(only(bolna).created_at, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}$/);
  assert.equal(only(bolna).scheduled_at, null);
  assert.equal("termination_reason" in only(bolna), false);
  bolna.changeSettings({ timestamps: "offset", immediateScheduledAt: "created_at" });
  assert.match(only(bolna).created_at, /\.\d{6}\+00:00$/);
  assert.equal(only(bolna).scheduled_at, only(bolna).created_at);
});

Deno.test("an execution is read by id, with its log; an unknown one is 404", async () => {
  await using bolna = await startBolna({ clockFactor: 1000 });
  const id = await accepted(bolna, { user_data: { call_ref: "r" } });
  const { call_ref: _callRef, history: _history, ...record } = only(bolna);
  assert.deepEqual((await send(bolna, "GET", `/executions/${id}`)).body, record);
  const log = await send(bolna, "GET", `/executions/${id}/log`);
  assert.match(JSON.stringify(log.body), /"component":"telephony"/);
  assert.equal((await send(bolna, "GET", "/executions/unknown")).status, 404);
  assert.equal((await send(bolna, "GET", "/v2/agent/unknown")).status, 404);
});

Deno.test("the list pages through all executions, last activity first", async () => {
  await using bolna = await startBolna({ clockFactor: 1000, concurrencyMax: 100 });
  const ids: string[] = [];
  for (let n = 0; n < 5; n++) ids.push(await accepted(bolna));
  const first = await list(bolna, { page_size: "2" });
  assert.deepEqual({ ...first, data: 0 }, {
    data: 0,
    total: 5,
    has_more: true,
    page_number: 1,
    page_size: 2,
  });
  const third = await list(bolna, { page_size: "2", page_number: "3" });
  assert.equal(third.has_more, false);
  assert.equal(third.data.length, 1);

  await send(bolna, "POST", `/call/${ids[0]}/stop`);
  bolna.setClock(0.0005);
  for (const id of ids.slice(1)) await reached(bolna, id, "completed");
  assert.equal((await list(bolna)).data.at(-1)?.id, ids[0]);
});

Deno.test("the list filters by status, provider, direction and voicemail", async () => {
  await using bolna = await startBolna({ clockFactor: 0.0005 });
  bolna.scriptCalls({ to: TO, outcome: "voicemail", times: 1 });
  const machine = await accepted(bolna);
  await reached(bolna, machine, "completed");
  bolna.scriptCalls({ outcome: "busy" });
  const busy = await accepted(bolna);
  await reached(bolna, busy, "busy");
  const ids = async (query: Record<string, string>) => (await list(bolna, query)).data.map(({ id }) => id);
  assert.deepEqual(await ids({ status: "busy" }), [busy]);
  assert.deepEqual(await ids({ answered_by_voice_mail: "true" }), [machine]);
  assert.deepEqual(await ids({ provider: "twilio" }), []);
  assert.deepEqual(await ids({ call_type: "inbound" }), []);
  assert.equal((await ids({ call_type: "outbound", provider: "plivo" })).length, 2);
});

Deno.test("list rows can be full, trimmed, or trimmed without the numbers", async () => {
  await using bolna = await startBolna({ clockFactor: 1 });
  await accepted(bolna, { user_data: { call_ref: "ref" } });
  assert.match(JSON.stringify(await list(bolna)), /"call_ref":"ref"/);
  bolna.changeSettings({ listRows: "trimmed" });
  const [trimmed] = (await list(bolna)).data;
  const keys = ["id", "status", "conversation_duration", "created_at", "telephony_data"];
  assert.deepEqual(Object.keys(trimmed ?? {}), keys);
  assert.match(JSON.stringify(trimmed), /"to_number":"\+919876543210"/);
  bolna.changeSettings({ listRows: "bare" });
  assert.doesNotMatch(JSON.stringify(await list(bolna)), /to_number/);
});

Deno.test("the list wants both times, at most seven days apart, and pages of at most 50", async () => {
  await using bolna = await startBolna();
  const get = (query: string) => send(bolna, "GET", `/v2/agent/${AGENT_ID}/executions?${query}`);
  const from = "from=2026-11-01T00:00:00Z";
  const to = "to=2026-11-08T00:00:00Z";
  assert.deepEqual((await get(from)).body, { error: 400, message: "from and to are required" });
  assert.equal((await get(to)).status, 400);
  assert.equal((await get(`${from}&${to}`)).status, 200);
  assert.equal((await get(`${from}&to=2026-11-08T00:00:01Z`)).status, 400);
  assert.equal((await get(`${from}&to=soon`)).status, 400);
  assert.equal((await get(`${from}&${to}&page_number=0`)).status, 400);
  assert.match(JSON.stringify((await get(`${from}&${to}&page_size=51`)).body), /"page_size":50/);
  bolna.changeSettings({ bigPageSize: "reject" });
  assert.equal((await get(`${from}&${to}&page_size=51`)).status, 400);
  assert.equal((await send(bolna, "GET", `/v2/agent/unknown/executions?${from}&${to}`)).status, 404);
});

import assert from "node:assert/strict";
import { OUTCOME_NUMBERS } from "../../local/simulators/bolna/call-scripts.ts";
import { accepted, AGENT_ID, only, reached, send, startBolna, statuses, TO } from "./support.ts";

const DIALLED = ["queued", "initiated", "ringing"];
const TALKED = [...DIALLED, "in-progress", "call-disconnected"];

const LIVES: Record<string, string[]> = {
  answered: [...TALKED, "completed"],
  "no-talk": [...DIALLED, "call-disconnected", "completed"],
  voicemail: [...TALKED, "completed"],
  "no-answer": [...DIALLED, "no-answer"],
  busy: [...DIALLED, "busy"],
  failed: [...DIALLED, "failed"],
  canceled: [...DIALLED, "canceled"],
  error: ["queued", "error"],
  "balance-low": ["queued", "balance-low"],
  "never-completes": TALKED,
  stuck: [...DIALLED, "in-progress"],
  "unknown-status": [...DIALLED, "processing", "in-progress", "call-disconnected", "completed"],
};

for (const [number, outcome] of Object.entries(OUTCOME_NUMBERS)) {
  Deno.test(`a call to ${number} lives as ${outcome} does`, async () => {
    await using bolna = await startBolna({ clockFactor: 0.0005 });
    const id = await accepted(bolna, { recipient_phone_number: number });
    const life = LIVES[outcome] ?? [];
    const call = await reached(bolna, id, life.at(-1) ?? "");
    assert.deepEqual(statuses(call), life);
  });
}

Deno.test("a call takes the seconds that were seen in real captures, times the clock factor", async () => {
  await using bolna = await startBolna({ clockFactor: 0.02 });
  bolna.scriptCalls({ outcome: "answered", talkSeconds: 10, completedAfterSeconds: 4 });
  const call = await reached(bolna, await accepted(bolna), "completed");
  const start = Date.parse(call.history[0]?.at ?? "");
  const after = call.history.map(({ at }) => (Date.parse(at) - start) / 20);
  for (const [index, seconds] of [0, 1, 3, 6, 16, 20].entries()) {
    const late = (after[index] ?? Infinity) - seconds;
    assert.ok(late > -1 && late < 500, `step ${index}: ${after[index]} s instead of ${seconds} s`);
  }
});

Deno.test("a change of the clock speeds up calls that are already waiting", async () => {
  await using bolna = await startBolna({ clockFactor: 1000 });
  const id = await accepted(bolna);
  bolna.setClock(0.001);
  await reached(bolna, id, "completed");
});

Deno.test("calls above the cap wait in order, and a line that gets free is given to the next", async () => {
  await using bolna = await startBolna({ concurrencyMax: 2, script: { outcome: "stuck" } });
  bolna.scriptCalls({ to: TO, outcome: "answered", times: 1 });
  const ids: string[] = [];
  for (let n = 0; n < 4; n++) ids.push(await accepted(bolna));
  const [first = "", second = "", third = "", fourth = ""] = ids;
  await reached(bolna, first, "completed");
  await reached(bolna, second, "in-progress");
  await reached(bolna, third, "in-progress");
  await reached(bolna, fourth, "queued");
  const { body } = await send(bolna, "GET", "/user/me");
  assert.match(JSON.stringify(body), /"wallet":9930.01,"concurrency":{"max":2,"current":2}/);
  bolna.changeSettings({ concurrencyMax: 3 });
  await reached(bolna, fourth, "in-progress");
});

Deno.test("a queued call can be stopped, a ringing or finished one cannot", async () => {
  await using bolna = await startBolna({ concurrencyMax: 1, script: { outcome: "stuck" } });
  const live = await accepted(bolna);
  const waiting = await accepted(bolna);
  await reached(bolna, live, "in-progress");
  assert.equal((await send(bolna, "POST", `/call/${live}/stop`)).status, 400);
  const stopped = await send(bolna, "POST", `/call/${waiting}/stop`);
  assert.deepEqual(stopped.body, { message: "done", status: "stopped", execution_id: waiting });
  assert.equal((await send(bolna, "POST", `/call/${waiting}/stop`)).status, 400);
  assert.equal((await send(bolna, "POST", "/call/unknown/stop")).status, 404);
  bolna.changeSettings({ concurrencyMax: 5 });
  const third = await accepted(bolna);
  await reached(bolna, third, "in-progress");
  assert.deepEqual(statuses(await reached(bolna, waiting, "stopped")), ["queued", "stopped"]);
});

Deno.test("a call stopped in the second before it is dialled frees its line and never rings", async () => {
  await using bolna = await startBolna({ clockFactor: 1000, concurrencyMax: 1, stoppedStatus: "canceled" });
  const first = await accepted(bolna);
  const second = await accepted(bolna);
  await send(bolna, "POST", `/call/${first}/stop`);
  bolna.setClock(0.001);
  await reached(bolna, second, "completed");
  assert.deepEqual(statuses(await reached(bolna, first, "canceled")), ["queued", "canceled"]);
});

Deno.test("stopping an agent stops all its queued and scheduled calls", async () => {
  await using bolna = await startBolna({ clockFactor: 1000 });
  const queued = await accepted(bolna);
  const scheduled = await accepted(bolna, { scheduled_at: inSeconds(150) });
  const answer = await send(bolna, "POST", `/v2/agent/${AGENT_ID}/stop`);
  assert.deepEqual(answer.body, { stopped_executions: [queued, scheduled] });
});

Deno.test("a scheduled call waits for its time, rounded up to ten minutes when switched on", async () => {
  await using bolna = await startBolna({ clockFactor: 0.0001, roundSchedule: true });
  const id = await accepted(bolna, { scheduled_at: inSeconds(150) });
  const at = Date.parse(`${only(bolna).scheduled_at}Z`);
  assert.equal(at % 600_000, 0);
  const call = await reached(bolna, id, "completed");
  assert.deepEqual(statuses(call).slice(0, 2), ["scheduled", "queued"]);
});

Deno.test("a call outside the calling window is held as rescheduled first", async () => {
  await using bolna = await startBolna({ script: { rescheduledSeconds: 3 } });
  const call = await reached(bolna, await accepted(bolna), "completed");
  assert.deepEqual(statuses(call).slice(0, 2), ["rescheduled", "queued"]);
});

Deno.test("Bolna's own retry sends the same execution back to scheduled and counts it", async () => {
  await using bolna = await startBolna({ clockFactor: 0.0005 });
  bolna.scriptCalls({ to: TO, outcome: "busy", times: 1 });
  const id = await accepted(bolna, { retry_config: { enabled: true, retry_intervals_minutes: [1] } });
  const call = await reached(bolna, id, "completed");
  assert.deepEqual(statuses(call).slice(2, 6), ["ringing", "busy", "scheduled", "queued"]);
  assert.equal(call.retry_count, 1);
  assert.equal(call.retry_history?.[0]?.status, "busy");
});

Deno.test("scripts of one number are used in order, then the lasting one, then the default", async () => {
  await using bolna = await startBolna({ clockFactor: 0.0005 });
  bolna.scriptCalls({ to: TO, outcome: "busy", times: 1 });
  bolna.scriptCalls({ to: TO, outcome: "failed", times: 1 });
  bolna.scriptCalls({ outcome: "error" });
  await reached(bolna, await accepted(bolna), "busy");
  await reached(bolna, await accepted(bolna), "failed");
  await reached(bolna, await accepted(bolna), "error");
});

function inSeconds(seconds: number): string {
  return new Date(Date.now() + seconds * 1000).toISOString().replace(/\..*/, "+00:00");
}

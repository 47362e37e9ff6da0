import assert from "node:assert/strict";
import { AGENT_ID, call, only, reached, send, startBolna, TO } from "./support.ts";

Deno.test("a good request is answered with an execution id and creates one queued call", async () => {
  await using bolna = await startBolna({ clockFactor: 1 });
  const answer = await call(bolna, { user_data: { call_ref: "ref-1" }, unknown_field: 1 });
  assert.equal(answer.status, 200);
  const execution = only(bolna);
  assert.deepEqual(answer.body, { message: "done", status: "queued", execution_id: execution.id });
  assert.equal(execution.status, "queued");
  assert.equal(execution.call_ref, "ref-1");
  assert.deepEqual(execution.context_details, {
    recipient_data: { call_ref: "ref-1" },
    recipient_phone_number: TO,
  });
});

Deno.test("the same body sent twice makes two calls, and both are counted", async () => {
  await using bolna = await startBolna();
  const fields = { user_data: { call_ref: "ref-2" } };
  await Promise.all([call(bolna, fields), call(bolna, fields)]);
  assert.deepEqual([...bolna.executionsPerCallRef()], [["ref-2", 2]]);
  assert.deepEqual([...bolna.executionsPerNumber()], [[TO, 2]]);
  const requests = bolna.callRequests();
  assert.deepEqual(requests.map(({ to, callRef, answer }) => ({ to, callRef, answer })), [
    { to: TO, callRef: "ref-2", answer: 200 },
    { to: TO, callRef: "ref-2", answer: 200 },
  ]);
  assert.ok(requests.every(({ at }) => Math.abs(Date.now() - at) < 60_000));
});

Deno.test("a missing key gets 401 and a wrong one 403 (or 401) before anything else is looked at", async () => {
  await using bolna = await startBolna();
  const ask = async (authorization?: string) => {
    const headers: HeadersInit = authorization === undefined ? {} : { authorization };
    const response = await fetch(`${bolna.url}/call`, { method: "POST", headers, body: "{" });
    return { status: response.status, body: await response.json() };
  };
  assert.deepEqual(await ask(), { status: 401, body: { error: 401, message: "Access denied" } });
  assert.deepEqual(await ask("Bearer wrong"), { status: 403, body: { detail: "Invalid API key" } });
  bolna.changeSettings({ wrongKeyStatus: 401 });
  assert.equal((await ask("Bearer wrong")).status, 401);
});

const FROM_TEXT =
  "Calling from_number +911 doesn't exist for plivo. Please check your agent telephony provider.";
const IN_90_SECONDS = new Date(Date.now() + 90_000).toISOString().replace(/\..*/, "+00:00");
const IN_31_DAYS = new Date(Date.now() + 31 * 86_400_000).toISOString().replace(/\..*/, "+00:00");
const NAIVE = IN_31_DAYS.replace("+00:00", "");

/** What is wrong, the fields, the default answer, and the settings that give the other one. */
const REFUSED: [string, Record<string, unknown>, number, string, object?, number?][] = [
  ["no agent", { agent_id: undefined }, 400, "agent_id is required"],
  ["agent no uuid", { agent_id: "x" }, 400, "agent_id is not a valid UUID", { badAgentIdStatus: 422 }, 422],
  [
    "unknown agent",
    { agent_id: AGENT_ID.replace("7", "8") },
    404,
    "Agent not found",
    { unknownAgentStatus: 400 },
    400,
  ],
  ["no recipient", { recipient_phone_number: undefined }, 400, "recipient_phone_number is required"],
  [
    "national number",
    { recipient_phone_number: "09876543210" },
    400,
    "recipient_phone_number is required",
    { badRecipientStatus: 422 },
    422,
  ],
  ["foreign from number", { from_phone_number: "+911" }, 400, FROM_TEXT],
  [
    "time in Z",
    { scheduled_at: "2030-01-01T00:00:00Z" },
    500,
    "Internal server error",
    { zuluScheduleStatus: 400 },
    400,
  ],
  ["no time", { scheduled_at: "tomorrow" }, 400, "Invalid isoformat string: 'tomorrow'"],
  [
    "time too near",
    { scheduled_at: IN_90_SECONDS },
    400,
    "Scheduled time should be atleast 2 minutes in the future",
  ],
  ["too many retries", { retry_config: { max_retries: 4 } }, 400, "retry_config is invalid", {
    badRetryConfig: "accept",
  }, 200],
  ["user_data a list", { user_data: [1] }, 400, "user_data must be an object"],
];

for (const [what, fields, status, text, settings, otherStatus] of REFUSED) {
  Deno.test(`POST /call refuses: ${what}, and creates nothing`, async () => {
    await using bolna = await startBolna({ agents: [{ id: AGENT_ID, fromNumbers: ["+918035735001"] }] });
    const answer = await call(bolna, fields);
    assert.deepEqual(answer.body, { error: what === "no agent" ? 1001 : status, message: text });
    assert.equal(answer.status, status);
    assert.deepEqual(bolna.executions(), []);
    if (settings === undefined) return;
    bolna.changeSettings(settings);
    assert.equal((await call(bolna, fields)).status, otherStatus);
  });
}

Deno.test("times without an offset or a month ahead are accepted or refused, as switched", async () => {
  await using bolna = await startBolna({ clockFactor: 1 });
  assert.equal((await call(bolna, { scheduled_at: NAIVE })).status, 200);
  assert.equal(only(bolna).status, "scheduled");
  bolna.changeSettings({ farSchedule: "reject" });
  assert.equal((await call(bolna, { scheduled_at: IN_31_DAYS })).status, 400);
  bolna.changeSettings({ farSchedule: "accept", naiveSchedule: "reject" });
  assert.equal((await call(bolna, { scheduled_at: NAIVE })).status, 400);
});

Deno.test("a body that is no JSON gets 400 or 422", async () => {
  await using bolna = await startBolna();
  assert.equal((await send(bolna, "POST", "/call", "{")).status, 400);
  bolna.changeSettings({ notJsonStatus: 422 });
  assert.equal((await send(bolna, "POST", "/call", "[]")).status, 422);
});

Deno.test("checks run in Bolna's order: the first thing wrong is the one that is answered", async () => {
  await using bolna = await startBolna({ verifiedNumbers: [], agents: [{ id: AGENT_ID, fromNumbers: [] }] });
  const wrong: Record<string, unknown> = {
    agent_id: "x",
    recipient_phone_number: "1",
    from_phone_number: "+911",
    scheduled_at: "x",
    retry_config: { max_retries: 9 },
  };
  const seen: unknown[] = [];
  for (
    const [field, right] of [
      ["agent_id", AGENT_ID],
      ["recipient_phone_number", TO],
      ["from_phone_number", undefined],
      ["scheduled_at", undefined],
      ["retry_config", undefined],
    ] as const
  ) {
    seen.push((await call(bolna, wrong)).body);
    wrong[field] = right;
  }
  seen.push((await call(bolna, wrong)).body);
  const texts = seen.map((body) =>
    JSON.stringify(body).match(/uuid|recipient|from_number|isoformat|retry|Trial/i)?.[0]
  );
  assert.deepEqual(texts, ["UUID", "recipient", "from_number", "isoformat", "retry", "Trial"]);
});

Deno.test("a trial account calls verified numbers only", async () => {
  await using bolna = await startBolna({ verifiedNumbers: ["+12025550123"] });
  assert.equal((await call(bolna)).status, 403);
  assert.equal((await call(bolna, { recipient_phone_number: "+12025550123" })).status, 200);
});

Deno.test("more calls a minute than allowed get 429, with Retry-After only when switched on", async () => {
  await using bolna = await startBolna({ callsPerMinute: 1 });
  assert.equal((await call(bolna)).status, 200);
  const limited = await call(bolna);
  assert.equal(limited.status, 429);
  assert.equal(limited.headers.get("retry-after"), null);
  bolna.changeSettings({ retryAfterSeconds: 3 });
  assert.equal((await call(bolna)).headers.get("retry-after"), "3");
});

Deno.test("an empty wallet accepts the call and ends it as balance-low", async () => {
  await using bolna = await startBolna({ walletCents: 0, answerRunId: true });
  const answer = await call(bolna);
  const { id } = only(bolna);
  assert.deepEqual(answer.body, { message: "done", status: "queued", execution_id: id, run_id: id });
  await reached(bolna, id, "balance-low");
});

Deno.test("paths that Bolna does not have answer 404", async () => {
  await using bolna = await startBolna();
  for (const path of ["/v1/calls", "/a/x/api/v1/voice/calls", "/call/stop/x", "/calls"]) {
    assert.equal((await send(bolna, "POST", path, {})).status, 404, path);
  }
  assert.equal((await send(bolna, "GET", "/call/x/status")).status, 404);
  assert.equal((await send(bolna, "GET", "/call")).status, 404);
});

import assert from "node:assert/strict";
import type { Fault, FaultName } from "../../local/simulators/bolna/faults.ts";
import { accepted, AGENT_ID, call, only, send, startBolna, TO, until } from "./support.ts";

/** For each fault of POST /call: what the caller sees, and whether the call exists all the same. */
const PLACING: [FaultName, number | "dropped", number][] = [
  ["accept-then-drop", "dropped", 1],
  ["accept-then-502", 502, 1],
  ["accept-then-504", 504, 1],
  ["drop-before-accept", "dropped", 0],
  ["refuse-with-500", 500, 0],
  ["rate-limited", 429, 0],
  ["from-number-outage", 400, 0],
  ["unauthorized", 401, 0],
  ["forbidden", 403, 0],
];

for (const [fault, answer, created] of PLACING) {
  Deno.test(`${fault}: the caller sees ${answer}, ${created} call exists, and the next request is well`, async () => {
    await using bolna = await startBolna();
    bolna.setFaults([{ fault, times: 1 }]);
    if (answer === "dropped") await assert.rejects(call(bolna), TypeError);
    else assert.equal((await call(bolna)).status, answer);
    assert.equal(bolna.executions().length, created);
    assert.deepEqual(bolna.callRequests().map((request) => request.answer), [answer]);
    assert.deepEqual(bolna.faults(), []);
    await accepted(bolna);
  });
}

Deno.test("accept-then-hang: the caller gives up and the call exists", async () => {
  await using bolna = await startBolna();
  bolna.setFaults(["accept-then-hang"]);
  const patience = new AbortController();
  const answer = fetch(`${bolna.url}/call`, {
    method: "POST",
    headers: { authorization: `Bearer ${bolna.apiKey}` },
    body: JSON.stringify({ agent_id: AGENT_ID, recipient_phone_number: TO }),
    signal: patience.signal,
  });
  const refused = assert.rejects(answer, { name: "AbortError" });
  await until(() => bolna.executions().length > 0, "the call exists");
  patience.abort();
  await refused;
  only(bolna);
});

Deno.test("accept-then-hang with seconds answers late", async () => {
  await using bolna = await startBolna();
  bolna.setFaults([{ fault: "accept-then-hang", seconds: 0.1 }]);
  const start = performance.now();
  await accepted(bolna);
  assert.ok(performance.now() - start > 90);
});

Deno.test("a success can come with broken JSON or without an execution id; the call exists", async () => {
  await using bolna = await startBolna();
  bolna.setFaults([{ fault: "broken-json", times: 1 }, { fault: "no-execution-id", times: 1 }]);
  const broken = await call(bolna);
  assert.equal(broken.status, 200);
  assert.equal(typeof broken.body, "string");
  assert.deepEqual((await call(bolna)).body, { message: "done", status: "queued" });
  assert.equal(bolna.executions().length, 2);
});

Deno.test("a fault for one number leaves calls to others alone", async () => {
  await using bolna = await startBolna();
  bolna.setFaults([{ fault: "refuse-with-500", to: TO }]);
  await accepted(bolna, { recipient_phone_number: "+12025550123" });
  assert.equal((await call(bolna)).status, 500);
  bolna.setFaults();
  await accepted(bolna);
});

Deno.test("the from-number outage reads as Bolna's message does", async () => {
  await using bolna = await startBolna();
  bolna.setFaults(["from-number-outage"]);
  const { body } = await call(bolna, { from_phone_number: "+918035735001" });
  assert.match(JSON.stringify(body), /Calling from_number \+918035735001 doesn't exist for plivo/);
});

Deno.test("a key revoked mid-run is refused on every route", async () => {
  await using bolna = await startBolna();
  bolna.setFaults([{ fault: "unauthorized", times: 1 }, { fault: "forbidden" }]);
  assert.equal((await send(bolna, "GET", "/user/me")).status, 401);
  assert.equal((await send(bolna, "GET", "/executions/x")).status, 403);
});

Deno.test("the list can be slow, broken, or not show fresh calls yet", async () => {
  await using bolna = await startBolna();
  const id = await accepted(bolna);
  const hour = 3_600_000;
  const [from, to] = [-hour, hour].map((ms) => new Date(Date.now() + ms).toISOString());
  const list = async (fault?: Fault) => {
    bolna.setFaults(fault === undefined ? [] : [fault]);
    const answer = await send(bolna, "GET", `/v2/agent/${AGENT_ID}/executions?from=${from}&to=${to}`);
    return { status: answer.status, listed: JSON.stringify(answer.body).includes(id) };
  };
  assert.deepEqual(await list(), { status: 200, listed: true });
  assert.deepEqual(await list({ fault: "list-misses-fresh", seconds: 3600 }), { status: 200, listed: false });
  assert.deepEqual(await list({ fault: "list-misses-fresh", seconds: 0 }), { status: 200, listed: true });
  assert.equal((await list({ fault: "list-500" })).status, 500);
  const start = performance.now();
  assert.equal((await list({ fault: "slow-list", seconds: 0.1 })).listed, true);
  assert.ok(performance.now() - start > 90);
});

Deno.test("reading an execution can fail, and answer 404 while it is fresh", async () => {
  await using bolna = await startBolna();
  const id = await accepted(bolna);
  const read = async (...faults: Fault[]) => {
    bolna.setFaults(faults);
    return (await send(bolna, "GET", `/executions/${id}`)).status;
  };
  assert.equal(await read({ fault: "read-404-fresh", seconds: 3600 }), 404);
  assert.equal(await read({ fault: "read-404-fresh", seconds: 0 }), 200);
  assert.equal(await read({ fault: "read-500" }), 500);
  assert.equal(await read(), 200);
});

import assert from "node:assert/strict";
import { assertError, fieldsOf, makeBooking, scheduleOf, signInAll } from "../support/call-api.ts";
import { startTestStack } from "../support/start-test-stack.ts";

const stack = await startTestStack({ withFunctions: ["call-scheduling"], sweepEverySeconds: false });
Deno.test.afterAll(() => stack.close());
const { admin } = await signInAll(stack);
const { id } = scheduleOf(await admin("POST", "acme/call-schedules", makeBooking()));
const long = (length: number) => "x".repeat(length);

/** Everything that can be stored, as one text. */
async function storedRows(): Promise<string> {
  const [row] = await stack.sql`
    select coalesce(json_agg(s order by s.id)::text, '') || (select count(*) from public.audit_log) as rows
    from public.call_schedules s`;
  return String(row?.rows);
}

Deno.test("a body that is no JSON object is refused with the status of what is wrong with it", async () => {
  const before = await storedRows();
  const good = JSON.stringify(makeBooking());
  const json = { "content-type": "application/json" };
  const bodies: [number, string, HeadersInit][] = [
    [400, "[]", json],
    [400, `[${good}]`, json],
    [400, "null", json],
    [400, '"text"', json],
    [400, "7", json],
    [400, "", json],
    [400, "{", json],
    [400, good.slice(0, -1), json],
    [400, `${good} trailing`, json],
    [400, "not json", json],
    [400, "\0", json],
    [400, "[".repeat(60_000), json],
    [415, good, { "content-type": "text/plain" }],
    [415, good, { "content-type": "application/x-www-form-urlencoded" }],
    [415, good, { "content-type": "application/jsonp" }],
    [415, good, { "content-type": "" }],
    [413, JSON.stringify(makeBooking({ contact_name: long(2_000_000) })), json],
    [413, long(65_537), json],
  ];
  for (const [status, body, headers] of bodies) {
    for (
      const [method, path] of [
        ["POST", "acme/call-schedules"],
        ["PATCH", `acme/call-schedules/${id}`],
        ["POST", "acme/rules"],
        ["PATCH", `acme/rules/${id}`],
        ["PUT", "acme/integrations/hubspot"],
      ] as const
    ) {
      assertError(await admin(method, path, body, headers), status, `${method} ${body.slice(0, 40)}`);
    }
  }
  assert.equal(await storedRows(), before);
});

Deno.test("bytes that are no UTF-8 are no JSON", async () => {
  const body = new TextEncoder().encode(JSON.stringify(makeBooking({ contact_name: "#" })));
  body.set([0xff], body.indexOf(35));
  const response = await fetch(`${stack.functionsUrl}/call-scheduling/acme/call-schedules`, {
    method: "POST",
    headers: {
      authorization: `Bearer ${await stack.signIn("admin@acme.test")}`,
      "content-type": "application/json",
    },
    body,
  });
  assert.equal(response.status, 400, await response.text());
});

Deno.test("a body that may be left out is refused too where it is declared as JSON and is none", async () => {
  for (const body of ["{", "[]", '{"override":1}', '{"unknown":1}']) {
    const answer = await admin("POST", `acme/call-schedules/${id}/execute`, body, {
      "content-type": "application/json",
    });
    assertError(answer, 400, body);
  }
});

Deno.test("a charset beside the media type is no objection", async () => {
  const headers = { "content-type": "Application/JSON; charset=utf-8" };
  assert.equal((await admin("POST", "acme/call-schedules", makeBooking(), headers)).status, 201);
});

Deno.test("an id that is no UUID is 400 on every route that takes one", async () => {
  for (const wrong of ["1", "not-a-uuid", `${id}0`, "%00", "..%2f..", "'%20or%201=1--", "😀", long(3000)]) {
    const change = { call_topic: "x" };
    const schedule = `call-schedules/${wrong}`;
    const rule = `rules/${wrong}`;
    const routes: [method: string, path: string, body?: unknown][] = [
      ["GET", schedule],
      ["PUT", schedule, change],
      ["PATCH", schedule, change],
      ["DELETE", schedule],
      ["POST", `${schedule}/cancel`],
      ["POST", `${schedule}/execute`],
      ["POST", `${schedule}/resolve`, { outcome: "placed" }],
      ["GET", rule],
      ["PUT", rule, change],
      ["PATCH", rule, change],
      ["DELETE", rule],
      ["POST", `${rule}/preview`],
      ["POST", `integrations/hubspot/outbox/${wrong}/resend`],
    ];
    for (const [method, path, body] of routes) {
      const answer = await admin(method, `acme/${path}`, body);
      assertError(answer, 400, `${method} ${path}`);
      assert.deepEqual(fieldsOf(answer), ["id"]);
    }
  }
});

Deno.test("an address that does not exist is 404, a method that it does not take 405 with those that it does", async () => {
  for (
    const path of [
      "acme",
      "acme/",
      "acme/nothing",
      "acme/call-schedules/",
      `acme/call-schedules/${id}/nothing`,
      "acme/contacts/",
      "acme/contacts/501",
      "acme/integrations",
      "acme/integrations/salesforce",
      `acme/integrations/hubspot/outbox/${id}`,
    ]
  ) {
    assertError(await admin("GET", path), 404, path);
  }
  const methods: [string, string, string][] = [
    ["DELETE", "acme/call-schedules", "GET, HEAD, POST"],
    ["POST", `acme/call-schedules/${id}`, "GET, HEAD, PUT, PATCH, DELETE"],
    ["GET", `acme/call-schedules/${id}/cancel`, "POST"],
    ["GET", `acme/call-schedules/${id}/execute`, "POST"],
    ["POST", "acme/call-schedules/statistics", "GET, HEAD"],
    ["DELETE", "acme/call-schedules/due", "GET, HEAD"],
    ["GET", "acme/call-schedules/trigger-overdue", "POST"],
    ["DELETE", "acme/rules", "GET, HEAD, POST"],
    ["POST", `acme/rules/${id}`, "GET, HEAD, PUT, PATCH, DELETE"],
    ["GET", `acme/rules/${id}/preview`, "POST"],
    ["POST", "acme/contacts", "GET, HEAD"],
    ["GET", "acme/contacts/sync", "POST"],
    ["POST", "acme/integrations/hubspot", "GET, HEAD, PUT, DELETE"],
    ["PATCH", "acme/integrations/hubspot", "GET, HEAD, PUT, DELETE"],
    ["GET", "acme/integrations/hubspot/test", "POST"],
    ["DELETE", "acme/integrations/hubspot/outbox", "GET, HEAD"],
    ["GET", `acme/integrations/hubspot/outbox/${id}/resend`, "POST"],
  ];
  for (const [method, path, allow] of methods) {
    const answer = await admin(method, path);
    assertError(answer, 405, `${method} ${path}`);
    assert.equal(answer.headers.get("allow"), allow);
  }
});

Deno.test("a route that wants no body refuses one that is too large as well", async () => {
  for (const action of ["cancel", "execute"]) {
    const answer = await admin("POST", `acme/call-schedules/${id}/${action}`, long(65_537), {
      "content-type": "application/json",
    });
    assertError(answer, 413, action);
  }
});

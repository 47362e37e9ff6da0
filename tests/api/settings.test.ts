import assert from "node:assert/strict";
import { base64 } from "@scure/base";
import { checkFunctions } from "../../local/doctor/check-functions.ts";
import { makeBooking, scheduleOf, signInAll } from "../support/call-api.ts";
import { serveApi } from "../support/serve-api.ts";
import { startTestStack } from "../support/start-test-stack.ts";

const stack = await startTestStack({
  withFunctions: ["call-scheduling"],
  sweepEverySeconds: false,
  env: { BOLNA_WEBHOOK_SECRET: "short" },
});
Deno.test.afterAll(() => stack.close());
const post = "acme/call-schedules";
const wellConfigured = { BOLNA_WEBHOOK_SECRET: "long enough".replace(" ", "-") };
const key = (value: number) => base64.encode(new Uint8Array(32).fill(value));

Deno.test("a function with a malformed setting answers 503, names it to its operator alone, and stays up", async () => {
  for (const path of ["acme/call-schedules", "openapi.json"]) {
    const ask = async (headers: Record<string, string>) => {
      const response = await fetch(`${stack.functionsUrl}/call-scheduling/${path}`, { headers });
      assert.equal(response.status, 503);
      const body = await response.json();
      assert.equal(body.code, "not_configured");
      return body;
    };
    const told = await ask({ apikey: stack.secretKey });
    assert.match(told.error, /BOLNA_WEBHOOK_SECRET is malformed/);
    assert.equal(told.details[0].field, "BOLNA_WEBHOOK_SECRET");
    for (const apikey of ["", stack.publishableKey, "sb_secret_other"]) {
      const stranger = await ask({ apikey });
      assert.doesNotMatch(JSON.stringify(stranger), /[A-Z]{3,}_/);
      assert.ok(stranger.request_id);
    }
  }
});

Deno.test("doctor says which setting it is that a function lacks", async () => {
  const findings = await checkFunctions(stack.functionsUrl, stack.secretKey);
  const api = findings.find(({ name }) => name === "call-scheduling");
  assert.equal(api?.state, "wrong");
  assert.match(api.says, /503: .*BOLNA_WEBHOOK_SECRET is malformed/);
});

Deno.test("CHECKUP_THRESHOLD_DAYS is what a booking gets that does not say", async () => {
  await using api = serveApi(stack, { ...wellConfigured, CHECKUP_THRESHOLD_DAYS: "12" });
  const { admin } = await signInAll(stack, api.functionsUrl);
  assert.equal(scheduleOf(await admin("POST", post, makeBooking())).checkup_threshold_days, 12);
  const said = makeBooking({ checkup_threshold_days: 0 });
  assert.equal(scheduleOf(await admin("POST", post, said)).checkup_threshold_days, 0);
});

Deno.test("after a key rotation old numbers are still read, and new ones use the new key", async () => {
  const serve = (keys: string) => serveApi(stack, { ...wellConfigured, PHONE_ENCRYPTION_KEYS: keys });
  const book = async (keys: string) => {
    await using api = serve(keys);
    const { admin } = await signInAll(stack, api.functionsUrl);
    return scheduleOf(await admin("POST", post, makeBooking()));
  };
  const old = await book(`k1:${key(1)}`);
  const renewed = await book(`k2:${key(2)},k1:${key(1)}`);
  const rows = await stack.sql`
    select split_part(contact_phone_enc, '.', 2) as key_id from public.call_schedules
    where id in (${old.id}, ${renewed.id}) order by created_at`;
  assert.deepEqual(rows.map(({ key_id }) => key_id), ["k1", "k2"]);
  const phonesWith = async (keys: string) => {
    await using api = serve(keys);
    const { admin } = await signInAll(stack, api.functionsUrl);
    const read = (id: string) => admin("GET", `${post}/${id}`);
    const answers = [await read(old.id), await read(renewed.id)];
    return { phones: answers.map((answer) => scheduleOf(answer).contact_phone), lines: [...api.lines] };
  };
  const both = await phonesWith(`k2:${key(2)},k1:${key(1)}`);
  assert.deepEqual(both.phones, [old.contact_phone, renewed.contact_phone]);
  const without = await phonesWith(`k2:${key(2)}`);
  assert.deepEqual(without.phones, [null, renewed.contact_phone]);
  assert.equal(without.lines.filter((line) => line.includes("phone_not_decrypted")).length, 1);
});

/** The platform with its Auth as it is, and a database that answers as told. */
function breakDatabase(answer: () => Response | Promise<Response>) {
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {} }, async (request) => {
    const { pathname, search } = new URL(request.url);
    if (!pathname.startsWith("/auth/")) return await answer();
    const headers = new Headers(request.headers);
    headers.delete("host");
    const response = await fetch(`${stack.apiUrl}${pathname}${search}`, { headers });
    return new Response(await response.text(), {
      status: response.status,
      headers: { "content-type": "application/json" },
    });
  });
  return { url: `http://127.0.0.1:${server.addr.port}`, [Symbol.asyncDispose]: () => server.shutdown() };
}

const trouble: [string, () => Response][] = [
  ["is overloaded", () => Response.json({ code: "57014", message: "canceling statement" }, { status: 500 })],
  [
    "cannot be reached by the API",
    () => Response.json({ code: "PGRST002", message: "no schema" }, { status: 503 }),
  ],
  ["is behind a broken gateway", () => new Response("<html>bad gateway</html>", { status: 502 })],
];
for (const [what, answer] of trouble) {
  Deno.test(`a database that ${what} is a 503 that says so`, async () => {
    await using platform = breakDatabase(answer);
    await using api = serveApi(stack, { ...wellConfigured, SUPABASE_URL: platform.url });
    const { admin } = await signInAll(stack, api.functionsUrl);
    const { status, body } = await admin("GET", post);
    assert.deepEqual([status, body.code], [503, "database_unavailable"]);
  });
}

Deno.test("an error that nobody foresaw is a 500 that tells the caller nothing of it, and neither does the log", async () => {
  const told = { code: "22000", message: "bad value Asha +919876543210", details: "Key (x)=(secret)" };
  await using platform = breakDatabase(() => Response.json(told, { status: 400 }));
  await using api = serveApi(stack, { ...wellConfigured, SUPABASE_URL: platform.url });
  const { admin } = await signInAll(stack, api.functionsUrl);
  const answer = await admin("GET", post);
  assert.deepEqual([answer.status, answer.body.code], [500, "internal_error"]);
  const logged = api.lines.filter((line) => line.includes("request_failed"));
  assert.equal(logged.length, 1);
  for (const text of [answer.text, ...logged]) {
    assert.doesNotMatch(text, /Asha|98765\s?\d{5}|Key \(x\)|bad value/);
  }
  assert.match(logged[0] ?? "", /22000/);
});

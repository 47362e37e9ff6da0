import assert from "node:assert/strict";
import { inMinutes, makeBooking, scheduleOf, signInAll } from "../support/call-api.ts";
import { serveApi } from "../support/serve-api.ts";
import { startTestStack } from "../support/start-test-stack.ts";

const stack = await startTestStack({
  withFunctions: false,
  sweepEverySeconds: false,
  bolna: { clockFactor: 1000 },
});
Deno.test.afterAll(() => stack.close());
const post = "acme/call-schedules";
const secretName = "Parvathi Venkataraghavan";

/** Does everything that the API can do, well and badly, with one number and one name. */
async function useEverything(env: Record<string, string>) {
  await using api = serveApi(stack, env);
  const { admin, member, viewer, foreigner } = await signInAll(stack, api.functionsUrl);
  const booking = makeBooking({ contact_name: secretName, scheduled_at: inMinutes(-5) });
  const { contact_phone: phone } = booking;
  const { id } = scheduleOf(await member("POST", post, booking, { "idempotency-key": crypto.randomUUID() }));
  await admin("PATCH", `${post}/${id}`, { contact_phone: phone });
  await admin("PATCH", `${post}/${id}`, { contact_phone: `${phone}9` });
  await admin("PATCH", `${post}/${id}?phone=${encodeURIComponent(phone)}`, `{"contact_phone":"${phone}"`);
  await admin("GET", `${post}?contact_id=${encodeURIComponent(phone)}`);
  await admin("GET", `${post}/${encodeURIComponent(phone)}`);
  await foreigner("GET", `${post}/${id}`);
  await viewer("DELETE", `${post}/${id}`);
  await admin("GET", `${post}/due`);
  await member("POST", `${post}/${id}/execute`);
  await member("GET", `${post}/${id}`);
  await member("POST", `${post}/${id}/cancel`);
  await member("DELETE", `${post}/${id}`);
  await member("POST", post, makeBooking({ contact_name: secretName, contact_phone: phone }));
  return { lines: [...api.lines], phone, id };
}

Deno.test("no number, name or token is in any log line, even at the loudest level", async () => {
  const { lines, phone, id } = await useEverything({ LOG_LEVEL: "debug" });
  assert.ok(lines.length > 15);
  for (const line of lines) {
    assert.ok(!line.includes(phone) && !line.includes(phone.slice(3)), line);
    assert.ok(!line.includes("Parvathi"), line);
    assert.doesNotMatch(line, /eyJ|Bearer|sb_secret|sb_publishable/);
  }
  assert.ok(lines.some((line) => line.includes("call_placed") && line.includes(id)));
});

Deno.test("each request is one JSON line with its route's pattern, status, time and ids", async () => {
  const { lines } = await useEverything({});
  const requests = lines.map((line) => JSON.parse(line)).filter(({ event }) => event === "request");
  assert.equal(requests.length, 14);
  for (const line of requests) {
    assert.equal(line.function, "call-scheduling");
    assert.match(
      line.route,
      /^\/call-scheduling\/:org_slug\/call-schedules(\/:id|\/due)?(\/execute|\/cancel)?$/,
    );
    assert.ok(Number.isInteger(line.ms) && Number.isInteger(line.status) && line.request_id && line.user_id);
    assert.ok(line.org_id || line.status === 404);
  }
});

Deno.test("no number is readable in any table of the database", async () => {
  const { phone } = await useEverything({});
  const tables = await stack.sql`
    select schemaname, tablename from pg_tables where schemaname not in ('pg_catalog', 'information_schema')`;
  assert.ok(tables.length > 10);
  for (const { schemaname, tablename } of tables) {
    const rows = await stack.sql`select t::text as row from ${stack.sql(schemaname)}.${
      stack.sql(tablename)
    } t`;
    for (const { row } of rows) {
      assert.ok(!String(row).includes(phone.slice(3)), `${schemaname}.${tablename}`);
    }
  }
});

Deno.test("LOG_LEVEL decides what is logged", async () => {
  assert.ok((await useEverything({ LOG_LEVEL: "info" })).lines.length > 14);
  assert.equal((await useEverything({ LOG_LEVEL: "error" })).lines.length, 0);
});

import assert from "node:assert/strict";
import * as z from "zod";
import { bulkAnswer } from "../../supabase/functions/call-scheduling/schedules/bulk-schema.ts";
import { historyEntry } from "../../supabase/functions/call-scheduling/schedules/history-schema.ts";
import { callSchedule } from "../../supabase/functions/call-scheduling/schedules/schema.ts";
import { assertError, fieldsOf, inMinutes, makeBooking, scheduleOf, signInAll } from "../support/call-api.ts";
import { startTestStack } from "../support/start-test-stack.ts";

const stack = await startTestStack({ withFunctions: ["call-scheduling"], sweepEverySeconds: false });
Deno.test.afterAll(() => stack.close());
const { admin, member, viewer, foreigner } = await signInAll(stack);

const book = async (as: typeof admin, change: Record<string, unknown> = {}) =>
  scheduleOf(await as("POST", "acme/call-schedules", makeBooking(change)));
const bulk = (as: typeof admin, body: unknown, headers?: HeadersInit) =>
  as("POST", "acme/call-schedules/bulk", body, headers);

Deno.test("two who change one call do not overwrite each other unseen", async () => {
  const booked = await book(admin);
  const path = `acme/call-schedules/${booked.id}`;
  const etag = (await admin("GET", path)).headers.get("etag") ?? "";
  const first = await admin("PATCH", path, { call_topic: "first" }, { "if-match": etag });
  assert.equal(first.status, 200, first.text);

  const second = await admin("PATCH", path, { call_topic: "second" }, { "if-match": etag });
  assertError(second, 412, "If-Match of what was read before");
  const third = await admin("PATCH", path, { call_topic: "third", updated_at: booked.updated_at });
  assertError(third, 409, "updated_at of what was read before");
  for (const { body } of [second, third]) {
    assert.equal(body.code, "changed_meanwhile");
    assert.equal(callSchedule.parse(body.schedule).call_topic, "first");
  }
  const { updated_at } = scheduleOf(first);
  assert.equal(first.headers.get("etag"), `"${updated_at}"`);
  const fourth = await admin("PATCH", path, { call_topic: "fourth", updated_at });
  assert.equal(scheduleOf(fourth).call_topic, "fourth");
  assert.equal((await admin("PATCH", path, { call_topic: "fifth" }, { "if-match": "*" })).status, 200);
  assert.deepEqual(fieldsOf(await admin("PATCH", path, { call_topic: "x" }, { "if-match": "yesterday" })), [
    "if-match",
  ]);
  assert.deepEqual(fieldsOf(await admin("PATCH", path, { updated_at })), ["body"]);

  await admin("POST", `${path}/cancel`);
  const over = await admin("PATCH", path, { call_topic: "sixth" });
  assertError(over, 409, "a call that is over");
  assert.equal(callSchedule.parse(over.body.schedule).call_status, "cancelled");
});

Deno.test("many calls are moved and cancelled as the dry run said, once per key", async () => {
  const calls = await Promise.all(
    Array.from({ length: 3 }, () => book(admin, { contact_name: "Together Rao" })),
  );
  const filter = { q: "together", status: ["scheduled"] };
  const tried = bulkAnswer.parse(
    (await bulk(viewer, { action: "cancel", filter, dry_run: true }).then(() =>
      bulk(admin, { action: "move", filter, move: { by_minutes: 45 }, dry_run: true })
    )).body,
  );
  assert.deepEqual([tried.dry_run, tried.matched, tried.changed, tried.left_as_is], [true, 3, 3, []]);

  const move = { action: "move", filter, move: { by_minutes: 45 } };
  const unconfirmed = await bulk(admin, { ...move, confirm: 2 });
  assertError(unconfirmed, 409, "another number than would change");
  assert.equal(unconfirmed.body.code, "confirmation_required");
  const key = { "idempotency-key": crypto.randomUUID() };
  const moved = await bulk(admin, { ...move, confirm: 3 }, key);
  assert.equal(bulkAnswer.parse(moved.body).changed, 3);
  assert.equal((await bulk(admin, { ...move, confirm: 3 }, key)).text, moved.text);
  const at = Date.parse(calls[0]?.scheduled_at ?? "");
  const now = scheduleOf(await admin("GET", `acme/call-schedules/${calls[0]?.id}`));
  assert.equal(Date.parse(now.scheduled_at) - at, 45 * 60_000);

  const others = bulkAnswer.parse(
    (await bulk(member, { action: "cancel", ids: calls.map(({ id }) => id) })).body,
  );
  assert.deepEqual([others.changed, others.left_as_is.map(({ code }) => code)], [
    0,
    Array(3).fill("forbidden"),
  ]);
  const missing = crypto.randomUUID();
  const cancelled = bulkAnswer.parse(
    (await bulk(admin, { action: "cancel", ids: [...calls.map(({ id }) => id), missing] })).body,
  );
  assert.deepEqual([cancelled.changed, cancelled.left_as_is], [3, [{ id: missing, code: "not_found" }]]);
});

Deno.test("what cannot be meant for many calls is refused before any is touched", async () => {
  const id = crypto.randomUUID();
  const wrong: [unknown, string][] = [
    [{ action: "cancel" }, "ids"],
    [{ action: "cancel", ids: [id], filter: { q: "a" } }, "ids"],
    [{ action: "cancel", filter: {} }, "filter"],
    [{ action: "move", ids: [id] }, "move"],
    [{ action: "move", ids: [id], move: {} }, "move"],
    [{ action: "cancel", ids: [id], move: { by_minutes: 5 } }, "move"],
    [{ action: "delete", ids: [id] }, "action"],
    [{ action: "cancel", ids: [] }, "ids"],
  ];
  for (const [body, field] of wrong) {
    const answer = await bulk(admin, body);
    assert.deepEqual([answer.status, fieldsOf(answer)], [400, [field]], answer.text);
  }
  assert.equal((await bulk(viewer, { action: "cancel", ids: [id] })).status, 403);
});

Deno.test("everybody in the organisation is told a call's history, by name and without a number", async () => {
  const contact_phone = "+919876577889";
  const call = await book(member, { contact_phone, scheduled_at: inMinutes(90) });
  await member("PATCH", `acme/call-schedules/${call.id}`, { contact_phone: "+919876577890" });
  await admin("POST", `acme/call-schedules/${call.id}/cancel`);
  const told = await viewer("GET", `acme/call-schedules/${call.id}/history`);
  const history = z.array(historyEntry).parse(told.body.history);
  assert.deepEqual(
    history.map(({ action, actor }) => `${action} by ${actor.name}`),
    ["insert by member", "update by member", "update by admin"],
  );
  assert.deepEqual(history[1]?.changes, [{ field: "contact_phone", from: null, to: null }]);
  assert.deepEqual(
    history[2]?.changes.find(({ field }) => field === "call_status"),
    { field: "call_status", from: "scheduled", to: "cancelled" },
  );
  assert.doesNotMatch(told.text, /98765778|v1\.|[0-9a-f]{64}/);
});

Deno.test("everybody sees who belongs to the organisation, admins with the addresses", async () => {
  const person = z.looseObject({ name: z.string(), email: z.string().nullable(), role: z.string() });
  const members = async (as: typeof admin, slug = "acme") =>
    z.array(person).parse((await as("GET", `${slug}/members`)).body.members);
  assert.deepEqual((await members(admin)).map(({ email, role }) => [email, role]).sort(), [
    ["admin@acme.test", "admin"],
    ["member@acme.test", "member"],
    ["viewer@acme.test", "viewer"],
  ]);
  assert.deepEqual((await members(viewer)).map(({ name, email }) => [name, email]).sort(), [
    ["admin", null],
    ["member", null],
    ["viewer", null],
  ]);
  assert.deepEqual((await members(foreigner, "globex")).map(({ email }) => email), ["admin@globex.test"]);
});

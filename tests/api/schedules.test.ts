import assert from "node:assert/strict";
import { z } from "zod";
import { inMinutes, makeBooking, nextYear, scheduleOf, signInAll } from "../support/call-api.ts";
import { startTestStack } from "../support/start-test-stack.ts";

const stack = await startTestStack({ withFunctions: ["call-scheduling"], sweepEverySeconds: false });
Deno.test.afterAll(() => stack.close());
const { admin, member } = await signInAll(stack);

Deno.test("a booked call is answered with every field of the guide's object, and found again", async () => {
  const booking = makeBooking({
    scheduled_at: `${nextYear}-01-15T10:00:00.123456+05:30`,
    last_checkup_date: "2026-01-02",
  });
  const created = await member("POST", "acme/call-schedules", booking);
  assert.equal(created.status, 201);
  const schedule = scheduleOf(created);
  const { id, org_id, created_at, updated_at, created_by, ...rest } = schedule;
  assert.ok(id && org_id && created_at && updated_at && created_by);
  assert.deepEqual(rest, {
    agent_id: booking.agent_id,
    contact_id: booking.contact_id,
    contact_name: booking.contact_name,
    contact_phone: booking.contact_phone,
    scheduled_at: `${nextYear}-01-15T04:30:00.123456Z`,
    call_topic: "follow_up",
    call_language: "en-IN",
    is_active: true,
    call_status: "scheduled",
    bolna_call_id: null,
    auto_trigger_enabled: false,
    checkup_threshold_days: 5,
    last_checkup_date: "2026-01-02",
    status_reason: null,
    status_reason_code: null,
    attention: false,
    attention_code: null,
    attention_reason: null,
    attempt_count: 0,
    purpose: "service",
    time_zone: null,
    deadline_at: null,
    retry_at: null,
    not_before: null,
    rule_id: null,
    campaign_id: null,
    due_at: `${nextYear}-01-15T04:30:00.123456Z`,
  });
  const read = await member("GET", `acme/call-schedules/${id}`);
  assert.equal(read.status, 200);
  assert.deepEqual(read.body.schedule, schedule);
  assert.deepEqual(read.body.attempts, []);
});

Deno.test("names in any script, with emoji and quotes, come back as they were sent, trimmed", async () => {
  for (
    const name of ["आशा राव 😀", "O'Brien; drop table call_schedules; --", "👩‍👩‍👧‍👦".repeat(20), '"><script>']
  ) {
    const created = await admin("POST", "acme/call-schedules", makeBooking({ contact_name: `  ${name} ` }));
    assert.equal(created.status, 201, created.text);
    assert.equal(scheduleOf(created).contact_name, name);
  }
});

Deno.test("a national number is taken with its country, and stored as E.164", async () => {
  const booking = makeBooking({ contact_phone: "098765 99999", contact_country: "in" });
  assert.equal(
    scheduleOf(await admin("POST", "acme/call-schedules", booking)).contact_phone,
    "+919876599999",
  );
});

Deno.test("PUT and PATCH change the fields that are sent and nothing else", async () => {
  const before = scheduleOf(await member("POST", "acme/call-schedules", makeBooking()));
  for (
    const [method, changes] of [
      ["PUT", { scheduled_at: `${nextYear}-02-01T09:00:00Z`, call_topic: "appointment_reminder" }],
      ["PATCH", { contact_phone: "+919876512345", last_checkup_date: "2026-03-04", is_active: false }],
      ["PATCH", { last_checkup_date: null, auto_trigger_enabled: true, checkup_threshold_days: 0 }],
    ] as const
  ) {
    const known = scheduleOf(await member("GET", `acme/call-schedules/${before.id}`));
    const changed = await member(method, `acme/call-schedules/${before.id}`, changes);
    assert.equal(changed.status, 200, changed.text);
    const { updated_at, due_at, ...after } = scheduleOf(changed);
    assert.ok(updated_at > known.updated_at && due_at);
    const { updated_at: _updated, due_at: _due, ...expected } = { ...known, ...changes };
    assert.deepEqual(after, expected);
  }
});

Deno.test("a changed time is due at once in its new place of the list", async () => {
  const { id } = scheduleOf(await admin("POST", "acme/call-schedules", makeBooking()));
  await admin("PATCH", `acme/call-schedules/${id}`, { scheduled_at: inMinutes(-10) });
  const due = await admin("GET", "acme/call-schedules/due");
  assert.equal(due.status, 200);
  assert.ok(due.body.due_schedules?.some((schedule) => schedule.id === id));
  assert.equal(due.body.count, due.body.due_schedules?.length);
});

Deno.test("a check-up that is old enough makes a call due before its time", async () => {
  const checkup = { last_checkup_date: "2026-01-01", checkup_threshold_days: 5 };
  const quiet = scheduleOf(await admin("POST", "acme/call-schedules", makeBooking(checkup)));
  const automatic = makeBooking({ ...checkup, auto_trigger_enabled: true });
  const due = scheduleOf(await admin("POST", "acme/call-schedules", automatic));
  const ids = (await admin("GET", "acme/call-schedules/due")).body.due_schedules?.map(({ id }) => id) ?? [];
  assert.ok(ids.includes(due.id));
  assert.ok(!ids.includes(quiet.id));
  assert.equal(due.due_at, "2026-01-05T18:30:00Z");
});

Deno.test("a cancelled call is over: it can be cancelled, changed and executed no more", async () => {
  const { id } = scheduleOf(await member("POST", "acme/call-schedules", makeBooking()));
  const cancelled = await member("POST", `acme/call-schedules/${id}/cancel`);
  assert.equal(cancelled.status, 200);
  assert.equal(scheduleOf(cancelled).call_status, "cancelled");
  assert.match(scheduleOf(cancelled).status_reason ?? "", /^Cancelled/);
  assert.equal((await member("POST", `acme/call-schedules/${id}/cancel`)).status, 409);
  const changed = await member("PATCH", `acme/call-schedules/${id}`, { call_topic: "again" });
  assert.deepEqual([changed.status, changed.body.code], [409, "not_scheduled"]);
  const executed = await member("POST", `acme/call-schedules/${id}/execute`);
  assert.deepEqual([executed.status, executed.body.code], [409, "not_scheduled"]);
});

Deno.test("a deleted schedule is gone from everywhere, whatever it was before", async () => {
  const waiting = scheduleOf(
    await member("POST", "acme/call-schedules", makeBooking({ scheduled_at: inMinutes(-5) })),
  );
  const over = scheduleOf(await member("POST", "acme/call-schedules", makeBooking()));
  await member("POST", `acme/call-schedules/${over.id}/cancel`);
  for (const { id } of [waiting, over]) {
    assert.equal((await member("DELETE", `acme/call-schedules/${id}`)).status, 200);
    for (
      const [method, path, body] of [
        ["GET", id],
        ["PATCH", id, { call_topic: "x" }],
        ["DELETE", id],
        ["POST", `${id}/cancel`],
        ["POST", `${id}/execute`],
      ] as const
    ) {
      assert.equal(
        (await member(method, `acme/call-schedules/${path}`, body)).status,
        404,
        `${method} ${path}`,
      );
    }
    for (const path of ["acme/call-schedules?limit=200", "acme/call-schedules/due"]) {
      assert.ok(!(await member("GET", path)).text.includes(id));
    }
    const [kept] = await stack.sql`select call_status from public.call_schedules where id = ${id}`;
    assert.equal(kept?.call_status, "cancelled");
  }
});

Deno.test("statistics count what the lists show", async () => {
  const before = (await admin("GET", "acme/call-schedules/statistics")).body.statistics;
  const { id } = scheduleOf(await admin("POST", "acme/call-schedules", makeBooking()));
  await admin("POST", "acme/call-schedules", makeBooking({ scheduled_at: inMinutes(-5) }));
  await admin("POST", `acme/call-schedules/${id}/cancel`);
  const answer = await admin("GET", "acme/call-schedules/statistics");
  assert.equal(answer.status, 200);
  const count = (statistics: unknown, name: string) =>
    Number(z.record(z.string(), z.unknown()).parse(statistics)[name]);
  const grown = (name: string) => count(answer.body.statistics, name) - count(before, name);
  assert.deepEqual(
    ["total_scheduled", "total_cancelled", "overdue_schedules", "upcoming_schedules", "in_progress"].map(
      grown,
    ),
    [1, 1, 1, 0, 0],
  );
});

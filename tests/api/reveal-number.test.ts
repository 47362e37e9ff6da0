import assert from "node:assert/strict";
import { z } from "zod";
import { acmeAgent, signInAll } from "../support/call-api.ts";
import { startTestStack } from "../support/start-test-stack.ts";

const stack = await startTestStack({ withFunctions: ["call-scheduling"], sweepEverySeconds: false });
Deno.test.afterAll(() => stack.close());
const { admin, member, viewer, foreigner } = await signInAll(stack);

const booked = await admin("POST", "acme/call-schedules", {
  agent_id: acmeAgent,
  contact_id: "c-1",
  contact_name: "Asha Rao",
  contact_phone: "+919876543201",
  scheduled_at: new Date(Date.now() + 86_400_000).toISOString(),
});
const { id } = z.object({ id: z.string() }).parse(booked.body.schedule);

Deno.test("an admin is shown a number, and the call's history and the trail keep who was", async () => {
  const { status, body } = await admin("POST", `acme/call-schedules/${id}/reveal`);
  assert.deepEqual([status, body.contact_phone], [200, "+919876543201"]);
  const [row] = await stack.sql<{ changes: unknown; email: string }[]>`
    select l.changes, u.email from public.audit_log l join auth.users u on u.id = l.actor_id
    where l.action = 'reveal' and l.row_id = ${id}`;
  assert.deepEqual(row, { changes: { contact_phone_hash: "private" }, email: "admin@acme.test" });
  const { body: history } = await viewer("GET", `acme/call-schedules/${id}/history`);
  assert.ok(JSON.stringify(history).includes('"action":"reveal"'));
  assert.doesNotMatch(JSON.stringify(history), /98765\s?\d{5}/);
});

Deno.test("who neither booked the call nor is an admin is shown nothing, and no row says that they were", async () => {
  const answers = await Promise.all(
    [member, viewer].map((as) => as("POST", `acme/call-schedules/${id}/reveal`)),
  );
  assert.deepEqual(answers.map(({ status }) => status), [403, 403]);
  assert.match(String(answers[0]?.body.error), /somebody else's/, "a member's role is no matter of it");
  assert.equal((await foreigner("POST", `acme/call-schedules/${id}/reveal`)).status, 404);
  const rows = await stack.sql`select from public.audit_log where action = 'reveal' and row_id = ${id}`;
  assert.equal(rows.length, 1);
});

import assert from "node:assert/strict";
import { makeBooking, scheduleOf, signInAll } from "../support/call-api.ts";
import { startTestStack } from "../support/start-test-stack.ts";

const stack = await startTestStack({
  withFunctions: ["call-scheduling"],
  sweepEverySeconds: false,
  bolna: { clockFactor: 1000 },
});
Deno.test.afterAll(() => stack.close());
const { admin, member, foreigner } = await signInAll(stack);
const post = "acme/call-schedules";
const resolve = (id: string, outcome: unknown) => admin("POST", `${post}/${id}/resolve`, { outcome });

/** A call whose fate Bolna never told, shown to a person. */
async function bookUnknownCall(): Promise<string> {
  const { id } = scheduleOf(await member("POST", post, makeBooking()));
  stack.bolna.setFaults(["refuse-with-500"]);
  assert.equal((await member("POST", `${post}/${id}/execute`)).status, 202);
  stack.bolna.setFaults();
  await stack.sql`
    select public.flag_attention(a.id, 'outcome_unknown', 'Nobody knows.') from public.call_attempts a where a.schedule_id = ${id}`;
  return id;
}

Deno.test("a call that was made after all is completed by an admin's word, and the audit names the admin", async () => {
  const id = await bookUnknownCall();
  const flagged = scheduleOf(await admin("GET", `${post}/${id}`));
  assert.deepEqual([flagged.attention, flagged.attention_code, flagged.attention_reason], [
    true,
    "outcome_unknown",
    "Nobody knows.",
  ]);

  const schedule = scheduleOf(await resolve(id, "placed"));
  assert.deepEqual([schedule.call_status, schedule.attention], ["completed", false]);
  assert.ok(schedule.status_reason);
  const [row] = await stack.sql`
    select u.email from public.audit_log l join auth.users u on u.id = l.actor_id
    where l.row_id = ${id} order by l.id desc limit 1`;
  assert.equal(row?.email, "admin@acme.test");
});

Deno.test("a call that was not made is scheduled again, with the first attempt on record", async () => {
  const id = await bookUnknownCall();
  assert.equal(scheduleOf(await resolve(id, "not_placed")).call_status, "scheduled");
  const { attempts } = (await admin("GET", `${post}/${id}`)).body;
  assert.deepEqual(attempts?.map(({ state, outcome }) => [state, outcome]), [["ended", "settled_by_hand"]]);
});

Deno.test("only an admin of the organisation settles by hand, and only what is flagged", async () => {
  const id = await bookUnknownCall();
  assert.equal((await member("POST", `${post}/${id}/resolve`, { outcome: "placed" })).status, 403);
  const foreign = await foreigner("POST", `globex/call-schedules/${id}/resolve`, { outcome: "placed" });
  const missing = await foreigner("POST", `globex/call-schedules/${crypto.randomUUID()}/resolve`, {
    outcome: "placed",
  });
  assert.deepEqual([foreign.status, missing.status], [404, 404]);
  assert.deepEqual({ ...foreign.body, request_id: "" }, { ...missing.body, request_id: "" });

  const calm = scheduleOf(await member("POST", post, makeBooking()));
  const answer = await resolve(calm.id, "placed");
  assert.deepEqual([answer.status, answer.body.code], [409, "not_flagged"]);
  assert.equal((await resolve(id, "perhaps")).status, 400);
  assert.equal(scheduleOf(await admin("GET", `${post}/${id}`)).call_status, "in_progress");
});

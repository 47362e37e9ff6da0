import assert from "node:assert/strict";
import { makeBooking, scheduleOf, signInAll } from "../support/call-api.ts";
import { startTestStack } from "../support/start-test-stack.ts";

// A call stays queued at Bolna, so that cancelling one goes there.
const stack = await startTestStack({
  withFunctions: ["call-scheduling", "sweep"],
  sweepEverySeconds: false,
  bolna: { clockFactor: 1000 },
});
Deno.test.afterAll(() => stack.close());
const { admin, member } = await signInAll(stack);
const post = "acme/call-schedules";

// The worst that can be: whatever a worker reads of these calls, the database takes neither its event nor its end.
await stack.sql`
  create function public.refuse_for_test() returns trigger language plpgsql as $$
  begin
    raise exception 'unsupported Unicode escape sequence' using errcode = '22P05';
  end $$`;
await stack.sql`
  create trigger refuse_for_test before insert on public.call_events
  for each row execute function public.refuse_for_test()`;
await stack.sql`
  create trigger refuse_for_test before update on public.call_attempts
  for each row when (new.state = 'ended' and new.outcome <> 'settled_by_hand')
  execute function public.refuse_for_test()`;

async function sweep(): Promise<void> {
  const response = await fetch(`${stack.functionsUrl}/sweep?wait=true`, {
    method: "POST",
    headers: { apikey: stack.secretKey },
  });
  assert.equal(response.status, 200, await response.text());
}

async function book(phone: string): Promise<string> {
  return scheduleOf(await member("POST", post, makeBooking({ contact_phone: phone }))).id;
}

/** A call that Bolna has ended; every pass looks at it, and none can write that down. */
async function stickCall(phone: string): Promise<string> {
  const id = await book(phone);
  assert.equal((await member("POST", `${post}/${id}/execute`)).status, 200);
  return id;
}

async function ageCall(id: string): Promise<void> {
  await stack.sql`
    update public.call_attempts set claimed_at = claimed_at - interval '5 hours', placed_at = placed_at - interval '5 hours',
      next_check_at = clock_timestamp() where schedule_id = ${id}`;
}

const outcomes = [["placed", "completed"], ["not_placed", "failed"]] as const;
for (const [index, [said, status]] of outcomes.entries()) {
  Deno.test(`a call whose following always throws is flagged at its deadline and ends as ${said}`, async () => {
    const phone = `+91987650000${index}`;
    const id = await stickCall(phone);
    for (const [method, path] of [["POST", `${id}/cancel`], ["DELETE", id]] as const) {
      const answer = await member(method, `${post}/${path}`);
      assert.deepEqual([answer.status, answer.body.code], [409, "call_live"], answer.text);
    }
    const early = await admin("POST", `${post}/${id}/resolve`, { outcome: said });
    assert.deepEqual([early.status, early.body.code], [409, "not_flagged"]);
    await sweep();
    assert.equal(scheduleOf(await admin("GET", `${post}/${id}`)).attention, false);

    await ageCall(id);
    await sweep();
    const flagged = scheduleOf(await admin("GET", `${post}/${id}`));
    assert.deepEqual([flagged.call_status, flagged.attention], ["in_progress", true]);
    for (const [method, path] of [["POST", `${id}/cancel`], ["DELETE", id]] as const) {
      assert.equal((await member(method, `${post}/${path}`)).status, 409);
    }
    const settled = scheduleOf(await admin("POST", `${post}/${id}/resolve`, { outcome: said }));
    assert.deepEqual([settled.call_status, settled.attention], [status, false]);
    // Its number is free for the next call.
    const next = await book(phone);
    assert.equal((await member("POST", `${post}/${next}/execute`)).status, 200);
    assert.equal((await member("DELETE", `${post}/${id}`)).status, 200);
  });
}

Deno.test("past its deadline a person can end it though no pass has flagged it", async () => {
  const id = await stickCall("+919876500009");
  await ageCall(id);
  const settled = scheduleOf(await admin("POST", `${post}/${id}/resolve`, { outcome: "placed" }));
  assert.deepEqual([settled.call_status, settled.attention], ["completed", false]);
});

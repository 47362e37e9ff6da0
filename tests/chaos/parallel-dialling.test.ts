import assert from "node:assert/strict";
import { signInAll } from "../support/call-api.ts";
import { startTestStack } from "../support/start-test-stack.ts";
import { waitFor } from "../support/wait-for.ts";
import { assertAllMadeOnce, bookCalls, sweepToTheEnd } from "./real-calls.ts";

const calls = 120;

Deno.test("32 sweeps at once, with executes and trigger-overdues in between, place each due call exactly once", async () => {
  await using stack = await startTestStack({
    withFunctions: ["call-scheduling", "sweep", "bolna-webhook"],
    sweepEverySeconds: false,
    bolna: { clockFactor: 0.005, concurrencyMax: 1000, callsPerMinute: 10_000 },
  });
  await stack.sql`update public.organizations set max_concurrent_calls = 500`;
  const { admin } = await signInAll(stack);
  const ids = await bookCalls(admin, calls, 1);
  await waitFor("the time of the calls", async () => {
    const [due] = await stack.sql<{ count: number }[]>`select count(*)::int from public.due_call_schedules`;
    return due?.count === calls || undefined;
  });
  const sweep = async () => {
    const response = await fetch(`${stack.functionsUrl}/sweep?wait=true`, {
      method: "POST",
      headers: { apikey: stack.secretKey },
    });
    assert.equal(response.status, 200, await response.text());
  };

  const executed = ids.filter((_, index) => index % 6 === 0);
  const [answers] = await Promise.all([
    Promise.all(executed.map((id) => admin("POST", `acme/call-schedules/${id}/execute`))),
    ...Array.from({ length: 32 }, sweep),
    ...Array.from({ length: 4 }, () => admin("POST", "acme/call-schedules/trigger-overdue")),
  ]);

  const unexpected = answers.filter(({ status }) => status !== 200 && status !== 409);
  assert.deepEqual(unexpected.map(({ text }) => text), [], "an execute places the call or finds it taken");
  await sweepToTheEnd(stack.sql, sweep);
  assert.equal(stack.bolna.callRequests().length, calls);
  await assertAllMadeOnce(stack.sql, stack.bolna, calls);
});

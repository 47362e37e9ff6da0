import assert from "node:assert/strict";
import { tellCampaign } from "../../local/demo/tell-campaign.ts";
import { tellCallingPolicy } from "../../local/demo/tell-calling-policy.ts";
import { tellCheckupCalls } from "../../local/demo/tell-checkup-calls.ts";
import { startHubspotSimulator } from "../../local/simulators/hubspot/start-hubspot-simulator.ts";
import { pause } from "../../local/simulators/pause.ts";
import { startTestStack, type TestStack } from "../support/start-test-stack.ts";

// As `deno task start` has it, but for the conversation, which is shorter.
const asStarted = { sweepEverySeconds: 10, syncEveryMinutes: 60, bolna: { clockFactor: 0.02 } };

Deno.test("the demo of check-up calls succeeds twice in a row, and leaves no rule and no planned call behind", async () => {
  await using stack = await startTestStack(asStarted);
  for (let times = 1; times <= 2; times++) {
    const told: string[] = [];
    await tellCheckupCalls(stack, (line = "") => told.push(line));
    assert.match(told.at(-1) ?? "", /^\s*Done/);
    // Just before midnight the second patient's call may leave as well.
    const placed = stack.bolna.callRequests().length;
    assert.ok(placed >= times, `${placed} calls after ${times} times`);
    assert.ok(stack.hubspot.calls().length >= times);
  }
  assert.equal((await stack.sql`select from public.call_schedule_rules`).length, 0);
  const waiting = await stack
    .sql`select from public.call_schedules s where s.call_status in ('scheduled', 'in_progress')`;
  assert.equal(waiting.length, 0);
});

Deno.test("with another HubSpot it uses the contacts that are there, and enters none", async () => {
  const token = "pat-another-hubspot";
  await using hubspot = await startHubspotSimulator({
    token,
    contacts: [{
      id: "501",
      properties: { firstname: "Asha", phone: "+919876543210", last_checkup_date: "2020-02-29" },
    }],
  });
  await using stack = await startTestStack({
    ...asStarted,
    env: { HUBSPOT_API_URL: hubspot.url, HUBSPOT_API_KEY: token },
  });
  const told: string[] = [];
  await tellCheckupCalls(stack, (line = "") => told.push(line));
  assert.match(told.at(-1) ?? "", /^\s*Done/);
  assert.deepEqual(hubspot.contacts().map(({ id }) => id), ["501"]);
  assert.deepEqual(hubspot.calls().map(({ contactIds }) => contactIds), [["501"]]);
});

Deno.test("the demo of the calling policy succeeds: told when a call leaves, and not called again after asking", async () => {
  await using stack = await startTestStack({ ...asStarted, seededPolicies: true });
  const told: string[] = [];
  await tellCallingPolicy(stack, (line = "") => told.push(line));
  assert.match(told.at(-1) ?? "", /^\s*Done/);
  assert.match(told.join("\n"), /Rule US\S* \(/, "by a rule of the law, with its source");
});

Deno.test("the demo of a campaign succeeds: everybody called once each, paused and let go on, and reported in a file", async () => {
  await using stack = await startTestStack({
    ...asStarted,
    bolna: { clockFactor: 0.03 },
    seededPolicies: true,
    sweepEverySeconds: 2,
  });
  const told: string[] = [];
  const report = await Deno.makeTempFile({ suffix: ".html" });
  const isTold = new AbortController();
  try {
    await Promise.all([
      tellCampaign(stack, (line = "") => told.push(line), report, 20).finally(() => isTold.abort()),
      hurryFeeds(stack, isTold.signal),
    ]);
    const page = await Deno.readTextFile(report);
    assert.ok(page.includes("<svg") && page.includes("Check-ups of"), "a page with its charts");
    assert.doesNotMatch(page, /\+9198/);
  } finally {
    await Deno.remove(report);
  }
  assert.match(told.at(-1) ?? "", /^\s*Done/);
  const called = stack.bolna.callRequests().length;
  assert.equal(called, 20, "once each");
  assert.equal(stack.bolna.settings.clockFactor, 0.03, "the clock is set back");
});

/** The end of a campaign is looked for every twenty seconds: here every one. */
async function hurryFeeds({ sql }: TestStack, until: AbortSignal): Promise<void> {
  while (!until.aborted) {
    await sql`update private.campaign_feeds set next_feed_at = now() where next_feed_at > now()`;
    await pause(1, until);
  }
}

import assert from "node:assert/strict";
import { startHubspotSimulator } from "../../local/simulators/hubspot/start-hubspot-simulator.ts";
import { createClock, OBJECTS, search, send, startHubspot } from "./hubspot-support.ts";

Deno.test("an account has five searches in any one second, whichever key sends them", async () => {
  const clock = createClock();
  await using hubspot = await startHubspotSimulator({ now: clock.now, keys: [{ token: "pat-two" }] });
  const path = `${OBJECTS}/contacts/search`;
  const statuses = [];
  for (let n = 0; n < 7; n++) {
    statuses.push((await send(hubspot, "POST", path, {}, n % 2 ? "pat-two" : hubspot.token)).status);
  }
  assert.deepEqual(statuses, [200, 200, 200, 200, 200, 429, 429]);
  const { body, headers } = await search(hubspot, []);
  assert.equal(body.message, "You have reached your secondly limit.");
  assert.deepEqual([body.policyName, body.errorType, body.category], ["SECONDLY", "RATE_LIMIT", undefined]);
  assert.deepEqual(
    [...headers.keys()].filter((name) => name.includes("ratelimit") || name === "retry-after"),
    [],
  );
  clock.pass(0.999);
  assert.equal((await search(hubspot, [])).status, 429);
  clock.pass(0.001);
  assert.equal((await search(hubspot, [])).status, 200);
});

Deno.test("another app eats a part of the search budget, and the limit can be raised or lifted", async () => {
  await using hubspot = await startHubspot({ searchesPerSecond: 5, otherAppSearchesPerSecond: 3 });
  const burst = async () => {
    const answers = [];
    for (let n = 0; n < 8; n++) answers.push((await search(hubspot, [])).status);
    hubspot.pass(1);
    return answers.filter((status) => status === 200).length;
  };
  assert.equal(await burst(), 2);
  hubspot.changeSettings({ otherAppSearchesPerSecond: 0, searchesPerSecond: 6 });
  assert.equal(await burst(), 6);
  hubspot.changeSettings({ searchesPerSecond: null });
  assert.equal(await burst(), 8);
});

Deno.test("each key has its own burst of ten seconds, to which searches do not count", async () => {
  await using hubspot = await startHubspot({ requestsPerTenSeconds: 3, keys: [{ token: "pat-two" }] });
  const list = (token?: string) => send(hubspot, "GET", `${OBJECTS}/contacts`, undefined, token);
  for (let n = 0; n < 5; n++) assert.equal((await search(hubspot, [])).status, 200);
  const first = await list();
  assert.equal(first.headers.get("x-hubspot-ratelimit-max"), "3");
  assert.equal(first.headers.get("x-hubspot-ratelimit-remaining"), "2");
  await list();
  await list();
  const { status, body } = await list();
  assert.deepEqual([status, body.policyName], [429, "TEN_SECONDLY_ROLLING"]);
  assert.match(body.message ?? "", /ten_secondly_rolling/);
  assert.equal((await list("pat-two")).status, 200);
  hubspot.pass(10);
  assert.equal((await list()).status, 200);
});

Deno.test("the day's quota is the account's and comes back at midnight in its own time zone", async () => {
  // 06:00 UTC is 11:30 in Kolkata: midnight is twelve and a half hours away.
  await using hubspot = await startHubspot({ requestsPerDay: 2 });
  const list = () => send(hubspot, "GET", `${OBJECTS}/contacts`);
  await list();
  assert.equal((await list()).headers.get("x-hubspot-ratelimit-daily-remaining"), "0");
  const { status, body } = await list();
  assert.deepEqual([status, body.policyName], [429, "DAILY"]);
  hubspot.pass(12.5 * 3600 - 1);
  assert.equal((await search(hubspot, [])).status, 429);
  hubspot.pass(1);
  assert.equal((await list()).status, 200);
});

Deno.test("a 429 can carry a category and a Retry-After, or no policy name", async () => {
  await using hubspot = await startHubspot({
    searchesPerSecond: 0,
    rateLimitCategory: true,
    rateLimitPolicyName: false,
    retryAfter: 1500,
  });
  const { body, headers } = await search(hubspot, []);
  assert.deepEqual([body.category, body.policyName], ["RATE_LIMITS", undefined]);
  assert.equal(headers.get("retry-after"), "1500");
});

import assert from "node:assert/strict";
import { watchStalls } from "../support/watch-stalls.ts";
import { manyContacts, startPullWorld } from "./pull-world.ts";

Deno.test("four workers at one account never search it faster than it allows, and it answers no 429", async () => {
  await using world = await startPullWorld();
  using stalls = watchStalls();
  const limits = { searchesPerSecond: 5, requestsPerTenSeconds: 100 };
  const first = await world.connect({ contacts: manyContacts(900), ...limits });
  const organizations = [first];
  for (let other = 0; other < 3; other++) {
    const org = await world.connect();
    // The same account and key for all four.
    await world.sql`
      update public.hubspot_connections
      set token_secret_id = private.keep_token(${org.orgId}, token_secret_id, ${first.token})
      where org_id = ${org.orgId}`;
    organizations.push(org);
  }
  const change = { connections: { takeTurn: world.real.connections.takeTurn } };
  const ends = await Promise.all(organizations.map((org) => world.pull(org, { change })));
  assert.deepEqual(ends, ["completed", "completed", "completed", "completed"]);
  for (const org of organizations) assert.equal((await world.contacts(org)).length, 900);

  const { requests } = world.stack.hubspot;
  // A machine that stands still for so long sends what had its turn meanwhile all at once: HubSpot would say so, and the
  // requests come again.
  const searches = requests.filter(({ path, answer }) => path.endsWith("/search") && answer !== 429);
  assert.equal(searches.length, 20);
  if (stalls.longestMs() < 300) assert.deepEqual(requests.filter(({ answer }) => answer === 429), []);
});

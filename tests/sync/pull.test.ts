import assert from "node:assert/strict";
import { manyContacts, startPullWorld } from "./pull-world.ts";

Deno.test("contacts come in from HubSpot", async (t) => {
  await using world = await startPullWorld();

  await t.step(
    "the first reading takes every contact, its number closed and its slug and date converted",
    async () => {
      const org = await world.connect({
        contacts: [{
          id: "57156923994",
          properties: {
            firstname: "Asha",
            lastname: "Rao",
            phone: "+912226543210",
            mobilephone: "+91 98765 43210",
            hs_timezone: "asia_slash_kolkata",
            last_checkup_date: "2026-05-01",
            lifecyclestage: "customer",
          },
        }],
      });
      assert.equal(await world.pull(org), "completed");
      const [asha, ...others] = await world.contacts(org);
      assert.ok(asha);
      assert.equal(others.length, 0);
      assert.equal(asha.contact_name, "Asha Rao");
      assert.equal(asha.time_zone, "Asia/Kolkata");
      assert.equal(asha.checkup_on, "2026-05-01");
      assert.deepEqual(asha.properties, { lifecyclestage: "customer" });
      assert.equal(asha.phone_hash, await world.cipher.hash(org.orgId, "+919876543210"));
      const place = { orgId: org.orgId, rowId: "contact:57156923994", column: "phone" };
      assert.equal(await world.cipher.decrypt(place, asha.phone_enc ?? ""), "+919876543210");
      const { state, state_detail, portal_id, property_types } = await world.connection(org);
      assert.deepEqual([state, state_detail], ["ok", null]);
      assert.match(portal_id ?? "", /^\d+$/);
      assert.equal(property_types.last_checkup_date, "date");
    },
  );

  await t.step(
    "10 001 contacts are each found exactly once, by whatever number of workers' turns",
    async () => {
      const org = await world.connect({ contacts: manyContacts(10_001) });
      const ends = [];
      do ends.push(await world.pull(org, { maxPages: 20 })); while (
        ends.at(-1) === "unfinished" && ends.length < 6
      );
      assert.deepEqual(ends, ["unfinished", "unfinished", "completed"]);
      const kept = await world.contacts(org);
      assert.equal(kept.length, 10_001);
      assert.equal((await world.reading(org)).contacts_read, 10_001);
      const refused = world.stack.hubspot.requests.filter(({ answer }) => answer === 400);
      assert.equal(refused.length, 0);
    },
  );

  await t.step(
    "the next reading asks only for what changed, from ten minutes before the last one began",
    async () => {
      const contacts = manyContacts(450).map((each) => ({ ...each, updatedAt: "2026-01-01T00:00:00Z" }));
      const org = await world.connect({ contacts });
      assert.equal(await world.pull(org), "completed");
      const before = Date.now();
      org.portal.editContact("97", { firstname: "Changed", last_checkup_date: "2026-06-02" });
      // As if the index had hidden it from the last reading: changed just before that one began.
      await world.sql`
      update public.hubspot_connections set synced_until = clock_timestamp() + interval '5 minutes'
      where org_id = ${org.orgId}`;
      await world.sql`
      update public.contact_syncs set started_at = started_at - interval '1 hour' where org_id = ${org.orgId}`;
      assert.equal(await world.pull(org), "completed");
      const { kind, contacts_read } = await world.reading(org);
      assert.equal(kind, "changes");
      // The 450 were made with the portal, which was in the overlap too.
      assert.ok(contacts_read >= 1, String(contacts_read));
      const changed = await world.contact(org, "97");
      assert.deepEqual([changed.contact_name, changed.checkup_on], ["Changed 1", "2026-06-02"]);
      const search = world.stack.hubspot.requests.findLast(({ path }) => path.endsWith("/search"));
      const filters = filtersOf(search?.body);
      const from = Number(filters.GTE);
      assert.ok(Math.abs(before - 5 * 60_000 - from) < 60_000, `from ${new Date(from).toISOString()}`);
      assert.ok(Number(filters.LTE) >= before, "the window ends with this reading's beginning");
    },
  );
});

function filtersOf(body: unknown): Record<string, string> {
  const text = JSON.stringify(body);
  const found = text.matchAll(/"operator":"(GTE|LTE|GT)","value":"(\d+)"/g);
  return Object.fromEntries([...found].map(([, operator, value]) => [operator, value]));
}

import assert from "node:assert/strict";
import { until } from "../support/wait-for.ts";
import { manyContacts, startPullWorld } from "./pull-world.ts";

Deno.test("POST /sync", async (t) => {
  await using world = await startPullWorld({
    hubspot: {
      contacts: manyContacts(2),
      searchesPerSecond: null,
      requestsPerTenSeconds: null,
      indexLagSeconds: 0,
    },
  });
  const { sql } = world;

  await t.step("opens for a secret key alone", async () => {
    const response = await fetch(`${world.stack.functionsUrl}/sync`, {
      method: "POST",
      headers: { apikey: world.stack.publishableKey },
    });
    assert.equal(response.status, 401);
    await response.body?.cancel();
  });

  await t.step("with a single organisation, the environment's token is its own by itself", async () => {
    const [org] = await sql<{ id: string }[]>`
      insert into public.organizations (slug, name) values ('only', 'Only') returning id`;
    assert.ok(org);
    const { status, body } = await world.sync("wait=true&only=due");
    assert.equal(status, 200, JSON.stringify(body));
    assert.deepEqual([body.organizations, body.contacts_read, body.finished], [1, 2, true]);
    assert.equal((await world.contacts({ orgId: org.id })).length, 2);
    assert.equal((await world.sync("wait=true&only=due")).body.organizations, 0, "nothing is due any more");
    await sql`delete from public.organizations where id = ${org.id}`;
  });

  await t.step("answers 202 at once and reads in the background", async () => {
    const org = await world.connect({ contacts: manyContacts(3) });
    const { status, body } = await world.sync("only=due");
    assert.deepEqual([status, body], [202, { success: true, accepted: true }]);
    await until(async () => (await world.contacts(org)).length === 3, "the contacts are there");
  });

  await t.step(
    "reads every organisation once, due or not; one with a wrong token stops no other",
    async () => {
      const good = [
        await world.connect({ contacts: manyContacts(2) }),
        await world.connect({ contacts: manyContacts(2) }),
      ];
      const bad = await world.connect();
      bad.portal.revokeKey(bad.token);
      const { body } = await world.sync();
      assert.equal(body.success, true);
      assert.equal(body.finished, true, JSON.stringify(body));
      for (const org of good) assert.equal((await world.contacts(org)).length, 2);
      const [failure, ...others] = body.failures;
      assert.equal(others.length, 0);
      assert.deepEqual([failure.org_id, failure.reason_code], [bad.orgId, "token_rejected"]);
      assert.doesNotMatch(JSON.stringify(body), new RegExp(bad.token));
      await world.setConnection(bad, { removed_at: new Date() });
    },
  );

  await t.step("a reading that another worker began before is waited for, and made once more", async () => {
    const org = await world.connect({ contacts: manyContacts(250) });
    let asked: ReturnType<typeof world.sync> | undefined;
    const slowly: typeof world.real.contacts.savePage = async (page) => {
      if (asked === undefined) {
        const other = await world.connect({ contacts: manyContacts(1) });
        asked = world.sync();
        await until(
          async () => (await world.contacts(other)).length === 1,
          "the request is at the others",
          60,
        );
        // What was read of this contact is old by now.
        org.portal.editContact("90", { firstname: "Newer" });
      }
      return await world.real.contacts.savePage(page);
    };
    assert.equal(await world.pull(org, { change: { contacts: { savePage: slowly } } }), "completed");
    assert.equal((await asked)?.body.finished, true);
    assert.equal((await world.contact(org, "90")).contact_name, "Newer 0");
  });

  await t.step("more than one pass takes is read by further ones, and waited for", async () => {
    const big = await world.connect({ contacts: manyContacts(3_300) });
    const small = await world.connect({ contacts: manyContacts(2) });
    const { body } = await world.sync();
    assert.equal(body.finished, true, JSON.stringify(body));
    assert.equal((await world.contacts(big)).length, 3_300);
    assert.equal((await world.contacts(small)).length, 2);
    assert.equal((await world.reading(big)).contacts_read, 3_300);
  });
});

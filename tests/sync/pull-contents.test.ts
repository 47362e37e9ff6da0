import assert from "node:assert/strict";
import { manyContacts, startPullWorld } from "./pull-world.ts";

Deno.test("what HubSpot holds is followed", async (t) => {
  await using world = await startPullWorld();

  await t.step(
    "a contact that was deleted is gone after the next full reading, and one that was restored is back",
    async () => {
      const org = await world.connect({ contacts: manyContacts(450) });
      assert.equal(await world.pull(org), "completed");
      for (const id of ["90", "97", String(90 + 7 * 449)]) org.portal.archiveContact(id);
      await world.readAnew(org);
      assert.equal(await world.pull(org), "completed");
      assert.equal((await world.contacts(org)).length, 447);
      assert.equal((await world.contact(org, "97")).removed_reason, "deleted");
      assert.equal((await world.reading(org)).contacts_removed, 3);
      org.portal.setContact({ id: "97", properties: { firstname: "Back" } });
      assert.equal(await world.pull(org), "completed");
      assert.deepEqual((await world.contact(org, "97")).removed_reason, null);
    },
  );

  await t.step("a contact that only the search index hides is asked for by its id, and stays", async () => {
    const org = await world.connect({ contacts: manyContacts(20) });
    assert.equal(await world.pull(org), "completed");
    org.portal.archiveContact("97");
    org.portal.changeSettings({ indexLagSeconds: 3600 });
    org.portal.setContact({ id: "97", properties: { firstname: "Hidden" } });
    await world.readAnew(org);
    assert.equal(await world.pull(org), "completed");
    assert.equal((await world.contacts(org)).length, 20);
  });

  await t.step("a flag withdraws the calls that were booked before it, and waits for nobody", async () => {
    const org = await world.connect({ contacts: [{ id: "97", properties: { phone: "+919876543210" } }] });
    assert.equal(await world.pull(org), "completed");
    const { sql } = world.stack;
    const book = async () => {
      const [call] = await sql<{ id: string }[]>`
        insert into public.call_schedules (org_id, agent_id, contact_id, contact_name, contact_phone_enc, contact_phone_hash,
          scheduled_at, purpose)
        select ${org.orgId}, ${org.agentId}, 'crm-1', 'Asha', phone_enc, phone_hash, now() + interval '9 days', 'service'
        from public.contacts where org_id = ${org.orgId} and contact_id = '97' returning id`;
      assert.ok(call);
      return call.id;
    };
    const statusOf = async (id: string) =>
      (await sql`select call_status, status_reason_code from public.call_schedules where id = ${id}`)[0];
    const [free, held] = [await book(), await book()];
    org.portal.setContact({ id: "97", properties: { phone: "+919876543210", do_not_call: "true" } });
    await sql.begin(async (other) => {
      await other`select from public.call_schedules where id = ${held} for no key update`;
      assert.equal(await world.pull(org), "completed");
    });
    assert.deepEqual(await statusOf(free), { call_status: "cancelled", status_reason_code: "do_not_call" });
    assert.deepEqual(await statusOf(held), { call_status: "scheduled", status_reason_code: null });
    await world.readAnew(org);
    assert.equal(await world.pull(org), "completed");
    assert.deepEqual(await statusOf(held), { call_status: "cancelled", status_reason_code: "do_not_call" });
  });

  await t.step("a merged contact gives way to the one it became, whichever of the two is older", async () => {
    const org = await world.connect({ contacts: manyContacts(10) });
    assert.equal(await world.pull(org), "completed");
    org.portal.mergeContacts("97", "111");
    org.portal.mergeContacts("125", "104");
    await world.readAnew(org);
    assert.equal(await world.pull(org), "completed");
    assert.equal((await world.contacts(org)).length, 8);
    for (const id of ["97", "125"]) assert.equal((await world.contact(org, id)).removed_reason, "merged", id);
  });

  await t.step("a merge is also seen by the reading of changes alone", async () => {
    const org = await world.connect({ contacts: manyContacts(10) });
    assert.equal(await world.pull(org), "completed");
    org.portal.mergeContacts("97", "111");
    assert.equal(await world.pull(org), "completed");
    assert.equal((await world.reading(org)).kind, "changes");
    assert.equal((await world.contact(org, "97")).removed_reason, "merged");
  });

  await t.step(
    "a portal without the check-up property is read all the same, and says what is missing",
    async () => {
      const org = await world.connect({
        contacts: [{ id: "7", properties: { firstname: "Asha", phone: "+919876543210" } }],
        withoutProperties: ["last_checkup_date", "do_not_call"],
      });
      assert.equal(await world.pull(org), "completed");
      assert.equal((await world.contact(org, "7")).checkup_problem, "missing");
      const { state, state_detail } = await world.connection(org);
      assert.equal(state, "property_missing");
      assert.match(state_detail ?? "", /property last_checkup_date:/);
    },
  );

  await t.step(
    "a portal without a property that it may do without, by its default name, is sound",
    async () => {
      const org = await world.connect({ contacts: [{ id: "7" }], withoutProperties: ["do_not_call"] });
      assert.equal(await world.pull(org), "completed");
      const { state, state_detail } = await world.connection(org);
      assert.deepEqual([state, state_detail], ["ok", null]);
    },
  );

  await t.step(
    "a check-up property that is a text is no date even where it looks like one, and says so",
    async () => {
      const org = await world.connect({
        properties: [{ name: "last_checkup_date", type: "string" }],
        contacts: [{ id: "7", properties: { last_checkup_date: "2026-05-01" } }],
      });
      assert.equal(await world.pull(org), "completed");
      assert.equal((await world.contact(org, "7")).checkup_problem, "unreadable");
      const { state, state_detail } = await world.connection(org);
      assert.equal(state, "property_type_wrong");
      assert.match(state_detail ?? "", /last_checkup_date has the type string/);
    },
  );

  await t.step("a check-up kept as a date-time counts as the day it was in the portal's zone", async () => {
    const org = await world.connect({
      timeZone: "America/New_York",
      properties: [{ name: "last_checkup_date", type: "datetime" }],
      contacts: [{ id: "7", properties: { last_checkup_date: "2026-05-02T02:00:00Z" } }],
    });
    assert.equal(await world.pull(org), "completed");
    assert.equal((await world.contact(org, "7")).checkup_on, "2026-05-01");
  });

  await t.step("numbers, dates and names that are none leave a problem each, and stop nothing", async () => {
    const org = await world.connect({
      contacts: [
        { id: "1", properties: { phone: "ask at reception", last_checkup_date: "2026-05-01" } },
        { id: "2", properties: { firstname: "No", lastname: "Phone" } },
        {
          id: "3",
          properties: { phone: "+919876543210", do_not_call: "true", hs_timezone: "mars_slash_phobos" },
        },
        { id: "4", properties: { firstname: "x".repeat(5000), phone: "+919876543210" } },
      ],
    });
    assert.equal(await world.pull(org), "completed");
    const [first, second, third, fourth] = await world.contacts(org);
    assert.deepEqual([first?.phone_problem, first?.contact_name], ["invalid", "Contact 1"]);
    assert.deepEqual([second?.phone_problem, second?.checkup_problem], ["missing", "missing"]);
    assert.deepEqual([third?.do_not_call, third?.time_zone], [true, null]);
    assert.equal(fourth?.contact_name.length, 200);
    assert.equal(third?.phone_hash, fourth?.phone_hash, "two contacts with one number are equal in it");
  });

  await t.step("more check-up properties than a search can name are read by id", async () => {
    const names = Array.from({ length: 40 }, (_, index) => `${"long_name_".repeat(8)}${index}`);
    const org = await world.connect({
      properties: names.map((name) => ({ name, type: "date" as const })),
      contacts: [{ id: "7", properties: Object.fromEntries(names.map((name) => [name, "2026-04-03"])) }],
    });
    for (const name of names) {
      await world.sql`
        insert into public.call_schedule_rules
          (org_id, agent_id, rule_name, rule_type, checkup_threshold_days, checkup_property)
        values (${org.orgId}, ${org.agentId}, ${name}, 'checkup_threshold', 5, ${name})`;
    }
    assert.equal(await world.pull(org), "completed");
    const { properties } = await world.contact(org, "7");
    assert.ok(names.every((name) => properties[name] === "2026-04-03"));
  });
});

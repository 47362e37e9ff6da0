import assert from "node:assert/strict";
import type { Sql } from "postgres";
import { secondsToMidnight } from "../../supabase/functions/_shared/hubspot/calendar.ts";
import { awayFromMidnight } from "../support/away-from-midnight.ts";
import { waitFor } from "../support/wait-for.ts";
import { type Connected, manyContacts, startPullWorld } from "./pull-world.ts";

Deno.test("a reading meets trouble", async (t) => {
  await using world = await startPullWorld();
  const { sql, real } = world;
  const [timeZone = "UTC"] = awayFromMidnight(["Asia/Kolkata", "America/New_York"]);
  const requestsOf = ({ token }: Connected, end: string) =>
    world.stack.hubspot.requests.filter(({ path, headers }) =>
      path.endsWith(end) && headers.authorization === `Bearer ${token}`
    );

  await t.step(
    "killed after any page, before or after it was kept, it goes on without loss or repetition",
    async () => {
      const org = await world.connect({ contacts: manyContacts(900) });
      for (let page = 1; page <= 4; page++) {
        let pages = 0;
        const dyingAfter: typeof real.contacts.savePage = async (given) => {
          const saved = await real.contacts.savePage(given);
          pages += 1;
          if (pages === 1) throw new Error("killed after the page was kept");
          return saved;
        };
        const dyingBefore = () => Promise.reject(new Error("killed before the page was kept"));
        await assert.rejects(
          world.pull(org, { change: { contacts: { savePage: dyingBefore } } }),
          /killed before/,
        );
        await world.endLeases(org.orgId);
        await assert.rejects(
          world.pull(org, { change: { contacts: { savePage: dyingAfter } } }),
          /killed after/,
        );
        await world.endLeases(org.orgId);
      }
      assert.equal(await world.pull(org), "completed");
      const { contacts_read } = await world.reading(org);
      assert.equal(contacts_read, 900);
      assert.equal((await world.contacts(org)).length, 900);
    },
  );

  await t.step(
    "of two workers at once one reads; one that lost its lease stops quietly and writes nothing",
    async () => {
      const org = await world.connect({ contacts: manyContacts(700) });
      const ends: unknown[] = [];
      const overtaken: typeof real.contacts.savePage = async (given) => {
        assert.equal(await world.pull(org), null, "held by the first worker");
        await world.endLeases(org.orgId);
        ends.push(await world.pull(org));
        return await real.contacts.savePage(given);
      };
      ends.push(await world.pull(org, { change: { contacts: { savePage: overtaken } } }));
      assert.deepEqual(ends, ["completed", "lost"]);
      const { contacts_read, state } = await world.reading(org);
      assert.deepEqual([contacts_read, state], [700, "completed"]);
    },
  );

  await t.step("a token revoked in the middle of a reading is shown, and a new one goes on", async () => {
    const org = await world.connect({ contacts: manyContacts(450) });
    org.portal.setFaults([{ fault: "401", on: "search", skip: 1 }]);
    assert.equal(await world.pull(org), "suspended");
    const revoked = await world.connection(org);
    assert.equal(revoked.state, "token_rejected");
    assert.match(revoked.state_detail ?? "", /does not accept the token/);
    assert.equal((await world.reading(org)).state, "failed");
    assert.equal((await world.contacts(org)).length, 200, "what was read stays");
    assert.equal(await world.pull(org, { onlyDue: true }), null, "it is not tried all the time");
    org.portal.setFaults([]);
    assert.equal(await world.pull(org), "completed");
    assert.equal((await world.connection(org)).state, "ok");
    assert.equal((await world.contacts(org)).length, 450);
  });

  await t.step("a new token set at this very moment is not said to be the one that was refused", async () => {
    const org = await world.connect({ contacts: manyContacts(3) });
    org.portal.setFaults([{ fault: "401" }]);
    const suspendSync: typeof real.contacts.suspendSync = async (given) => {
      await world.setConnection(org, { state: "untested", full_sync_after: new Date(Date.now() - 1000) });
      return await real.contacts.suspendSync(given);
    };
    assert.equal(await world.pull(org, { change: { contacts: { suspendSync } } }), "lost");
    assert.equal((await world.connection(org)).state, "untested");
  });

  await t.step("a scope that the key lacks is named", async () => {
    const org = await world.connect({ contacts: manyContacts(1) });
    org.portal.setKey({ token: org.token, scopes: ["crm.schemas.contacts.read"] });
    assert.equal(await world.pull(org), "suspended");
    const { state, state_detail } = await world.connection(org);
    assert.equal(state, "scope_missing");
    assert.match(state_detail ?? "", /crm\.objects\.contacts\.read/);
  });

  await t.step("a key that may only read is read with, and the scope for writing is named", async () => {
    const org = await world.connect({ contacts: manyContacts(3) });
    org.portal.setKey({ token: org.token, scopes: ["crm.objects.contacts.read"] });
    assert.equal(await world.pull(org), "completed");
    assert.equal((await world.contacts(org)).length, 3);
    const { state, state_detail } = await world.connection(org);
    assert.equal(state, "scope_missing");
    assert.match(state_detail ?? "", /crm\.objects\.contacts\.write/);
  });

  await t.step("an organisation without a token says so", async () => {
    const org = await world.connect();
    await world.setConnection(org, { token_secret_id: null });
    assert.equal(await world.pull(org), "suspended");
    assert.equal((await world.connection(org)).state, "token_missing");
  });

  await t.step(
    "the daily limit stops the reading until the account's midnight, and holds the account",
    async () => {
      const org = await world.connect({ contacts: manyContacts(450), timeZone });
      org.portal.setFaults([{ fault: "429", policy: "DAILY", on: "search", skip: 1 }]);
      assert.equal(await world.pull(org), "suspended");
      assert.equal(requestsOf(org, "/search").length, 2, "no retry");
      assert.equal((await world.connection(org)).state, "daily_limit");
      const { state, wait } = await world.reading(org);
      assert.equal(state, "running");
      const midnight = secondsToMidnight(timeZone, new Date());
      assert.ok(Math.abs(wait - midnight) < 60, `${wait} s, midnight in ${midnight} s`);
      const account = `portal:${(await world.connection(org)).portal_id}`;
      for (const kind of ["search", "request"] as const) {
        const turn = await real.connections.takeTurn(account, kind, 20);
        assert.ok(Math.abs(turn - midnight) < 60, `the next ${kind} leaves in ${turn} s`);
      }
      org.portal.setFaults([]);
      await world.endLeases(org.orgId);
      assert.equal(await world.pull(org), "completed");
      assert.equal((await world.reading(org)).contacts_read, 450, "it went on where it stopped");
      assert.equal((await world.connection(org)).state, "ok");
    },
  );

  await t.step(
    "a reading that waits for midnight gives way at once when what is to be read has changed",
    async () => {
      const org = await world.connect({ contacts: manyContacts(450), timeZone });
      org.portal.setFaults([{ fault: "429", policy: "DAILY", on: "search", skip: 1 }]);
      assert.equal(await world.pull(org), "suspended");
      org.portal.setFaults([]);
      assert.equal(await world.pull(org), null);
      await world.readAnew(org);
      assert.equal(await world.pull(org), "completed");
      assert.equal((await world.reading(org)).contacts_read, 450, "from the beginning");
    },
  );

  await t.step("short limits, a 5xx, HTML and a broken body in the middle only take time", async () => {
    const org = await world.connect({ contacts: manyContacts(900) });
    org.portal.setFaults([
      { fault: "503-html", on: "search", times: 1 },
      { fault: "429", policy: "SECONDLY", on: "search", times: 1, skip: 1 },
      { fault: "broken-json", on: "search", times: 1, skip: 1 },
      { fault: "429", policy: "TEN_SECONDLY_ROLLING", on: "read-properties", times: 1 },
    ]);
    assert.equal(await world.pull(org), "completed");
    assert.equal((await world.contacts(org)).length, 900);
  });

  await t.step(
    "a HubSpot that is down is a state of the connection, and the reading is kept for later",
    async () => {
      const org = await world.connect({ contacts: manyContacts(3) });
      await world.setConnection(org, { state: "ok" });
      org.portal.setFaults([{ fault: "477", seconds: 7200 }]);
      assert.equal(await world.pull(org), "suspended");
      assert.equal((await world.connection(org)).state, "unreachable");
      const { state, wait } = await world.reading(org);
      assert.equal(state, "running");
      assert.ok(wait > 7000, String(wait));
    },
  );

  await t.step(
    "a contact that the database refuses is kept with its reason, and the others as they are",
    async () => {
      const org = await world.connect({ contacts: manyContacts(250) });
      await sql.unsafe(`
      create function private.refuse_97() returns trigger language plpgsql as $$
      begin
        if new.contact_id = '97' and new.problem is null then
          raise exception 'refused' using errcode = '23514';
        end if;
        return new;
      end $$;
      create trigger refuse_97 before insert on public.contacts for each row
        when (new.org_id = '${org.orgId}') execute function private.refuse_97()`);
      assert.equal(await world.pull(org), "completed");
      assert.equal((await world.contacts(org)).length, 250);
      assert.match((await world.contact(org, "97")).problem ?? "", /does not take/);
      assert.equal((await world.contact(org, "104")).contact_name, "Contact 2");
      assert.ok(!world.lines.some((line) => line.includes("Contact 1")), "no name is logged");
    },
  );

  await t.step(
    "a page that has another check-up for a call whose last look is under way waits for it, and neither locks the other out",
    async () => {
      const org = await world.connect({ contacts: manyContacts(1) });
      assert.equal(await world.pull(org), "completed");
      const [contact] = await sql<{ contact_id: string }[]>`
        select contact_id from public.contacts where org_id = ${org.orgId}`;
      const [call] = await sql<{ id: string }[]>`
        insert into public.call_schedules (org_id, agent_id, contact_id, contact_name, contact_phone_enc, contact_phone_hash,
          scheduled_at, purpose, auto_trigger_enabled, last_checkup_date)
        values (${org.orgId}, ${org.agentId}, ${contact?.contact_id ?? ""}, 'Asha Rao',
          'v1.k1.AAAAAAAAAAAAAAAA.BBBBBBBBBBBBBBBBBBBBBB', repeat('a', 64), now(), 'service', true, '2020-01-01')
        returning id`;
      assert.ok(contact && call);
      await sql`
        insert into private.call_looks (schedule_id, org_id, worker, trigger, expires_at)
        values (${call.id}, ${org.orgId}, 'looks', 'sweep', now() + interval '1 minute')`;
      const found = (last_checkup_date: string) => ({
        contact_id: contact.contact_id,
        contact_name: "Asha Rao",
        phone_problem: "missing",
        last_checkup_date,
        hubspot_modified_at: new Date().toISOString(),
      });
      await world.readAnew(org);
      const sync = await real.contacts.claimSync({ worker: "reads", onlyDue: false, orgId: org.orgId });
      assert.ok(sync);
      await using looking = await reserve(sql);
      await using reading = await reserve(sql);
      // As far as claim_looked_call has come when it waits for nothing yet.
      await looking.sql`begin`;
      await looking.sql`select from public.call_schedules where id = ${call.id} for no key update`;
      const page = reading.sql`
        select public.save_contacts_page(${sync.sync_id}, 'reads', ${
        sql.json([found("2021-02-02")])
      }, 1, true)`
        .then(() => "kept", String);
      await waitFor("the page waits", async () => {
        const [waits] = await sql`
          select from pg_stat_activity where wait_event_type = 'Lock' and query ilike '%save_contacts_page%'
            and pid <> pg_backend_pid()`;
        return waits;
      });
      const look = { contact_id: contact.contact_id, contact: found("2022-03-03") };
      const claimed = await looking.sql`select public.claim_looked_call(${call.id}, 'looks', ${
        sql.json(look)
      })`
        .then(() => "kept", String);
      await looking.sql`commit`;
      assert.deepEqual([claimed, await page], ["kept", "kept"]);
      const [kept] = await sql`
        select s.last_checkup_date = c.last_checkup_date as same from public.call_schedules s
        join public.contacts c on c.org_id = s.org_id and c.contact_id = s.contact_id where s.id = ${call.id}`;
      assert.equal(kept?.same, true, "the call goes by the contact's date");
    },
  );
});

/** A connection of one's own, which is left as it was found. */
async function reserve(sql: Sql) {
  const reserved = await sql.reserve();
  return {
    sql: reserved,
    [Symbol.asyncDispose]: async () => {
      await reserved`rollback`;
      reserved.release();
    },
  };
}

import assert from "node:assert/strict";
import {
  type ListDeps,
  type ListEnd,
  readList,
} from "../../supabase/functions/_shared/campaigns/read-list.ts";
import type { ListStore } from "../../supabase/functions/_shared/campaigns/list-store.ts";
import { awayFromMidnight } from "../support/away-from-midnight.ts";
import { type Connected, manyContacts, startPullWorld } from "./pull-world.ts";

Deno.test("a HubSpot list becomes a campaign's audience", async (t) => {
  await using world = await startPullWorld();
  const { sql, real } = world;
  const admin = crypto.randomUUID();
  await sql`insert into auth.users (id, email) values (${admin}, 'admin@org.test')`;

  /** An organisation whose HubSpot has so many contacts and a list of these members, asked for by its admin. */
  async function begin(
    contacts: number,
    members: (ids: string[]) => string[] = (ids) => ids,
    timeZone = "UTC",
  ) {
    const records = manyContacts(contacts, {});
    const ids = records.map(({ id = "" }) => id);
    const withPhones = records.map((record, index) => ({
      ...record,
      properties: { ...record.properties, phone: `+9198765${String(10_000 + index)}` },
    }));
    const org = await world.connect({ contacts: withPhones, timeZone });
    const listed = members(ids);
    org.portal.setList({ id: "27", members: listed });
    await sql`insert into public.memberships (org_id, user_id, role) values (${org.orgId}, ${admin}, 'admin')`;
    const [campaign] = await sql<{ id: string }[]>`
      insert into public.campaigns (org_id, name, agent_id, purpose)
      values (${org.orgId}, 'Spring', ${org.agentId}, 'service') returning id`;
    const campaignId = campaign?.id ?? "";
    const uploadId = crypto.randomUUID();
    const begun = await real.lists.begin({
      orgId: org.orgId,
      campaignId,
      actorId: admin,
      uploadId,
      listId: "27",
      size: listed.length,
      worker: "request",
    });
    assert.equal(begun, "started");
    await endLease(uploadId);
    return { ...org, campaignId, uploadId, listed };
  }

  /** As if the worker had died some time ago. */
  const endLease = (uploadId: string) =>
    sql`update private.list_readings set lease_expires_at = clock_timestamp() - interval '1 second' where upload_id = ${uploadId}`;

  /** One worker's turn at whatever list waits. */
  async function read(pages = Infinity, change: Partial<ListStore> = {}): Promise<ListEnd["end"] | null> {
    const worker = `test-${crypto.randomUUID()}`;
    const deps: ListDeps = { ...world.deps, lists: { ...real.lists, ...change } };
    const reading = await deps.lists.claim(worker);
    if (reading === null) return null;
    let left = pages;
    return (await readList(deps, reading, { worker, takePage: () => left-- > 0 })).end;
  }

  const audience = async ({ campaignId }: { campaignId: string }) =>
    (await sql<{ contact_id: string }[]>`
      select contact_id from public.campaign_contacts where campaign_id = ${campaignId} order by position`)
      .map(({ contact_id }) => contact_id);

  async function progress({ orgId, campaignId }: Pick<Connected, "orgId"> & { campaignId: string }) {
    const [row] = await sql.begin(async (tx) => {
      await tx`select set_config('request.jwt.claims', ${JSON.stringify({ sub: admin })}, true)`;
      return await tx`select public.audience_progress(${orgId}, ${campaignId}) as told`;
    });
    return row?.told;
  }

  await t.step(
    "page by page: members that were never read become contacts like any others, and how far it is grows",
    async () => {
      const org = await begin(300, (ids) => [...ids.toReversed(), "999999999"]);
      org.portal.editContact(org.listed[3] ?? "", { phone: null });
      assert.equal(await read(1), "unfinished");
      const begun = await progress(org);
      assert.deepEqual([begun.state, begun.rows_read, begun.rows_total, begun.is_stopped], [
        "running",
        250,
        301,
        false,
      ]);
      assert.equal(typeof begun.seconds_left, "number");
      assert.deepEqual(await audience(org), [], "nothing of it is seen before all of it is there");
      assert.equal((await world.contacts(org)).length, 250);
      const { status, body } = await world.sync("wait=true&only=due");
      assert.equal(status, 200, JSON.stringify(body));
      const ended = await progress(org);
      assert.deepEqual(
        [ended.state, ended.accepted, ended.rejected_count, ended.rows_total, ended.problem],
        ["loaded", 299, 2, 301, null],
      );
      assert.deepEqual(
        ended.rejected.map(({ line, field }: { line: number; field: string }) => [line, field]),
        [[4, "phone"], [301, "contact_id"]],
      );
      assert.deepEqual(await audience(org), org.listed.slice(0, 300).filter((_, index) => index !== 3));
      const kept = await world.contact(org, org.listed[0] ?? "");
      assert.deepEqual([kept.checkup_on, kept.problem], ["2026-05-01", null]);
      assert.equal(await read(), null, "nothing is left to do");
    },
  );

  await t.step("a worker killed at any step leaves it to the next, without loss or repetition", async () => {
    const org = await begin(520);
    for (const step of ["keepContacts", "keepPage", "finish"] as const) {
      const died = () => Promise.reject(new Error("killed"));
      const dying = async (...given: never[]) => {
        await (real.lists[step] as (...given: never[]) => Promise<unknown>)(...given);
        return await died();
      };
      // `finish` ends it: dying after that is the end itself.
      for (const change of step === "finish" ? [died] : [died, dying]) {
        await assert.rejects(read(Infinity, { [step]: change }), /killed/);
        assert.equal(await read(), null, "held until the lease ends");
        await endLease(org.uploadId);
      }
    }
    await assert.rejects(
      read(Infinity, {
        finish: (...given) => real.lists.finish(...given).then(() => Promise.reject(new Error("killed"))),
      }),
      /killed/,
    );
    assert.equal(await read(), null);
    assert.deepEqual(await audience(org), org.listed);
    assert.equal((await progress(org)).accepted, 520);
  });

  await t.step("whoever lost the lease keeps nothing more of it", async () => {
    const org = await begin(300);
    const overtaken: ListStore["keepPage"] = async (...given) => {
      await endLease(org.uploadId);
      assert.equal(await read(1), "unfinished");
      return await real.lists.keepPage(...given);
    };
    assert.equal(await read(Infinity, { keepPage: overtaken }), "lost");
    assert.equal(await read(), "over");
    assert.deepEqual(await audience(org), org.listed);
  });

  await t.step(
    "what HubSpot refuses for now is waited for, and what it refuses for good is said by its code",
    async () => {
      const [timeZone = "UTC"] = awayFromMidnight(["Asia/Kolkata", "America/New_York"]);
      const org = await begin(300, undefined, timeZone);
      org.portal.setFaults([{ fault: "429", policy: "DAILY", on: "read-lists", skip: 1 }]);
      assert.equal(await read(), "suspended");
      const waiting = await progress(org);
      assert.deepEqual([waiting.state, waiting.problem.code], ["running", "daily_limit"]);
      assert.ok(new Date(waiting.problem.next_try_at) > new Date());
      assert.equal(await read(), null, "it is not tried all the time");
      await endLease(org.uploadId);
      await sql`delete from private.hubspot_limits`;
      org.portal.setFaults([]);
      org.portal.setKey({ token: org.token, scopes: ["crm.objects.contacts.read"] });
      assert.equal(await read(), "over");
      const failed = await progress(org);
      assert.deepEqual([failed.state, failed.problem.code, failed.problem.next_try_at], [
        "failed",
        "scope_missing",
        null,
      ]);
      assert.deepEqual(await audience(org), []);
      const [left] = await sql`
      select (select count(*) from private.list_readings)::int + (select count(*) from private.audience_rows)::int as rows`;
      assert.equal(left?.rows, 0, "nothing of it is left");
    },
  );
});

import assert from "node:assert/strict";
import { evaluateRules } from "../../supabase/functions/_shared/rules/evaluate-rules.ts";
import { dateIn } from "../../supabase/functions/_shared/platform/timestamps.ts";
import { awayFromMidnight } from "../support/away-from-midnight.ts";
import { until } from "../support/wait-for.ts";
import { type Connected, startPullWorld } from "./pull-world.ts";

interface Planned {
  id: string;
  contact_id: string;
  contact_phone_enc: string;
  scheduled_at: Date;
  call_status: string;
  last_checkup_date: string;
}

Deno.test("rules plan calls for the contacts that are due", async (t) => {
  await using world = await startPullWorld({ withFunctions: ["sync", "sweep", "bolna-webhook"] });
  const { sql, cipher } = world;
  const evaluate = () => evaluateRules(world.deps);

  async function addRule({ orgId, agentId }: Connected, { days = 5, perDay = 5_000 } = {}): Promise<string> {
    // Calls may be planned at any hour, so that the test need not wait for one.
    await sql`
      update public.organizations set calling_hours_from = '00:00', calling_hours_to = '24:00' where id = ${orgId}`;
    const [rule] = await sql<{ id: string }[]>`
      insert into public.call_schedule_rules
        (org_id, agent_id, rule_name, rule_type, checkup_threshold_days, max_calls_per_day)
      values (${orgId}, ${agentId}, 'Check-ups', 'checkup_threshold', ${days}, ${perDay}) returning id`;
    assert.ok(rule);
    return rule.id;
  }

  const planned = ({ orgId }: Connected) =>
    sql<Planned[]>`
      select id, contact_id, contact_phone_enc, scheduled_at, call_status, last_checkup_date::text
      from public.call_schedules where org_id = ${orgId} order by scheduled_at, contact_id`;

  await t.step(
    "one round reads, plans over the calling hours and leaves the calling to the sweep",
    async () => {
      const org = await world.connect({
        contacts: [
          { id: "1", properties: { phone: "+919876543201", last_checkup_date: daysAgo(9, "UTC") } },
          { id: "2", properties: { phone: "+919876543202", last_checkup_date: daysAgo(8, "UTC") } },
          { id: "3", properties: { phone: "+919876543203", last_checkup_date: daysAgo(7, "UTC") } },
          {
            id: "4",
            properties: { phone: "+919876543204", last_checkup_date: daysAgo(7, "UTC"), do_not_call: "true" },
          },
          { id: "5", properties: { phone: "+919876543201", last_checkup_date: daysAgo(6, "UTC") } },
          { id: "6", properties: { last_checkup_date: daysAgo(90, "UTC") } },
        ],
      });
      await addRule(org);
      const { status, body } = await world.sync();
      assert.equal(status, 200, JSON.stringify(body));
      assert.deepEqual([body.contacts_read, body.rules_evaluated, body.schedules_created, body.finished], [
        6,
        1,
        3,
        true,
      ]);
      const calls = await planned(org);
      assert.deepEqual(
        calls.map(({ contact_id }) => contact_id),
        ["1", "2", "3"],
        "the oldest check-up first",
      );
      const [first, second, third] = calls;
      assert.ok(first && second && third);
      const place = { orgId: org.orgId, rowId: first.id, column: "contact_phone" };
      assert.equal(await cipher.decrypt(place, first.contact_phone_enc), "+919876543201");
      const gaps = [second, third].map(({ scheduled_at }, index) =>
        scheduled_at.getTime() - (calls[index]?.scheduled_at.getTime() ?? 0)
      );
      assert.ok(gaps.every((gap) => gap > 0), `spread, not all at once: ${gaps}`);

      assert.equal((await world.sync()).body.schedules_created, 0, "one call per check-up, ever");
      await sweep();
      await until(() => world.stack.bolna.callRequests().length > 0, "the sweep has placed the first call");
      assert.deepEqual(world.stack.bolna.callRequests().map(({ to }) => to), ["+919876543201"]);
    },
  );

  await t.step("the threshold counts calendar days of the organisation's zone", async () => {
    // A day apart at the same time.
    for (const timeZone of awayFromMidnight(["Pacific/Honolulu", "Pacific/Tongatapu"])) {
      const org = await world.connect({
        timeZone,
        contacts: [
          { id: "1", properties: { phone: "+919876543211", last_checkup_date: daysAgo(5, timeZone) } },
          { id: "2", properties: { phone: "+919876543212", last_checkup_date: daysAgo(4, timeZone) } },
          { id: "3", properties: { phone: "+919876543213", last_checkup_date: daysAgo(-14, timeZone) } },
        ],
      });
      await addRule(org);
      assert.equal(await world.pull(org), "completed");
      await evaluate();
      assert.deepEqual((await planned(org)).map(({ contact_id }) => contact_id), ["1"], timeZone);
    }
  });

  await t.step("a new day evaluates the rules of an organisation that was not read", async () => {
    const [timeZone = "UTC"] = awayFromMidnight(["Asia/Kolkata", "America/New_York"]);
    const org = await world.connect({
      timeZone,
      contacts: [{
        id: "1",
        properties: { phone: "+919876543221", last_checkup_date: daysAgo(4, timeZone) },
      }],
    });
    const rule = await addRule(org);
    assert.equal(await world.pull(org), "completed");
    await evaluate();
    assert.equal((await planned(org)).length, 0);
    assert.equal((await evaluate()).rules_evaluated, 0, "once a day is enough");
    // The next day, as the calendar sees it.
    await sql`update public.call_schedule_rules set checkup_threshold_days = 4 where id = ${rule}`;
    await sql`update public.hubspot_connections set rules_evaluated_on = rules_evaluated_on - 1 where org_id = ${org.orgId}`;
    assert.deepEqual(await evaluate(), { rules_evaluated: 1, schedules_created: 1, finished: true });
  });

  await t.step("a number that does not open any more is left out, and the others are planned", async () => {
    const org = await world.connect({
      contacts: [
        { id: "1", properties: { phone: "+919876543231", last_checkup_date: daysAgo(9, "UTC") } },
        { id: "2", properties: { phone: "+919876543232", last_checkup_date: daysAgo(9, "UTC") } },
      ],
    });
    await addRule(org);
    assert.equal(await world.pull(org), "completed");
    await sql`
      update public.contacts c set phone_enc = other.phone_enc from public.contacts other
      where c.org_id = ${org.orgId} and c.contact_id = '1' and other.org_id = ${org.orgId} and other.contact_id = '2'`;
    await evaluate();
    assert.deepEqual((await planned(org)).map(({ contact_id }) => contact_id), ["2"]);
    assert.ok(world.lines.some((line) => line.includes("contact_number_unreadable")));
  });

  await t.step(
    "one pass plans two thousand calls, of all rules together, and the next ones the rest",
    async () => {
      const contacts = Array.from({ length: 2_100 }, (_, index) => ({
        id: String(index + 1),
        properties: { phone: `+9198765${10_000 + index}`, last_checkup_date: daysAgo(9, "UTC") },
      }));
      const org = await world.connect({ contacts });
      await addRule(org, { perDay: 1_500 });
      await addRule(org);
      assert.equal(await world.pull(org), "completed");
      assert.deepEqual(await evaluate(), { rules_evaluated: 2, schedules_created: 2_000, finished: false });
      assert.deepEqual(await evaluate(), { rules_evaluated: 2, schedules_created: 100, finished: true });
      assert.equal(new Set((await planned(org)).map(({ contact_id }) => contact_id)).size, 2_100);
    },
  );

  async function sweep(): Promise<void> {
    const response = await fetch(`${world.stack.functionsUrl}/sweep?wait=true`, {
      method: "POST",
      headers: { apikey: world.stack.secretKey },
    });
    assert.equal(response.status, 200);
    await response.body?.cancel();
  }
});

/** The day so many days before today in a time zone, as `YYYY-MM-DD`. */
function daysAgo(days: number, timeZone: string): string {
  const today = Date.parse(`${dateIn(timeZone, new Date())}T00:00:00Z`);
  return new Date(today - days * 86_400_000).toISOString().slice(0, 10);
}

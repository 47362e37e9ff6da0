import assert from "node:assert/strict";
import { startTestStack, type TestStack } from "../support/start-test-stack.ts";
import { waitFor } from "../support/wait-for.ts";

const asha = { id: "501", properties: { firstname: "Asha", lastname: "Rao", phone: "+919876543210" } };

async function readTick({ sql }: TestStack): Promise<{ schedule: string; command: string } | undefined> {
  const [job] = await sql<{ schedule: string; command: string }[]>`
    select j.schedule, j.command from cron.job j where j.jobname = 'hubspot-sync-tick'`;
  return job && { ...job };
}

/** Complete readings of the demo organisation that is connected. */
async function countReadings({ sql }: TestStack): Promise<number> {
  const [found] = await sql<{ readings: number }[]>`
    select count(*)::int as readings from public.contact_syncs r where r.state = 'completed'`;
  return found?.readings ?? 0;
}

Deno.test("the sync tick", async (t) => {
  await using stack = await startTestStack({
    syncEveryMinutes: 30,
    sweepEverySeconds: false,
    withFunctions: ["sync"],
    hubspot: { contacts: [asha] },
  });
  const { sql, hubspot } = stack;
  const countRuns = async () => {
    const [found] = await sql<{ runs: number }[]>`
      select count(*)::int as runs from cron.job_run_details d where d.command like '%tick%sync%' and d.status = 'succeeded'`;
    return found?.runs ?? 0;
  };

  await t.step("it looks for work every minute, and the interval is what was set", async () => {
    assert.equal((await readTick(stack))?.schedule, "* * * * *");
    const [interval] = await sql`
      select s.interval_minutes from private.sync_schedule s
      where exists (select from private.workers w where w.name = 'sync' and w.enabled)`;
    assert.equal(interval?.interval_minutes, 30);
  });

  await t.step("what there is to read when the stack starts does not wait for it", async () => {
    await waitFor("the first reading", async () => await countReadings(stack) || undefined, {
      withinMs: 90_000,
    });
    const [contact, ...more] = await sql`select c.contact_id, c.contact_name from public.contacts c`;
    assert.deepEqual([contact?.contact_id, contact?.contact_name, more.length], ["501", "Asha Rao", 0]);
  });

  await t.step("it rings nobody while nothing is due", async () => {
    // The same job, so that the test does not wait for minutes.
    await sql`select cron.schedule('hubspot-sync-tick', '1 seconds', ${
      (await readTick(stack))?.command ?? ""
    })`;
    const asked = hubspot.requests.length;
    const runs = await countRuns();
    await waitFor("three more ticks", async () => await countRuns() >= runs + 3 || undefined, {
      withinMs: 90_000,
    });
    assert.equal(hubspot.requests.length, asked);
    assert.equal(await countReadings(stack), 1);
  });

  await t.step("it has an organisation read whose time has come", async () => {
    await sql`update public.hubspot_connections set next_sync_at = now()`;
    await waitFor("the next reading", async () => await countReadings(stack) >= 2 || undefined, {
      withinMs: 90_000,
    });
    const [next] = await sql<{ minutes: number }[]>`
      select extract(epoch from c.next_sync_at - now()) / 60 as minutes from public.hubspot_connections c`;
    assert.ok(
      Number(next?.minutes) > 25 && Number(next?.minutes) <= 30,
      `the next is in ${next?.minutes} minutes`,
    );
  });
});

Deno.test("a test's stack reads nothing from HubSpot by itself", async () => {
  await using stack = await startTestStack({ withFunctions: false, hubspot: { contacts: [asha] } });
  assert.equal(await readTick(stack), undefined);
  const [switchedOn] = await stack.sql`select 1 from private.workers w where w.name = 'sync' and w.enabled`;
  assert.equal(switchedOn, undefined);
  assert.equal(stack.hubspot.requests.length, 0);
});

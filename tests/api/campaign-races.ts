import assert from "node:assert/strict";
import postgres from "postgres";
import type { Answer, CallApi } from "../support/call-api.ts";
import { fillCampaign, keepDryRun } from "../support/fill-campaign.ts";
import type { TestStack } from "../support/start-test-stack.ts";
import { waitFor } from "../support/wait-for.ts";
import { csv, makeCampaign } from "./audience-world.ts";

/** Two admins of one organisation. */
interface Admins {
  one: CallApi;
  other: CallApi;
}

const lock = 2611;
const file = "phone,name\n+919876500001,Asha\n+919876500002,Ravi\n+919876500001,Asha again\n";
const putFile = (as: CallApi, path: string) => as("PUT", `${path}/audience`, file, csv);

/** Statements of the tables that wait here (an advisory lock) until they are let go. */
const holding = `
  create function public.wait_for_test() returns trigger language plpgsql as $$
  begin
    perform pg_advisory_xact_lock(${lock});
    return null;
  end $$;
  revoke all on function public.wait_for_test() from public, anon, authenticated, service_role;`;

/** Requests that meet in the database, made to wait for one another by locks that the test holds, and workers killed in the middle. */
export function testCampaignRaces(stack: TestStack, { one, other }: Admins): void {
  const { sql } = stack;

  async function draft(many = 3) {
    const path = await makeCampaign(one);
    const id = path.slice(path.lastIndexOf("/") + 1);
    await fillCampaign(stack, id, many);
    const start = { dry_run_id: await keepDryRun(stack, id) };
    const read = async () => {
      const [row] = await sql<{ state: string; counts: Record<string, number>; calls: number }[]>`
        select c.state, private.campaign_counts(c.id) as counts,
          (select count(*) from public.call_schedules s where s.campaign_id = c.id)::integer as calls
        from public.campaigns c where c.id = ${id}`;
      assert.ok(row);
      const { total, ...states } = row.counts;
      assert.equal(Object.values(states).reduce((sum, count) => sum + count, 0), total, "the counts add up");
      return row;
    };
    const step = (as: CallApi, verb: string) => () =>
      as(
        "POST",
        `${path}/${verb}`,
        verb === "start" ? start : verb === "resume" ? undefined : { reason: "Why" },
      );
    return { path, id, read, step, started: async () => ok(await step(one, "start")()) };
  }

  /** Both wait for the campaign in this order, and are let go. */
  async function race(id: string, first: () => Promise<Answer>, second: () => Promise<Answer>) {
    const holder = await sql.reserve();
    await holder`begin`;
    await holder`select from public.campaigns where id = ${id} for no key update`;
    const asked = [first()];
    await waiting(1);
    asked.push(second());
    await waiting(2);
    await holder`rollback`;
    holder.release();
    return (await Promise.all(asked)).map(({ status, body }) => body.code ?? status);
  }

  async function waiting(many: number): Promise<number[]> {
    return await waitFor(`${many} requests that wait for a lock`, async () => {
      const rows = await sql<{ pid: number }[]>`
        select pid from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`;
      return rows.length >= many ? rows.map(({ pid }) => pid) : undefined;
    }, { everyMs: 5 });
  }

  /** Does the work while statements of a table wait. */
  async function hold(table: string, work: (letGo: () => Promise<void>) => Promise<void>): Promise<void> {
    const holder = await sql.reserve();
    await holder`select pg_advisory_lock(${lock})`;
    await sql.unsafe(`create trigger zz_wait before insert or update or delete on ${table}
      for each statement execute function public.wait_for_test()`);
    const letGo = async () => void await holder`select pg_advisory_unlock_all()`;
    try {
      await work(letGo);
    } finally {
      await letGo();
      holder.release();
      await sql.unsafe(`drop trigger zz_wait on ${table}`);
    }
  }

  Deno.test("of two admins who start a campaign at once one does", async () => {
    const { id, step, read } = await draft();
    assert.deepEqual(await race(id, step(one, "start"), step(other, "start")), [200, "campaign_started"]);
    assert.equal((await read()).state, "running");
    await ok(await step(one, "cancel")());
  });

  Deno.test("of a start and another audience at once whichever is second is refused", async () => {
    const early = await draft();
    assert.deepEqual(
      await race(early.id, early.step(one, "start"), () => putFile(other, early.path)),
      [200, "campaign_running"],
    );
    assert.equal((await early.read()).counts.total, 3, "the audience that was seen is called");
    await ok(await early.step(one, "cancel")());

    // The other way about: the audience is complete, and about to be taken.
    await sql.unsafe(holding);
    const late = await draft();
    const holder = await sql.reserve();
    const answers: Promise<Answer>[] = [];
    await hold("private.audience_parts", async (letGo) => {
      answers.push(putFile(other, late.path));
      await waiting(1);
      await holder`begin`;
      await holder`select from public.campaigns where id = ${late.id} for no key update`;
      await letGo();
      await waitFor("the audience's last step", async () => {
        const [row] = await sql`select from pg_stat_activity
          where wait_event_type = 'Lock' and query ilike '%finish_audience_upload%' and pid <> pg_backend_pid()`;
        return row;
      });
      answers.push(late.step(one, "start")());
      await waiting(2);
      await holder`rollback`;
      holder.release();
    });
    const said = (await Promise.all(answers)).map(({ status, body }) => body.code ?? status);
    assert.deepEqual(said, [200, "dry_run_stale"]);
    const { state, counts } = await late.read();
    assert.deepEqual([state, counts.total], ["draft", 2]);
  });

  Deno.test("of a pause and a resume, and of a cancel and a resume at once, the second one's word holds", async () => {
    const { id, step, started, read } = await draft();
    await started();
    assert.deepEqual(await race(id, step(one, "pause"), step(other, "resume")), [200, 200]);
    assert.equal((await read()).state, "running");
    assert.deepEqual(await race(id, step(one, "resume"), step(other, "pause")), [200, 200]);
    assert.equal((await read()).state, "paused");
    assert.deepEqual(await race(id, step(one, "resume"), step(other, "cancel")), [200, 200]);
    const { state, counts } = await read();
    assert.deepEqual([state, counts.cancelled], ["cancelled", 3]);
    const second = await draft();
    await second.started();
    await ok(await second.step(one, "pause")());
    assert.deepEqual(await race(second.id, second.step(one, "cancel"), second.step(other, "resume")), [
      200,
      "campaign_over",
    ]);
    assert.equal((await second.read()).state, "cancelled");
  });

  Deno.test("a pause waits for the claim that is at it, and no claim after its answer takes a call", async () => {
    const { step, started } = await draft(8);
    await started();
    const worker = await sql.reserve();
    await worker`begin`;
    const [taken] = await worker<
      { calls: number }[]
    >`select count(*)::integer as calls from public.claim_due_calls('w', 1)`;
    assert.equal(taken?.calls, 1);
    const paused = step(one, "pause")();
    await waiting(1);
    await worker`commit`;
    worker.release();
    await ok(await paused);
    assert.equal((await sql`select from public.claim_due_calls('w')`).length, 0);
    await ok(await step(one, "cancel")());
  });

  const steps = {
    audience: [
      "public.audience_uploads",
      "private.audience_parts",
      "private.audience_rows",
      "public.campaign_contacts",
      "private.campaign_tallies",
      "public.campaigns",
    ],
    start: [
      "public.campaigns",
      "private.campaign_groups",
      "public.campaign_contacts",
      "private.campaign_feeds",
    ],
    feed: [
      "public.call_schedules",
      "public.call_decisions",
      "public.campaign_contacts",
      "private.campaign_tallies",
      "private.campaign_groups",
      "private.campaign_feeds",
    ],
  };
  Deno.test("killed at each step of loading, planning and feeding, a campaign is whole, and the same again comes to the same", async (t) => {
    const kill = async (table: string, ask: () => Promise<unknown>, end = sql`pg_cancel_backend`) => {
      await hold(table, async () => {
        const asked = ask().catch(() => undefined);
        const [pid] = await waiting(1);
        await sql`select ${end}(${pid ?? 0})`;
        await waitFor("its end", async () => {
          const [left] = await sql`
            select from pg_stat_activity where pid = ${pid ?? 0} and wait_event_type = 'Lock'`;
          return left === undefined || undefined;
        });
        killed.push(asked);
      });
      await Promise.all(killed.splice(0));
    };
    const killed: Promise<unknown>[] = [];
    for (const table of steps.audience) {
      await t.step(`loading, at ${table}`, async () => {
        const { path, read } = await draft();
        await kill(table, () => putFile(one, path));
        const { state, counts } = await read();
        assert.ok(
          state === "draft" && [2, 3].includes(counts.total ?? 0),
          "one audience or the other, whole",
        );
        await ok(await putFile(one, path));
        assert.equal((await read()).counts.total, 2);
      });
    }
    for (const table of steps.start) {
      await t.step(`planning, at ${table}`, async () => {
        const { step, started, read } = await draft();
        await kill(table, step(one, "start"));
        assert.equal((await read()).state, "draft");
        await started();
        assert.deepEqual([(await read()).state, (await read()).counts.waiting], ["running", 3]);
        await ok(await step(one, "cancel")());
      });
    }
    for (const table of steps.feed) {
      await t.step(`feeding, at ${table}`, async () => {
        const { started, step, read } = await draft();
        await started();
        const worker = postgres(stack.dbUrl, { max: 1, onnotice: () => {} });
        await kill(
          table,
          () => Promise.resolve(worker`select from public.claim_due_calls('w', 1)`),
          sql`pg_terminate_backend`,
        );
        await worker.end({ timeout: 1 });
        assert.deepEqual(
          [(await read()).counts.waiting, (await read()).calls],
          [3, 0],
          "nothing of the step is left",
        );
        await sql`select from public.claim_due_calls('w', 1)`;
        const { counts, calls } = await read();
        assert.deepEqual([counts.waiting, counts.in_progress, calls], [0, 1, 3]);
        await ok(await step(one, "cancel")());
        await sql`delete from public.call_attempts`;
      });
    }
  });
}

function ok(answer: Answer): void {
  assert.equal(answer.status, 200, answer.text);
}

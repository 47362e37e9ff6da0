import assert from "node:assert/strict";
import { composeDependencies } from "../../supabase/functions/_shared/dependencies.ts";
import { createApp } from "../../supabase/functions/bolna-webhook/app.ts";
import { parseSettings } from "../../supabase/functions/_shared/platform/settings.ts";
import { createLogger } from "../../supabase/functions/_shared/platform/log.ts";
import { until } from "../support/wait-for.ts";
import { somePhone, startWorld, type World } from "./world.ts";

/** A call that Bolna has and will not tell us about, stuck in conversation unless scripted otherwise. */
async function placeSilently(world: World, outcome: "stuck" | "answered" = "stuck") {
  const phone = somePhone();
  world.bolna.scriptCalls({ to: phone, outcome });
  const id = await world.book(await world.createOrganization(), { phone });
  assert.equal((await world.sweep()).placed, 1);
  const execution = () => {
    const [only] = world.bolna.executions({ to: phone });
    assert.ok(only);
    return only;
  };
  return { id, phone, execution };
}

Deno.test("what Bolna delivers is stored first, and believed only as far as its own record goes", async (t) => {
  await using world = await startWorld({ bolna: { clockFactor: 0.005, webhooks: { dropAll: true } } });
  const { sql, bolna, stack, deliver, schedule, attempt, settled } = world;
  const countEvents = async (executionId: string) => {
    const [row] = await sql<{ n: number }[]>`
      select count(*)::int as n from public.call_events where execution_id = ${executionId}`;
    return row?.n;
  };

  await t.step("no secret, a wrong one or half of it: 401 and nothing is stored", async () => {
    const body = { id: "without-secret", status: "busy" };
    const secrets = ["", `${stack.webhookSecret}x`, stack.webhookSecret.slice(0, -1)];
    const wrong: Record<string, string>[] = [
      {},
      ...secrets.map((secret) => ({ "x-webhook-secret": secret })),
    ];
    for (const headers of wrong) {
      const answer = await deliver(body, headers);
      assert.deepEqual([answer.status, answer.body.code], [401, "unauthorized"]);
    }
    assert.equal(await countEvents("without-secret"), 0);
  });

  await t.step("the secret may stand in the query instead", async () => {
    const response = await fetch(
      `${stack.functionsUrl}/bolna-webhook?secret=${encodeURIComponent(stack.webhookSecret)}`,
      {
        method: "POST",
        body: JSON.stringify({ id: "by-query", status: "busy" }),
      },
    );
    assert.deepEqual([response.status, await response.json()], [200, { success: true }]);
    assert.equal(await countEvents("by-query"), 1);
  });

  await t.step("what is no execution is 400, what is too large 413", async () => {
    for (
      const body of [
        "",
        "busy",
        "[]",
        "null",
        '{"id":"x"}',
        '{"status":"busy"}',
        '{"id":5,"status":"busy"}',
        "{",
      ]
    ) {
      assert.equal((await deliver(body)).status, 400, body);
    }
    assert.equal((await deliver({ id: "x", status: "busy", transcript: "a".repeat(1_100_000) })).status, 413);
  });

  await t.step("an unknown execution, an odd status, odd fields: 200, and kept", async () => {
    const odd = [
      { id: "never-seen", status: "completed" },
      { execution_id: "other-name", status: "sleeping in the queue" },
      {
        id: "odd\u0000id",
        status: "bu\u0000sy \ud800",
        telephony_data: [],
        retry_count: 1e300,
        context_details: 5,
      },
      { id: "x".repeat(500), status: "y".repeat(500), updated_at: "9999-99-99", total_cost: "free" },
    ];
    for (const body of odd) assert.deepEqual(await deliver(body), { status: 200, body: { success: true } });
    assert.equal(await countEvents("never-seen"), 1);
    assert.equal(await countEvents("oddid"), 1);
  });

  await t.step("unknown executions over the limit: 200 all the same, and not kept", async () => {
    await sql`update private.request_limits set per_second = 0.001, burst = 1 where kind = 'unknown_event'`;
    await sql`delete from private.request_buckets`;
    for (const id of ["flood-1", "flood-2", "flood-3"]) {
      assert.deepEqual(await deliver({ id, status: "ringing" }), { status: 200, body: { success: true } });
    }
    const kept = await Promise.all(["flood-1", "flood-2", "flood-3"].map(countEvents));
    assert.deepEqual(kept, [1, 0, 0]);
    // The rest of this file goes on over the limit: calls of ours do not feel it.
  });

  await t.step("a forged end changes nothing while Bolna says that the call is live", async () => {
    const { id, execution } = await placeSilently(world);
    await until(() => execution().status === "in-progress", "the call is talking");
    for (const status of ["completed", "failed", "busy", "stopped", "balance-low"]) {
      assert.equal((await deliver({ ...execution(), status })).status, 200);
    }
    await until(
      () => bolna.requests.filter(({ path }) => path === `/executions/${execution().id}`).length >= 5,
      "every end was checked with Bolna",
    );
    assert.deepEqual([(await schedule(id)).call_status, (await attempt(id)).state], [
      "in_progress",
      "placed",
    ]);
  });

  await t.step("live statuses only move forward, in whatever order they come", async () => {
    const { id, execution } = await placeSilently(world);
    const statusAfter = async (status: string) => {
      await deliver({ ...execution(), status });
      return (await attempt(id)).bolna_status;
    };
    assert.equal(await statusAfter("ringing"), "ringing");
    assert.equal(await statusAfter("queued"), "ringing");
    assert.equal(await statusAfter("in_progress"), "in-progress");
    assert.equal(await statusAfter("initiated"), "in-progress");
    assert.equal(await statusAfter("a-status-of-tomorrow"), "in-progress");
    assert.equal((await schedule(id)).call_status, "in_progress");
  });

  await t.step("a redelivery is one event, and a repeated end settles once", async () => {
    const { id, execution } = await placeSilently(world, "answered");
    await until(() => execution().status === "completed", "Bolna has completed the call");
    const body = execution();
    await Promise.all(Array.from({ length: 10 }, () => deliver(body)));
    await deliver({ ...body, updated_at: new Date().toISOString() });
    assert.equal((await settled(id)).call_status, "completed");
    assert.equal(await countEvents(body.id), 1);
    const [audit] = await sql<{ n: number }[]>`
      select count(*)::int as n from public.audit_log
      where row_id = ${id} and action = 'update' and changes -> 'call_status' ->> 1 = 'completed'`;
    assert.equal(audit?.n, 1);
  });

  await t.step("what comes after the end does not bring a call back to life", async () => {
    const { id, execution } = await placeSilently(world, "answered");
    await until(() => execution().status === "completed", "Bolna has completed the call");
    await deliver(execution());
    await settled(id);
    for (const status of ["ringing", "call-disconnected", "failed", "scheduled"]) {
      assert.equal((await deliver({ ...execution(), status })).status, 200);
    }
    assert.deepEqual([(await schedule(id)).call_status, (await attempt(id)).outcome], [
      "completed",
      "completed",
    ]);
  });

  await t.step("while Bolna cannot be read, an authenticated end is believed", async () => {
    const { id, execution } = await placeSilently(world);
    await until(() => execution().status === "in-progress", "the call is talking");
    bolna.setFaults(["read-500"]);
    await deliver({ ...execution(), status: "completed", conversation_duration: 12.5 });
    assert.equal((await settled(id)).call_status, "completed");
    assert.equal(Number((await attempt(id)).conversation_seconds), 12.5);
    bolna.setFaults();
  });

  await t.step("lost webhooks are made up for by reading", async () => {
    const { id, execution } = await placeSilently(world, "answered");
    await until(() => execution().status === "completed", "Bolna has completed the call");
    assert.equal((await schedule(id)).call_status, "in_progress");
    await world.silence();
    const counts = await world.sweep();
    assert.ok(counts.settled >= 1);
    assert.equal((await schedule(id)).call_status, "completed");
  });

  await t.step("a line that dropped and was never closed is settled after half an hour", async () => {
    const phone = somePhone();
    bolna.scriptCalls({ to: phone, outcome: "never-completes" });
    const id = await world.book(await world.createOrganization(), { phone });
    await world.sweep();
    await until(() => bolna.executions({ to: phone })[0]?.status === "call-disconnected", "the line dropped");
    await world.silence();
    await world.sweep();
    assert.deepEqual([(await schedule(id)).call_status, (await attempt(id)).bolna_status], [
      "in_progress",
      "call-disconnected",
    ]);
    await sql`update public.call_attempts set bolna_status_at = clock_timestamp() - interval '31 minutes' where schedule_id = ${id}`;
    await world.silence();
    await world.sweep();
    assert.equal((await schedule(id)).call_status, "completed");
  });

  await t.step(
    "no event in the database and no line of the log holds a number, a name or what was said",
    async () => {
      const lines: string[] = [];
      const log = createLogger({
        functionName: "bolna-webhook",
        level: "debug",
        write: (line) => lines.push(line),
      });
      const app = createApp(composeDependencies(parseSettings(stack.functionEnvironment()), log));
      const { phone, execution } = await placeSilently(world, "answered");
      await until(() => execution().status === "completed", "Bolna has completed the call");
      const body = {
        ...execution(),
        transcript: "user: this is Asha Rao",
        error_message: `to ${phone} failed`,
      };
      const request = new Request("http://functions/bolna-webhook", {
        method: "POST",
        headers: { "x-webhook-secret": stack.webhookSecret },
        body: JSON.stringify(body),
      });
      assert.equal((await app.fetch(request)).status, 200);
      await until(() => lines.some((line) => line.includes("call_settled")), "the call is settled");
      const events = await sql`select * from public.call_events`;
      for (const text of [lines.join("\n"), JSON.stringify(events)]) {
        assert.ok(text.includes(execution().id));
        for (const secret of [phone.slice(1), "Asha", "user:", stack.webhookSecret]) {
          assert.equal(text.includes(secret), false);
        }
      }
    },
  );
});

Deno.test("every disorder of webhooks ends every call once and right", async (t) => {
  await using world = await startWorld();
  const { bolna, book, sweep, settled } = world;
  const org = await world.createOrganization({ maxConcurrentCalls: 100 });
  const disorders = {
    duplicate: { duplicate: true },
    swapped: { swapOrder: true },
    early: { beforeAnswer: true },
    extra: { preCallPost: true },
    few: { skipStatuses: ["queued", "initiated", "ringing", "in-progress"] },
  };
  const calm = {
    duplicate: false,
    swapOrder: false,
    beforeAnswer: false,
    preCallPost: false,
    skipStatuses: [],
  };
  for (const [name, webhooks] of Object.entries(disorders)) {
    await t.step(name, async () => {
      bolna.changeSettings({ webhooks: { ...calm, ...webhooks } });
      const ids = await Promise.all(Array.from({ length: 5 }, () => book(org)));
      await sweep();
      for (const id of ids) {
        assert.equal((await settled(id)).call_status, "completed");
        const { state, outcome } = await world.attempt(id);
        assert.deepEqual([state, outcome], ["ended", "completed"]);
      }
    });
  }
  assert.deepEqual([...bolna.executionsPerCallRef().values()].filter((count) => count !== 1), []);
});

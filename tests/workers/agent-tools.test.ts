import assert from "node:assert/strict";
import { z } from "zod";
import { composeDependencies } from "../../supabase/functions/_shared/dependencies.ts";
import { createLogger } from "../../supabase/functions/_shared/platform/log.ts";
import { parseSettings } from "../../supabase/functions/_shared/platform/settings.ts";
import { createApp } from "../../supabase/functions/agent-tools/app.ts";
import { until } from "../support/wait-for.ts";
import { somePhone, startWorld } from "./world.ts";

const answerSchema = z.strictObject({ ok: z.boolean(), say: z.string().min(10).max(200).regex(/[.?]$/) });

Deno.test("the voice agent's tools", async (t) => {
  await using world = await startWorld({
    withFunctions: ["sweep", "bolna-webhook", "agent-tools"],
    // Who is spoken to here holds a line to the end.
    bolna: { clockFactor: 0.005, concurrencyMax: 100 },
  });
  const { sql, bolna, book, sweep, schedule, createOrganization, stack } = world;
  const secret = stack.functionEnvironment().AGENT_TOOLS_SECRET ?? "";
  const org = await createOrganization();

  /** A person who is spoken to, and a call that waits for the same number. */
  async function talk() {
    const phone = somePhone();
    bolna.scriptCalls({ to: phone, outcome: "stuck" });
    const id = await book(org, { phone });
    const other = await book(org, { phone, dueIn: 3600 });
    assert.equal((await sweep()).placed, 1);
    const { id: callRef, bolna_execution_id: executionId } = await world.attempt(id);
    return { id, other, phone, callRef, executionId };
  }

  async function use(tool: string, body: unknown, authorization = `Bearer ${secret}`) {
    const response = await fetch(`${stack.functionsUrl}/agent-tools/${tool}`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization },
      body: typeof body === "string" ? body : JSON.stringify(body),
    });
    return { status: response.status, body: await response.json() };
  }
  async function say(tool: string, body: unknown) {
    const { status, body: answer } = await use(tool, body);
    assert.equal(status, 200, JSON.stringify(answer));
    return answerSchema.parse(answer);
  }
  const listed = async (id: string) => [
    ...await sql`
      select scope::text, topic, contact_id, source::text from public.suppressions where schedule_id = ${id}`,
  ];

  await t.step(
    "whoever has not the secret is 401 and does nothing; without the setting it is 503",
    async () => {
      const { id, callRef } = await talk();
      for (
        const wrong of ["", `Bearer ${secret}x`, `Bearer ${secret.slice(0, -1)}`, secret, `bearer ${secret}`]
      ) {
        assert.equal((await use("opt_out", { call_ref: callRef }, wrong)).status, 401, wrong);
      }
      assert.deepEqual(await listed(id), []);
      const settings = parseSettings({ ...stack.functionEnvironment(), AGENT_TOOLS_SECRET: "" });
      const log = createLogger({ functionName: "agent-tools", level: "error", write: () => {} });
      const answer = await createApp(composeDependencies(settings, log)).fetch(
        new Request("http://functions/agent-tools/opt_out", {
          method: "POST",
          headers: { authorization: "Bearer " },
        }),
      );
      assert.equal(answer.status, 503);
      await answer.body?.cancel();
    },
  );

  await t.step(
    "who opts out is not called again: the calls that wait are withdrawn before the answer is spoken",
    async () => {
      const { id, other, callRef, executionId } = await talk();
      const body = { call_ref: callRef, execution_id: executionId };
      const { ok, say: said } = await say("opt_out", body);
      assert.ok(ok && /not be called again/.test(said));
      assert.deepEqual(
        [(await schedule(other)).call_status, (await schedule(other)).status_reason_code],
        ["cancelled", "opted_out"],
      );
      assert.equal((await schedule(id)).call_status, "in_progress", "and the conversation goes on");
      assert.deepEqual(await say("opt_out", body), { ok, say: said }, "asked twice it is one");
      assert.deepEqual(await listed(id), [{
        scope: "all",
        topic: null,
        contact_id: null,
        source: "agent_tool",
      }]);
    },
  );

  await t.step("a narrower wish is kept as narrow, and one that nobody knows as the widest", async () => {
    for (
      const [scope, kept] of [["marketing", "marketing"], ["topic", "topic"], ["%(scope)s", "all"], [
        "everything",
        "all",
      ]]
    ) {
      const { id, callRef } = await talk();
      assert.equal((await say("opt_out", { call_ref: callRef, scope })).ok, true);
      assert.deepEqual((await listed(id)).map((entry) => entry.scope), [kept], scope);
    }
  });

  await t.step("a wrong number is not called for that contact", async () => {
    const { id, callRef } = await talk();
    assert.equal((await say("wrong_number", { call_ref: callRef, contact_phone: "+919876543210" })).ok, true);
    assert.deepEqual(await listed(id), [{
      scope: "all",
      topic: null,
      contact_id: "c-1",
      source: "agent_tool",
    }]);
    const [row] = await sql`
      select x.phone_hash = s.contact_phone_hash as is_ours from public.suppressions x
      join public.call_schedules s on s.id = x.schedule_id where s.id = ${id}`;
    assert.equal(row?.is_ours, true, "the number is our attempt's, whatever is sent");
  });

  await t.step(
    "a call that is not live, is another's or is not named is 404, with something to say",
    async () => {
      const { id, callRef } = await talk();
      const ended = await talk();
      await sql`update public.call_attempts set state = 'ended', outcome = 'completed', ended_at = clock_timestamp(),
      next_check_at = null where id = ${ended.callRef}`;
      const bodies: unknown[] = [
        { call_ref: crypto.randomUUID() },
        { call_ref: ended.callRef },
        { call_ref: callRef, execution_id: "another" },
        { call_ref: "%(call_ref)s" },
        { call_ref: "{call_ref}" },
        { call_ref: `${callRef}' or true --` },
        {},
        [],
        "nonsense",
      ];
      for (const tool of ["opt_out", "call_me_later", "wrong_number"]) {
        for (const body of bodies) {
          const answer = await use(tool, body);
          assert.equal(answer.status, 404, JSON.stringify(body));
          assert.equal(answerSchema.parse(answer.body).ok, false);
        }
      }
      assert.deepEqual([...await listed(id), ...await listed(ended.id)], []);
      assert.equal((await use("call_me", { call_ref: callRef })).status, 404);
      const unfilled = { call_ref: callRef.toUpperCase(), execution_id: "%(execution_id)s" };
      assert.equal((await say("opt_out", unfilled)).ok, true, "what a placeholder left open is not given");
    },
  );

  await t.step("who wants to be called later is, once, at the time that is said back", async () => {
    const { id, callRef, phone } = await talk();
    const later = async () => [
      ...await sql<{ id: string; local: string; contact_id: string; call_status: string }[]>`
        select s.id, to_char(s.dial_after at time zone o.time_zone, 'HH24:MI') as local, s.contact_id,
          s.call_status from public.call_schedules s join public.organizations o on o.id = s.org_id
        where s.contact_phone_hash = (select contact_phone_hash from public.call_schedules where id = ${id})
          and s.scheduled_at > clock_timestamp() + interval '2 hours'`,
    ];
    const first = await say("call_me_later", { call_ref: callRef, when: "tomorrow 5 pm" });
    assert.ok(first.ok && /^We will call you on \w+day.* at 5:00 pm\.$/.test(first.say), first.say);
    const [booked] = await later();
    assert.deepEqual([booked?.local, booked?.contact_id, booked?.call_status], ["17:00", "c-1", "scheduled"]);
    assert.equal(
      (await say("call_me_later", { call_ref: callRef, when: "tomorrow at 17:00" })).say,
      first.say,
    );
    const moved = await say("call_me_later", { call_ref: callRef, when: "day after tomorrow, 11 am" });
    assert.match(moved.say, /at 11:00 am\.$/);
    assert.deepEqual(
      (await later()).map(({ id, local }) => [id, local]),
      [[booked?.id, "11:00"]],
      "one call, moved",
    );
    const [row] = await sql`select contact_phone_enc as sealed from public.call_schedules where id = ${
      booked?.id ?? ""
    }`;
    const ref = { orgId: org.orgId, rowId: booked?.id ?? "", column: "contact_phone" };
    assert.equal(await world.cipher.decrypt(ref, String(row?.sealed)), phone);
  });

  await t.step(
    "a time that cannot be read or booked is asked for again, and one who opted out is not booked",
    async () => {
      const { callRef } = await talk();
      for (const when of [undefined, "%(when)s", "later", "2020-01-01T10:00:00Z", "2099-01-01T10:00:00Z"]) {
        const { ok, say: said } = await say("call_me_later", { call_ref: callRef, when });
        assert.ok(!ok && said.endsWith("?"), said);
      }
      await say("opt_out", { call_ref: callRef });
      const refused = await say("call_me_later", { call_ref: callRef, when: "tomorrow 5 pm" });
      assert.ok(!refused.ok && /not called any more/.test(refused.say));
    },
  );

  await t.step("in a conversation the agent uses them itself, and says what they answer", async () => {
    const phone = somePhone();
    const uses = [{ tool: "call_me_later", arguments: { when: "tomorrow 5 pm" } }, { tool: "opt_out" }];
    bolna.scriptCalls({ to: phone, outcome: "answered", talkSeconds: 6_000, says: ["Hello?"], uses });
    const id = await book(await createOrganization(), { phone });
    assert.equal((await sweep()).placed, 1);
    // The conversation lasts until both are used, however long a busy machine takes for it.
    await until(
      () => bolna.executions({ to: phone })[0]?.tool_call_logs.length === uses.length,
      "both are used",
    );
    bolna.setClock(0.0001);
    await world.settled(id);
    bolna.setClock(0.005);
    const [execution] = bolna.executions({ to: phone });
    assert.deepEqual(execution?.tool_call_logs.map(({ name, status }) => [name, status]), [
      ["call_me_later", 200],
      ["opt_out", 200],
    ]);
    assert.match(execution?.transcript ?? "", /assistant: Understood\. You will not be called again\./);
    assert.deepEqual((await listed(id)).map(({ source }) => source), ["agent_tool"]);
  });
});

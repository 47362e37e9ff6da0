import assert from "node:assert/strict";
import { z } from "zod";
import { auditEntry } from "../../supabase/functions/call-scheduling/audit/schema.ts";
import { acmeAgent, makeBooking, scheduleOf, signInAll } from "../support/call-api.ts";
import { startTestStack } from "../support/start-test-stack.ts";

const stack = await startTestStack({ withFunctions: ["call-scheduling"], sweepEverySeconds: false });
const { admin, member, foreigner } = await signInAll(stack);
Deno.test.afterAll(() => stack.close());

const page = z.object({ entries: z.array(auditEntry), next_cursor: z.string().nullable() });

async function read(query: Record<string, string> = {}, as = admin, slug = "acme") {
  const answer = await as("GET", `${slug}/audit?${new URLSearchParams(query)}`);
  assert.equal(answer.status, 200, answer.text);
  return page.parse(answer.body);
}

/** Every page of the list. */
async function readAll(query: Record<string, string>) {
  const entries: z.output<typeof auditEntry>[] = [];
  let cursor: string | null = "";
  do {
    const found: z.output<typeof page> = await read({ ...query, ...(cursor ? { cursor } : {}) });
    entries.push(...found.entries);
    cursor = found.next_cursor;
  } while (cursor !== null);
  return entries;
}

const booking = makeBooking({ call_topic: "Call back on +91 98765 43210 please" });
const schedule = scheduleOf(await member("POST", "acme/call-schedules", booking));
await admin("POST", `acme/call-schedules/${schedule.id}/cancel`);
await admin("PATCH", `acme/agents/${acmeAgent}`, { is_active: true, opening: { says_ai: true } });

Deno.test("an admin reads who changed what, newest first, a page at a time and nothing twice", async () => {
  const whole = (await read({ limit: "200" })).entries;
  assert.ok(whole.length > 5);
  const paged = await readAll({ limit: "2" });
  assert.deepEqual(paged, whole);
  const order = whole.map(({ occurred_at, id }) =>
    `${occurred_at.padEnd(30)} ${String(id).padStart(12, "0")}`
  );
  assert.deepEqual(order, order.toSorted().toReversed());
  const [cancelled, booked] = (await read({ row_id: schedule.id })).entries;
  assert.deepEqual(cancelled?.changes.call_status, ["scheduled", "cancelled"]);
  assert.deepEqual([booked?.action, booked?.table, booked?.actor_kind], ["insert", "call_schedules", "user"]);
  assert.equal(booked?.actor_id, schedule.created_by);
});

Deno.test("its filters are those of the contract, together too", async () => {
  const whole = (await read({ limit: "200" })).entries;
  const [first, last] = [whole.at(-1)?.occurred_at ?? "", whole.at(0)?.occurred_at ?? ""];
  const cancel = whole.find(({ row_id, action }) => row_id === schedule.id && action === "update");
  assert.ok(cancel?.actor_id);
  for (
    const [query, expected] of [
      [{ table: "call_schedules" }, whole.filter(({ table }) => table === "call_schedules")],
      [{ table: "agents" }, whole.filter(({ table }) => table === "agents")],
      [{ actor_id: cancel.actor_id }, whole.filter(({ actor_id }) => actor_id === cancel.actor_id)],
      [{ row_id: schedule.id, actor_id: cancel.actor_id }, [cancel]],
      [{ from: first, to: last }, whole.filter(({ occurred_at }) => occurred_at !== last)],
      [{ from: last }, whole.filter(({ occurred_at }) => occurred_at === last)],
      [{ table: "'; drop table audit_log; --" }, []],
    ] as const
  ) {
    assert.deepEqual((await read({ ...query, limit: "200" })).entries, expected, JSON.stringify(query));
  }
  for (const query of ["cursor=x", "limit=0", "actor_id=me", "from=yesterday", "unknown=1"]) {
    assert.equal((await admin("GET", `acme/audit?${query}`)).status, 400, query);
  }
});

Deno.test("no number is in it, also where somebody wrote one into a sentence", async () => {
  const [, booked] = (await read({ row_id: schedule.id })).entries;
  assert.equal(booked?.changes.contact_phone_enc, "private");
  assert.equal(booked?.changes.contact_name, "private");
  assert.equal(booked?.changes.call_topic, "Call back on [number] please");
  const { text } = await admin("GET", "acme/audit?limit=200");
  assert.doesNotMatch(text, /98765\s?\d{5}/, "a number");
});

Deno.test("another organisation's trail is nobody's, also past the API", async () => {
  assert.equal((await member("GET", "acme/audit")).status, 403);
  assert.ok((await read({}, foreigner, "globex")).entries.every(({ row_id }) => row_id !== schedule.id));
  const token = await stack.signIn("admin@globex.test");
  const response = await fetch(`${stack.apiUrl}/rest/v1/rpc/audit_page`, {
    method: "POST",
    headers: {
      apikey: stack.publishableKey,
      authorization: `Bearer ${token}`,
      "content-type": "application/json",
    },
    body: JSON.stringify({
      p_org_id: schedule.org_id,
      p_table: null,
      p_row_id: schedule.id,
      p_actor_id: null,
      p_from: null,
      p_to: null,
      p_before_at: null,
      p_before_id: null,
      p_limit: 50,
    }),
  });
  assert.deepEqual(await response.json(), []);
});

import assert from "node:assert/strict";
import postgres from "postgres";
import { startWorld } from "./world.ts";

// A row harms only itself: whatever stands in a call, an agent or an organisation, written by whoever could, the others are dialled.

const world = await startWorld({ withFunctions: ["sweep", "bolna-webhook"] });
Deno.test.afterAll(() => world.stack.close());
const { sql, sweep, book, schedule, createOrganization } = world;

const huge = "x".repeat(1_000_000);
/** The key that numbers are encrypted with. */
const [keyId = ""] = (world.stack.functionEnvironment().PHONE_ENCRYPTION_KEYS ?? "").split(":");
const ciphertext = (keyId: string, length: number) => `v1.${keyId}.${"A".repeat(16)}.${"B".repeat(length)}`;

/** By column of a call: the worst that could be there. What the table itself refuses harms nobody either. */
const worstOfCall: Record<string, unknown[]> = {
  contact_phone_enc: [
    "",
    "+15705550000",
    ciphertext(keyId, huge.length),
    ciphertext(keyId, 22),
    ciphertext(keyId, 250),
    // No user can write one; a backup that was taken under other keys has them.
    ciphertext("nobody", 22),
  ],
  contact_phone_hash: ["0".repeat(64), "f".repeat(64), "", huge],
  contact_id: ["", huge, "\u202e", "9".repeat(18), "-1", "null"],
  contact_name: ["", huge, "\u200b", "\u202eoaR ahsA", "😀".repeat(200), "a\nb", "{contact_name}"],
  call_topic: ["", huge, "\u200b", "😀".repeat(200), "a\u001bb"],
  call_language: ["", huge, "en-", "zz-zz-zz-zz-zz-zz-zz-zz-zz", "xx"],
  scheduled_at: ["infinity", "-infinity", "0001-01-01Z", "2000-01-01Z", "2100-01-01Z", "9999-12-31Z"],
  last_checkup_date: ["infinity", "-infinity", "1900-01-01", "2099-12-31", "0001-01-01"],
  checkup_threshold_days: [-2_147_483_648, -1, 3650, 2_147_483_647],
  auto_trigger_enabled: [true],
  is_active: [false],
};
const worstOfAgent: Record<string, unknown[]> = {
  bolna_agent_id: [null],
  from_number: [null, "", huge, "+0"],
  name: ["", huge, "\u202e", "a\nb"],
  is_active: [false],
};
const worstOfOrganization: Record<string, unknown[]> = {
  time_zone: ["Foo/5", "Asia/Kolkata5", "Mars/Olympus", "", "Pacific/Kiritimati", huge],
  name: ["", huge, "a\u0007b"],
  calling_paused_reason: ["", huge, "Closed"],
  retry_policy: [
    "{}",
    "[]",
    '{"max_attempts": 1e300}',
    `{"busy": {"max_retries": 10, "minutes": [${"1,".repeat(99)}1]}}`,
  ],
  queue_deadline_seconds: [-1, 30, 86_400, 2_147_483_647],
  calling_hours_from: ["24:00", "23:59"],
  calling_hours_to: ["00:00", "00:01"],
};

/** Writes as the owner of the tables; false when the table refuses even that. */
async function write(table: string, id: string, column: string, value: unknown): Promise<boolean> {
  try {
    await sql`
      update public.${sql(table)} set ${sql(column)} = (
        jsonb_populate_record(null::public.${sql(table)}, jsonb_build_object(${column}::text, ${
      value === null || column !== "retry_policy" ? JSON.stringify(value) : String(value)
    }::text::jsonb))).${sql(column)}
      where id = ${id}`;
    return true;
  } catch (error) {
    if (!(error instanceof postgres.PostgresError)) throw error;
    // Refused as a value, and not for a mistake of this test.
    assert.match(error.code, /^2[23]/, `${table}.${column}: ${error.message}`);
    return false;
  }
}

/** All that is set of an organisation and its agents and of the calls named, but for when it was last written. */
async function settingsOf(orgId: string, calls: string[]): Promise<unknown> {
  const [row] = await sql`
    select (select to_jsonb(o) - 'updated_at' from public.organizations o where o.id = ${orgId}) as organization,
      (select jsonb_agg(to_jsonb(a) - 'updated_at' order by a.id) from public.agents a where a.org_id = ${orgId}) as agents,
      (select jsonb_agg(to_jsonb(s) - 'updated_at' order by s.id) from public.call_schedules s where s.id = any (${calls})) as calls`;
  return row;
}

async function assertDialled(id: string, what: string): Promise<void> {
  const { call_status, status_reason_code } = await schedule(id);
  assert.ok(
    ["in_progress", "completed"].includes(call_status),
    `${what}: ${call_status} ${status_reason_code}`,
  );
}

for (const [column, values] of Object.entries(worstOfCall)) {
  Deno.test(`a call with the worst ${column} is the only one that fares ill`, async () => {
    for (const value of values) {
      const what = `${column}=${JSON.stringify(value)?.slice(0, 40)}`;
      const org = await createOrganization();
      const [bad, due, waiting] = [
        await book(org, { dueIn: -90 }),
        await book(org),
        await book(org, { dueIn: 3600 }),
      ];
      await write("call_schedules", bad, column, value);
      const before = await settingsOf(org.orgId, [waiting]);
      await sweep();
      await assertDialled(due, what);
      assert.deepEqual(await settingsOf(org.orgId, [waiting]), before, what);
    }
  });
}

for (const [column, values] of Object.entries(worstOfAgent)) {
  Deno.test(`an agent with the worst ${column} keeps no other agent from calling`, async () => {
    for (const value of values) {
      const what = `${column}=${JSON.stringify(value)?.slice(0, 40)}`;
      const org = await createOrganization();
      const [agent] = await sql<{ id: string }[]>`
        insert into public.agents (org_id, name) values (${org.orgId}, 'Other') returning id`;
      assert.ok(agent);
      await book({ ...org, agentId: agent.id }, { dueIn: -90 });
      const [due, waiting] = [await book(org), await book(org, { dueIn: 3600 })];
      await write("agents", agent.id, column, value);
      const before = await settingsOf(org.orgId, [waiting]);
      await sweep();
      await assertDialled(due, what);
      assert.deepEqual(await settingsOf(org.orgId, [waiting]), before, what);
    }
  });
}

for (const [column, values] of Object.entries(worstOfOrganization)) {
  Deno.test(`an organisation with the worst ${column} keeps no other one from calling`, async () => {
    for (const value of values) {
      const what = `${column}=${JSON.stringify(value)?.slice(0, 40)}`;
      const [odd, other] = [await createOrganization(), await createOrganization()];
      const own = await book(odd, { dueIn: -90 });
      const [due, waiting] = [await book(other), await book(other, { dueIn: 3600 })];
      await write("organizations", odd.orgId, column, value);
      await sql`update public.call_schedules set auto_trigger_enabled = true, last_checkup_date = '2026-01-01' where id = ${own}`;
      const before = await settingsOf(other.orgId, [waiting]);
      await sweep();
      await assertDialled(due, what);
      assert.deepEqual(await settingsOf(other.orgId, [waiting]), before, what);
    }
  });
}

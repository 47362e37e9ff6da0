import assert from "node:assert/strict";
import postgres from "postgres";
import { z } from "zod";
import { readBackupKeys } from "../../local/backup/backup-keys.ts";
import { readBackup } from "../../local/backup/read-backup.ts";
import { restoreBackup } from "../../local/backup/restore-backup.ts";
import { applyMigrations } from "../../local/stack/apply-migrations.ts";
import { installPlatform } from "../../local/stack/install-platform.ts";
import { migrationsDir } from "../../local/stack/paths.ts";
import { readStackSettings } from "../../local/stack/settings.ts";
import {
  type BolnaSimulator,
  startBolnaSimulator,
} from "../../local/simulators/bolna/start-bolna-simulator.ts";
import { acmeAgent, createCallApi } from "../support/call-api.ts";
import { startTestStack, type TestStack } from "../support/start-test-stack.ts";

const key = (letter: string) => btoa(letter.repeat(32));
const phoneKeys = { PHONE_ENCRYPTION_KEYS: `k1:${key("e")}`, PHONE_INDEX_KEY: key("i") };
const functions = ["sweep", "call-scheduling"];

/** A task as an operator runs it. */
async function run(task: string, args: string[], env: Record<string, string>) {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", `local/tasks/${task}.ts`, ...args],
    env,
  }).output();
  const text = new TextDecoder();
  return { code, said: text.decode(stdout) + text.decode(stderr) };
}

async function sweep(stack: TestStack) {
  const answer = await fetch(`${stack.functionsUrl}/sweep?wait=true`, {
    method: "POST",
    headers: { apikey: stack.secretKey },
  });
  return z.looseObject({ placed: z.int(), adopted: z.int() }).parse(await answer.json());
}

const numberOf = (index: number) => `+91987654${String(1000 + index)}`;

async function book(stack: TestStack, from: number, calls: number): Promise<void> {
  const api = createCallApi(stack.functionsUrl, await stack.signIn("admin@acme.test"));
  for (let index = from; index < from + calls; index++) {
    const answer = await api("POST", "acme/call-schedules", {
      agent_id: acmeAgent,
      contact_id: `c${index}`,
      contact_name: "Asha",
      contact_phone: numberOf(index),
      scheduled_at: new Date(Date.now() - 1000).toISOString(),
    });
    assert.equal(answer.status, 201, answer.text);
  }
}

/** As if the ten minutes had gone by in which a request of before may still arrive at Bolna. */
async function letTimePass({ sql }: TestStack): Promise<void> {
  await sql`update private.recovery_windows set final_at = private.current_time(), next_read_at = private.current_time()`;
}

const requestsTo = (bolna: BolnaSimulator) => bolna.callRequests().length;

Deno.test("a database that is brought back to its backup rings nobody twice, and loses no call that was made", async (t) => {
  const agentId = crypto.randomUUID();
  await using bolna = await startBolnaSimulator({
    clockFactor: 0.001,
    concurrencyMax: 1000,
    agents: [{ id: agentId }],
  });
  for (const index of [0, 1, 2]) bolna.scriptCalls({ to: numberOf(index), outcome: "no-answer" });
  const env = {
    ...phoneKeys,
    BOLNA_API_URL: bolna.url,
    BOLNA_API_KEY: bolna.apiKey,
    BOLNA_AGENT_ID: agentId,
  };
  await using stack = await startTestStack({ env, sweepEverySeconds: false, withFunctions: functions });
  const directory = `${await Deno.makeTempDir()}/backup`;
  const databaseUrl = (name: string) => stack.dbUrl.replace(/\/postgres$/, `/${name}`);

  await stack.sql`update public.organizations set max_concurrent_calls = 100 where slug = 'acme'`;
  await stack.sql`
    update public.hubspot_connections
    set uses_default_token = false, token_secret_id = private.keep_secret('acme', 'token', 'pat-secret'), removed_at = now()`;
  await book(stack, 0, 53);

  await t.step("the backup is whole, and has no key, number or token in it", async () => {
    const { code, said } = await run("backup", ["--out", directory, "--db", stack.dbUrl], phoneKeys);
    assert.equal(code, 0, said);
    assert.match(said, /keys of phone numbers are not in it/);
    let text = "";
    for await (const { name } of Deno.readDir(directory)) {
      const { readable } = await Deno.open(`${directory}/${name}`);
      text += await new Response(
        name.endsWith(".gz") ? readable.pipeThrough(new DecompressionStream("gzip")) : readable,
      ).text();
    }
    assert.match(text, /admin@acme\.test/);
    for (const secret of [key("e"), key("i"), "pat-secret", "91987654"]) {
      assert.equal(text.includes(secret), false, secret);
    }
  });

  // Three are not made in time; two more are booked after the backup.
  await stack
    .sql`update public.call_schedules set is_active = false where contact_id in ('c50', 'c51', 'c52')`;
  await book(stack, 60, 2);
  assert.equal((await sweep(stack)).placed, 52);
  assert.equal(requestsTo(bolna), 52);

  await t.step("what was changed, or does not fit, is not restored at all", async () => {
    const settings = { ...readStackSettings({}), dataDir: directory, functionsEnvFile: `${directory}/.env` };
    const keysOf = (given: Record<string, string>) => readBackupKeys({ ...settings, env: given });
    const keys = await keysOf(phoneKeys);
    const manifest = await readBackup(directory, keys);

    await assert.rejects(
      readBackup(directory, await keysOf({ ...phoneKeys, PHONE_INDEX_KEY: key("j") })),
      /PHONE_INDEX_KEY/,
    );
    const otherKey = await keysOf({ ...phoneKeys, PHONE_ENCRYPTION_KEYS: `k1:${key("f")}` });
    await assert.rejects(
      readBackup(directory, otherKey),
      /keys at hand are not those of the backup \(k1 of PHONE_ENCRYPTION_KEYS/,
    );
    const noKey = await keysOf({ ...phoneKeys, PHONE_ENCRYPTION_KEYS: `k2:${key("e")}` });
    await assert.rejects(readBackup(directory, noKey), /made with the key k1/);

    for (const name of ["public.call_schedules.copy.gz", "manifest.json"]) {
      const path = `${directory}/${name}`;
      const whole = await Deno.readFile(path);
      const changed = name === "manifest.json"
        ? new TextEncoder().encode(new TextDecoder().decode(whole).replace(/"rows": \d+/, '"rows": 0'))
        : whole.with(whole.length - 9, (whole.at(-9) ?? 0) ^ 1);
      await Deno.writeFile(path, changed);
      await assert.rejects(readBackup(directory, keys), /was changed since the backup was made/);
      await Deno.writeFile(path, whole);
    }
    await assert.rejects(restoreBackup(stack.sql, directory, manifest, keys), /holds organisations or users/);

    await stack.sql`create database other`;
    await using other = await openEmpty(databaseUrl("other"));
    await other.sql`insert into supabase_migrations.schema_migrations (version) values ('29990101000000')`;
    await assert.rejects(
      restoreBackup(other.sql, directory, manifest, keys),
      /older than this code.*29990101000000/,
    );
    await other.sql`delete from supabase_migrations.schema_migrations where version in ('29990101000000', ${
      manifest.migrations.at(-1) ?? ""
    })`;
    await assert.rejects(restoreBackup(other.sql, directory, manifest, keys), /which this code has not/);
    await other.sql`insert into supabase_migrations.schema_migrations (version) values (${
      manifest.migrations.at(-1) ?? ""
    })`;

    // It breaks off at the last table: nothing of the others is there.
    const lying = {
      ...manifest,
      tables: manifest.tables.map((table) =>
        table.name === "public.webhooks" ? { ...table, rows: 7 } : table
      ),
    };
    await assert.rejects(restoreBackup(other.sql, directory, lying, keys), /holds 0 rows where 7/);
    const [left] = await other.sql`select count(*)::int as rows from public.call_schedules`;
    assert.equal(left?.rows, 0);
  });

  await stack.sql`create database restored template other`;
  const restored = await run("restore", ["--from", directory, "--db", databaseUrl("restored")], {
    ...phoneKeys,
    LOCAL_DATA_DIR: await Deno.makeTempDir(),
  });
  assert.equal(restored.code, 0, restored.said);
  await using back = await startTestStack({
    env,
    dbUrl: databaseUrl("restored"),
    seed: false,
    sweepEverySeconds: false,
    withFunctions: functions,
  });
  const { sql } = back;
  const admin = createCallApi(back.functionsUrl, await back.signIn("admin@acme.test"));
  const member = createCallApi(back.functionsUrl, await back.signIn("member@acme.test"));
  const recovery = async () =>
    z.object({ recovery: z.looseObject({}) }).parse(JSON.parse((await admin("GET", "acme/recovery")).text))
      .recovery;

  await t.step("calling is paused by itself, and nobody can let it go on before its time", async () => {
    for (let round = 0; round < 3; round++) assert.equal((await sweep(back)).placed, 0);
    const [paused] = await sql`select calling_paused_code as code from private.scheduler`;
    assert.equal(paused?.code, "restored");
    await assert.rejects(sql`select public.pause_all_calling(null)`, /since the database was restored/);
    await assert.rejects(sql`select public.finish_recovery()`, /still to be read/);
    assert.equal((await recovery()).state, "adopting");
    assert.equal(
      (await admin("POST", "acme/recovery/release", { missed: "call" })).body.code,
      "recovery_open",
    );
    const [{ id } = { id: "" }] = await sql<
      { id: string }[]
    >`select id from public.call_schedules where contact_id = 'c52'`;
    assert.equal((await admin("POST", `acme/call-schedules/${id}/execute`)).status, 503);
    const [token] =
      await sql`select private.read_token(token_secret_id) as token from public.hubspot_connections`;
    assert.equal(token?.token, "pat-secret");
  });

  await t.step("what Bolna called since is ours again, with how it ended", async () => {
    await letTimePass(back);
    await sweep(back);
    const calls = await sql<{ outcome: string; calls: number }[]>`
      select t.outcome, count(*)::int as calls from public.call_attempts t group by 1 order by 1`;
    assert.deepEqual([...calls], [{ outcome: "completed", calls: 49 }, { outcome: "no_answer", calls: 3 }]);
    const attempts = await sql<{ id: string; execution: string }[]>`
      select id, bolna_execution_id as execution from public.call_attempts order by id`;
    assert.deepEqual(
      attempts.map(({ id, execution }) => `${id} ${execution}`),
      bolna.executions().map(({ call_ref, id }) => `${call_ref} ${id}`).toSorted(),
    );
    const { adopted, unknown, missed } = await recovery();
    assert.deepEqual({ adopted, unknown, missed }, { adopted: 52, unknown: 2, missed: 0 });
    const [health] = await sql`select public.recovery_health() as health`;
    assert.equal(health?.health.windows_left, 0);
  });

  await t.step("the operator lets calling go on, and what was missed waits for an admin's word", async () => {
    const [finished] = await sql`select public.finish_recovery() as health`;
    assert.equal(finished?.health.missed, 3);
    for (let round = 0; round < 3; round++) assert.equal((await sweep(back)).placed, 0);
    const { state, missed, rung } = await recovery();
    assert.deepEqual({ state, missed, rung }, { state: "waiting", missed: 3, rung: 2 });
    const [reason] =
      await sql`select status_reason_code as code from public.call_schedules where contact_id = 'c50'`;
    assert.equal(reason?.code, "restored");
  });

  await t.step(
    "who was called for a booking that is lost is not called for the same one made again",
    async () => {
      await book(back, 60, 2);
      assert.equal((await sweep(back)).placed, 0);
    },
  );

  await t.step("an admin's word ends the waiting", async () => {
    assert.equal((await member("POST", "acme/recovery/release", { missed: "call" })).status, 403);
    const released = await admin("POST", "acme/recovery/release", { missed: "call" });
    assert.equal(released.status, 200, released.text);
    assert.deepEqual([released.body.calls, released.body.cancelled], [3, 2]);
    assert.equal((await sweep(back)).placed, 3);
    assert.equal((await recovery()).state, "over");
    assert.equal(
      (await admin("POST", "acme/recovery/release", { missed: "call" })).body.code,
      "nothing_waits",
    );
    assert.equal(requestsTo(bolna), 55);
    assert.deepEqual([...new Set(bolna.executionsPerNumber().values())], [1]);
    const [trail] = await sql`
      select actor_id is not null as by_a_person, changes ->> 'missed_choice' as choice from public.audit_log
      where table_name = 'recovery_organizations'`;
    assert.deepEqual(trail, { by_a_person: true, choice: '[null, "call"]' });
  });
});

async function openEmpty(url: string) {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  await installPlatform(sql);
  await applyMigrations(sql, migrationsDir);
  return { sql, [Symbol.asyncDispose]: () => sql.end({ timeout: 1 }) };
}

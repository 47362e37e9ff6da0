import assert from "node:assert/strict";
import postgres, { type Sql } from "postgres";
import { z } from "zod";
import { createCallApi, makeBooking, scheduleOf } from "../support/call-api.ts";
import { waitFor } from "../support/wait-for.ts";
import { layDatabase, makeLocalSettings, runTask, type StartedTask, startProcess } from "./start-process.ts";

interface Survivor {
  stack: StartedTask;
  sql: Sql;
  /** The API as acme's admin. */
  admin: ReturnType<typeof createCallApi>;
}

/** `start` with a data directory of its own; it must end well when it is asked to. */
async function withStart(
  prepare: (dataDir: string) => Promise<void>,
  use: (survivor: Survivor) => Promise<void>,
): Promise<void> {
  const dataDir = await Deno.makeTempDir({ prefix: "call-scheduling-test-" });
  await layDatabase(dataDir);
  await prepare(dataDir);
  const env = makeLocalSettings(dataDir);
  const stack = await startProcess(env);
  const sql = postgres(`postgresql://postgres:postgres@127.0.0.1:${env.LOCAL_DB_PORT}/postgres`, {
    max: 1,
    fetch_types: false,
    onnotice: () => {},
  });
  try {
    await use({ stack, sql, admin: await signIn(env) });
    const askedAt = Date.now();
    stack.kill("SIGTERM");
    assert.equal(await stack.ended, 0);
    assert.ok(Date.now() - askedAt < 10_000, "the end takes less than ten seconds");
  } catch (error) {
    stack.kill("SIGTERM");
    throw new Error(`The stack said: ${stack.output().slice(-3000)}`, { cause: error });
  } finally {
    await sql.end({ timeout: 1 });
    await stack.ended;
    await Deno.remove(dataDir, { recursive: true });
  }
}

async function signIn(env: Record<string, string>) {
  const { stdout } = await runTask("status", env);
  const read = (name: string) => new RegExp(`^${name}=(.*)$`, "m").exec(stdout)?.[1] ?? "";
  const answer = await fetch(`${read("API_URL")}/auth/v1/token?grant_type=password`, {
    method: "POST",
    headers: { apikey: read("PUBLISHABLE_KEY"), "content-type": "application/json" },
    body: JSON.stringify({ email: "admin@acme.test", password: "password1234" }),
  });
  const { access_token } = z.object({ access_token: z.string() }).parse(await answer.json());
  return createCallApi(read("FUNCTIONS_URL"), access_token);
}

/** Asks until the API can take it, as a client with an `Idempotency-Key` may. */
async function bookPatiently({ admin }: Survivor): Promise<string> {
  const booking = makeBooking({ scheduled_at: new Date().toISOString() });
  const key = { "idempotency-key": crypto.randomUUID() };
  return await waitFor("the booking", async () => {
    const answer = await admin("POST", "acme/call-schedules", booking, key).catch(() => undefined);
    if (answer?.status === 201) return scheduleOf(answer).id;
    assert.ok(answer === undefined || answer.status >= 500 || answer.status === 409, answer?.text);
  }, { everyMs: 50 });
}

async function assertPlaced({ sql }: Survivor, id: string): Promise<void> {
  await waitFor("the call being placed", async () => {
    const [row] = await sql<{ bolna_call_id: string | null }[]>`
      select bolna_call_id from public.call_schedules where id = ${id}`;
    return row?.bolna_call_id ?? undefined;
  });
}

const nothing = () => Promise.resolve();

Deno.test("start outlives ten seconds in which every database connection is killed, and the call booked meanwhile is placed", async () => {
  await withStart(nothing, async (survivor) => {
    let booked: Promise<string> | undefined;
    let killed = 0;
    const end = Date.now() + 10_000;
    // Where the machine is busy it takes longer until so many have come back to be killed.
    await waitFor("ten seconds and fifty killed connections", async () => {
      const victims = await survivor.sql`
        select pg_terminate_backend(pid) from pg_stat_activity
        where pid <> pg_backend_pid() and backend_type = 'client backend'`;
      killed += victims.length;
      booked ??= bookPatiently(survivor);
      return Date.now() >= end && killed > 50 || undefined;
    }, { everyMs: 0 });
    await assertPlaced(survivor, await (booked ?? assert.fail()));
  });
});

Deno.test({
  name: "start outlives a disk that has no room for its logs, and goes on placing calls",
  ignore: Deno.build.os !== "linux",
  fn: async () => {
    // Every write to this device fails as on a full disk.
    const fillDisk = async (dataDir: string) => {
      await Deno.mkdir(`${dataDir}/logs`);
      for (const name of ["postgres", "data-api", "call-scheduling", "sweep", "sync", "bolna-webhook"]) {
        await Deno.symlink("/dev/full", `${dataDir}/logs/${name}.log`);
      }
    };
    await withStart(fillDisk, async (survivor) => {
      await assertPlaced(survivor, await bookPatiently(survivor));
    });
  },
});

import { z } from "zod";
import assert from "node:assert/strict";
import postgres, { type Sql } from "postgres";
import {
  type BolnaSimulator,
  startBolnaSimulator,
} from "../../local/simulators/bolna/start-bolna-simulator.ts";
import { pause } from "../../supabase/functions/_shared/platform/pause.ts";
import { isAlive } from "../../local/stack/process-identity.ts";
import {
  layDatabase,
  makeLocalSettings,
  runTask,
  type StartedTask,
  startProcess,
} from "../stack/start-process.ts";
import { createCallApi } from "../support/call-api.ts";
import { waitFor } from "../support/wait-for.ts";
import { assertAllMadeOnce, bookCalls, sweepToTheEnd } from "./real-calls.ts";

// The stack as `deno task start` runs it, in its own processes, over a database that is crash-safe; Bolna is here, so that
// it outlives them as the real one does.

const calls = 40;
const agentId = "0d000000-0000-4000-8000-000000000001";
const recordsSchema = z.array(z.object({ name: z.string(), pid: z.number(), identity: z.string() }));

interface Outage {
  env: Record<string, string>;
  dataDir: string;
  bolna: BolnaSimulator;
  sql: Sql;
  stack: StartedTask;
}

Deno.test("database connections killed mid-pass: nothing is dialled twice, nothing is lost", async () => {
  await surviveOutage(async ({ sql }) => {
    // Those at work for the API; the stack's own workers have connections of their own.
    for (let times = 0; times < 25; times++) {
      await sql`select pg_terminate_backend(pid) from pg_stat_activity
        where pid <> pg_backend_pid() and backend_type = 'client backend' and state <> 'idle'
          and application_name not like '%stand-in' and query not like '%public.audit_log%'`;
      await pause(40);
    }
  });
});

Deno.test("the database crashing mid-pass: nothing is dialled twice, nothing is lost", async () => {
  await surviveOutage(async ({ sql, dataDir }) => {
    const [backend] = await sql<{ pid: number }[]>`select pg_backend_pid() as pid`;
    assert.ok(backend);
    const countStarts = async () =>
      (await Deno.readTextFile(`${dataDir}/logs/postgres.log`)).split("ready to accept connections").length;
    const before = await countStarts();
    // One backend killed with -9 makes Postgres drop all others and recover from its log. Not before it says that it has: it
    // answers for a moment before it sees that one was killed.
    Deno.kill(backend.pid, "SIGKILL");
    await waitFor("the database's recovery", async () => await countStarts() > before || undefined);
  });
});

Deno.test("the whole stack killed mid-pass and started again: nothing is dialled twice, nothing is lost", async () => {
  await surviveOutage(async ({ stack, dataDir, env }) => {
    const records = recordsSchema.parse(JSON.parse(await Deno.readTextFile(`${dataDir}/processes.json`)));
    // The watchdog first: it would end the others more gently.
    const inOrder = records.toSorted(({ name }) => name === "watchdog" ? -1 : 0);
    for (const record of inOrder) if (await isAlive(record)) Deno.kill(record.pid, "SIGKILL");
    await stack.ended;
    return await startProcess(env);
  }, {
    answerSeconds: 2,
    check: async ({ sql }) => {
      const [told] = await sql<{ unknown: number }[]>`
        select count(*)::int as unknown from public.audit_log
        where table_name = 'call_attempts' and changes -> 'state' ->> 1 = 'unknown'`;
      assert.ok(
        (told?.unknown ?? 0) > 0,
        "no call was between its request and its answer when the blow fell",
      );
    },
  });
});

/** Books calls for one moment, strikes in the middle of their dialling, and lets the system find its way out. */
async function surviveOutage(
  strike: (outage: Outage) => Promise<StartedTask | void>,
  { answerSeconds = 0.5, check }: {
    /** How long after it took a call Bolna says so: so long there is for the blow to fall between the two. */
    answerSeconds?: number;
    check?: (outage: Outage) => Promise<void>;
  } = {},
): Promise<void> {
  const dataDir = await Deno.makeTempDir({ prefix: "call-scheduling-test-" });
  const bolna = await startBolnaSimulator({ clockFactor: 0.005, concurrencyMax: 1000 });
  const webhookSecret = "a-secret-of-this-test";
  const env: Record<string, string> = {
    ...makeLocalSettings(dataDir),
    BOLNA_API_URL: bolna.url,
    BOLNA_API_KEY: bolna.apiKey,
    BOLNA_AGENT_ID: agentId,
    BOLNA_WEBHOOK_SECRET: webhookSecret,
    CALL_SCHEDULER_INTERVAL: "1",
  };
  const functionsUrl = `http://127.0.0.1:${env.LOCAL_API_PORT}/functions/v1`;
  bolna.setAgent({
    id: agentId,
    webhookUrl: `${functionsUrl}/bolna-webhook`,
    webhookHeaders: { "x-webhook-secret": webhookSecret },
  });
  await layDatabase(dataDir);
  const sql = connect(env);
  let stack = await startProcess(env);
  try {
    await sql`update public.organizations set max_concurrent_calls = 500`;
    bolna.setFaults([{ fault: "accept-then-hang", seconds: answerSeconds }]);
    const { admin, sweep } = await openApi(env);
    await bookCalls(admin, calls, 2);
    await waitFor("the first calls", () => bolna.callRequests().length >= 3 || undefined);
    const outage = { env, dataDir, bolna, sql, stack };
    stack = await strike(outage) ?? stack;
    await sweepToTheEnd(sql, sweep);
    await assertAllMadeOnce(sql, bolna, calls);
    await check?.(outage);
  } catch (error) {
    throw new Error(`The stack said: ${stack.output().slice(-3000)}`, { cause: error });
  } finally {
    await sql.end({ timeout: 1 });
    if (!await hasEnded(stack)) stack.kill("SIGTERM");
    await stack.ended;
    await bolna.close();
    await Deno.remove(dataDir, { recursive: true });
  }
}

async function hasEnded({ ended }: StartedTask): Promise<boolean> {
  return await Promise.race([ended.then(() => true), pause(0).then(() => false)]);
}

/** The admin's API and the sweep's doorbell; a ring may find nobody while the system recovers. */
async function openApi(env: Record<string, string>) {
  const { stdout } = await runTask("status", env);
  const read = (name: string) => new RegExp(`^${name}=(.*)$`, "m").exec(stdout)?.[1] ?? "";
  const functionsUrl = read("FUNCTIONS_URL");
  const answer = await fetch(`${read("API_URL")}/auth/v1/token?grant_type=password`, {
    method: "POST",
    headers: { apikey: read("PUBLISHABLE_KEY"), "content-type": "application/json" },
    body: JSON.stringify({ email: "admin@acme.test", password: "password1234" }),
  });
  const { access_token } = z.object({ access_token: z.string() }).parse(await answer.json());
  const sweep = async () => {
    const ring = { method: "POST", headers: { apikey: read("SECRET_KEY") } };
    await fetch(`${functionsUrl}/sweep?wait=true`, ring).then((response) => response.text(), () => {});
  };
  return { admin: createCallApi(functionsUrl, access_token), sweep };
}

/**
 * Without the driver's own question for types, which it asks on every new connection and whose failure nobody can catch: a
 * database that crashes in that moment would end the test run.
 */
function connect(env: Record<string, string>): Sql {
  return postgres(`postgresql://postgres:postgres@127.0.0.1:${env.LOCAL_DB_PORT}/postgres`, {
    max: 1,
    fetch_types: false,
    onnotice: () => {},
  });
}

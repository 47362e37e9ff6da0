import assert from "node:assert/strict";
import postgres from "postgres";
import { z } from "zod";
import { isAlive } from "../../local/stack/process-identity.ts";
import { waitFor } from "../support/wait-for.ts";
import { layDatabase, makeLocalSettings, runTask, startProcess } from "./start-process.ts";

const records = z.array(z.object({ name: z.string(), pid: z.number(), identity: z.string() }));

async function withDataDir(use: (dataDir: string) => Promise<void>): Promise<void> {
  const dataDir = await Deno.makeTempDir({ prefix: "call-scheduling-test-" });
  try {
    await use(dataDir);
  } finally {
    await Deno.remove(dataDir, { recursive: true });
  }
}

async function readRecords(dataDir: string) {
  return records.parse(JSON.parse(await Deno.readTextFile(`${dataDir}/processes.json`)));
}

async function query<Row>(env: Record<string, string>, text: string): Promise<Row[]> {
  const sql = postgres(`postgresql://postgres:postgres@127.0.0.1:${env.LOCAL_DB_PORT}/postgres`, { max: 1 });
  try {
    return [...await sql.unsafe<(Row & Record<string, unknown>)[]>(text)];
  } finally {
    await sql.end();
  }
}

/** Kills `start`, and says which processes of its own were running then. */
async function killStack(dataDir: string, { withWatchdog }: { withWatchdog: boolean }) {
  const all = await readRecords(dataDir);
  const children = all.filter(({ name }) => name !== "stack" && name !== "watchdog");
  assert.deepEqual(
    children.map(({ name }) => name).sort(),
    [
      "agent-tools",
      "bolna-webhook",
      "call-scheduling",
      "data-api",
      "deliver",
      "metrics",
      "postgres",
      "report",
      "sweep",
      "sync",
    ],
  );
  const doomed = ["stack", ...(withWatchdog ? ["watchdog"] : [])];
  for (const { pid } of all.filter(({ name }) => doomed.includes(name)).reverse()) Deno.kill(pid, "SIGKILL");
  return { children, watchdog: all.find(({ name }) => name === "watchdog") ?? assert.fail() };
}

Deno.test("a stack that was killed leaves no process behind, and starts again with its data", async () => {
  await withDataDir(async (dataDir) => {
    await layDatabase(dataDir);
    const env = makeLocalSettings(dataDir);
    const first = await startProcess(env);
    await query(env, "update public.organizations set name = 'Still here' where slug = 'acme'");
    const { children, watchdog } = await killStack(dataDir, { withWatchdog: false });
    await first.ended;
    await waitFor("the end of the watchdog", async () => !await isAlive(watchdog) || undefined);
    for (const child of children) {
      assert.equal(await isAlive(child), false, `${child.name} was left behind`);
    }

    const second = await startProcess(env);
    const [acme] = await query<{ name: string }>(
      env,
      "select name from public.organizations where slug = 'acme'",
    );
    second.kill("SIGTERM");
    assert.equal(await second.ended, 0);
    assert.equal(acme?.name, "Still here");
    const log = await Deno.readTextFile(`${dataDir}/logs/postgres.log`);
    assert.doesNotMatch(log, /interrupted|recovery/, "the watchdog's end is an orderly one");
  });
});

Deno.test("a stack that was killed with its watchdog starts again with its data and keys, and leaves no process behind", async () => {
  await withDataDir(async (dataDir) => {
    await layDatabase(dataDir);
    const env = makeLocalSettings(dataDir);
    const first = await startProcess(env);
    const before = await runTask("status", env);
    await query(env, "update public.organizations set name = 'Still here' where slug = 'acme'");
    const { children } = await killStack(dataDir, { withWatchdog: true });
    await first.ended;
    assert.equal((await runTask("status", env)).code, 1, "a killed stack does not count as running");
    assert.ok(await isAlive(children.find((record) => record.name === "postgres") ?? assert.fail()));

    // Started from a shell that has exported what `status` says, the addresses of the simulators with it.
    const simulators = {
      BOLNA_API_URL: `http://127.0.0.1:${env.LOCAL_BOLNA_PORT}`,
      HUBSPOT_API_URL: `http://127.0.0.1:${env.LOCAL_HUBSPOT_PORT}`,
    };
    const second = await startProcess({ ...env, ...simulators });
    try {
      for (const address of Object.values(simulators)) await (await fetch(address)).body?.cancel();
      for (const child of children) {
        assert.equal(await isAlive(child), false, `${child.name} was left behind`);
      }
      const after = await runTask("status", env);
      assert.equal(after.stdout, before.stdout);
      const [acme] = await query<{ name: string }>(
        env,
        "select name from public.organizations where slug = 'acme'",
      );
      assert.equal(acme?.name, "Still here");
    } finally {
      const all = await readRecords(dataDir);
      const askedAt = Date.now();
      second.kill("SIGTERM");
      assert.equal(await second.ended, 0);
      assert.ok(Date.now() - askedAt < 10_000, "the end takes less than ten seconds");
      for (const record of all) {
        assert.equal(await isAlive(record), false, `${record.name} outlived the stack`);
      }

      // As `deno task start -- --reset` hands it on.
      const afresh = await startProcess(env, ["--", "--reset"]);
      try {
        const [acme] = await query<{ name: string }>(
          env,
          "select name from public.organizations where slug = 'acme'",
        );
        assert.notEqual(acme?.name, "Still here", "--reset begins with new data");
        assert.notEqual((await runTask("status", env)).stdout, before.stdout, "and with new keys");
      } finally {
        afresh.kill("SIGTERM");
        await afresh.ended;
      }
    }
  });
});

Deno.test("a data directory has one stack at a time, and status and sweep find it", async () => {
  await withDataDir(async (dataDir) => {
    const env = makeLocalSettings(dataDir);
    for (const task of ["status", "sweep"]) {
      const result = await runTask(task, env);
      assert.equal(result.code, 1);
      assert.match(result.stderr, /^Nothing is running on .*\n$/);
      assert.equal(result.stdout, "");
    }

    const stack = await startProcess(env);
    try {
      const status = await runTask("status", env);
      assert.equal(status.code, 0);
      const names = status.stdout.trim().split("\n").map((line) => line.split("=")[0]);
      assert.deepEqual(
        names,
        ("API_URL FUNCTIONS_URL DB_URL PUBLISHABLE_KEY SECRET_KEY JWT_SECRET BOLNA_API_URL HUBSPOT_API_URL " +
          "CONSOLE_URL WEBHOOK_SECRET AGENT_TOOLS_SECRET METRICS_TOKEN").split(" "),
      );

      const sweep = await runTask("sweep", env);
      assert.equal(sweep.code, 0, sweep.stderr);
      assert.match(sweep.stdout, /claimed=0 placed=0/);

      const second = await runTask("start", { ...makeLocalSettings(dataDir) });
      assert.equal(second.code, 1);
      assert.match(second.stderr, /^A stack is already running on .* \(process \d+\).*\n$/);

      const elsewhere = await Deno.makeTempDir({ prefix: "call-scheduling-test-" });
      const clash = { ...makeLocalSettings(elsewhere), LOCAL_API_PORT: env.LOCAL_API_PORT ?? assert.fail() };
      const busy = await runTask("start", clash);
      assert.equal(busy.code, 1);
      assert.match(busy.stderr, new RegExp(`^Port ${env.LOCAL_API_PORT} is in use.* LOCAL_API_PORT .*\\n$`));
      assert.deepEqual([...Deno.readDirSync(elsewhere)].map((entry) => entry.name), ["logs"]);
      await Deno.remove(elsewhere, { recursive: true });

      const reset = await runTask("start", { ...env, LOCAL_DB_PORT: "99999" });
      assert.match(reset.stderr, /^LOCAL_DB_PORT is "99999"; set it to a port number from 1 to 65535.\n$/);
    } finally {
      stack.kill("SIGINT");
      assert.equal(await stack.ended, 0);
    }
  });
});

Deno.test("start with a setting missing or malformed names it, says how to mend it, and is not ready", async () => {
  await withDataDir(async (dataDir) => {
    const env = makeLocalSettings(dataDir);
    const bad: [Record<string, string>, RegExp][] = [
      [
        { CALL_SCHEDULER_INTERVAL: "soon" },
        /^CALL_SCHEDULER_INTERVAL is malformed: .* whole number of seconds/,
      ],
      [{ BOLNA_WEBHOOK_SECRET: "short" }, /^BOLNA_WEBHOOK_SECRET is malformed: .* 8 or more/],
      [{ BOLNA_API_URL: "https://bolna.example" }, /^BOLNA_API_KEY is missing: set it to the API key/],
      [{ BOLNA_API_URL: "bolna.example" }, /BOLNA_API_URL is malformed: .* http/],
    ];
    for (const [settings, message] of bad) {
      const { code, stdout, stderr } = await runTask("start", { ...env, ...settings });
      assert.equal(code, 1, stderr);
      assert.match(stderr, message);
      assert.doesNotMatch(stdout, /Ready/);
      for (const value of Object.values(settings)) assert.ok(!stderr.includes(`"${value}"`));
    }
  });
});

import assert from "node:assert/strict";
import { z } from "zod";
import { findFreePort } from "../local/stack/ports.ts";
import { projectRoot } from "../local/stack/paths.ts";
import { readCommand } from "../tests/support/read-command.ts";
import { waitFor } from "../tests/support/wait-for.ts";
import { somePhone, startWorld } from "../tests/workers/world.ts";

// Once for real. As it is shipped in operations/, but for: addresses and token, and a scrape each 2 seconds instead of 15, which takes
// up to 26 seconds off each of the two waits.

const installed = await readCommand("prometheus", ["--version"]) !== undefined &&
  await readCommand("prometheus-alertmanager", ["--version"]) !== undefined;

const alertSchema = z.object({
  alerts: z.array(z.object({
    status: z.enum(["firing", "resolved"]),
    labels: z.record(z.string(), z.string()),
    annotations: z.record(z.string(), z.string()),
  })),
});
const answerSchema = z.object({
  status: z.string(),
  error: z.string().optional(),
  data: z.object({ result: z.array(z.object({ value: z.tuple([z.number(), z.string()]) })) }).optional(),
});
const boardSchema = z.object({
  panels: z.array(
    z.object({ title: z.string(), targets: z.array(z.object({ expr: z.string() })).default([]) }),
  ),
});

Deno.test({
  name: "a real Prometheus scrapes a running stack, and when the sweep stops its operator is told",
  ignore: !installed,
  async fn(t) {
    await using cleanup = new AsyncDisposableStack();
    const world = cleanup.use(
      await startWorld({
        withFunctions: ["sweep", "bolna-webhook", "metrics"],
        sweepEverySeconds: 5,
        bolna: { clockFactor: 0.05 },
      }),
    );
    const { stack, sql, bolna, book } = world;
    const folder = await Deno.makeTempDir({ prefix: "call-scheduling-monitoring-" });
    cleanup.defer(() => Deno.remove(folder, { recursive: true }));
    const told: { at: number; name: string; status: string; runbook: string }[] = [];
    const receiver = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen: () => {} }, async (request) => {
      for (const { status, labels, annotations } of alertSchema.parse(await request.json()).alerts) {
        told.push({
          at: Date.now(),
          name: labels.alertname ?? "",
          status,
          runbook: annotations.runbook_url ?? "",
        });
      }
      return new Response();
    });
    cleanup.defer(() => receiver.shutdown());
    const prometheus = await startMonitoring(cleanup, {
      folder,
      target: new URL(stack.apiUrl).host,
      token: stack.functionEnvironment().METRICS_TOKEN ?? assert.fail(),
      receiverUrl: `http://127.0.0.1:${receiver.addr.port}/alerts`,
    });
    const org = await world.createOrganization();

    await t.step("the board opens, and each of its queries has data", async () => {
      await waitFor(
        "Prometheus to scrape",
        async () => (await prometheus("up == 1")).length > 0 || undefined,
      );
      const unanswered = somePhone();
      bolna.scriptCalls({ to: unanswered, outcome: "no-answer" });
      const id = await book(org, { phone: unanswered, dueIn: 0 });
      await sql`
        insert into public.call_decisions (org_id, schedule_id, at, stage, outcome, code, purpose, zones, jurisdictions, rule_ids, data)
        select org_id, id, now(), 'claim', 'defer', 'outside_window', purpose, '{}', '{IN}', '{}', '{}'
        from public.call_schedules where id = ${id}`;
      await book(org, { dueIn: 0 });
      const { panels } = boardSchema.parse(
        JSON.parse(await Deno.readTextFile(`${projectRoot}operations/grafana/call-scheduler.json`)),
      );
      const questions = panels.flatMap(({ title, targets }) =>
        targets.map(({ expr }) => ({ title, expr: expr.replaceAll("$__rate_interval", "1m") }))
      );
      assert.ok(questions.length > 30);
      for (const { title, expr } of questions) {
        await waitFor(`data of "${title}"`, async () => (await prometheus(expr)).length > 0 || undefined, {
          everyMs: 1000,
        });
      }
      const [answered] = await prometheus('sum(call_scheduler_calls_total{status="completed"})');
      assert.equal(answered, 1);
    });

    const isTold = (status: string, after: number) =>
      ["SweepDoesNotCome", "CallsStalled"].every((name) =>
        told.some((alert) => alert.name === name && alert.status === status && alert.at > after)
      ) || undefined;

    await t.step("the sweep is stopped: within 90 seconds the receiver knows, and what to do", async () => {
      assert.equal(told.length, 0, JSON.stringify(told));
      const sweep = await findFunction("sweep");
      Deno.kill(sweep, "SIGSTOP");
      const stoppedAt = Date.now();
      try {
        const id = await book(org, { dueIn: 0 });
        await waitFor("the alerts", () => isTold("firing", stoppedAt), { withinMs: 90_000, everyMs: 200 });
        assert.equal((await world.schedule(id)).call_status, "scheduled");
        assert.match(told[0]?.runbook ?? "", /^docs\/operating\.md#\w+$/);
      } finally {
        Deno.kill(sweep, "SIGCONT");
      }
    });

    await t.step("it goes on: they are resolved", async () => {
      await waitFor("the end of the alerts", () => isTold("resolved", 0), { withinMs: 90_000, everyMs: 200 });
    });
  },
});

/** Debian's two, as operations/ has them set; gives what asks Prometheus for the values of an expression. */
async function startMonitoring(
  cleanup: AsyncDisposableStack,
  { folder, target, token, receiverUrl }: {
    folder: string;
    target: string;
    token: string;
    receiverUrl: string;
  },
) {
  const port = findFreePort();
  const alertmanagerPort = findFreePort();
  const copy = async (name: string, changes: [string, string][]) => {
    let text = await Deno.readTextFile(`${projectRoot}operations/${name}`);
    for (const [shipped, ours] of changes) {
      assert.ok(text.includes(shipped), `${shipped} in ${name}`);
      text = text.replace(shipped, ours);
    }
    await Deno.writeTextFile(`${folder}/${name}`, text);
  };
  await Deno.writeTextFile(`${folder}/metrics-token`, token);
  await Deno.mkdir(`${folder}/rules`);
  for (const name of ["calls", "workers", "partners"]) await copy(`rules/${name}.yml`, []);
  await copy("prometheus.yml", [
    ["scheme: https", "scheme: http"],
    ["<ref>.supabase.co", target],
    ["127.0.0.1:9093", `127.0.0.1:${alertmanagerPort}`],
    ["scrape_interval: 15s", "scrape_interval: 2s"],
  ]);
  await copy("alertmanager.yml", [["http://127.0.0.1:9094/alerts", receiverUrl]]);
  startProgram(cleanup, "prometheus-alertmanager", [
    `--config.file=${folder}/alertmanager.yml`,
    `--storage.path=${folder}/alerts`,
    `--web.listen-address=127.0.0.1:${alertmanagerPort}`,
    "--cluster.listen-address=",
  ]);
  startProgram(cleanup, "prometheus", [
    `--config.file=${folder}/prometheus.yml`,
    `--storage.tsdb.path=${folder}/series`,
    `--web.listen-address=127.0.0.1:${port}`,
  ]);
  const query = `http://127.0.0.1:${port}/api/v1/query`;
  await waitFor(
    "Prometheus to answer",
    () => fetch(query).then((answer) => answer.body?.cancel().then(() => true), () => undefined),
  );
  return async (expr: string): Promise<number[]> => {
    const answer = await fetch(query, { method: "POST", body: new URLSearchParams({ query: expr }) });
    const { status, error, data } = answerSchema.parse(await answer.json());
    assert.equal(status, "success", `${expr}: ${error}`);
    return (data?.result ?? []).map(({ value: [, value] }) => Number(value));
  };
}

function startProgram(cleanup: AsyncDisposableStack, command: string, args: string[]): void {
  const child = new Deno.Command(command, { args, stdout: "null", stderr: "null" }).spawn();
  cleanup.defer(async () => {
    child.kill("SIGTERM");
    await child.status;
  });
}

/** The process of this function that this test has started. */
async function findFunction(name: string): Promise<number> {
  const found = await readCommand("pgrep", ["-P", `${Deno.pid}`, "-f", `functions/${name}/index.ts`]);
  const [pid] = found?.trim().split("\n") ?? [];
  assert.ok(pid, `the process of ${name}`);
  return Number(pid);
}

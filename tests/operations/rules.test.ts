import assert from "node:assert/strict";
import { families } from "../../supabase/functions/metrics/families.ts";
import { renderMetrics } from "../../supabase/functions/metrics/render-metrics.ts";
import { projectRoot } from "../../local/stack/paths.ts";
import { readCommand } from "../support/read-command.ts";

const read = (path: string) => Deno.readTextFile(`${projectRoot}${path}`);
const groups = ["calls", "workers", "partners"];
const rules = (await Promise.all(groups.map((group) => read(`operations/rules/${group}.yml`)))).join("");
const ruleTests = (await Promise.all(groups.map((group) => read(`tests/operations/${group}.yml`)))).join("");
const board = await read("operations/grafana/call-scheduler.json");
const all = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([, found = ""]) => found);
const alerts = all(rules, /- alert: (\w+)/g);
const promtool = await readCommand("promtool", ["--version"]);
const amtool = await readCommand("amtool", ["--version"]);

Deno.test("each alert says what to do: a page of its own in the runbook", async () => {
  const headings = all(await read("docs/operating.md"), /^#{3,4} (\w+)$/gm);
  assert.ok(alerts.length > 20);
  assert.deepEqual(
    all(rules, /runbook_url: docs\/operating\.md#(\w+)/g),
    alerts.map((name) => name.toLowerCase()),
  );
  assert.deepEqual(alerts.filter((name) => !headings.includes(name)), []);
});

Deno.test("each alert is tried: it fires, and stays quiet before", () => {
  const fires = all(ruleTests, /alertname: (\w+)\n\s+exp_alerts:\n/g);
  const quiet = all(ruleTests, /alertname: (\w+), exp_alerts: \[\]/g);
  assert.deepEqual(alerts.filter((name) => !fires.includes(name) || !quiet.includes(name)), []);
});

Deno.test("rules and board ask for nothing that is not told", () => {
  const asked = all(rules + board, /call_scheduler_(\w+)/g).map((name) =>
    name.replace(/_(bucket|sum|count)$/, "")
  );
  assert.deepEqual([...new Set(asked)].filter((name) => !(name in families)), []);
});

Deno.test({
  name:
    "Prometheus takes the rules, the configuration and what the function tells, and each rule does as its tests say",
  ignore: promtool === undefined,
  async fn() {
    const folder = await Deno.makeTempDir();
    try {
      await Deno.writeTextFile(`${folder}/metrics-token`, "token");
      for await (const { name } of Deno.readDir(`${projectRoot}operations/rules`)) {
        await Deno.mkdir(`${folder}/rules`, { recursive: true });
        await Deno.copyFile(`${projectRoot}operations/rules/${name}`, `${folder}/rules/${name}`);
      }
      await Deno.copyFile(`${projectRoot}operations/prometheus.yml`, `${folder}/prometheus.yml`);
      await run("promtool", ["check", "config", `${folder}/prometheus.yml`]);
      await run("promtool", [
        "test",
        "rules",
        ...groups.map((group) => `${projectRoot}tests/operations/${group}.yml`),
      ]);
      const told = renderMetrics([
        { metric: "calls", labels: { status: "failed", organization: 'a\\b"c\nd' }, value: 1e21 },
        { metric: "call_lateness_seconds", labels: { part: "bucket", le: "+Inf" }, value: 2 },
        { metric: "call_lateness_seconds", labels: { part: "count" }, value: 2 },
        { metric: "call_lateness_seconds", labels: { part: "sum" }, value: 0.25 },
      ]);
      await run("promtool", ["check", "metrics"], told);
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  },
});

Deno.test({
  name: "Alertmanager takes its configuration",
  ignore: amtool === undefined,
  fn: () => run("amtool", ["check-config", `${projectRoot}operations/alertmanager.yml`]),
});

/** Throws with what it says when it finds fault. */
async function run(command: string, args: string[], input = ""): Promise<void> {
  const child = new Deno.Command(command, { args, stdin: "piped", stdout: "piped", stderr: "piped" }).spawn();
  const writer = child.stdin.getWriter();
  await writer.write(new TextEncoder().encode(input));
  await writer.close();
  const { success, stdout, stderr } = await child.output();
  assert.ok(success, new TextDecoder().decode(stdout) + new TextDecoder().decode(stderr));
}

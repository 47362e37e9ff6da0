import { listPgtapFiles } from "../pgtap/list-pgtap-files.ts";
import { runPgtap } from "../pgtap/run-pgtap.ts";
import { projectRoot } from "../stack/paths.ts";
import { databaseTemplate, withDatabaseTemplate } from "../stack/with-database-template.ts";
import { printLine } from "./print.ts";
import { runDenoTests, runDenoTestsSideBySide } from "./run-deno-tests.ts";
import { runTask } from "./run-task.ts";

// Every test: Deno's and the database's. Arguments choose: files that end in .sql go to pgTAP, everything else to
// `deno test`; what is not asked for is left out then.

/** What takes the machine that tries longest stands apart: it keeps one processor busy all the time. */
const longHistories = ["chaos/batches.test.ts", "chaos/crash-points.test.ts"];

await runTask(async () => {
  const sqlFiles = Deno.args.filter((arg) => arg.endsWith(".sql"));
  const denoArgs = Deno.args.filter((arg) => !arg.endsWith(".sql"));
  const all = Deno.args.length === 0;

  let passed = 0;
  let failed = 0;
  if (all || sqlFiles.length > 0) {
    const database = await runPgtap(all ? await listPgtapFiles() : sqlFiles, printLine);
    passed += database.passed;
    failed += database.failures.length;
  }
  if (all || denoArgs.length > 0) {
    const deno = await withDatabaseTemplate(async (directory) => {
      const env = { [databaseTemplate]: directory };
      return all
        ? await runDenoTestsSideBySide(await listTestGroups(), env)
        : await runDenoTests(denoArgs, env);
    });
    passed += deno.passed;
    failed += deno.failed;
  }
  printLine(`${passed} passed, ${failed} failed`);
  return failed === 0 && passed > 0 ? 0 : 1;
});

/** Side by side, since most tests wait for something half of the time; whatever is new goes to the last. */
async function listTestGroups(): Promise<string[][]> {
  const histories = (await listNames("chaos")).filter((name) => name.endsWith(".test.ts"))
    .map((name) => `chaos/${name}`).filter((name) => !longHistories.includes(name));
  const groups = [
    [...longHistories, "simulators", "unit"],
    histories,
    ["end-to-end", "schema", "stack", "sync"],
    ["console", "operations", "workers"],
  ];
  const rest = (await listNames("")).filter((name) => name !== "chaos" && !groups.flat().includes(name));
  return [...groups, rest].map((group) => group.map((name) => `tests/${name}`));
}

async function listNames(folder: string): Promise<string[]> {
  const names: string[] = [];
  for await (const { name } of Deno.readDir(`${projectRoot}tests/${folder}`)) names.push(name);
  return names.sort();
}

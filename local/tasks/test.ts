import { mapInLanes } from "../../supabase/functions/_shared/platform/map-in-lanes.ts";
import { listPgtapFiles } from "../pgtap/list-pgtap-files.ts";
import { runPgtap } from "../pgtap/run-pgtap.ts";
import { databaseTemplate, withDatabaseTemplate } from "../stack/with-database-template.ts";
import { listTestRuns } from "./list-test-runs.ts";
import { printLine } from "./print.ts";
import { runDenoTests, type TestCounts } from "./run-deno-tests.ts";
import { runTask } from "./run-task.ts";

// Every test: Deno's and the database's. Arguments choose: files that end in .sql go to pgTAP, everything else to
// `deno test`; what is not asked for is left out then.

/** Side by side on two processors, since most tests wait for something half of the time. */
const lanes = 5;

await runTask(async () => {
  // To `deno test` what stands behind a `--` is no file, and without a file it runs everything it finds.
  const args = Deno.args.filter((arg) => arg !== "--");
  const sqlFiles = args.filter((arg) => arg.endsWith(".sql"));
  const denoArgs = args.filter((arg) => !arg.endsWith(".sql"));
  const all = args.length === 0;

  const counts = await withDatabaseTemplate(async (template) => {
    const env = { [databaseTemplate]: template };
    const runs: (() => Promise<TestCounts>)[] = [];
    if (all || sqlFiles.length > 0) {
      runs.push(async () => {
        const files = all ? await listPgtapFiles() : sqlFiles;
        const { passed, failures } = await runPgtap(files, { report: printLine, template });
        return { passed, failed: failures.length };
      });
    }
    if (all) { for (const files of await listTestRuns()) runs.push(() => runDenoTests(files, { env })); }
    else if (denoArgs.length > 0) runs.push(() => runDenoTests(denoArgs, { env, live: true }));
    // The database's first where both are asked for: what is told as it goes is not mixed then.
    return await mapInLanes(runs, (run) => run(), all ? lanes : 1);
  });

  const passed = counts.reduce((sum, count) => sum + count.passed, 0);
  const failed = counts.reduce((sum, count) => sum + count.failed, 0);
  printLine(`${passed} passed, ${failed} failed`);
  return failed === 0 && passed > 0 ? 0 : 1;
});

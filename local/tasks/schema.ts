import { checkSchema } from "../schema/check-schema.ts";
import { diffDatabases } from "../schema/diff-databases.ts";
import { projectRoot } from "../stack/paths.ts";
import { printLine } from "./print.ts";
import { runTask } from "./run-task.ts";

// Schema files, migrations and the way from one to the next hold together. Needs git and the whole history.
await runTask(async () => {
  const findings = await checkSchema(projectRoot, diffDatabases);
  for (const { name, problems } of findings) {
    printLine(`${problems.length === 0 ? "ok    " : "FAILED"} ${name}`);
    for (const problem of problems) printLine(problem);
  }
  return findings.every(({ problems }) => problems.length === 0) ? 0 : 1;
});

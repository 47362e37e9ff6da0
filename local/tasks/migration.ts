import { diffDatabases } from "../schema/diff-databases.ts";
import { makeMigration } from "../schema/make-migration.ts";
import { projectRoot } from "../stack/paths.ts";
import { StackError } from "../stack/stack-error.ts";
import { printLine } from "./print.ts";
import { runTask } from "./run-task.ts";

// Writes the next migration out of what was changed in supabase/schemas: `deno task migration -- add_call_windows`.
await runTask(async () => {
  const [name, ...more] = Deno.args.filter((arg) => arg !== "--");
  if (name === undefined || more.length > 0) {
    throw new StackError("Say what the migration does: deno task migration -- add_call_windows");
  }
  const { path, byHand } = await makeMigration(projectRoot, { name, now: new Date(), differ: diffDatabases });
  printLine(
    path === undefined ? "No change: migrations and schemas make the same database." : `wrote ${path}`,
  );
  if (byHand.length > 0) printLine("Still to be written into it by hand:");
  for (const line of byHand) printLine(line);
  return 0;
});

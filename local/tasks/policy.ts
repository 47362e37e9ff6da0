import { writePackMigration } from "../policy/pack-migration.ts";
import { projectRoot } from "../stack/paths.ts";
import { printLine } from "./print.ts";
import { refuseArguments } from "./read-arguments.ts";
import { runTask } from "./run-task.ts";

// Writes the migration that loads the law as it stands in supabase/policy (docs/policy.md).
await runTask(async () => {
  refuseArguments("policy");
  const path = await writePackMigration(projectRoot, new Date());
  printLine(
    path === undefined ? "No change: the newest pack is what supabase/policy makes." : `wrote ${path}`,
  );
  return 0;
});

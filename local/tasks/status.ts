import postgres from "postgres";
import { readProgress, renderProgress } from "../stack/read-progress.ts";
import { renderState } from "../stack/render-state.ts";
import { readDataDir } from "../stack/settings.ts";
import { findRunningStack } from "./find-running-stack.ts";
import { printError, printLine } from "./print.ts";
import { refuseArguments } from "./read-arguments.ts";
import { runTask } from "./run-task.ts";

// Prints where the running stack is and its keys, as KEY=value lines; and to stderr, so that a shell can take the lines, how far it is
// with what takes long. Exit code 1 when nothing runs.
await runTask(async () => {
  refuseArguments("status");
  const state = await findRunningStack(readDataDir(Deno.env.toObject()));
  printLine(renderState(state));
  const sql = postgres(state.dbUrl, { max: 1, onnotice: () => {} });
  try {
    for (const work of await readProgress(sql)) printError(renderProgress(work));
  } finally {
    await sql.end();
  }
  return 0;
});

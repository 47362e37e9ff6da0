import { renderState } from "../stack/render-state.ts";
import { readDataDir } from "../stack/settings.ts";
import { findRunningStack } from "./find-running-stack.ts";
import { printLine } from "./print.ts";
import { runTask } from "./run-task.ts";

// Prints where the running stack is and its keys, as KEY=value lines. Exit code 1 when nothing runs.
await runTask(async () => {
  printLine(renderState(await findRunningStack(readDataDir(Deno.env.toObject()))));
  return 0;
});

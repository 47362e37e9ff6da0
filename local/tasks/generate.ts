import { generatedFiles } from "../generate/generated-files.ts";
import { projectRoot } from "../stack/paths.ts";
import { printLine } from "./print.ts";
import { runTask } from "./run-task.ts";

// Writes every generated file anew.
await runTask(async () => {
  for (const { path, generate } of generatedFiles) {
    await Deno.writeTextFile(projectRoot + path, await generate());
    printLine(`wrote ${path}`);
  }
  return 0;
});

import { z } from "zod";
import { readDataDir } from "../stack/settings.ts";
import { StackError } from "../stack/stack-error.ts";
import { findRunningStack } from "./find-running-stack.ts";
import { printLine } from "./print.ts";
import { refuseArguments } from "./read-arguments.ts";
import { runTask } from "./run-task.ts";

// One pass over what is due now, with its counts. Exit code 1 when the pass failed.

const answerSchema = z.looseObject({ success: z.boolean(), error: z.string().optional() });

await runTask(async () => {
  refuseArguments("sweep");
  const { functionsUrl, secretKey } = await findRunningStack(readDataDir(Deno.env.toObject()));
  const response = await fetch(`${functionsUrl}/sweep?wait=true`, {
    method: "POST",
    headers: { apikey: secretKey },
  });
  const { success, error, ...counts } = answerSchema.parse(await response.json());
  if (!response.ok || !success) {
    throw new StackError(`The sweep failed (${response.status}): ${error ?? "no reason"}`);
  }
  printLine(Object.entries(counts).map(([name, value]) => `${name}=${value}`).join(" "));
  return 0;
});

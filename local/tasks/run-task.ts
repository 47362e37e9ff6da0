import { StackError } from "../stack/stack-error.ts";
import { printError } from "./print.ts";

/** Runs a task and exits with the code it returns; a StackError is one sentence on stderr and exit code 1. */
export async function runTask(task: () => Promise<number>): Promise<never> {
  try {
    Deno.exit(await task());
  } catch (error) {
    if (!(error instanceof StackError)) throw error;
    printError(error.message);
    Deno.exit(1);
  }
}

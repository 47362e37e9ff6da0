import { parseArgs, type ParseArgsConfig } from "node:util";
import { StackError } from "../stack/stack-error.ts";

/**
 * What a task was started with, by `parseArgs`. Throws a StackError that says what is unknown and how the task is called: an
 * argument that is passed over in silence is one that somebody relies on.
 */
export function readArguments<Config extends Omit<ParseArgsConfig, "args">>(
  usage: string,
  config: Config,
  args: readonly string[] = Deno.args,
): ReturnType<typeof parseArgs<Config>> {
  const asked: Config = { ...config, args: args.filter((argument) => argument !== "--") };
  try {
    return parseArgs(asked);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    const [wrong = ""] = error.message.split(/\. |\.?$/);
    throw new StackError(`${wrong}. ${usage}`);
  }
}

/** For a task that takes none. */
export function refuseArguments(task: string): void {
  readArguments(`${task} takes no arguments.`, {});
}

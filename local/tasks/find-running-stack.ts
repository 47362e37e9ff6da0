import { StackError } from "../stack/stack-error.ts";
import { readLiveState, type StackState } from "../stack/state-file.ts";

/** The stack that runs on this data directory. Throws StackError when none does. */
export async function findRunningStack(dataDir: string): Promise<StackState> {
  const state = await readLiveState(dataDir);
  if (state === undefined) {
    throw new StackError(`Nothing is running on ${dataDir}: start it with \`deno task start\`.`);
  }
  return state;
}

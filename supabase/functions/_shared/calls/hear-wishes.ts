import type { BolnaExecution } from "../bolna/client.ts";
import type { DispatchDeps } from "./types.ts";
import { type HeardWish, readWishes } from "./read-wishes.ts";

/**
 * What the person asked for in a call, read as the call's agent has it set up. The agent is asked for only where something was
 * extracted: most events have nothing of the kind.
 */
export async function hearWishes(
  { calls }: Pick<DispatchDeps, "calls">,
  executionId: string,
  execution: BolnaExecution,
): Promise<HeardWish[]> {
  const { extracted_data: extracted, answered_by_voice_mail: isMachine } = execution;
  const isExtracted = typeof extracted === "object" && extracted !== null &&
    Object.keys(extracted).length > 0;
  if (!isExtracted || isMachine === true) return readWishes(execution);
  return readWishes(execution, await calls.findDispositions(executionId, execution.call_ref));
}

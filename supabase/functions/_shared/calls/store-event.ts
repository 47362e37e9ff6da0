import type { BolnaExecution } from "../bolna/client.ts";
import type { EventAnswer } from "./call-store-schemas.ts";
import { hashSnapshot, packSnapshot, takeSnapshot } from "./execution-snapshot.ts";
import { hearWishes } from "./hear-wishes.ts";
import type { HeardWish } from "./read-wishes.ts";
import type { DispatchDeps } from "./types.ts";
import type { Code } from "../platform/codes.ts";

/**
 * Stores what was heard of an execution before anything is done about it, and in the same transaction what the person asked
 * for in it. `executionId` is the id we know it by: the one
 * inside a record has been seen to differ from the one it was read with. `heard`: what was heard of it, where that is known.
 */
export async function storeEvent(
  { calls }: Pick<DispatchDeps, "calls">,
  executionId: string,
  execution: BolnaExecution,
  source: Code<"event_source">,
  heard?: HeardWish[],
): Promise<EventAnswer> {
  const wishes = heard ?? await hearWishes({ calls }, executionId, execution);
  const snapshot = takeSnapshot({ ...execution, id: executionId });
  return await calls.receiveBolnaEvent({
    executionId,
    callRef: execution.call_ref,
    status: snapshot.status,
    retryCount: Math.min(Math.trunc(execution.retry_count ?? 0), 1000),
    snapshot: packSnapshot(snapshot),
    snapshotHash: hashSnapshot(snapshot),
    source,
    wishes,
  });
}

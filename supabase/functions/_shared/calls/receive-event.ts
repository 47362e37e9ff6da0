import type { BolnaExecution } from "../bolna/client.ts";
import { isTerminal } from "../bolna/status.ts";
import { pause } from "../platform/pause.ts";
import { settleByReading } from "./settle-by-reading.ts";
import { storeEvent } from "./store-event.ts";
import type { DispatchDeps } from "./types.ts";

type EventDeps = Pick<DispatchDeps, "calls" | "bolna" | "log" | "now">;

/**
 * Takes in one webhook of Bolna's: stored first, whoever it is about. Returns the work that is left when it ends a call
 * of ours (to be done after the answer), or null. Throws a `DatabaseError` when it could not be stored, so that Bolna
 * delivers it again. A record may lag behind the webhook that tells of it: one that still says live is read again after
 * each of `rereadPausesMs` (none).
 */
export async function receiveEvent(
  deps: EventDeps,
  execution: BolnaExecution,
  rereadPausesMs: readonly number[] = [],
): Promise<(() => Promise<void>) | null> {
  const event = await storeEvent(deps, execution.id, execution, "webhook");
  // Of a usual one its row says as much, and writing a line took as long as a sixth of the function's whole work.
  const isUsual = event.known && event.kept && !event.duplicate;
  deps.log[isUsual ? "debug" : "info"]("bolna_event", {
    execution_id: execution.id,
    status: execution.status,
    known: event.known,
    kept: event.kept,
    duplicate: event.duplicate,
    attempt_id: event.attempt_id,
  });
  const { attempt_id: attemptId } = event;
  if (!event.settle || attemptId === null) return null;
  return async () => {
    const request = { attemptId, executionId: execution.id, hint: execution };
    let { reading, settled } = await settleByReading(deps, request);
    for (const wait of rereadPausesMs) {
      if (settled || reading.kind !== "found" || isTerminal(reading.execution.status)) break;
      await pause(wait);
      ({ reading, settled } = await settleByReading(deps, request));
    }
    if (!settled && reading.kind === "found") {
      // Early, out of order or forged: the follow-up decides.
      deps.log.warn("webhook_not_confirmed", {
        attempt_id: attemptId,
        said: execution.status,
        is: reading.execution.status,
      });
    }
  };
}

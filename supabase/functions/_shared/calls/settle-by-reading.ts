import type { BolnaExecution } from "../bolna/client.ts";
import { isTerminal, wasStopped } from "../bolna/status.ts";
import type { Reading } from "./follow-up.ts";
import { hearWishes } from "./hear-wishes.ts";
import { storeEvent } from "./store-event.ts";
import { mergeFacts } from "./merge-facts.ts";
import type { Settlement } from "./call-store.ts";
import { summariseExecution, summariseTakenBack } from "./summarise-execution.ts";
import type { DispatchDeps } from "./types.ts";
import type { Code } from "../platform/codes.ts";

type SettleDeps = Pick<DispatchDeps, "calls" | "bolna" | "log" | "now">;

export interface SettleRequest {
  attemptId: string;
  executionId: string;
  /** What an authenticated webhook said: used where Bolna cannot be read, and for what its record leaves out. */
  hint?: BolnaExecution;
  /** The user on whose behalf the call ends; the audit names them. */
  actorId?: string;
  /** We stopped it because Bolna had kept it queued for too long: one that was stopped may be tried again. */
  isQueuedTooLong?: boolean;
}

export interface SettleOutcome {
  reading: Reading<BolnaExecution>;
  settled: boolean;
  /** The schedule's status afterwards; null while nothing was written. */
  callStatus: Code<"call_status"> | null;
}

/**
 * Settles a call by what Bolna's own record says: webhooks are unsigned, so a body alone ends nothing while Bolna can
 * be asked. A record that is still live settles nothing; the follow-up looks again. Throws a `DatabaseError` when the
 * outcome could not be written.
 */
export async function settleByReading(deps: SettleDeps, request: SettleRequest): Promise<SettleOutcome> {
  const { attemptId, executionId, hint, actorId, isQueuedTooLong = false } = request;
  const reading = await readExecution(deps, executionId);
  if (reading.kind === "found") {
    const wishes = await hearWishes(deps, executionId, reading.execution);
    if (wishes.length > 0) await storeEvent(deps, executionId, reading.execution, "read", wishes);
  }
  const believed = reading.kind === "found"
    ? hint === undefined ? reading.execution : mergeFacts(reading.execution, hint)
    : hint;
  if (believed === undefined || !isTerminal(believed.status)) {
    return { reading, settled: false, callStatus: null };
  }
  const result = isQueuedTooLong && wasStopped(believed.status)
    ? summariseTakenBack(believed, deps.now())
    : summariseExecution(believed, deps.now());
  return { reading, ...await settle(deps, { attemptId, executionId, result, actorId }) };
}

/** Writes the result once; an attempt that is over already stays as it is. */
export async function settle(
  { calls, log }: Pick<SettleDeps, "calls" | "log">,
  { attemptId, executionId, result, actorId }: Settlement,
): Promise<{ settled: boolean; callStatus: Code<"call_status"> | null }> {
  const { settled, call_status } = await calls.settleCall({ attemptId, executionId, result, actorId });
  const ids = { attempt_id: attemptId, execution_id: executionId };
  if (settled) log.info("call_settled", { ...ids, outcome: result.outcome, reason_code: result.reason_code });
  return { settled, callStatus: call_status };
}

export async function readExecution(
  { bolna, log }: Pick<SettleDeps, "bolna" | "log">,
  executionId: string,
): Promise<Reading<BolnaExecution>> {
  const answer = await bolna.readExecution(executionId);
  if (answer.ok) return { kind: "found", execution: answer.data };
  if (answer.kind === "not_found") return { kind: "not_found" };
  log.warn("execution_unreadable", {
    execution_id: executionId,
    kind: answer.kind,
    http_status: answer.status,
  });
  return { kind: "unreadable" };
}

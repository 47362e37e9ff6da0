import type { BolnaExecution } from "../bolna/client.ts";
import type { FollowUp } from "./call-store-schemas.ts";
import { guardFollowUp } from "./guard-follow-up.ts";
import { groupUnknownCalls, type ListWindow } from "./group-unknown-calls.ts";
import type { FollowUpDeps } from "./types.ts";
import { settleByReading } from "./settle-by-reading.ts";
import { storeEvent } from "./store-event.ts";

/** Rows that came without their context are read by id, the nearest to the claim first, and no more than this. */
const maxCandidates = 100;

/** What listing an agent's executions showed. `complete`: what is not in it was not there. */
interface Search {
  found: Map<string, BolnaExecution>;
  complete: boolean;
}

/**
 * Finds out what became of calls that Bolna never clearly answered for: lists the executions of their agents and matches
 * them by `call_ref`. What is found is adopted, and settled when it is over. What is not found stays unknown until enough
 * complete listings prove that it was never made (the database counts them) or a person finds out. Returns how many calls
 * were settled.
 */
export async function reconcileUnknownCalls(deps: FollowUpDeps, attempts: FollowUp[]): Promise<number> {
  const byAgent = Map.groupBy(attempts, (attempt) => attempt.bolna_agent_id);
  let settled = 0;
  for (const [agentId, calls] of byAgent) {
    for (const window of groupUnknownCalls(calls, deps.now())) {
      const search = agentId === null
        ? { found: new Map<string, BolnaExecution>(), complete: false }
        : await findExecutions(deps, agentId, window);
      for (const call of window.calls) {
        settled += await guardFollowUp(deps, [call], () => conclude(deps, call, search));
      }
    }
  }
  return settled;
}

/** The executions of these calls, by attempt id. */
async function findExecutions(
  { bolna, log }: FollowUpDeps,
  agentId: string,
  { calls, from, to }: ListWindow<FollowUp>,
): Promise<Search> {
  const found = new Map<string, BolnaExecution>();
  const wanted = new Set(calls.map(({ attempt_id }) => attempt_id));
  const keep = (execution: BolnaExecution) => {
    if (execution.call_ref !== null && wanted.has(execution.call_ref)) {
      found.set(execution.call_ref, execution);
    }
  };
  const { executions, complete } = await bolna.listExecutions({ agentId, from, to });
  executions.forEach(keep);
  const rowsWithoutContext = executions.filter(({ has_context }) => !has_context);
  const candidates = rowsWithoutContext
    .toSorted((one, other) => distance(one, from) - distance(other, from)).slice(0, maxCandidates);
  let unread = rowsWithoutContext.length - candidates.length;
  for (const { id } of candidates) {
    if (found.size === wanted.size) break;
    const answer = await bolna.readExecution(id);
    // The id that was asked for counts: the one inside a record has been seen to differ.
    if (answer.ok) keep({ ...answer.data, id });
    if (!answer.ok || !answer.data.has_context) unread += 1;
  }
  log.info("unknown_calls_listed", {
    wanted: wanted.size,
    found: found.size,
    listed: executions.length,
    read: candidates.length,
    complete,
    unread,
  });
  return { found, complete: complete && unread === 0 };
}

async function conclude(deps: FollowUpDeps, call: FollowUp, { found, complete }: Search): Promise<number> {
  const execution = found.get(call.attempt_id);
  if (execution === undefined) {
    const { absent, call_status } = await deps.calls.recordAbsence(call.attempt_id, complete);
    if (absent) deps.log.info("unknown_call_absent", { attempt_id: call.attempt_id, call_status });
    return Number(absent);
  }
  const event = await storeEvent(deps, execution.id, execution, "read");
  deps.log.info("unknown_call_adopted", { attempt_id: call.attempt_id, execution_id: execution.id });
  if (!event.settle) return 0;
  const request = { attemptId: call.attempt_id, executionId: execution.id };
  return Number((await settleByReading(deps, request)).settled);
}

function distance({ created_at }: BolnaExecution, from: Date): number {
  return created_at === null ? 0 : Math.abs(Date.parse(created_at) - from.getTime());
}

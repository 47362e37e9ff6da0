import type { BolnaExecution } from "../bolna/client.ts";
import { describeError } from "../platform/log.ts";
import { adoptExecution } from "./adopt-execution.ts";
import type { RecoveryWindow } from "./recovery-calls.ts";
import type { FollowUpDeps } from "./types.ts";

/** What Bolna's longest list holds: a window with as many was not read to its end and is cut in half. */
const longestList = 10_000;

/**
 * After a restore: reads the stretches of Bolna's lists that the database asks for, and brings home every call in them that
 * it does not know. Nothing is dialled until all are read (`finish_recovery`). What fails, or is left when `isOver`, is
 * read again. Returns how many calls were brought home. Does not throw.
 */
export async function readRecoveryWindows(deps: FollowUpDeps, isOver: () => boolean): Promise<number> {
  let adopted = 0;
  try {
    while (!isOver()) {
      const window = await deps.calls.claimRecoveryWindow();
      if (window === null) break;
      adopted += await readWindow(deps, window, isOver);
    }
  } catch (error) {
    deps.log.error("recovery_failed", describeError(error));
  }
  return adopted;
}

async function readWindow(
  deps: FollowUpDeps,
  window: RecoveryWindow,
  isOver: () => boolean,
): Promise<number> {
  const { bolna, calls, log, settings } = deps;
  const agentId = window.bolna_agent_id ?? settings.bolnaAgentId;
  if (agentId === undefined) {
    // Nobody can have been called: there was no agent to call with.
    await calls.finishRecoveryWindow(window.id, false);
    return 0;
  }
  const list = await bolna.listExecutions({ agentId, from: window.starts_at, to: window.ends_at });
  const { found, unread } = await completeRows(deps, list.executions);
  const wanted = new Set(
    await calls.listExecutionsToAdopt(found.map(({ id, call_ref }) => ({ execution_id: id, call_ref }))),
  );
  // In the order in which they were made: a second try of a call comes behind its first.
  const lost = found.filter(({ id }) => wanted.has(id))
    .toSorted((one, other) => (one.created_at ?? "").localeCompare(other.created_at ?? ""));
  let adopted = 0;
  let waits = !list.complete || unread > 0;
  for (const execution of lost) {
    if (isOver()) return adopted;
    const outcome = await adoptExecution(deps, window, agentId, execution);
    if (outcome === "kept") adopted += 1;
    if (outcome === "wait") waits = true;
  }
  log.info("recovery_window_read", {
    window_id: window.id,
    listed: list.executions.length,
    adopted,
    complete: !waits,
  });
  if (!list.complete && list.executions.length >= longestList) return adopted;
  await calls.finishRecoveryWindow(window.id, waits);
  return adopted;
}

type OurExecution = BolnaExecution & { call_ref: string };

/** Those that carry a reference of ours. A trimmed row says nothing of that, and is read by itself. */
async function completeRows(
  { bolna }: FollowUpDeps,
  rows: BolnaExecution[],
): Promise<{ found: OurExecution[]; unread: number }> {
  let unread = 0;
  const found: OurExecution[] = [];
  for (const row of rows) {
    let whole = row;
    if (!row.has_context) {
      const answer = await bolna.readExecution(row.id);
      if (answer.ok) {
        whole = { ...answer.data, id: row.id, created_at: answer.data.created_at ?? row.created_at };
      } // One that Bolna cannot find any more is nobody's; any other failure is tried again.
      else if (answer.kind !== "not_found") unread += 1;
    }
    const { call_ref } = whole;
    if (call_ref !== null) found.push({ ...whole, call_ref });
  }
  return { found, unread };
}

import { classifyStatus, isPreDial, normaliseStatus } from "../bolna/status.ts";
import {
  type CallResult,
  type ExecutionFacts,
  summariseExecution,
  summariseLost,
} from "./summarise-execution.ts";
import type { Code } from "../platform/codes.ts";

/** What reading an execution gave. `unreadable`: Bolna did not answer, or not in a way that tells anything. */
export type Reading<Execution extends ExecutionFacts> =
  | { kind: "found"; execution: Execution }
  | { kind: "not_found" }
  | { kind: "unreadable" };

export interface LiveAttempt {
  /** Bolna's last word that we stored, and since when we know it. */
  bolnaStatus: string | null;
  bolnaStatusAt: Date | null;
  /** When Bolna accepted the call, or when it was claimed where that is unknown. */
  since: Date;
  /** How long Bolna may keep the call queued before it is taken back, in seconds. */
  queueDeadlineSeconds: number;
}

export type FollowUpStep =
  | { step: "settle"; result: CallResult }
  /** Queued for too long: take it back at Bolna, then settle by what that achieved. */
  | { step: "stop" }
  | { step: "flag"; code: Code<"attention_code">; reason: string }
  | { step: "wait" };

const minute = 60_000;
/** `completed` follows within seconds to 13 minutes in the field, and in rare cases never (reference 4.4, 4.5). */
const disconnectDeadlineMinutes = 30;
/** A record that Bolna just made can be missing for seconds; one missing this long is gone. */
const missingDeadlineMinutes = 30;
/** No conversation lasts this long; what still looks live has been forgotten. */
const liveDeadlineMinutes = 4 * 60;

/** What to do with a live attempt after looking at it. Waiting is right whenever nothing is proven yet. */
export function decideFollowUp<Execution extends ExecutionFacts>(
  attempt: LiveAttempt,
  reading: Reading<Execution>,
  now: Date,
): FollowUpStep {
  const overdue = now.getTime() - attempt.since.getTime() > liveDeadlineMinutes * minute;
  if (reading.kind === "unreadable") {
    return overdue
      ? { step: "flag", code: "end_unreadable", reason: "Bolna cannot be asked how this call ended." }
      : { step: "wait" };
  }
  if (reading.kind === "not_found") {
    const missing = now.getTime() - attempt.since.getTime() > missingDeadlineMinutes * minute;
    if (!missing) return { step: "wait" };
    return lost(attempt.bolnaStatus, "Bolna no longer knows this call, so how it ended is not known.", now);
  }
  return decideByStatus(attempt, reading.execution, overdue, now);
}

function decideByStatus(
  attempt: LiveAttempt,
  execution: ExecutionFacts,
  overdue: boolean,
  now: Date,
): FollowUpStep {
  const status = normaliseStatus(execution.status);
  const kind = classifyStatus(status);
  if (kind === "terminal") return { step: "settle", result: summariseExecution(execution, now) };
  if (kind === "soft_terminal") {
    // By our own clock, from when we first saw it: Bolna moves `updated_at` while it works on the record.
    const seen = attempt.bolnaStatus !== null && normaliseStatus(attempt.bolnaStatus) === status
      ? attempt.bolnaStatusAt ?? now
      : now;
    const late = now.getTime() - seen.getTime() > disconnectDeadlineMinutes * minute;
    return late || overdue
      ? { step: "settle", result: summariseExecution(execution, now) }
      : { step: "wait" };
  }
  if (isPreDial(status)) {
    const queued = now.getTime() - attempt.since.getTime() > attempt.queueDeadlineSeconds * 1000;
    return queued ? { step: "stop" } : { step: "wait" };
  }
  if (!overdue) return { step: "wait" };
  return lost(
    status,
    `Bolna still reported the call as ${status} after four hours, so how it ended is not known.`,
    now,
  );
}

function lost(bolnaStatus: string | null, reason: string, now: Date): FollowUpStep {
  return { step: "settle", result: summariseLost(bolnaStatus, reason, now) };
}

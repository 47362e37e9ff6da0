import { isPreDial, isTerminal } from "../bolna/status.ts";
import { summariseExecution, summariseTakenBack } from "./summarise-execution.ts";
import { pause } from "../platform/pause.ts";
import { settle, settleByReading } from "./settle-by-reading.ts";
import type { DispatchDeps } from "./types.ts";
import type { Code } from "../platform/codes.ts";

export interface StopRequest {
  attemptId: string;
  executionId: string;
  /** The user who cancels; undefined when the system does. */
  actorId?: string;
  /** The system takes it back because Bolna has kept it queued for too long. */
  isQueuedTooLong?: boolean;
}

interface StopOutcome {
  stopped: boolean;
  settled: boolean;
  callStatus: Code<"call_status">;
}

/** A record can lag a moment behind the stop that changed it. */
const rereadPausesMs = [200, 600];

/**
 * Takes a call back that Bolna has not begun to dial, and settles it by what the stop really achieved: a stop that raced
 * the dialling is not a prevented call. `stopped` is true only when nobody was or will be rung; `settled` when the call
 * ended by this, one way or the other; `callStatus` is the schedule's afterwards, `scheduled` where the retry policy has it
 * tried again. Throws a `DatabaseError` when the outcome could not be written.
 */
export async function stopCall(
  deps: Pick<DispatchDeps, "calls" | "bolna" | "log" | "now">,
  request: StopRequest,
): Promise<StopOutcome> {
  const stop = await deps.bolna.stopCall(request.executionId);
  let outcome = await settleByReading(deps, request);
  for (const wait of stop.ok ? rereadPausesMs : []) {
    const { reading } = outcome;
    if (reading.kind === "found" && !isPreDial(reading.execution.status)) break;
    await pause(wait);
    outcome = await settleByReading(deps, request);
  }
  const answered = stop.ok ? stop.data.status ?? "stopped" : null;
  if (answered !== null && isTerminal(answered) && outcome.reading.kind !== "found") {
    // Bolna answered our own authenticated request and cannot be read: that answer is the best there is.
    const summarise = request.isQueuedTooLong ? summariseTakenBack : summariseExecution;
    const result = summarise({ ...unsaid, status: answered }, deps.now());
    return conclude(await settle(deps, { ...request, result }));
  }
  return conclude(outcome);
}

function conclude(
  { settled, callStatus }: { settled: boolean; callStatus: Code<"call_status"> | null },
): StopOutcome {
  return { stopped: callStatus === "cancelled", settled, callStatus: callStatus ?? "in_progress" };
}

const unsaid = {
  error_message: null,
  termination_reason: null,
  updated_at: null,
  conversation_duration: null,
  total_cost: null,
  answered_by_voice_mail: null,
  telephony_data: null,
};

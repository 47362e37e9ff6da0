import type { Execution } from "./execution.ts";
import { talkSeconds } from "./plan-call.ts";

export interface Hangup {
  by: string | null;
  reason: string | null;
  code: number | null;
  termination: string | null;
}

const NOTHING: Hangup = { by: null, reason: null, code: null, termination: null };

const BY_STATUS: Readonly<Record<string, Hangup>> = {
  "no-answer": { by: "Carrier", reason: "Call unanswered", code: 3000, termination: "no_answer" },
  busy: { by: "Carrier", reason: "Call recipient was busy", code: 3010, termination: "busy" },
  failed: { by: "Error", reason: "Call recipient number invalid", code: 3080, termination: "invalid_number" },
  canceled: { ...NOTHING, termination: "canceled" },
  stopped: { ...NOTHING, termination: "stopped" },
  error: { by: "Error", reason: "Bolna Error", code: 5010, termination: "error" },
  "balance-low": { ...NOTHING, termination: "balance_low" },
};

/** Who ended the call and why, as far as it is known at this status. The termination values are a guess. */
export function describeHangup(execution: Execution): Hangup {
  const plivo = execution.agent.telephonyProvider === "plivo";
  if (execution.status === "completed") return describeDrop(execution, plivo);
  if (execution.status === "call-disconnected" && plivo) {
    return { ...describeDrop(execution, plivo), termination: null };
  }
  return BY_STATUS[execution.status] ?? NOTHING;
}

/** Both spellings of "hung up" exist in captures; here the provider decides. */
function describeDrop({ script }: Execution, plivo: boolean): Hangup {
  if (script.outcome === "voicemail") {
    return { by: "API Request", reason: "llm_prompted_hangup", code: 4000, termination: "voicemail" };
  }
  if (talkSeconds(script) === 0) {
    return { by: "Callee", reason: "Call recipient rejected", code: 3020, termination: "rejected" };
  }
  const reason = plivo ? "Call recipient hungup" : "Call recipient hung up";
  return { by: "Callee", reason, code: 4000, termination: "completed" };
}

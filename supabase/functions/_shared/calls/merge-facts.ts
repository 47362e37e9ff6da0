import { normaliseStatus } from "../bolna/status.ts";
import type { ExecutionFacts } from "./summarise-execution.ts";

/**
 * A record that was read, with what it leaves out filled in from a webhook of the same status: rows are trimmed at times,
 * and durations are 0 until Bolna has done its work. Where both say something, what was read counts.
 */
export function mergeFacts<Read extends ExecutionFacts>(read: Read, heard: ExecutionFacts): Read {
  if (normaliseStatus(read.status) !== normaliseStatus(heard.status)) return read;
  const [line, heardLine] = [read.telephony_data, heard.telephony_data];
  return {
    ...read,
    error_message: read.error_message ?? heard.error_message,
    termination_reason: read.termination_reason ?? heard.termination_reason,
    conversation_duration: read.conversation_duration || heard.conversation_duration,
    total_cost: read.total_cost || heard.total_cost,
    answered_by_voice_mail: read.answered_by_voice_mail ?? heard.answered_by_voice_mail,
    telephony_data: line === null || heardLine === null ? line ?? heardLine : {
      ...line,
      duration: line.duration || heardLine.duration,
      hangup_by: line.hangup_by ?? heardLine.hangup_by,
      hangup_reason: line.hangup_reason ?? heardLine.hangup_reason,
      hangup_provider_code: line.hangup_provider_code ?? heardLine.hangup_provider_code,
    },
  };
}

import * as z from "zod";
import { answerOutcome } from "../platform/answer-outcome.ts";
import type { createFunctionCaller } from "../platform/function-caller.ts";
import { timestamp } from "../platform/timestamp-schema.ts";

const recoveryWindow = z.object({
  id: z.int(),
  /** Null: the environment's agent is meant. */
  bolna_agent_id: z.string().nullable(),
  starts_at: timestamp,
  ends_at: timestamp,
});
export type RecoveryWindow = z.infer<typeof recoveryWindow>;

/** A call that Bolna made, by what it was sent. */
export interface FoundCall {
  executionId: string;
  callRef: string;
  scheduleRef: string;
  /** When Bolna took it. */
  calledAt: Date;
  bolnaAgentId: string;
}

/** How a call is written down of which the backup knows nothing. */
export interface LostCall {
  org_id: string;
  /** As our agents have it. */
  agent: string | null;
  contact_name: string;
  call_topic: string;
  call_language: string;
  contact_phone_enc: string;
  contact_phone_hash: string;
  global_phone_hash: string;
}

/** What follows a restore: the SQL functions, their answers parsed. Each is one transaction and safe to repeat. */
export function createRecoveryCalls(call: ReturnType<typeof createFunctionCaller>) {
  return {
    /** The next stretch of Bolna's lists that is to be read; null: none is due. */
    claimRecoveryWindow: () => call(recoveryWindow.nullable(), "claim_recovery_window"),
    /** Those of the executions that are no attempt's yet. */
    listExecutionsToAdopt: (found: readonly { execution_id: string; call_ref: string }[]) =>
      call(z.array(z.string()), "executions_to_adopt", { p_executions: found }),
    adoptCall: (windowId: number, found: FoundCall, lost: LostCall | null = null) =>
      call(
        z.object({ outcome: answerOutcome("kept", "already_there", "wait", "over", "not_found", "lost") }),
        "adopt_call",
        {
          p_window_id: windowId,
          p_call: {
            execution_id: found.executionId,
            call_ref: found.callRef,
            schedule_ref: found.scheduleRef,
            called_at: found.calledAt.toISOString(),
            bolna_agent_id: found.bolnaAgentId,
          },
          p_lost: lost,
        },
      ),
    listOrganizationsOfAgent: (bolnaAgentId: string | null) =>
      call(z.array(z.guid()), "organizations_of_agent", { p_bolna_agent_id: bolnaAgentId }),
    noteUnidentifiedCall: (windowId: number, executionId: string, calledAt: Date | null) =>
      call(z.unknown(), "note_unidentified_call", {
        p_window_id: windowId,
        p_execution_id: executionId,
        p_called_at: calledAt?.toISOString() ?? null,
      }),
    /** Everything in it was read; `again`: and something in it is still to come. */
    finishRecoveryWindow: (windowId: number, again: boolean) =>
      call(z.unknown(), "finish_recovery_window", { p_window_id: windowId, p_waits: again }),
  };
}

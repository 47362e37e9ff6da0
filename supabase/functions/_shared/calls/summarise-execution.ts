import { classifyStatus, normaliseStatus } from "../bolna/status.ts";
import { redactText } from "../platform/redact-text.ts";
import type { Code } from "../platform/codes.ts";

/** What is read off a record of Bolna's. Amounts are seconds and cents; null is "Bolna did not say". */
export interface ExecutionFacts {
  status: string;
  error_message: string | null;
  termination_reason: string | null;
  updated_at: string | null;
  conversation_duration: number | null;
  total_cost: number | null;
  answered_by_voice_mail: boolean | null;
  telephony_data: {
    duration: number | null;
    hangup_by: string | null;
    hangup_reason: string | null;
    hangup_provider_code: string | null;
  } | null;
}

/** How a call ended, as `settle_call` stores it. */
export interface CallResult {
  bolna_status: string;
  outcome: Code<"attempt_outcome">;
  /** `scheduled` for `balance-low` only: nothing was dialled, and the organisation's calling is paused. */
  call_status: Exclude<Code<"call_status">, "in_progress">;
  /** What the organisation's retry policy counts it as; null: never tried again by itself. */
  retry_category: Code<"retry_category"> | null;
  reason_code: Code<"reason_code">;
  /** A sentence for a person, without private data. */
  reason: string;
  answered: boolean;
  voicemail: boolean;
  conversation_seconds: number | null;
  duration_seconds: number | null;
  cost_cents: number | null;
  hangup_by: string | null;
  hangup_reason: string | null;
  hangup_code: string | null;
  termination_reason: string | null;
  ended_at: string;
}

type Verdict = Pick<CallResult, "outcome" | "call_status" | "retry_category" | "reason_code" | "reason">;

/**
 * The result of an execution whose status is terminal, or `call-disconnected` past its deadline. `now` stands
 * in where Bolna names no time of its end. Throws a RangeError for a live status: there is no result yet.
 */
export function summariseExecution(execution: ExecutionFacts, now: Date): CallResult {
  const status = normaliseStatus(execution.status);
  if (classifyStatus(status) === "live") throw new RangeError(`A call that is ${status} has no result yet.`);
  const line = execution.telephony_data;
  // `completed` is the provider's word for the line, not for a person: only talk proves an answer.
  const answered = (execution.conversation_duration ?? 0) > 0;
  const voicemail = execution.answered_by_voice_mail === true;
  const hangupReason = clean(line?.hangup_reason);
  return {
    bolna_status: status,
    ...judge(status, { answered, voicemail, hangupReason, error: clean(execution.error_message) }),
    answered,
    voicemail,
    conversation_seconds: execution.conversation_duration,
    duration_seconds: line?.duration ?? null,
    cost_cents: execution.total_cost,
    hangup_by: clean(line?.hangup_by),
    hangup_reason: hangupReason,
    hangup_code: clean(line?.hangup_provider_code),
    termination_reason: clean(execution.termination_reason),
    ended_at: execution.updated_at ?? now.toISOString(),
  };
}

/** The result of a call that we took back ourselves because Bolna had kept it queued for too long: nobody was rung. */
export function summariseTakenBack(execution: ExecutionFacts, now: Date): CallResult {
  return {
    ...summariseExecution(execution, now),
    ...verdict(
      "undialled",
      "failed",
      "queued_too_long",
      "Bolna kept the call queued for too long, so it was taken back before anybody was rung.",
    ),
    retry_category: "undialled",
  };
}

/** The result of a call that Bolna can tell us nothing more about. `reason` says what was seen. */
export function summariseLost(bolnaStatus: string | null, reason: string, now: Date): CallResult {
  return {
    bolna_status: bolnaStatus ?? "unknown",
    ...verdict("lost", "failed", "lost", reason),
    answered: false,
    voicemail: false,
    conversation_seconds: null,
    duration_seconds: null,
    cost_cents: null,
    hangup_by: null,
    hangup_reason: null,
    hangup_code: null,
    termination_reason: null,
    ended_at: now.toISOString(),
  };
}

interface Signs {
  answered: boolean;
  voicemail: boolean;
  hangupReason: string | null;
  error: string | null;
}

function judge(status: string, { answered, voicemail, hangupReason, error }: Signs): Verdict {
  const detail = error ?? hangupReason;
  const says = detail === null ? "" : ` Bolna says: ${detail}`;
  switch (status) {
    case "completed":
      if (voicemail) {
        return retryable(
          "voicemail",
          verdict("completed", "completed", "voicemail", "An answering machine took the call."),
        );
      }
      return answered
        ? verdict("completed", "completed", "answered", "The call was answered and has ended.")
        : verdict(
          "completed",
          "completed",
          "completed_without_talk",
          "The call ended and nobody had spoken.",
        );
    case "call-disconnected":
      return answered
        ? verdict(
          "completed",
          "completed",
          "disconnected",
          "The call was answered and the line dropped; Bolna never closed its record.",
        )
        : retryable(
          "no_answer",
          verdict(
            "no_answer",
            "failed",
            "disconnected",
            "The line dropped before anybody spoke, and Bolna never closed its record.",
          ),
        );
    case "no-answer":
      return retryable(
        "no_answer",
        /reject/i.test(hangupReason ?? "")
          ? verdict("no_answer", "failed", "rejected", "The call was declined.")
          : verdict("no_answer", "failed", "no_answer", "Nobody answered the call."),
      );
    case "busy":
      return retryable("busy", verdict("busy", "failed", "busy", "The line was busy."));
    case "failed":
      return /number invalid|invalid number/i.test(detail ?? "")
        ? verdict("failed", "failed", "number_invalid", "The phone number does not exist.")
        : retryable(
          "failed",
          verdict("failed", "failed", "failed", `The call could not be connected.${says}`),
        );
    case "canceled":
      return verdict("canceled", "cancelled", "canceled", "The call was cancelled before it was answered.");
    case "stopped":
      return verdict("stopped", "cancelled", "stopped", "The call was stopped before it was answered.");
    case "balance-low":
      return verdict(
        "balance_low",
        "scheduled",
        "balance_low",
        "Bolna's wallet is too low, so the call was not dialled.",
      );
    default:
      return retryable(
        "failed",
        verdict("error", "failed", "error", `Bolna could not place the call.${says}`),
      );
  }
}

function verdict(
  outcome: CallResult["outcome"],
  callStatus: CallResult["call_status"],
  code: CallResult["reason_code"],
  reason: string,
): Verdict {
  return { outcome, call_status: callStatus, retry_category: null, reason_code: code, reason };
}

function retryable(category: CallResult["retry_category"], made: Verdict): Verdict {
  return { ...made, retry_category: category };
}

function clean(text: string | null | undefined): string | null {
  const fit = redactText(text ?? "", 300);
  return fit === "" ? null : fit;
}

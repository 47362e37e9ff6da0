import type { PlaceAnswer } from "../bolna/place-answer.ts";
import { normaliseStatus } from "../bolna/status.ts";
import { redactText } from "../platform/redact-text.ts";
import type { Code } from "../platform/codes.ts";

type ReasonCode = Code<"reason_code">;

interface Refusal {
  /** Null when no answer came. */
  httpStatus: number | null;
  reasonCode: ReasonCode;
  reason: string;
}

export type DispatchOutcome =
  | { outcome: "placed"; executionId: string; bolnaStatus: string }
  | { outcome: "not_sent"; retryAfterSeconds: number | null } & Refusal
  | { outcome: "refused" | "paused" | "unknown" } & Refusal;

/**
 * Reads off what the answer proves (reference 2.5). `placed`: a call exists. `refused`: none was made, and the
 * fault is in this call. `paused`: none was made, and every other call would fare the same. `not_sent`: none
 * was made, and it may be tried again. Everything else is `unknown` and must never be tried again blindly.
 */
export function classifyPlaceAnswer(answer: PlaceAnswer): DispatchOutcome {
  if (answer.kind === "not_sent") {
    const reason = "Bolna could not be reached, so nothing was sent. The call will be tried again.";
    return {
      outcome: "not_sent",
      httpStatus: null,
      reasonCode: "bolna_unreachable",
      reason,
      retryAfterSeconds: null,
    };
  }
  if (answer.kind === "no_answer") {
    return answer.timedOut
      ? unknown(
        null,
        "bolna_timeout",
        "Bolna did not answer in time, so it may or may not have taken the call.",
      )
      : unknown(
        null,
        "bolna_connection_lost",
        "The connection to Bolna broke before its answer came, so it may or may not have taken the call.",
      );
  }
  const { status, executionId, bolnaStatus } = answer;
  if (status >= 200 && status < 300) {
    return executionId === null
      ? unknown(
        status,
        "bolna_answer_unreadable",
        "Bolna accepted the request but its answer named no call, so it may or may not have taken it.",
      )
      : { outcome: "placed", executionId, bolnaStatus: normaliseStatus(bolnaStatus ?? "queued") };
  }
  return classifyError(status, redactText(answer.message ?? "", 300), answer.retryAfterSeconds);
}

function classifyError(status: number, words: string, retryAfterSeconds: number | null): DispatchOutcome {
  const says = words === "" ? "" : ` Bolna says: ${words}`;
  switch (status) {
    case 400:
    case 422:
      return classifyInvalid(status, words, says);
    case 401:
      return paused(status, "bolna_credentials", `Bolna does not accept our API key (BOLNA_API_KEY).${says}`);
    case 402:
      return paused(status, "bolna_payment", `Bolna asks for payment before it takes calls.${says}`);
    case 403:
      return namesUnverifiedNumber(words)
        ? refused(status, "number_not_verified", `Bolna's trial account calls verified numbers only.${says}`)
        : paused(status, "bolna_credentials", `Bolna does not allow our API key to place calls.${says}`);
    case 404:
      return paused(
        status,
        "bolna_agent_unknown",
        `Bolna does not know the agent (or the path BOLNA_CALLS_PATH).${says}`,
      );
    case 429: {
      const reason = "Bolna takes no more requests at the moment. The call will be tried again.";
      return {
        outcome: "not_sent",
        httpStatus: 429,
        reasonCode: "bolna_rate_limit",
        reason,
        retryAfterSeconds,
      };
    }
    default:
      return unknown(
        status,
        "bolna_server_error",
        `Bolna answered ${status}, so it may or may not have taken the call.`,
      );
  }
}

/** 400 and 422 are about this call, unless Bolna's words name something that all calls share. */
function classifyInvalid(status: number, words: string, says: string): DispatchOutcome {
  // Field evidence: the provider losing our number fails every call until somebody mends the dashboard.
  if (/\bfrom[\s_]?(phone[\s_]?)?number/i.test(words)) {
    return paused(status, "bolna_from_number", `Bolna does not accept the number we call from.${says}`);
  }
  if (namesUnverifiedNumber(words)) {
    return refused(
      status,
      "number_not_verified",
      `Bolna's trial account calls verified numbers only.${says}`,
    );
  }
  if (/\bagent(_id)?\b/i.test(words) && !/recipient/i.test(words)) {
    return paused(status, "bolna_agent_unknown", `Bolna does not accept the agent.${says}`);
  }
  return refused(status, "bolna_refused", `Bolna refused the call.${says}`);
}

function namesUnverifiedNumber(words: string): boolean {
  return /unverified|not\s+(yet\s+)?(been\s+)?verified|verified\s+(phone\s+)?number/i.test(words);
}

function refused(httpStatus: number, reasonCode: ReasonCode, reason: string): DispatchOutcome {
  return { outcome: "refused", httpStatus, reasonCode, reason };
}

function paused(httpStatus: number, reasonCode: ReasonCode, reason: string): DispatchOutcome {
  return { outcome: "paused", httpStatus, reasonCode, reason };
}

function unknown(httpStatus: number | null, reasonCode: ReasonCode, reason: string): DispatchOutcome {
  return { outcome: "unknown", httpStatus, reasonCode, reason };
}

import type { IconName } from "../components/icon-paths.ts";
import type { Tone } from "../components/tone.ts";
import type { CallAttempt, CallSchedule } from "../api/types.ts";
import type { Texts } from "../texts/en.ts";

/** One word of ours for what a call is doing; its label is `texts.states[state]`. */
export type CallState = Exclude<keyof Texts["states"], "attention">;

/** What is known of the attempt that goes on, or of the last one. */
export type AttemptFacts = Pick<CallAttempt, "state" | "bolna_status" | "voicemail">;

export type CallFacts = Pick<
  CallSchedule,
  "call_status" | "is_active" | "due_at" | "retry_at" | "not_before" | "status_reason_code"
>;

/** Bolna's words for the moments at which nobody speaks yet. */
const diallingStatuses = new Set<string | null>(["scheduled", "prepared", "rescheduled", "queued"]);
const ringingStatuses = new Set<string | null>(["initiated", "ringing"]);
/** Nobody was there, as opposed to a call that could not be made. */
const notReachedCodes = new Set<string | null>([
  "no_answer",
  "busy",
  "voicemail",
  "rejected",
  "disconnected",
  "attempts_exhausted",
  "completed_without_talk",
]);

export function stateOfCall(call: CallFacts, attempt: AttemptFacts | undefined, now: number): CallState {
  switch (call.call_status) {
    case "cancelled":
      return "cancelled";
    case "completed":
      return attempt?.voicemail === true || call.status_reason_code === "voicemail" ? "voicemail" : "reached";
    case "failed":
      return notReachedCodes.has(call.status_reason_code) ? "notReached" : "couldNotCall";
    case "in_progress":
      return stateOfAttempt(attempt);
    default:
      if (!call.is_active) return "onHold";
      if (call.retry_at !== null) return "retrying";
      return Date.parse(call.due_at) <= now ? "waiting" : "scheduled";
  }
}

function stateOfAttempt(attempt: AttemptFacts | undefined): CallState {
  if (attempt?.state === "unknown") return "findingOut";
  if (attempt?.state !== "placed" || diallingStatuses.has(attempt.bolna_status)) return "dialling";
  return attempt.bolna_status === null || ringingStatuses.has(attempt.bolna_status)
    ? "ringing"
    : "onThePhone";
}

/** Waiting becomes a warning after a minute; before it is what happens to every call. */
const patienceMs = 60_000;

export function toneOf(state: CallState, call: CallFacts, now: number): Tone {
  return state === "waiting" && now - Date.parse(call.due_at) < patienceMs ? "neutral" : tones[state];
}

const tones: Record<CallState, Tone> = {
  scheduled: "neutral",
  waiting: "warning",
  retrying: "warning",
  onHold: "neutral",
  dialling: "info",
  ringing: "info",
  onThePhone: "info",
  findingOut: "warning",
  reached: "success",
  voicemail: "success",
  notReached: "dark",
  couldNotCall: "error",
  cancelled: "neutral",
};

export const icons: Record<CallState, IconName> = {
  scheduled: "scheduled",
  waiting: "scheduled",
  retrying: "retry",
  onHold: "hold",
  dialling: "live",
  ringing: "live",
  onThePhone: "live",
  findingOut: "find",
  reached: "done",
  voicemail: "done",
  notReached: "cross",
  couldNotCall: "alert",
  cancelled: "stop",
};

/**
 * Bolna's execution statuses are an open set: its own pages disagree about the list, and new ones appear.
 * A status we do not know is a live call, never a failed one.
 */

export type StatusClass = "live" | "soft_terminal" | "terminal";

/** Before anybody's phone rings: Bolna can still stop these. */
const preDialStatuses = new Set(["scheduled", "prepared", "rescheduled", "queued"]);

const terminalStatuses = new Set([
  "completed",
  "no-answer",
  "busy",
  "failed",
  "canceled",
  "stopped",
  "error",
  "balance-low",
]);

/** The order of a call's life. Statuses of one rank are alternatives; an unknown status has no rank. */
const ranks = new Map([
  ["scheduled", 10],
  ["prepared", 10],
  ["rescheduled", 10],
  ["queued", 20],
  ["initiated", 30],
  ["ringing", 40],
  ["in-progress", 50],
  ["call-disconnected", 60],
]);
const terminalRank = 70;

/** One spelling per status: lower case, `-` for `_` and spaces, `canceled` for `cancelled`. */
export function normaliseStatus(status: string): string {
  const spelled = status.trim().toLowerCase().replace(/[_\s]+/g, "-");
  return spelled === "cancelled" ? "canceled" : spelled;
}

/** `call-disconnected` is soft-terminal: the line is down, the record is not final. Unknown is `live`. */
export function classifyStatus(status: string): StatusClass {
  const normal = normaliseStatus(status);
  if (terminalStatuses.has(normal)) return "terminal";
  return normal === "call-disconnected" ? "soft_terminal" : "live";
}

export function isTerminal(status: string): boolean {
  return classifyStatus(status) === "terminal";
}

/** True while Bolna has not begun to dial, so that a stop can still prevent the call. */
export function isPreDial(status: string): boolean {
  return preDialStatuses.has(normaliseStatus(status));
}

/**
 * True only when `next` provably comes after `current` in a call's life, so that events may arrive in any
 * order. A terminal status follows every other and is followed by none (we never ask Bolna for its own
 * retries, the one case where a call would come back to life). An unknown status proves nothing.
 */
export function isLater(current: string, next: string): boolean {
  const from = rankOf(current);
  const to = rankOf(next);
  return from !== null && to !== null && to > from;
}

function rankOf(status: string): number | null {
  const normal = normaliseStatus(status);
  return terminalStatuses.has(normal) ? terminalRank : ranks.get(normal) ?? null;
}

/** Did a stop end it before anybody was rung: both words are in use. */
export function wasStopped(status: string): boolean {
  return ["stopped", "canceled"].includes(normaliseStatus(status));
}

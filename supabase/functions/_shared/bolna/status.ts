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

/** Did a stop end it before anybody was rung: both words are in use. */
export function wasStopped(status: string): boolean {
  return ["stopped", "canceled"].includes(normaliseStatus(status));
}

import { cutText } from "../platform/storable-text.ts";
import { phaseByStatus } from "./phase-by-status.ts";

/**
 * Bolna's execution statuses are an open set: its own pages disagree about the list, and new ones appear. What we know of
 * them stands in SQL (`private.bolna_statuses`). A status we do not know is a live call, never a failed one.
 */

export type StatusClass = "live" | "soft_terminal" | "terminal";

/** One spelling per status: lower case, `-` for `_` and spaces, `canceled` for `cancelled`; at most 100 characters. */
export function normaliseStatus(status: string): string {
  // Lower case can be longer: of "İ" it makes two.
  const spelled = cutText(status.trim().toLowerCase().replace(/[_\s]+/g, "-"), 100);
  return spelled === "cancelled" ? "canceled" : spelled;
}

/** `call-disconnected` is soft-terminal: the line is down, the record is not final. Unknown is `live`. */
export function classifyStatus(status: string): StatusClass {
  const phase = phaseByStatus.get(normaliseStatus(status)) ?? "live";
  return phase === "pre_dial" ? "live" : phase;
}

export function isTerminal(status: string): boolean {
  return classifyStatus(status) === "terminal";
}

/** True while Bolna has not begun to dial, so that a stop can still prevent the call. */
export function isPreDial(status: string): boolean {
  return phaseByStatus.get(normaliseStatus(status)) === "pre_dial";
}

/** Did a stop end it before anybody was rung: both words are in use. */
export function wasStopped(status: string): boolean {
  return ["stopped", "canceled"].includes(normaliseStatus(status));
}

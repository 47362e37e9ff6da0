// Written by `deno task generate` from private.bolna_statuses, in the order in which a call goes through them.
import type { Code } from "../platform/codes.ts";

export const phaseByStatus: ReadonlyMap<string, Code<"bolna_phase">> = new Map([
  ["scheduled", "pre_dial"],
  ["prepared", "pre_dial"],
  ["rescheduled", "pre_dial"],
  ["queued", "pre_dial"],
  ["initiated", "live"],
  ["ringing", "live"],
  ["in-progress", "live"],
  ["call-disconnected", "soft_terminal"],
  ["balance-low", "terminal"],
  ["busy", "terminal"],
  ["canceled", "terminal"],
  ["completed", "terminal"],
  ["error", "terminal"],
  ["failed", "terminal"],
  ["no-answer", "terminal"],
  ["stopped", "terminal"],
]);

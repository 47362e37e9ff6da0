import type { CallAttempt, CallSchedule, Decision } from "../../api/types.ts";

/** One thing that happened to a call, or is going to. */
export type Step =
  | { kind: "next"; at: string; retry: boolean }
  | { kind: "attempt"; at: string; attempt: CallAttempt }
  | { kind: "decision"; at: string; decision: Decision }
  | { kind: "ended"; at: string }
  | { kind: "booked"; at: string }
  /** Nothing happened for so long, or nothing will. */
  | { kind: "gap"; seconds: number; isAhead: boolean };

/** Shorter waits are no news. */
const gapSeconds = 60;

/**
 * The life of a call, newest first. In order and not to scale: what was waited for is written between. What was decided is told
 * where it kept a call from being made.
 */
export function timelineOf(
  call: Pick<
    CallSchedule,
    "call_status" | "created_at" | "updated_at" | "due_at" | "retry_at" | "not_before"
  >,
  attempts: readonly CallAttempt[],
  decisions: readonly Decision[],
): Step[] {
  const happened: Exclude<Step, { kind: "gap" }>[] = [
    { kind: "booked", at: call.created_at },
    ...attempts.map((attempt) => ({ kind: "attempt" as const, at: attempt.claimed_at, attempt })),
    ...decisions.filter(({ stage, outcome }) => stage === "claim" && outcome !== "call")
      .map((decision) => ({ kind: "decision" as const, at: decision.at, decision })),
  ];
  if (call.call_status === "cancelled" || call.call_status === "failed" && attempts.length === 0) {
    happened.push({ kind: "ended", at: call.updated_at });
  }
  if (call.call_status === "scheduled") {
    const planned = call.retry_at ?? call.due_at;
    happened.push({
      kind: "next",
      at: call.not_before === null ? planned : later(planned, call.not_before),
      retry: call.retry_at !== null,
    });
  }
  // What was booked for a time before it was booked stands above its booking all the same.
  const sorted = happened.map((step, index) => ({ step, index }))
    .sort((a, b) =>
      rank(a.step) - rank(b.step) || Date.parse(a.step.at) - Date.parse(b.step.at) || a.index - b.index
    )
    .map(({ step }) => step);
  const steps: Step[] = [];
  for (const [index, step] of sorted.entries()) {
    const before = sorted[index - 1];
    const seconds = before === undefined ? 0 : (Date.parse(step.at) - endOf(before)) / 1_000;
    if (seconds >= gapSeconds) steps.push({ kind: "gap", seconds, isAhead: step.kind === "next" });
    steps.push(step);
  }
  return steps.reverse();
}

function later(a: string, b: string): string {
  return Date.parse(a) >= Date.parse(b) ? a : b;
}

function rank(step: Step): number {
  return step.kind === "booked" ? 0 : step.kind === "next" ? 2 : 1;
}

function endOf(step: Exclude<Step, { kind: "gap" }>): number {
  return Date.parse(step.kind === "attempt" ? step.attempt.ended_at ?? step.at : step.at);
}

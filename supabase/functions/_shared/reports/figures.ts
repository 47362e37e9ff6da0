import type { Counts } from "./counted-report.ts";
import { percentileOf } from "./percentile-of.ts";

/** What a row of a report says. Amounts are seconds and cents; null: there is nothing to divide by. */
export interface Figures {
  calls: number;
  calls_waiting: number;
  calls_in_progress: number;
  calls_completed: number;
  calls_failed: number;
  calls_cancelled: number;
  attempts: number;
  answered: number;
  voicemail: number;
  no_answer: number;
  busy: number;
  failed: number;
  cancelled: number;
  answer_rate: number | null;
  attempts_per_success: number | null;
  talk_seconds: number;
  cost_cents: number;
  cost_cents_per_success: number | null;
  lateness_p50_seconds: number | null;
  lateness_p95_seconds: number | null;
  opt_outs: number;
  deferrals: number;
}

/** The figures of a row, by the spans that lateness was counted in. */
export function figuresOf(counts: Counts, spans: readonly number[]): Figures {
  const { answered, voicemail, no_answer, busy, failed, cancelled } = counts;
  const attempts = answered + voicemail + no_answer + busy + failed + cancelled;
  const cost_cents = round(counts.cost_cents, 4);
  return {
    calls: counts.calls_scheduled + counts.calls_in_progress + counts.calls_completed + counts.calls_failed +
      counts.calls_cancelled,
    calls_waiting: counts.calls_scheduled,
    calls_in_progress: counts.calls_in_progress,
    calls_completed: counts.calls_completed,
    calls_failed: counts.calls_failed,
    calls_cancelled: counts.calls_cancelled,
    attempts,
    answered,
    voicemail,
    no_answer,
    busy,
    failed,
    cancelled,
    answer_rate: divide(answered, attempts),
    attempts_per_success: divide(attempts, answered),
    talk_seconds: round(counts.talk_seconds, 3),
    cost_cents,
    cost_cents_per_success: divide(cost_cents, answered),
    lateness_p50_seconds: percentileOf(spans, counts.late, 0.5),
    lateness_p95_seconds: percentileOf(spans, counts.late, 0.95),
    opt_outs: counts.opt_outs,
    deferrals: counts.deferrals,
  };
}

export const noCounts: Counts = {
  calls_scheduled: 0,
  calls_in_progress: 0,
  calls_completed: 0,
  calls_failed: 0,
  calls_cancelled: 0,
  answered: 0,
  voicemail: 0,
  no_answer: 0,
  busy: 0,
  failed: 0,
  cancelled: 0,
  opt_outs: 0,
  deferrals: 0,
  talk_seconds: 0,
  cost_cents: 0,
  response_seconds: 0,
  late: [],
};

function divide(amount: number, by: number): number | null {
  return by > 0 ? round(amount / by, 4) : null;
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}

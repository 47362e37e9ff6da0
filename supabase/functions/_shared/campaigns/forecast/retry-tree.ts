import type { CallOutcome } from "./outcomes.ts";

/** As an organisation's retry policy says it, merged over the default. */
export interface RetryPolicy {
  max_attempts: number;
  voicemail?: RetryRule;
  no_answer?: RetryRule;
  busy?: RetryRule;
  failed?: RetryRule;
}

export interface RetryRule {
  max_retries: number;
  /** Before the first retry, the second, … in minutes; the last one repeats. */
  minutes: number[];
}

/** How often a contact was tried so far, by outcome: what the next try depends on. */
export interface RetryState {
  /** Where the contact goes after each outcome; null: it is done. */
  after: Record<CallOutcome, { state: number; waitSeconds: number } | null>;
}

const retriedOutcomes = ["voicemail", "no_answer", "busy", "failed"] as const;

/** Everything that a contact can go through by this policy; it begins in state 0. The rules are those of `next_retry_at`. */
export function planRetries(policy: RetryPolicy): RetryState[] {
  const states: RetryState[] = [];
  const known = new Map<string, number>();

  function enter(tried: readonly number[]): number {
    const key = tried.join(" ");
    const found = known.get(key);
    if (found !== undefined) return found;
    const index = states.length;
    known.set(key, index);
    const after: RetryState["after"] = {
      answered: null,
      voicemail: null,
      no_answer: null,
      busy: null,
      failed: null,
    };
    states.push({ after });
    const attempts = tried.reduce((sum, times) => sum + times, 1);
    for (const [place, outcome] of retriedOutcomes.entries()) {
      const times = tried[place] ?? 0;
      const rule = policy[outcome];
      if (rule === undefined || times >= rule.max_retries || attempts >= policy.max_attempts) continue;
      const minutes = rule.minutes[Math.min(times, rule.minutes.length - 1)];
      if (minutes === undefined) continue;
      const state = enter(tried.map((count, at) => at === place ? count + 1 : count));
      after[outcome] = { state, waitSeconds: minutes * 60 };
    }
    return index;
  }

  enter(retriedOutcomes.map(() => 0));
  return states;
}

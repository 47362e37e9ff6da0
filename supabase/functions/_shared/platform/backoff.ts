export interface BackoffOptions {
  /** Which try has just failed, from 1. */
  attempt: number;
  /** What the other side asked for in `Retry-After`, in seconds. */
  retryAfterSeconds?: number | null;
  /** A number in [0, 1); the caller brings the chance. */
  random: number;
  /** Seconds after the first failure (5). */
  baseSeconds?: number;
  /** No wait is longer than this many seconds (600). */
  maxSeconds?: number;
}

/**
 * Seconds to wait before the next try of something that certainly did not happen: doubling, the upper half
 * of each step left to chance so that calls refused together do not come back together. Never shorter than
 * what the other side asked for, never longer than `maxSeconds`.
 */
export function backoffSeconds(options: BackoffOptions): number {
  const { attempt, random, retryAfterSeconds = null, baseSeconds = 5, maxSeconds = 600 } = options;
  const step = Math.min(maxSeconds, baseSeconds * 2 ** Math.max(0, attempt - 1));
  const withJitter = step / 2 + (step / 2) * random;
  return Math.min(maxSeconds, Math.max(withJitter, retryAfterSeconds ?? 0));
}

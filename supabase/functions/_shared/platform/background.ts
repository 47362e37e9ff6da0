import { describeError, type Logger } from "./log.ts";

declare const EdgeRuntime:
  | { waitUntil(promise: Promise<unknown>): void }
  | undefined;

/**
 * Lets work go on after the answer was sent. The hosted runtime must be told to stay alive for it; elsewhere the process
 * stays anyway. A failure is logged as `background_failed`: nobody is left to hear of it otherwise.
 */
export function runInBackground(work: Promise<unknown>, log: Logger): void {
  const guarded = work.catch((error) => log.error("background_failed", describeError(error)));
  if (typeof EdgeRuntime !== "undefined") EdgeRuntime.waitUntil(guarded);
}

import { describeError, type Logger } from "../../_shared/platform/log.ts";

const noted = new WeakSet<Logger>();

/**
 * Logs a number that cannot be decrypted, the first of a request: a page of fifty says it once. `log` is the request's own.
 */
export function noteUndecrypted(log: Logger, row: Record<string, string>, error: unknown): void {
  if (noted.has(log)) return;
  noted.add(log);
  log.error("phone_not_decrypted", { ...row, ...describeError(error) });
}

import type { Settings } from "../_shared/platform/settings.ts";
import { describeError, type Logger } from "../_shared/platform/log.ts";

/**
 * Rings this project's sweep once, so that a fresh worker goes on where this one's time ends. A ring that fails is only
 * logged: the next tick finds the same work. Does not throw.
 */
export async function ringSweep(settings: Settings, log: Logger): Promise<void> {
  const [secretKey = ""] = settings.secretKeys;
  try {
    const response = await fetch(`${settings.supabaseUrl}/functions/v1/sweep`, {
      method: "POST",
      headers: { apikey: secretKey },
      signal: AbortSignal.timeout(5_000),
    });
    await response.body?.cancel();
    if (!response.ok) log.warn("sweep_not_rung", { http_status: response.status });
  } catch (error) {
    log.warn("sweep_not_rung", describeError(error));
  }
}

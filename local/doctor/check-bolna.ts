import { createBolnaClient } from "../../supabase/functions/_shared/bolna/client.ts";
import type { Settings } from "../../supabase/functions/_shared/platform/settings.ts";
import type { Finding } from "./finding.ts";

/** Does Bolna take our key. `GET /user/me` only: a call is never placed. */
export async function checkBolna(settings: Settings): Promise<Finding> {
  const name = "bolna";
  const { bolnaApiUrl: apiUrl, bolnaApiKey: apiKey, bolnaCallsPath: callsPath } = settings;
  const answer = await createBolnaClient({ apiUrl, apiKey, callsPath, timeoutMs: 10_000 }).readAccount();
  if (!answer.ok) {
    const advice = answer.status === 401 || answer.status === 403
      ? "check BOLNA_API_KEY"
      : "check BOLNA_API_URL";
    return { name, state: "wrong", says: `${apiUrl}: ${answer.message}`, advice };
  }
  const most = answer.data.concurrency?.max ?? null;
  const lines = most === null ? "" : `; ${most} calls at a time`;
  if (settings.bolnaAgentId === undefined) {
    return {
      name,
      state: "warning",
      says: `${apiUrl} takes our key${lines}, but BOLNA_AGENT_ID is not set`,
      advice: "set it, or give every agent a bolna_agent_id",
    };
  }
  return { name, state: "ok", says: `${apiUrl} takes our key${lines}` };
}

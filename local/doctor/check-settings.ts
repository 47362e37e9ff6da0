import { parseSettings, type Settings } from "../../supabase/functions/_shared/platform/settings.ts";
import type { Finding } from "./finding.ts";

/** Are the functions' settings complete and well-formed; gives them parsed where they are. */
export function checkSettings(
  env: Record<string, string | undefined>,
): { finding: Finding; settings?: Settings } {
  const name = "settings";
  try {
    const settings = parseSettings(env);
    const says = settings.schedulerEnabled
      ? `complete; a sweep every ${settings.schedulerIntervalSeconds} s`
      : "complete, but CALL_SCHEDULER_ENABLED=false: nothing is dialled";
    if (settings.schedulerEnabled) return { settings, finding: { name, state: "ok", says } };
    return { settings, finding: { name, state: "warning", says, advice: "set it to true to dial again" } };
  } catch (error) {
    const says = error instanceof Error ? error.message : String(error);
    return { finding: { name, state: "wrong", says, advice: "see .env.example" } };
  }
}

import type { components } from "../../api/types.ts";
import { formatNumber, formatShare, formatSpan } from "../../lib/format.ts";
import { settingsTexts } from "../../texts/settings.ts";

export type AlertSetting = components["schemas"]["AlertSetting"];

/** "15 min", "50 %", "3 calls", "at once", or "never". */
export function sayThreshold(unit: AlertSetting["unit"], threshold: number | null): string {
  const t = settingsTexts.value.health.told;
  if (threshold === null) return t.never;
  switch (unit) {
    case "seconds":
      return formatSpan(threshold);
    case "share":
      return formatShare(threshold);
    case "at_once":
      return t.atOnce;
    case "calls":
      return t.calls(threshold);
    case "events":
      return t.events(threshold);
    default:
      return formatNumber(threshold);
  }
}

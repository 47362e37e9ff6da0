import type { DryRun } from "./dry-run-schema.ts";
import type { JudgedCampaign } from "./judged-campaign.ts";

/** What a person should know before the campaign starts (reference calling-rules 7). `end`: its likely end, in seconds since 1970. */
export function warnOf(judged: JudgedCampaign, end: number | null): DryRun["warnings"] {
  const contacts = judged.will_call + judged.will_not_call;
  const withoutZone = judged.by_code.find(({ code }) => code === "zone_unknown")?.count ?? 0;
  const lastDay = end === null ? "" : new Date(end * 1000).toISOString().slice(0, 10);
  const holidays = judged.predicted_holidays.filter(({ day }) => day <= lastDay);
  const warnings: DryRun["warnings"] = [];
  if (judged.deferred_past_end > contacts * 0.2) {
    warnings.push({
      code: "deferred_by_caps",
      sentence: `${judged.deferred_past_end} contacts may be called again only after the campaign's end.`,
      count: judged.deferred_past_end,
    });
  }
  if (holidays.length > 0) {
    const named = holidays.slice(0, 3).map(({ day, name, jurisdiction }) =>
      `${name} in ${jurisdiction} on ${day}`
    );
    warnings.push({
      code: "predicted_holiday",
      sentence: `Holidays that are predictions lie within: ${named.join(", ")}${
        holidays.length > 3 ? ", and more" : ""
      }.`,
      count: holidays.length,
    });
  }
  if (withoutZone > contacts * 0.05) {
    warnings.push({
      code: "zone_unknown",
      sentence: `Of ${withoutZone} contacts no time zone can be told: give their address or zone.`,
      count: withoutZone,
    });
  }
  return warnings;
}

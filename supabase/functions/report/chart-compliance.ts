import * as Plot from "@observablehq/plot";
import type { CallReport } from "../_shared/reports/call-report.ts";
import { drawChart } from "./draw-chart.ts";

export const standings = [
  { name: "within", label: "In time", colour: "#009E73" },
  { name: "overdue", label: "Overdue", colour: "#D55E00" },
  { name: "unknown", label: "No date", colour: "#B8B8B8" },
] as const;

/** How contacts stand with their check-ups, day by day. */
export function drawCompliance(days: CallReport["checkup_compliance"], sentence: string): string {
  const pieces = days.flatMap((day) =>
    standings.map(({ name, label }) => ({
      day: new Date(`${day.day}T00:00:00Z`),
      standing: label,
      contacts: day[name],
    }))
  );
  const color = { domain: standings.map(({ label }) => label), range: standings.map(({ colour }) => colour) };
  return drawChart({
    height: 220,
    x: { type: "utc", label: null },
    y: { label: "Contacts", grid: true, nice: true },
    color,
    marks: [
      Plot.areaY(pieces, { x: "day", y: "contacts", fill: "standing", order: color.domain }),
      Plot.ruleY([0]),
    ],
  }, sentence);
}

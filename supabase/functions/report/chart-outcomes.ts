import * as Plot from "@observablehq/plot";
import type { ReportRow } from "../_shared/reports/call-report.ts";
import { drawChart } from "./draw-chart.ts";
import { outcomes } from "./words.ts";

const fill = { domain: outcomes.map(({ label }) => label), range: outcomes.map(({ colour }) => colour) };

function piecesOf(rows: readonly ReportRow[]) {
  return rows.flatMap((row) =>
    outcomes.map(({ name, label }) => ({ row, outcome: label, attempts: row[name] })).filter((one) =>
      one.attempts > 0
    )
  );
}

/** Attempts by the hour of the day, stacked by what came of them. */
export function drawHours(rows: readonly ReportRow[], sentence: string): string {
  const pieces = piecesOf(rows).map(({ row, ...rest }) => ({ ...rest, hour: row.hour ?? 0 }));
  return drawChart({
    height: 240,
    x: { domain: [...Array(24).keys()], label: "Hour of the day" },
    y: { label: "Attempts", grid: true, nice: true },
    color: fill,
    marks: [
      Plot.barY(pieces, { x: "hour", y: "attempts", fill: "outcome", order: fill.domain }),
      Plot.ruleY([0]),
    ],
  }, sentence);
}

/** Attempts of each day, stacked by what came of them. Days are drawn as those of UTC: they are the organisation's already. */
export function drawDays(rows: readonly ReportRow[], sentence: string): string {
  const pieces = piecesOf(rows).map(({ row, ...rest }) => ({
    ...rest,
    day: new Date(`${row.key}T00:00:00Z`),
  }));
  return drawChart({
    height: 240,
    x: { type: "utc", label: null },
    y: { label: "Attempts", grid: true, nice: true },
    color: fill,
    marks: [
      Plot.rectY(pieces, {
        x: "day",
        interval: "day",
        y: "attempts",
        fill: "outcome",
        order: fill.domain,
        insetLeft: 0.5,
        insetRight: 0.5,
      }),
      Plot.ruleY([0]),
    ],
  }, sentence);
}

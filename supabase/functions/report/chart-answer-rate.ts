import * as Plot from "@observablehq/plot";
import { type ReportRow, weekdays } from "../_shared/reports/call-report.ts";
import { drawChart } from "./draw-chart.ts";

/** Fewer attempts than that say nothing of a rate. */
export const fewAttempts = 5;

/** How many attempts were answered, by weekday and hour. Where there were few the cell is empty but for its outline. */
export function drawAnswerRate(rows: readonly ReportRow[], sentence: string): string {
  const cells = rows.filter(({ attempts }) => attempts > 0).map((row) => ({
    hour: row.hour ?? 0,
    day: (weekdays[(row.weekday ?? 1) - 1] ?? "").slice(0, 3),
    rate: row.answer_rate ?? 0,
    isKnown: row.attempts >= fewAttempts,
  }));
  const known = cells.filter(({ isKnown }) => isKnown);
  return drawChart({
    height: 240,
    x: { domain: [...Array(24).keys()], label: "Hour of the day", tickSize: 0 },
    y: { domain: weekdays.map((day) => day.slice(0, 3)), label: null, tickSize: 0 },
    color: { type: "linear", domain: [0, 1], range: ["#e6f4ef", "#00664a"] },
    marks: [
      Plot.cell(cells.filter(({ isKnown }) => !isKnown), {
        x: "hour",
        y: "day",
        fill: "#ffffff",
        stroke: "#b0b0b0",
        inset: 1,
      }),
      Plot.cell(known, { x: "hour", y: "day", fill: "rate", inset: 0.5 }),
      Plot.text(known, {
        x: "hour",
        y: "day",
        text: ({ rate }: { rate: number }) => String(Math.round(rate * 100)),
        fill: ({ rate }: { rate: number }) => rate > 0.5 ? "white" : "black",
        fontSize: 10,
      }),
    ],
  }, sentence);
}

import * as Plot from "@observablehq/plot";
import type { CallReport } from "../_shared/reports/call-report.ts";
import { drawChart } from "./draw-chart.ts";
import { saySeconds } from "./words.ts";

type Span = CallReport["lateness"][number];

export function saySpan({ from_seconds, to_seconds }: Span): string {
  return to_seconds === null ? `over ${saySeconds(from_seconds)}` : `under ${saySeconds(to_seconds)}`;
}

/** How late attempts were taken by Bolna. The spans grow: each bar is one of them, whatever its length. */
export function drawLateness(lateness: CallReport["lateness"], sentence: string): string {
  const bars = lateness.map((span) => ({ span: saySpan(span), attempts: span.attempts }));
  return drawChart({
    height: 250,
    marginBottom: 70,
    x: {
      domain: bars.map(({ span }) => span),
      label: "After the time it was due",
      labelOffset: 64,
      tickRotate: -25,
    },
    y: { label: "Attempts", grid: true, nice: true },
    marks: [Plot.barY(bars, { x: "span", y: "attempts", fill: "#0072B2" }), Plot.ruleY([0])],
  }, sentence);
}

import type { Spec } from "../lib/draw-chart.ts";
import { formatDay, formatTime } from "../lib/format.ts";
import { toWallTime } from "../lib/wall-time.ts";
import type { CampaignTexts } from "../texts/campaigns.en.ts";
import type { BurnDown } from "./burn-down.ts";
import { dayMs, ticksOf } from "./ticks.ts";

export const colours = {
  counted: "var(--outcome-reached)",
  foreseen: "currentColor",
  forecast: "var(--outcome-busy)",
} as const;

/** What is left, what was foreseen, and the span in which it will be over; `endsAt`: the end that it was given. */
export function burnDownChart(
  burn: BurnDown,
  endsAt: number | null,
  zone: string,
  t: CampaignTexts,
): Spec {
  const { counted, foreseen, ends, left } = burn;
  const now = counted.at(-1)?.at ?? 0;
  const moments = [...counted, ...foreseen].map(({ at }) => at).concat(ends === null ? [] : [ends.late]);
  const [begin, over] = [Math.min(...moments), Math.max(...moments)];
  // An end far away would leave no room for what is going on.
  const shownEnd = endsAt !== null && endsAt <= over + (over - begin) ? endsAt : null;
  const [first, last] = [begin, Math.max(over, shownEnd ?? over)];
  const span = ends === null ? [] : [
    { at: now, low: left, high: left },
    {
      at: ends.likely,
      low: 0,
      high: ends.late === now ? 0 : left * (ends.late - ends.likely) / (ends.late - now),
    },
    { at: ends.late, low: 0, high: 0 },
  ];
  return (plot, width) => ({
    marginLeft: 48,
    marginRight: 24,
    style: { fontSize: "12px" },
    width,
    height: 240,
    x: {
      // Numbers: dates would be drawn in another zone than the organisation's.
      type: "linear",
      label: null,
      ticks: ticksOf(first, last, Math.max(2, Math.floor(width / 110)), zone),
      tickFormat: (at: number) =>
        toWallTime(at, zone).time === "00:00" || last - first > 4 * dayMs
          ? formatDay(at, zone)
          : formatTime(at, zone),
    },
    y: { label: t.burnLeft, grid: true, nice: true, zero: true },
    marks: [
      plot.areaY(span, { x: "at", y1: "low", y2: "high", fill: colours.forecast, fillOpacity: 0.35 }),
      plot.lineY(foreseen, { x: "at", y: "left", stroke: colours.foreseen, strokeDasharray: "5 4" }),
      plot.lineY(counted, { x: "at", y: "left", stroke: colours.counted, strokeWidth: 2.5 }),
      plot.ruleY([0], { stroke: "currentColor" }),
      ...(shownEnd === null ? [] : [
        plot.ruleX([shownEnd], { stroke: "currentColor", strokeDasharray: "1 3" }),
        plot.text([{ at: shownEnd }], {
          x: "at",
          text: () => t.endAllowed,
          frameAnchor: "top",
          textAnchor: "end",
          dx: -5,
          fill: "currentColor",
        }),
      ]),
    ],
  });
}

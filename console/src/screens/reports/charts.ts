import type { operations } from "../../api/types.ts";
import type { Spec } from "../../lib/chart-spec.ts";
import { formatDate } from "../../lib/format.ts";
import type { ReportTexts } from "../../texts/reports.en.ts";

type Report = operations["reportCalls"]["responses"][200]["content"]["application/json"];
type Row = Report["rows"][number];

/** In the order of the bars, each with its colour everywhere (styles.css). */
export const outcomes = [
  { name: "answered", colour: "var(--outcome-reached)" },
  { name: "voicemail", colour: "var(--outcome-voicemail)" },
  { name: "no_answer", colour: "var(--outcome-no-answer)" },
  { name: "busy", colour: "var(--outcome-busy)" },
  { name: "failed", colour: "var(--outcome-failed)" },
  { name: "cancelled", colour: "var(--outcome-cancelled)" },
] as const;

type Outcome = (typeof outcomes)[number]["name"];

export const standings = [
  { name: "within", colour: "var(--outcome-reached)" },
  { name: "overdue", colour: "var(--outcome-failed)" },
  { name: "unknown", colour: "var(--outcome-cancelled)" },
] as const;

/** Fewer attempts than that say nothing of a rate. */
export const fewAttempts = 5;

const hours = Array.from({ length: 24 }, (_, hour) => hour);
// Above: the name of the axis, clear of its highest mark.
const common = { marginLeft: 48, marginTop: 32, style: { fontSize: "12px" } };
const byHour = { domain: hours, labelOffset: 36 };
const dayMs = 86_400_000;
const dayOf = (text: string) => Date.parse(`${text}T00:00:00Z`);

/** Half the last label finds room there. */
const marginRight = 40;
/** A label, and what parts it from the next. */
const labelPixels = 96;
/** A day is no broader than that, however few there are. */
const broadest = 72;
/** How many days lie between two labels. */
const steps = [1, 2, 3, 4, 5, 6, 7, 14, 28, 56, 91, 122, 182, 364];

/**
 * Where days stand and how broad they are: the label below the middle of each, or of every so many, in the reader's language. Days
 * are drawn as those of UTC: they are the organisation's already.
 */
function placeDays(days: readonly string[], width: number) {
  const [first, last] = [dayOf(days[0] ?? "1970-01-01"), dayOf(days.at(-1) ?? "1970-01-01")];
  const count = (last - first) / dayMs + 1;
  const room = width - common.marginLeft - marginRight;
  const most = Math.max(1, Math.floor(room / labelPixels));
  const step = steps.find((one) => Math.ceil(count / one) <= most) ?? 364;
  const marks = Array.from({ length: Math.ceil(count / step) }, (_, index) => first + index * step * dayMs);
  const pixels = room / count;
  // Thinner than some pixels they are not parted.
  const half = dayMs * (pixels < 4 ? 0.5 : Math.min(0.45, broadest / 2 / pixels));
  return {
    axis: {
      type: "utc",
      label: null,
      domain: [first - dayMs / 2, last + dayMs / 2],
      // The last one is left out where it would be cut.
      ticks: marks.filter((at) => ((last - at) / dayMs + 0.5) * pixels >= labelPixels / 2 - marginRight),
      tickFormat: (at: Date | number) => formatDate(new Date(at).toISOString().slice(0, 10)),
    },
    broad: { x1: ({ at }: { at: number }) => at - half, x2: ({ at }: { at: number }) => at + half },
  } as const;
}

/** Attempts by the hour of the day, stacked by what came of them. */
export function hoursChart(rows: readonly Row[], t: ReportTexts): Spec {
  const pieces = rows.flatMap((row) =>
    outcomes.map(({ name }) => ({ hour: row.hour ?? 0, outcome: t.outcomes[name], attempts: row[name] }))
  );
  return (plot, width) => ({
    ...common,
    width,
    height: 240,
    marginBottom: 42,
    x: { ...byHour, label: t.hour, ticks: width < 560 ? hours.filter((hour) => hour % 3 === 0) : hours },
    y: { label: t.attempts, grid: true, nice: true },
    color: {
      domain: outcomes.map(({ name }) => t.outcomes[name]),
      range: outcomes.map(({ colour }) => colour),
    },
    marks: [
      plot.barY(pieces, { x: "hour", y: "attempts", fill: "outcome" }),
      plot.ruleY([0], { stroke: "currentColor" }),
    ],
  });
}

/** How many attempts were answered, by weekday and hour; only an outline where there were few. */
export function answersChart(rows: readonly Row[], t: ReportTexts): Spec {
  const cells = rows.filter(({ attempts }) => attempts > 0).map((row) => ({
    hour: row.hour ?? 0,
    day: t.weekdays[(row.weekday ?? 1) - 1] ?? "",
    rate: row.answer_rate ?? 0,
    isKnown: row.attempts >= fewAttempts,
  }));
  const known = cells.filter(({ isKnown }) => isKnown);
  const at = { x: "hour", y: "day" } as const;
  return (plot, width) => ({
    ...common,
    width,
    height: 240,
    marginBottom: 42,
    x: {
      ...byHour,
      label: t.hour,
      tickSize: 0,
      ticks: width < 560 ? hours.filter((hour) => hour % 3 === 0) : hours,
    },
    y: { domain: [...t.weekdays], label: null, tickSize: 0 },
    opacity: { type: "identity" },
    marks: [
      plot.cell(cells.filter(({ isKnown }) => !isKnown), {
        ...at,
        fill: "none",
        stroke: "currentColor",
        strokeOpacity: 0.4,
        strokeDasharray: "2 2",
        inset: 1.5,
      }),
      plot.cell(known, {
        ...at,
        fill: "var(--outcome-reached)",
        fillOpacity: ({ rate }: { rate: number }) => 0.08 + rate * 0.5,
        inset: 0.5,
      }),
      plot.text(known, {
        ...at,
        text: ({ rate }: { rate: number }) => String(Math.round(rate * 100)),
        fill: "currentColor",
        fontSize: width < 560 ? 9 : 11,
      }),
    ],
  });
}

/** How late attempts were taken. The spans grow: each bar is one of them, whatever its length. */
export function latenessChart(lateness: Report["lateness"], t: ReportTexts): Spec {
  const bars = lateness.map((span) => ({
    span: t.span(span.from_seconds, span.to_seconds),
    attempts: span.attempts,
  }));
  return (plot, width) => ({
    ...common,
    width,
    height: 250,
    marginBottom: 64,
    x: { domain: bars.map(({ span }) => span), label: null, tickRotate: -25 },
    y: { label: t.attempts, grid: true, nice: true },
    marks: [
      plot.barY(bars, { x: "span", y: "attempts", fill: "var(--outcome-busy)" }),
      plot.ruleY([0], { stroke: "currentColor" }),
    ],
  });
}

/** How contacts stand with their check-ups, day by day. */
export function checkupsChart(days: Report["checkup_compliance"], t: ReportTexts): Spec {
  const pieces = days.flatMap((day) =>
    standings.map(({ name }) => ({ at: dayOf(day.day), standing: t.standings[name], contacts: day[name] }))
  );
  const domain = standings.map(({ name }) => t.standings[name]);
  const stack = { y: "contacts", fill: "standing", order: domain } as const;
  return (plot, width) => {
    const { axis, broad } = placeDays(days.map(({ day }) => day), width);
    return {
      ...common,
      marginRight,
      width,
      height: 220,
      x: axis,
      y: { label: t.contacts, grid: true, nice: true },
      color: { domain, range: standings.map(({ colour }) => colour) },
      marks: [
        // Few days are bars: an area of one day is nothing, and of two it tells of what was between.
        days.length <= 31
          ? plot.rectY(pieces, { ...stack, ...broad })
          : plot.areaY(pieces, { ...stack, x: "at" }),
        plot.ruleY([0], { stroke: "currentColor" }),
      ],
    };
  };
}

/** Attempts of each day. */
export function daysChart(rows: readonly Pick<Row, "key" | Outcome>[], t: ReportTexts): Spec {
  const pieces = rows.flatMap((row) =>
    row.key === null ? [] : outcomes.map(({ name }) => ({
      at: dayOf(row.key ?? ""),
      outcome: t.outcomes[name],
      attempts: row[name],
    }))
  );
  const domain = outcomes.map(({ name }) => t.outcomes[name]);
  return (plot, width) => {
    const { axis, broad } = placeDays(rows.flatMap(({ key }) => key ?? []), width);
    return {
      ...common,
      marginRight,
      width,
      height: 240,
      x: axis,
      y: { label: t.attempts, grid: true, nice: true },
      color: { domain, range: outcomes.map(({ colour }) => colour) },
      marks: [
        plot.rectY(pieces, { ...broad, y: "attempts", fill: "outcome" }),
        plot.ruleY([0], { stroke: "currentColor" }),
      ],
    };
  };
}

import * as z from "zod";
import { type Code, codes } from "../platform/codes.ts";
import type { CountedReport } from "./counted-report.ts";
import { type Figures, figuresOf, noCounts } from "./figures.ts";

export type ReportGroup = Code<"report_group">;

const count = z.int().describe("Counted.");
const rate = z.number().nullable();

export const figures = z.object({
  calls: count.describe("Calls that were due then, whatever became of them."),
  calls_waiting: count,
  calls_in_progress: count,
  calls_completed: count,
  calls_failed: count,
  calls_cancelled: count,
  attempts: count.describe("Attempts that were dialled then and are over."),
  answered: count.describe("Of the attempts: a person spoke."),
  voicemail: count,
  no_answer: count,
  busy: count,
  failed: count,
  cancelled: count.describe("Stopped before anybody answered."),
  answer_rate: rate.describe("answered ÷ attempts."),
  attempts_per_success: rate.describe("attempts ÷ answered."),
  talk_seconds: z.number(),
  cost_cents: z.number(),
  cost_cents_per_success: rate.describe("cost_cents ÷ answered."),
  lateness_p50_seconds: rate.describe("Half of the attempts were later than that after their time."),
  lateness_p95_seconds: rate,
  opt_outs: count.describe("People who asked in a call not to be called again."),
  deferrals: count.describe("How often a call was put off as it was about to be dialled."),
});

const reasonCount = z.object({ code: z.enum(codes.reason_code).nullable(), count: z.int() });

/** A report as it is answered, and as the printable one is made of. */
export const callReport = z.object({
  by: z.enum(codes.report_group),
  from: z.string(),
  to: z.string().describe("Not included."),
  zone: z.string().describe("The organisation's: days and hours are its."),
  totals: figures,
  rows: z.array(figures.extend({
    key: z.string().nullable().describe("A day, an hour, an id, a topic or an outcome; null: without one."),
    label: z.string(),
    weekday: z.int().optional().describe("1 is Monday."),
    hour: z.int().optional(),
  })),
  outcomes: z.array(z.object({
    outcome: z.enum(codes.report_outcome),
    calls: z.int(),
    attempts: z.int(),
    talk_seconds: z.number(),
    cost_cents: z.number(),
  })),
  failure_reasons: z.array(reasonCount).describe("Why attempts failed."),
  uncalled_reasons: z.array(reasonCount).describe("Why calls failed or were cancelled."),
  deferrals_by_code: z.array(reasonCount),
  lateness: z.array(z.object({
    from_seconds: z.number(),
    to_seconds: z.number().nullable(),
    attempts: z.int(),
  })),
  checkup_compliance: z.array(z.object({
    day: z.string(),
    within: z.int(),
    overdue: z.int(),
    unknown: z.int(),
    rate,
  })).describe(
    "Of the contacts cached from HubSpot, once a day; empty where the report is of a part of the calls.",
  ),
});
export type CallReport = z.output<typeof callReport>;
export type ReportRow = CallReport["rows"][number];

export const weekdays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/** The report that was counted, with what follows from it. A day or hour on which nothing happened has its row too. */
export function presentReport(counted: CountedReport, by: ReportGroup): CallReport {
  const { spans, totals, codes: found } = counted;
  const ofSubject = (subject: Code<"tally_subject">) => found.filter((one) => one.subject === subject);
  const reasons = (ones: CountedReport["codes"]) => sumByCode(ones);
  return {
    by,
    from: counted.from,
    to: counted.to,
    zone: counted.zone,
    totals: figuresOf(totals, spans),
    rows: by === "outcome" ? outcomeRows(counted) : fillGaps(rowsOf(counted, by), by),
    outcomes: outcomesOf(counted),
    failure_reasons: reasons(ofSubject("attempt").filter(({ outcome }) => outcome === "failed")),
    uncalled_reasons: reasons(
      ofSubject("call").filter(({ outcome }) =>
        outcome === "failed" || outcome === "no_answer" || outcome === "busy" || outcome === "cancelled"
      ),
    ),
    deferrals_by_code: reasons(ofSubject("deferral")),
    lateness: totals.late.map((attempts, place) => ({
      from_seconds: spans[place - 1] ?? 0,
      to_seconds: spans[place] ?? null,
      attempts,
    })),
    checkup_compliance: counted.compliance.map((day) => ({
      ...day,
      rate: day.within + day.overdue > 0
        ? Number((day.within / (day.within + day.overdue)).toFixed(4))
        : null,
    })),
  };
}

function rowsOf({ rows, spans }: CountedReport, by: ReportGroup): ReportRow[] {
  return rows.map(({ day, weekday, hour, id, topic, name, counts }) => {
    const row = figuresOf(counts, spans);
    switch (by) {
      case "day":
        return { key: day, label: day ?? "", ...row };
      case "hour":
        return hourRow(hour ?? 0, row);
      case "weekday_hour":
        return weekdayHourRow(weekday ?? 1, hour ?? 0, row);
      case "topic":
        return { key: topic, label: topic ?? "none", ...row };
      default:
        return { key: id, label: name ?? (id === null ? "none" : "deleted"), ...row };
    }
  });
}

function hourRow(hour: number, row: Figures): ReportRow {
  return { key: String(hour), label: `${String(hour).padStart(2, "0")}:00`, hour, ...row };
}

function weekdayHourRow(weekday: number, hour: number, row: Figures): ReportRow {
  const label = `${weekdays[weekday - 1]} ${String(hour).padStart(2, "0")}:00`;
  return { key: `${weekday} ${hour}`, label, weekday, hour, ...row };
}

function fillGaps(rows: ReportRow[], by: ReportGroup): ReportRow[] {
  const known = new Map(rows.map((row) => [row.key, row]));
  const fill = (made: ReportRow) => known.get(made.key) ?? made;
  const nothing = figuresOf(noCounts, []);
  const hours = [...Array(24).keys()];
  if (by === "hour") return hours.map((hour) => fill(hourRow(hour, nothing)));
  if (by === "weekday_hour") {
    return weekdays.flatMap((_, place) =>
      hours.map((hour) => fill(weekdayHourRow(place + 1, hour, nothing)))
    );
  }
  const [first, last] = [rows[0]?.key, rows.at(-1)?.key];
  if (by !== "day" || !first || !last) return rows;
  const days: ReportRow[] = [];
  for (let day = Date.parse(first); day <= Date.parse(last); day += 86_400_000) {
    const key = new Date(day).toISOString().slice(0, 10);
    days.push(fill({ key, label: key, ...nothing }));
  }
  return days;
}

function outcomesOf({ codes: found }: CountedReport): CallReport["outcomes"] {
  return codes.report_outcome.map((outcome) => {
    const ones = found.filter((one) => one.outcome === outcome);
    const sum = (of: (one: CountedReport["codes"][number]) => number) =>
      ones.reduce((all, one) => all + of(one), 0);
    return {
      outcome,
      calls: sum(({ subject, quantity }) => subject === "call" ? quantity : 0),
      attempts: sum(({ subject, quantity }) => subject === "attempt" ? quantity : 0),
      talk_seconds: Number(sum((one) => one.talk_seconds).toFixed(3)),
      cost_cents: Number(sum((one) => one.cost_cents).toFixed(4)),
    };
  });
}

/** What came of calls, and of attempts: each row tells of its own outcome alone, and of nothing that has none. */
function outcomeRows(counted: CountedReport): ReportRow[] {
  return outcomesOf(counted).map(({ outcome, calls, attempts, talk_seconds, cost_cents }) => {
    const counts = { ...noCounts, talk_seconds, cost_cents };
    const isOfAttempts = outcome !== "waiting" && outcome !== "in_progress";
    const own = figuresOf(isOfAttempts ? { ...counts, [outcome]: attempts } : counts, []);
    return { key: outcome, label: outcome.replaceAll("_", " "), ...own, calls };
  });
}

function sumByCode(ones: CountedReport["codes"]): { code: Code<"reason_code"> | null; count: number }[] {
  const sums = new Map<Code<"reason_code"> | null, number>();
  for (const { code, quantity } of ones) sums.set(code, (sums.get(code) ?? 0) + quantity);
  return [...sums].map(([code, count]) => ({ code, count })).sort((one, other) => other.count - one.count);
}

import {
  type CallReport,
  presentReport,
  type ReportGroup,
} from "../../supabase/functions/_shared/reports/call-report.ts";
import type { CountedReport, Counts } from "../../supabase/functions/_shared/reports/counted-report.ts";
import { noCounts } from "../../supabase/functions/_shared/reports/figures.ts";

const spans = [0.25, 0.5, 1, 2, 5, 10, 30, 60, 300, 1800, 7200];
const nobody = { day: null, weekday: null, hour: null, id: null, topic: null, name: null };

/** What so many attempts may have come to. */
export function someCounts(attempts: number): Counts {
  const part = (share: number) => Math.round(attempts * share);
  const answered = part(0.4);
  return {
    ...noCounts,
    calls_completed: answered,
    answered,
    voicemail: part(0.2),
    busy: part(0.1),
    no_answer: attempts - answered - part(0.2) - part(0.1),
    talk_seconds: answered * 60.5,
    cost_cents: answered * 8.25,
    late: [part(0.6), attempts - part(0.6), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
  };
}

type Rows = Partial<Record<ReportGroup, (Partial<CountedReport["rows"][number]> & { attempts: number })[]>>;

/** Reports of the same November, by the groups that rows are given for. */
export function someReports(rows: Rows): CallReport[] {
  const groups: ReportGroup[] = [
    "day",
    "hour",
    "weekday_hour",
    "agent",
    "topic",
    "campaign",
    "rule",
    "outcome",
  ];
  return groups.flatMap((by) => {
    const given = rows[by];
    if (given === undefined) return [];
    const counted: CountedReport = {
      organization: "Acme",
      zone: "Asia/Kolkata",
      from: "2026-10-31T18:30:00Z",
      to: "2026-11-30T18:30:00Z",
      spans,
      totals: someCounts(given.reduce((sum, { attempts }) => sum + attempts, 0)),
      rows: given.map(({ attempts, ...row }) => ({ ...nobody, ...row, counts: someCounts(attempts) })),
      codes: [
        {
          subject: "attempt",
          outcome: "failed",
          code: "number_invalid",
          quantity: 3,
          talk_seconds: 0,
          cost_cents: 0,
        },
        {
          subject: "deferral",
          outcome: null,
          code: "outside_window",
          quantity: 7,
          talk_seconds: 0,
          cost_cents: 0,
        },
      ],
      compliance: ["2026-11-01", "2026-11-02"].map((day) => ({ day, within: 10, overdue: 5, unknown: 1 })),
    };
    return [presentReport(counted, by)];
  });
}

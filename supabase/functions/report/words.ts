import type { ReportRow } from "../_shared/reports/call-report.ts";

/** What became of attempts, in the order of the bars, each with its colour everywhere (Okabe and Ito's, which the colour-blind can tell apart). */
export const outcomes = [
  { name: "answered", label: "Answered", colour: "#009E73" },
  { name: "voicemail", label: "Voicemail", colour: "#CC79A7" },
  { name: "no_answer", label: "No answer", colour: "#E69F00" },
  { name: "busy", label: "Busy", colour: "#56B4E9" },
  { name: "failed", label: "Failed", colour: "#D55E00" },
  { name: "cancelled", label: "Stopped", colour: "#8A8A8A" },
] as const;

const whole = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });
const oneDigit = new Intl.NumberFormat("en", { maximumFractionDigits: 1 });
const twoDigits = new Intl.NumberFormat("en", { maximumFractionDigits: 2 });
const dollars = new Intl.NumberFormat("en-US", { style: "currency", currency: "USD" });

export function sayCount(count: number): string {
  return whole.format(count);
}

export function sayNumber(value: number | null): string {
  return value === null ? "–" : oneDigit.format(value);
}

export function sayShare(share: number | null): string {
  return share === null ? "–" : `${whole.format(share * 100)}\u00a0%`;
}

export function sayMoney(cents: number | null): string {
  return cents === null ? "–" : dollars.format(cents / 100);
}

/** Seconds as a person says them: 0.3 s, 42 s, 3 min, 2 h. */
export function saySeconds(seconds: number | null): string {
  if (seconds === null) return "–";
  if (seconds < 10) return `${(seconds < 1 ? twoDigits : oneDigit).format(seconds)}\u00a0s`;
  if (seconds < 120) return `${whole.format(seconds)}\u00a0s`;
  if (seconds < 7200) return `${whole.format(seconds / 60)}\u00a0min`;
  return `${oneDigit.format(seconds / 3600)}\u00a0h`;
}

/** A code as words; the codes are made of them. */
export function sayCode(code: string | null): string {
  if (code === null) return "without a reason";
  const text = code.replaceAll("_", " ");
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** A moment in a zone, or in UTC where this runtime does not know the zone. */
export function sayMoment(at: string, zone: string): string {
  const options = { dateStyle: "long", timeStyle: "short" } as const;
  try {
    return new Intl.DateTimeFormat("en-GB", { ...options, timeZone: zone }).format(new Date(at));
  } catch {
    return `${new Intl.DateTimeFormat("en-GB", { ...options, timeZone: "UTC" }).format(new Date(at))} UTC`;
  }
}

/** The row with most of something, if there is any. */
export function mostOf(rows: readonly ReportRow[], of: (row: ReportRow) => number): ReportRow | undefined {
  const best = rows.reduce<ReportRow | undefined>(
    (found, row) => found === undefined || of(row) > of(found) ? row : found,
    undefined,
  );
  return best !== undefined && of(best) > 0 ? best : undefined;
}

import type { CallReport, ReportRow } from "../_shared/reports/call-report.ts";
import { fewAttempts } from "./chart-answer-rate.ts";
import { mostOf, sayCode, sayCount, sayMoney, sayNumber, saySeconds, sayShare } from "./words.ts";

type Totals = CallReport["totals"];

export function overview({ calls, attempts, answered, answer_rate, cost_cents_per_success }: Totals): string {
  if (calls === 0 && attempts === 0) return "Nobody was to be called in this time.";
  const costs = cost_cents_per_success === null ? "" : ` An answer cost ${sayMoney(cost_cents_per_success)}.`;
  return `${sayCount(calls)} calls were due, and ${
    sayCount(attempts)
  } attempts were made for calls; a person answered ` +
    `${sayCount(answered)} of them (${sayShare(answer_rate)}).${costs}`;
}

export function hours({ rows, totals }: CallReport): string {
  const most = mostOf(rows, ({ answered }) => answered);
  if (most === undefined) return "Nobody answered at any hour.";
  return `Most people were reached in the hour from ${most.label}: ${sayCount(most.answered)} of ${
    sayCount(most.attempts)
  } attempts ` +
    `(${sayShare(most.answer_rate)}); over the whole day ${sayShare(totals.answer_rate)}.`;
}

export function days({ rows }: CallReport): string {
  const busy = rows.filter(({ attempts }) => attempts > 0);
  const most = mostOf(rows, ({ attempts }) => attempts);
  if (most === undefined) return "No attempt was made on any day.";
  return `Calls were made on ${busy.length} ${
    busy.length === 1 ? "day" : "days"
  }; most on ${most.label}, with ${sayCount(most.attempts)} attempts.`;
}

export function answerRate({ rows }: CallReport): string {
  const known = rows.filter(({ attempts }) => attempts >= fewAttempts);
  const best = mostOf(known, ({ answer_rate }) => answer_rate ?? 0);
  return best === undefined
    ? "Nobody answered at any hour with enough attempts to say."
    : `People answered best on ${best.label} (${sayShare(best.answer_rate)} of ${
      sayCount(best.attempts)
    } attempts).`;
}

export function lateness({ lateness_p50_seconds, lateness_p95_seconds }: Totals): string {
  return `Half of the attempts left within ${saySeconds(lateness_p50_seconds)} of their time, 95 % within ` +
    `${saySeconds(lateness_p95_seconds)}.`;
}

export function reasons(
  { failure_reasons, deferrals_by_code }: Pick<CallReport, "failure_reasons" | "deferrals_by_code">,
): string {
  const [failed] = failure_reasons;
  const [deferred] = deferrals_by_code;
  const parts = [
    failed === undefined
      ? "No attempt failed."
      : `Attempts failed most often because: ${sayCode(failed.code).toLowerCase()} (${
        sayCount(failed.count)
      }).`,
    deferred === undefined
      ? ""
      : `Calls were put off most often because: ${sayCode(deferred.code).toLowerCase()} (${
        sayCount(deferred.count)
      } times).`,
  ];
  return parts.filter((part) => part !== "").join(" ");
}

export function compliance(days: CallReport["checkup_compliance"]): string {
  const first = days[0];
  const last = days.at(-1);
  return `${
    sayShare(last?.rate ?? null)
  } of the contacts with a check-up date were in time on ${last?.day}, ` +
    `${sayShare(first?.rate ?? null)} on ${first?.day}.`;
}

export function group(rows: readonly ReportRow[], head: string): string {
  const most = mostOf(rows, ({ attempts }) => attempts);
  if (most === undefined) return "No attempt was made.";
  return `${head} with the most attempts: ${most.label}, ${sayCount(most.attempts)}, of which ${
    sayShare(most.answer_rate)
  } were answered ` +
    `(${sayNumber(most.attempts_per_success)} attempts per answer).`;
}

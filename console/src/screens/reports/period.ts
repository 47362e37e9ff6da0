import { addDays } from "../../lib/wall-time.ts";

/** The last so many days, today included. */
export const periods = ["7", "30", "90"] as const;
export type Period = typeof periods[number] | "own";

/** Which days a report is of, both included. */
export interface Days {
  period: Period;
  from: string;
  to: string;
}

const day = /^\d{4}-\d\d-\d\d$/;

/** What the address says; without it the last seven days. `today` is the organisation's. */
export function readDays(query: URLSearchParams, today: string): Days {
  const [from, to] = [query.get("from") ?? "", query.get("to") ?? ""];
  if (day.test(from) && day.test(to) && from <= to) return { period: "own", from, to };
  const period = periods.find((one) => one === query.get("period")) ?? "7";
  return { period, from: addDays(today, 1 - Number(period)), to: today };
}

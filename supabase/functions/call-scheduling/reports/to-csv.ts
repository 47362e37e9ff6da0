import type { CallReport } from "../../_shared/reports/call-report.ts";
import { figures } from "../../_shared/reports/call-report.ts";
import { writeCsv } from "../shared/write-csv.ts";

/** The rows of a report as CSV. */
export function toCsv({ by, rows }: CallReport): string {
  const names = Object.keys(figures.shape);
  const cells = rows.map((row) => [row.key, row.label, ...names.map((name) => Reflect.get(row, name))]);
  return writeCsv([by, "label", ...names], cells);
}

// @ts-types="papaparse-types"
import Papa from "papaparse";
import type { CallReport } from "../../_shared/reports/call-report.ts";
import { figures } from "../../_shared/reports/call-report.ts";

/**
 * What a spreadsheet would take for a formula: such a cell is written behind an apostrophe. The library's own pattern lets a cell
 * pass that has a line break in it.
 */
const formula = /^[\s]*[=+\-@]|^[\t\r\n]/;

/** The rows of a report as CSV, with the mark by which spreadsheets know UTF-8. */
export function toCsv({ by, rows }: CallReport): string {
  const names = Object.keys(figures.shape);
  const cells = rows.map((row) => [row.key, row.label, ...names.map((name) => Reflect.get(row, name))]);
  const text = Papa.unparse({ fields: [by, "label", ...names], data: cells }, {
    escapeFormulae: formula,
    newline: "\r\n",
  });
  return `\ufeff${text}\r\n`;
}

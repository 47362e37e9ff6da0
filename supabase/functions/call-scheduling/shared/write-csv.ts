// @ts-types="papaparse-types"
import Papa from "papaparse";

/**
 * What a spreadsheet would take for a formula: such a cell is written behind an apostrophe. The library's own pattern lets a cell
 * pass that has a line break in it.
 */
const formula = /^[\s]*[=+\-@]|^[\t\r\n]/;

/** CSV that no spreadsheet executes, with the mark by which spreadsheets know UTF-8. */
export function writeCsv(fields: string[], data: unknown[][]): string {
  return `\ufeff${Papa.unparse({ fields, data }, { escapeFormulae: formula, newline: "\r\n" })}\r\n`;
}

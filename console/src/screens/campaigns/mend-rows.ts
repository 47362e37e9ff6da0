// @ts-types="papaparse-types"
import Papa from "papaparse";
import { decode } from "./sheet.ts";

/** As the server tells them: by the first line, since rows need not be alike. */
const dividers = [",", ";", "\t", "|"] as const;

/**
 * The rows of a file that were not taken, as they stand there, each with the reason behind it: to be mended and loaded again.
 * `rejected` names lines as the server counts them: those of the file, from 1.
 */
export function rowsToMend(
  bytes: Uint8Array,
  rejected: readonly { line: number; reason: string }[],
  reasonHead: string,
): { head: string[]; rows: string[][] } {
  const whole = decode(bytes).replace(/^\uFEFF/, "").replaceAll(/\r\n?/g, "\n");
  const [mark, named] = /^sep=(.)\n/i.exec(whole) ?? [];
  const body = whole.slice(mark?.length ?? 0);
  const [firstLine = ""] = body.trimStart().split("\n", 1);
  const delimiter = named ??
    dividers.reduce<string>(
      (best, one) => partsOf(firstLine, one) > partsOf(firstLine, best) ? one : best,
      ",",
    );
  const reasons = new Map<number, string[]>();
  for (const { line, reason } of rejected) reasons.set(line, [...reasons.get(line) ?? [], reason]);
  let line = mark === undefined ? 1 : 2;
  let head: string[] = [];
  const rows: string[][] = [];
  for (const cells of Papa.parse<string[]>(body, { newline: "\n", delimiter }).data) {
    const begins = line;
    line += cells.reduce((breaks, cell) => breaks + cell.split("\n").length - 1, 1);
    if (cells.every((cell) => cell.trim() === "")) continue;
    if (head.length === 0) {
      head = [...cells, reasonHead];
      continue;
    }
    const why = reasons.get(begins);
    if (why === undefined) continue;
    const filled = Array.from({ length: head.length - 1 }, (_, index) => cells[index] ?? "");
    rows.push([...filled, why.join("; ")]);
  }
  return { head, rows };
}

function partsOf(line: string, divider: string): number {
  return line.replaceAll(/"[^"]*"/g, "").split(divider).length;
}

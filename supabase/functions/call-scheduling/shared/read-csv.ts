// @ts-types="papaparse-types"
import Papa from "papaparse";
import { ApiError, malformed } from "../../_shared/platform/errors.ts";

/** One record: the line of the file that it begins on, from 1, and its fields, trimmed. */
export type CsvRecord = { line: number; fields: string[] };

/**
 * The records of a CSV file as office programs write them: UTF-8 or UTF-16, with or without its mark, divided by commas,
 * semicolons, tabs or bars, fields quoted where need be. Empty lines are left out. Throws 400 where it is not text or a quote
 * is never closed, and 413 over `mostRecords`.
 */
export function readCsv(bytes: ArrayBuffer, { mostRecords }: { mostRecords: number }): CsvRecord[] {
  // Line ends are made alike first: what is quoted may hold them, and lines are counted by them.
  const text = decode(new Uint8Array(bytes)).replaceAll(/\r\n?/g, "\n");
  const { data, errors } = Papa.parse<string[]>(text, {
    newline: "\n",
    delimiter: dividerOf(text),
  });
  if (errors.some(({ type }) => type === "Quotes")) {
    throw malformed("The file is not CSV: a quoted field is not closed, or goes on behind its quote.");
  }
  const records: CsvRecord[] = [];
  let line = 1;
  for (const row of data) {
    const fields = row.map((field) => field.trim());
    if (fields.some((field) => field !== "")) records.push({ line, fields });
    line += 1 + row.reduce((breaks, field) => breaks + countBreaks(field), 0);
  }
  if (records.length > mostRecords) {
    throw new ApiError({
      status: 413,
      code: "too_large",
      error: `The file has ${records.length} rows; ${mostRecords} are taken at once.`,
    });
  }
  return records;
}

/** What divides the first line into the most fields. The parser's own guess looks at rows that need not be alike. */
function dividerOf(text: string): string {
  const [firstLine = ""] = text.trimStart().split("\n", 1);
  const bare = firstLine.replaceAll(/"[^"]*"/g, "");
  const counts = [",", ";", "\t", "|"].map((divider) => ({ divider, count: bare.split(divider).length }));
  return counts.reduce((best, one) => one.count > best.count ? one : best, { divider: ",", count: 0 })
    .divider;
}

function countBreaks(field: string): number {
  return field.includes("\n") ? field.split("\n").length - 1 : 0;
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder(encodingOf(bytes), { fatal: true }).decode(bytes);
  } catch {
    throw malformed("The file is not text in UTF-8 or UTF-16.");
  }
}

/** By its mark; without one, every second byte of western text in UTF-16 is zero. */
function encodingOf([first, second]: Uint8Array): string {
  if (first === 0xff && second === 0xfe || second === 0 && first !== 0) return "utf-16le";
  if (first === 0xfe && second === 0xff || first === 0 && second !== 0) return "utf-16be";
  return "utf-8";
}

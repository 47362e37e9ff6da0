// @ts-types="papaparse-types"
import Papa from "papaparse";
import { ApiError, malformed } from "../../_shared/platform/errors.ts";
import { decodeText, type TextEncoding } from "./decode-text.ts";

/** One record: the line of the file that it begins on, from 1, its fields up to the last that is filled, and those that are kept, trimmed. */
export type CsvRecord = { line: number; width: number; fields: string[] };

/** The records, and what the file was taken for. */
export type CsvFile = { records: CsvRecord[]; encoding: TextEncoding; divider: string };

interface CsvTerms {
  mostRecords: number;
  /** Asked once, with the first record: the places of the fields that are kept of every record, in that order. Default: all. */
  keep?: (first: readonly string[]) => readonly number[];
}

const dividers = [",", ";", "\t", "|"];
/** Enough to hold the first record, of which the divider is told. */
const beginning = 65_536;

/**
 * The records of a CSV file as office programs write them: UTF-8, UTF-16 or Windows-1252, with or without its mark, divided by commas,
 * semicolons, tabs or bars, or by what a first line `sep=;` says, fields quoted where need be. Empty lines are left out. Only what is
 * kept of a record is held in memory. Throws 400 where it is not text or a quote is never closed, and 413 over `mostRecords`.
 */
export function readCsv(bytes: ArrayBuffer, { mostRecords, keep }: CsvTerms): CsvFile {
  const { text: decoded, encoding } = decodeText(new Uint8Array(bytes));
  // Line ends are made alike first: what is quoted may hold them, and lines are counted by them.
  const whole = decoded.includes("\r") ? decoded.replaceAll(/\r\n?/g, "\n") : decoded;
  const { text, divider, firstLine } = takeSeparatorLine(whole);
  const records: CsvRecord[] = [];
  let line = firstLine;
  let kept: readonly number[] | undefined;
  Papa.parse<string[]>(text, {
    newline: "\n",
    delimiter: divider,
    step: ({ data: row, errors }) => {
      if (errors.some(({ type }) => type === "Quotes")) throw openQuote(line);
      const begins = line;
      line += 1 + row.reduce((breaks, field) => breaks + countBreaks(field), 0);
      if (row.every((field) => field.trim() === "")) return;
      if (records.length === mostRecords) throw tooMany(mostRecords);
      kept ??= keep?.(row.map((field) => field.trim()));
      const fields = kept ? kept.map((place) => row[place] ?? "") : row;
      records.push({ line: begins, width: widthOf(row), fields: fields.map((field) => field.trim()) });
    },
  });
  return { records, encoding, divider };
}

/** Excel writes and reads a first line that says what divides the others. */
function takeSeparatorLine(text: string) {
  const [whole, divider] = /^sep=([,;\t|])\n/i.exec(text) ?? [];
  if (whole === undefined || divider === undefined) return { text, divider: dividerOf(text), firstLine: 1 };
  return { text: text.slice(whole.length), divider, firstLine: 2 };
}

/** What divides the first record into the most fields. The parser's own guess looks at rows that need not be alike. */
function dividerOf(text: string): string {
  const bare = text.slice(0, beginning).trimStart().replaceAll(/"[^"]*"/g, "");
  const [firstLine = ""] = bare.split("\n", 1);
  const counts = dividers.map((divider) => ({ divider, count: firstLine.split(divider).length }));
  return counts.reduce((best, one) => one.count > best.count ? one : best, { divider: ",", count: 0 })
    .divider;
}

function widthOf(row: readonly string[]): number {
  return row.findLastIndex((field) => field.trim() !== "") + 1;
}

function countBreaks(field: string): number {
  return field.includes("\n") ? field.split("\n").length - 1 : 0;
}

function openQuote(line: number) {
  return malformed(
    `The file is not CSV: in the record that begins on line ${line} a quoted field is not closed, or goes on behind its quote.`,
  );
}

function tooMany(most: number) {
  return new ApiError({
    status: 413,
    code: "too_large",
    error: `The file has more than ${most} rows, which are taken at once.`,
  });
}

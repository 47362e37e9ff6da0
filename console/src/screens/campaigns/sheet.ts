// @ts-types="papaparse-types"
import Papa from "papaparse";

/** The first rows of a file, as text. */
export interface Sheet {
  file: File;
  headers: readonly string[];
  rows: readonly (readonly string[])[];
  /** Rows that there are, or nearly: lines in quotes count as rows here. */
  about: number;
}

export type SheetFault = "notText" | "emptyFile" | "tooLarge";

export const sheetFields = ["phone", "name", "contact_id", "time_zone", "country"] as const;
export type SheetField = typeof sheetFields[number];
/** Which column each field is read from; null: from none. */
export type Matches = Record<SheetField, string | null>;

const mostBytes = 16 * 1024 * 1024;
const looked = 50;

/** Reads the beginning of a file; nothing of it leaves the page. */
export async function readSheet(file: File): Promise<Sheet | SheetFault> {
  if (file.size > mostBytes) return "tooLarge";
  const text = decode(new Uint8Array(await file.arrayBuffer()));
  if (text.includes("\0")) return "notText";
  const body = /^sep=./i.test(text) ? text.slice(text.indexOf("\n") + 1) : text;
  const { data } = Papa.parse<string[]>(body, { preview: looked + 1, skipEmptyLines: "greedy" });
  const [headers = [], ...rows] = data.map((cells) => cells.map((cell) => cell.trim()));
  if (rows.length === 0) return "emptyFile";
  const lines = rows.length < looked
    ? rows.length
    : body.split("\n").filter((line) => line.trim() !== "").length - 1;
  return {
    file,
    headers: headers.map((name, index) => name === "" ? `${index + 1}` : name),
    rows,
    about: lines,
  };
}

/** As the server takes it: UTF-8 or UTF-16 by its mark, else Windows-1252 where it is no UTF-8. */
export function decode(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder("utf-16be").decode(bytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}

export function isNumber(cell: string): boolean {
  return /^\+?\d{7,15}$/.test(cell.replaceAll(/[\s().\-/]/g, ""));
}

/** What a spreadsheet makes of a long number: 9.19876E+11. */
export function isRounded(cell: string): boolean {
  return /^\d([.,]\d+)?E\+?\d+$/i.test(cell);
}

const known: Record<SheetField, RegExp> = {
  phone: /phone|mobile|cell|tel|whatsapp|number|फ़ोन|मोबाइल/i,
  name: /name|patient|customer|client|नाम/i,
  contact_id: /hubspot|record.?id|contact.?id|^id$/i,
  time_zone: /time.?zone|^tz$|^zone$/i,
  country: /country|nation|देश/i,
};

/** By the names of the columns; the numbers also by what they look like, so that a column "Handy" is found. */
export function guessMatches({ headers, rows }: Pick<Sheet, "headers" | "rows">): Matches {
  const taken = new Set<number>();
  const take = (index: number): string | null => {
    const header = headers[index];
    if (header === undefined) return null;
    taken.add(index);
    return header;
  };
  const shareOfNumbers = (index: number) =>
    rows.filter((cells) => isNumber(cells[index] ?? "") || isRounded(cells[index] ?? "")).length /
    rows.length;
  const named = (field: SheetField) =>
    headers.findIndex((name, index) => known[field].test(name) && !taken.has(index));
  const contact_id = take(named("contact_id"));
  const numeric = headers.map((_, index) => ({ index, share: taken.has(index) ? 0 : shareOfNumbers(index) }))
    .filter(({ share }) => share >= 0.5)
    // Of several columns with numbers the one that is called so.
    .sort((one, other) =>
      Number(known.phone.test(headers[other.index] ?? "")) -
        Number(known.phone.test(headers[one.index] ?? "")) ||
      other.share - one.share
    );
  const phone = take(numeric[0]?.index ?? named("phone"));
  const time_zone = take(named("time_zone"));
  const country = take(named("country"));
  const name = take(named("name"));
  return { phone, name, contact_id, time_zone, country };
}

/** The cells of the first rows in that column. */
export function cellsOf(
  { headers, rows }: Pick<Sheet, "headers" | "rows">,
  header: string,
): readonly string[] {
  const index = headers.indexOf(header);
  return rows.map((cells) => cells[index] ?? "");
}

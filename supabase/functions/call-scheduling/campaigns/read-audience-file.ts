import { type AudienceColumn, findAudienceColumns } from "../../_shared/campaigns/audience-columns.ts";
import type { AudienceRow } from "../../_shared/campaigns/read-audience-row.ts";
import { invalid } from "../../_shared/platform/errors.ts";
import { type CsvRecord, readCsv } from "../shared/read-csv.ts";
import type { TextEncoding } from "../shared/decode-text.ts";
import { type AudiencePart, type AudienceQuery, mostPartRows, mostRows } from "./audience-schema.ts";

/** What a file holds, in pieces of a size that one request reads and closes within the CPU time that it has. */
export interface AudienceFile {
  rowsTotal: number;
  parts: AudiencePart[];
  /** What its text was taken for. */
  encoding: TextEncoding;
}

const order = ["name", "contact_id", "time_zone", "country"] as const;

/** Finds the columns of a file and takes what they hold, unread: the numbers are read piece by piece. Throws 400, 413 and 422. */
export function readAudienceFile(
  bytes: ArrayBuffer,
  { contact_country, ...columns }: AudienceQuery,
): AudienceFile {
  let headerWidth = 0;
  let phones = 0;
  const placesOf = (header: readonly string[]) => {
    headerWidth = header.length;
    const found = findAudienceColumns(header, columns);
    if (!found.ok) {
      throw invalid(
        [{ field: found.field, code: "no_such_column", message: found.message }],
        "no_such_column",
      );
    }
    const { places } = found;
    phones = places.phone.length;
    // A name may be in several; a place that no record has is an empty cell.
    return [...places.phone, ...order.flatMap((column) => spread(places, column))];
  };
  const file = readCsv(bytes, { mostRecords: mostRows + 1, keep: placesOf });
  const rows = file.records.slice(1);
  if (rows.length === 0) {
    throw invalid(
      [{ field: "body", code: "nobody", message: "The file has no row under its header." }],
      "nobody_to_call",
    );
  }
  const parts: AudiencePart[] = [];
  for (let start = 0; start < rows.length; start += mostPartRows) {
    const piece = rows.slice(start, start + mostPartRows);
    const fits = ({ width }: CsvRecord) => width <= headerWidth;
    parts.push({
      ...(contact_country !== undefined && { contact_country }),
      rows: piece.filter(fits).map((record) => toRow(record, phones)),
      rejected: piece.filter((record) => !fits(record)).map(({ line, width }) => ({
        line,
        field: "row",
        code: "row_too_wide" as const,
        reason:
          `has ${width} fields, and the header ${headerWidth}: put quotes around what holds a comma or semicolon`,
      })),
    });
  }
  return { rowsTotal: rows.length, parts, encoding: file.encoding };
}

const nameParts = 3;

function spread(places: Record<AudienceColumn, readonly number[]>, column: AudienceColumn): number[] {
  const length = column === "name" ? nameParts : 1;
  return Array.from({ length }, (_, index) => places[column][index] ?? -1);
}

function toRow({ line, fields }: CsvRecord, phones: number): AudienceRow {
  const [contact_id = "", time_zone = "", country = ""] = fields.slice(phones + nameParts).map(cut);
  const name = fields.slice(phones, phones + nameParts).filter((part) => part !== "").join(" ");
  return { line, phones: fields.slice(0, phones).map(cut), name: cut(name), contact_id, time_zone, country };
}

/** More than any of them can be: it is refused where it is read. */
function cut(cell: string): string {
  return cell.slice(0, 1_000);
}

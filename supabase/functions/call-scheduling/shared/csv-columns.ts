import type { CsvRecord } from "./read-csv.ts";

/** A record of a file, read by column; what the file has no column for is empty. */
export interface NamedRecord<Column extends string> {
  line: number;
  read(column: Column): string;
}

/**
 * The records by the names in the first one; `names` says what each column may be called, in any writing, and the first that
 * is there counts. Where it holds none of them it is a record like the others, of a file without a header whose first
 * column is `only`.
 */
export function nameColumns<Column extends string>(
  records: readonly CsvRecord[],
  names: Readonly<Record<Column, readonly string[]>>,
  only: NoInfer<Column>,
): NamedRecord<Column>[] {
  const header = (records[0]?.fields ?? []).map((name) => name.toLowerCase().replaceAll(/[\s_-]+/g, "_"));
  const places = new Map<string, number>();
  for (const [column, known] of Object.entries<readonly string[]>(names)) {
    const place = known.map((name) => header.indexOf(name)).find((index) => index >= 0);
    if (place !== undefined) places.set(column, place);
  }
  const hasHeader = places.size > 0;
  if (!hasHeader) places.set(only, 0);
  return records.slice(hasHeader ? 1 : 0).map(({ line, fields }) => ({
    line,
    read: (column) => fields[places.get(column) ?? -1] ?? "",
  }));
}

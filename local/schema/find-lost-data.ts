import type { TableRows } from "./take-rows.ts";

type Database = ReadonlyMap<string, TableRows>;

/**
 * What was there before and is not there any more: tables, columns that held something, rows, contents. What came new is
 * nobody's loss. `meant` names tables (`public.a`) and columns (`public.a.b`) whose data was changed on purpose.
 */
export function findLostData(before: Database, after: Database, meant: ReadonlySet<string>): string[] {
  const lost: string[] = [];
  for (const [table, { columns, rows }] of before) {
    if (meant.has(table) || rows.length === 0) continue;
    const now = after.get(table);
    if (now === undefined) {
      lost.push(`${table} is gone with its ${rows.length} rows`);
      continue;
    }
    const gone = columns.filter((column) =>
      !now.columns.includes(column) && !meant.has(`${table}.${column}`)
    );
    for (const column of gone.filter((name) => rows.some((row) => row[name] !== null))) {
      lost.push(`${table}.${column} is gone with what it held`);
    }
    const kept = columns.filter((name) => now.columns.includes(name) && !meant.has(`${table}.${name}`));
    lost.push(...findLostRows(table, rows.map(only(kept)), now.rows.map(only(kept))));
  }
  return lost;
}

function only(columns: readonly string[]) {
  return (row: Record<string, unknown>): string =>
    JSON.stringify(Object.fromEntries(columns.map((column) => [column, row[column]])));
}

function findLostRows(table: string, before: readonly string[], after: readonly string[]): string[] {
  const left = new Map<string, number>();
  for (const row of after) left.set(row, (left.get(row) ?? 0) + 1);
  const lost: string[] = [];
  for (const row of before) {
    const count = left.get(row) ?? 0;
    if (count === 0) lost.push(`${table} has no more the row ${row}`);
    else left.set(row, count - 1);
  }
  return lost;
}

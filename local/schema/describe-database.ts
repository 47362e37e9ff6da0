import type { Sql, TransactionSql } from "postgres";

/** What there is in a database (describe-database.sql), by its name. */
export type Description = ReadonlyMap<string, string>;

export async function describeDatabase(sql: Sql | TransactionSql): Promise<Description> {
  const text = await Deno.readTextFile(new URL("describe-database.sql", import.meta.url));
  const rows = await sql.unsafe<{ thing: string; definition: string }[]>(text);
  return new Map(rows.map(({ thing, definition }) => [thing, definition]));
}

/** One line for each thing that is not the same in both, or that only one of them has. */
export function compareDescriptions(
  [leftName, left]: readonly [string, Description],
  [rightName, right]: readonly [string, Description],
): string[] {
  const differences: string[] = [];
  for (const thing of [...new Set([...left.keys(), ...right.keys()])].sort()) {
    const [here, there] = [left.get(thing), right.get(thing)];
    if (here === undefined) differences.push(`only in ${rightName}: ${thing}`);
    else if (there === undefined) differences.push(`only in ${leftName}: ${thing}`);
    else if (here !== there) {
      differences.push(
        `not the same: ${thing}\n  ${leftName}: ${linesOnlyIn(here, there)}\n  ${rightName}: ${
          linesOnlyIn(there, here)
        }`,
      );
    }
  }
  return differences;
}

/** What is worth showing of a long text: its lines that the other has not. */
function linesOnlyIn(text: string, other: string): string {
  const known = new Set(other.split("\n"));
  return text.split("\n").filter((line) => !known.has(line)).join("\n    ");
}

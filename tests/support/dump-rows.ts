import type { Sql } from "postgres";

/** Every row of every table of every schema, written out as text: what a dump of the data holds. */
export async function* dumpRows(sql: Sql): AsyncGenerator<{ table: string; row: string }> {
  const tables = await sql<{ schema: string; name: string }[]>`
    select schemaname as schema, tablename as name from pg_tables
    where schemaname not in ('pg_catalog', 'information_schema') order by 1, 2`;
  for (const { schema, name } of tables) {
    const rows = await sql<{ row: string }[]>`select t::text as row from ${sql(schema)}.${sql(name)} t`;
    for (const { row } of rows) yield { table: `${schema}.${name}`, row };
  }
}

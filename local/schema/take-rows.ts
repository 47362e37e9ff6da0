import type { Sql } from "postgres";

export interface TableRows {
  columns: string[];
  rows: Record<string, unknown>[];
}

/** Every row of every table of public and private, by the table's name. For small databases. */
export async function takeRows(sql: Sql): Promise<Map<string, TableRows>> {
  const tables = await sql<{ name: string; columns: string[] }[]>`
    select format('%I.%I', n.nspname, c.relname) as name,
      array(select a.attname::text from pg_attribute a
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped order by a.attname) as columns
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname in ('public', 'private') and c.relkind in ('r', 'p') and not c.relispartition
    order by 1`;
  const taken = new Map<string, TableRows>();
  for (const { name, columns } of tables) {
    const rows = await sql.unsafe<{ row: Record<string, unknown> }[]>(
      `select to_jsonb(t) as row from ${name} t`,
    );
    taken.set(name, { columns, rows: rows.map(({ row }) => row) });
  }
  return taken;
}

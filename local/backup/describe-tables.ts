import type { ISql } from "postgres";

export interface DatabaseTable {
  name: string;
  columns: string[];
}

/** Of Auth: who there is, and how they sign in. Who is signed in is not kept: everybody signs in again. */
const authTables = ["auth.users", "auth.identities"];

/** Every table of ours, with the columns that are written and not computed, in the order of their names. */
export async function describeTables(sql: ISql): Promise<DatabaseTable[]> {
  return await sql<DatabaseTable[]>`
    select n.nspname || '.' || c.relname as name, array_agg(a.attname::text order by a.attname) as columns
    from pg_class c
    join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
    where c.relkind = 'r' and (n.nspname in ('public', 'private') or n.nspname || '.' || c.relname = any (${authTables}))
      and not exists (select from pg_depend d where d.objid = c.oid and d.classid = 'pg_class'::regclass and d.deptype = 'e')
    group by 1 order by 1`;
}

export async function listAppliedMigrations(sql: ISql): Promise<string[]> {
  const [history] =
    await sql`select to_regclass('supabase_migrations.schema_migrations') is not null as there`;
  if (!history?.there) return [];
  const rows = await sql<{ version: string }[]>`
    select version from supabase_migrations.schema_migrations order by version`;
  return rows.map(({ version }) => version);
}

/** Our names as SQL: `schema."table"` with its columns. */
export function copyTarget({ name, columns }: DatabaseTable): string {
  return `${quoteName(name)} (${columns.map((column) => `"${column}"`).join(", ")})`;
}

export function quoteName(name: string): string {
  return name.split(".").map((part) => `"${part.replaceAll('"', '""')}"`).join(".");
}

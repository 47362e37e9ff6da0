import type { Sql } from "postgres";
import { listMigrations } from "./apply-migrations.ts";
import { StackError } from "./stack-error.ts";

/**
 * Throws StackError when the database has taken migrations that `directory` has not: data of before the baseline, or of
 * newer code. Changes nothing.
 */
export async function refuseUnknownMigrations(sql: Sql, directory: string): Promise<void> {
  const [history] = await sql<{ table: string | null }[]>`
    select to_regclass('supabase_migrations.schema_migrations')::text as table`;
  if (!history?.table) return;
  const known = (await listMigrations(directory)).map(({ version }) => version);
  const applied = await sql<{ version: string }[]>`
    select version from supabase_migrations.schema_migrations order by version`;
  const unknown = applied.map(({ version }) => version).filter((version) => !known.includes(version));
  const [first] = unknown;
  if (first === undefined) return;
  const isNewer = first > (known.at(-1) ?? "");
  throw new StackError(
    `The data here was made by ${
      isNewer ? "newer" : "older"
    } code, whose migration ${first} is not in this one: ${
      isNewer ? "update the code, or begin" : "nothing brings it up to date; begin"
    } afresh with \`deno task start -- --reset\`, which erases it.`,
  );
}

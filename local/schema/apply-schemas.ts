import type { Sql } from "postgres";
import { readSqlError } from "../stack/read-sql-error.ts";

/**
 * Makes a database of the schema files in `directory`, in the order of their paths, all in one transaction under the
 * role that migrations have. Throws StackError naming file and line of an SQL error.
 */
export async function applySchemas(sql: Sql, directory: string): Promise<void> {
  await sql.begin(async (tx) => {
    // A function may name what comes later.
    await tx`set local check_function_bodies = off`;
    await tx`set local role postgres`;
    for (const path of await listSchemaFiles(directory)) {
      const text = await Deno.readTextFile(`${directory}/${path}`);
      await tx.unsafe(text).simple().catch((error) => {
        throw readSqlError(error, `supabase/schemas/${path}`, text);
      });
    }
  });
}

/** Paths below `directory`, in the order in which they are applied: by code unit, as `LC_ALL=C sort` has it. */
export async function listSchemaFiles(directory: string): Promise<string[]> {
  const paths: string[] = [];
  for await (const folder of Deno.readDir(directory)) {
    if (!folder.isDirectory) continue;
    for await (const file of Deno.readDir(`${directory}/${folder.name}`)) {
      if (file.name.endsWith(".sql")) paths.push(`${folder.name}/${file.name}`);
    }
  }
  return paths.sort();
}

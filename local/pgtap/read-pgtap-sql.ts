import { fileURLToPath } from "node:url";
import { parseTarGzip } from "nanotar";

const wanted = /(^|\/)pgtap--\d+\.\d+\.\d+\.sql$/;

/** pgTAP's own SQL out of the archive that PGlite ships, so that no Postgres needs to have it installed. */
export async function readPgtapSql(): Promise<string> {
  const archive = new URL("pgtap.tar.gz", import.meta.resolve("@electric-sql/pglite"));
  const files = await parseTarGzip(await Deno.readFile(fileURLToPath(archive)));
  const sql = files.find(({ name }) => wanted.test(name));
  if (sql === undefined) throw new Error("@electric-sql/pglite no longer carries pgTAP's SQL.");
  return withoutPsqlCommands(sql.text);
}

/** psql's own commands (`\echo`, `\set`) mean nothing to the server. */
export function withoutPsqlCommands(sql: string): string {
  return sql.replace(/^\\.*$/gm, "");
}

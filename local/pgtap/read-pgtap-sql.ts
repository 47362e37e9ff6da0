import { fileURLToPath } from "node:url";

const wanted = /(^|\/)pgtap--\d+\.\d+\.\d+\.sql$/;

/** pgTAP's own SQL out of the archive that PGlite ships, so that no Postgres needs to have it installed. */
export async function readPgtapSql(): Promise<string> {
  const archive = new URL("pgtap.tar.gz", import.meta.resolve("@electric-sql/pglite"));
  const file = await Deno.open(fileURLToPath(archive));
  const tar = await new Response(file.readable.pipeThrough(new DecompressionStream("gzip"))).bytes();
  const sql = findInTar(tar);
  if (sql === undefined) throw new Error("@electric-sql/pglite no longer carries pgTAP's SQL.");
  return withoutPsqlCommands(sql);
}

/** psql's own commands (`\echo`, `\set`) mean nothing to the server. */
export function withoutPsqlCommands(sql: string): string {
  return sql.replace(/^\\.*$/gm, "");
}

/** A tar is 512-byte blocks: a header with the name at 0 and the size (octal) at 124, then the content. */
function findInTar(tar: Uint8Array): string | undefined {
  const decoder = new TextDecoder();
  const readField = (from: number, length: number) =>
    decoder.decode(tar.subarray(from, from + length)).replace(/\0.*$/s, "").trim();
  for (let at = 0; at + 512 <= tar.length;) {
    const size = parseInt(readField(at + 124, 12) || "0", 8);
    if (wanted.test(readField(at, 100))) return decoder.decode(tar.subarray(at + 512, at + 512 + size));
    at += 512 + Math.ceil(size / 512) * 512;
  }
}

